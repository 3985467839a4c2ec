// How easel starts and stops, seen from outside: exit codes, the key of the first start, flags, signals.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

const program = join(process.env.EASEL_BINARIES, 'easel');
const ok = 0, failedRunning = 1, badUsage = 64, badDataDir = 74, tryAgain = 75, badConfig = 78, stoppedTwice = 130;
const sanitizers = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(A|UB|T|L)SAN_OPTIONS$/.test(name)));

let folder;
let running;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-start-'));
  running = [];
});
afterEach(async () => {
  for (const easel of running) easel.child.kill('SIGKILL');
  await Promise.all(running.map((easel) => easel.ended));
  rmSync(folder, { recursive: true, force: true });
});

// Runs easel in `folder`. `ended` gives {code, out, err}; `listening` the base address, or fails when it ends before.
const easel = (args = [], env = {}) => run(program, args, env);
// The same through a shell, which execs "$0".
const easelBy = (script) => run('sh', ['-c', script, program], {});

function run(command, args, env) {
  const child = spawn(command, args, {
    cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, ...sanitizers, ...env },
  });
  const seen = { out: '', err: '' };
  child.stderr.on('data', (data) => { seen.err += data; });
  const listening = new Promise((resolve, reject) => {
    child.stdout.on('data', (data) => {
      seen.out += data;
      const base = seen.out.match(/listens on (http:\S+)/);
      if (base && seen.out.includes('> fox.png\n')) resolve(base[1]);
    });
    child.on('close', () => reject(new Error(`easel ended: ${seen.out}${seen.err}`)));
  });
  listening.catch(() => {});
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code: code ?? signal, ...seen })));
  const started = { child, seen, listening, ended, stop: (signal = 'SIGTERM') => (child.kill(signal), ended) };
  running.push(started);
  return started;
}
const serve = (args = [], env = {}) => easel(['serve', '--listen', '127.0.0.1:0', ...args], env);
const end = (args, env) => easel(args, env).ended;

// A failed start says one sentence; an aborted one would say more, and end with a signal.
async function fails(started, code, sentence) {
  const { code: got, err } = await started.ended;
  assert.equal(got, code, err);
  assert.match(err, sentence);
  assert.doesNotMatch(err, /invariant/);
}

async function takenPort() {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  return { port: taken.address().port, close: () => new Promise((resolve) => taken.close(resolve)) };
}

const madeKey = (out) => out.match(/^ {2}(sk-easel-\S+)$/m)?.[1];
const status = async (base, key) =>
  (await fetch(`${base}/v1/models`, { headers: key ? { authorization: `Bearer ${key}` } : {} })).status;

// The line that a person pastes.
function paste(out, env = {}) {
  const line = out.match(/^ {2}(curl .*> fox\.png)$/m)[1];
  const shell = spawn('sh', ['-c', line], { cwd: folder, env: { PATH: process.env.PATH, ...env } });
  let err = '';
  shell.stderr.on('data', (data) => { err += data; });
  return new Promise((resolve) => shell.on('close', () => resolve({ err, bytes: readFileSync(join(folder, 'fox.png')) })));
}
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

test('the first start shows a key, keeps only its hash, and its line paints a picture', async () => {
  const first = serve();
  const base = await first.listening;
  const key = madeKey(first.seen.out);
  const kept = join(folder, 'data', 'admin_key.sha256');
  assert.equal(statSync(kept).mode & 0o777, 0o600);
  assert.equal(statSync(join(folder, 'data')).mode & 0o777, 0o700);
  assert.equal(readFileSync(kept, 'utf8').trim(), createHash('sha256').update(key).digest('hex'));
  for (const name of readdirSync(join(folder, 'data'), { recursive: true }).map((name) => join(folder, 'data', name))) {
    if (statSync(name).isFile()) assert.ok(!readFileSync(name, 'latin1').includes(key), name);
  }
  assert.equal(await status(base, key), 200);
  const { bytes, err } = await paste(first.seen.out);
  assert.deepEqual(bytes.subarray(0, 4), png, err);
  assert.equal((await first.stop()).code, ok);
  assert.ok(!first.seen.err.includes(key));

  const second = serve();
  const again = await second.listening;
  assert.equal(madeKey(second.seen.out), undefined);
  assert.match(second.seen.out, /EASEL_KEY/);
  assert.equal(await status(again, key), 200);
  assert.deepEqual((await paste(second.seen.out, { EASEL_KEY: key })).bytes.subarray(0, 4), png);
});

test('a configured key: the line asks for it, and says so when it is wrong', async () => {
  const key = 'a-key-of-the-operator-1';
  writeFileSync(join(folder, '.env'), `API_MASTER_KEY=${key}\n`);
  const server = serve();
  await server.listening;
  assert.ok(!(server.seen.out + server.seen.err).includes(key));
  assert.match(server.seen.out, /EASEL_KEY='your API_MASTER_KEY'/);
  assert.deepEqual((await paste(server.seen.out, { EASEL_KEY: key })).bytes.subarray(0, 4), png);
  assert.match((await paste(server.seen.out, { EASEL_KEY: 'wrong' })).err, /401/);
});

test('a taken port is told, and the next start shows its key', async () => {
  const taken = await takenPort();
  await fails(easel(['--listen', `127.0.0.1:${taken.port}`]), failedRunning, /Cannot listen on 127\.0\.0\.1 port/);
  await taken.close();
  const server = serve();
  assert.equal(await status(await server.listening, madeKey(server.seen.out)), 200);
});

test('an address of another machine is told', () =>
  fails(easel(['--listen', '192.0.2.1:0']), failedRunning, /Cannot listen on 192\.0\.2\.1/));

test('a damaged secret is told', async () => {
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data', 'link_secret'), 'short');
  await fails(serve(), badDataDir, /link_secret is damaged/);
});

test('a public key that OpenSSL refuses is told with its name', async () => {
  // The frame of an RSA key around nothing.
  const body = Buffer.from('3010300d06092a864886f70d01010105000301', 'hex');
  body[1] = body.length - 2;
  await fails(serve([], { USER_ID: 'x', UPSTREAM_PUBLIC_KEY:
    `-----BEGIN PUBLIC KEY-----\\n${body.toString('base64')}\\n-----END PUBLIC KEY-----` }), badConfig, /UPSTREAM_PUBLIC_KEY/);
});

test('a second server of one data directory is told to try again', async () => {
  await serve().listening;
  await fails(serve(), tryAgain, /Another easel uses the data directory/);
});

test('a data directory that is no directory is told', async () => {
  writeFileSync(join(folder, 'data'), '');
  await fails(serve(), badDataDir, /cannot be used/);
});

test('a folder that exists keeps its mode', async () => {
  const shared = join(folder, 'shared');
  mkdirSync(shared);
  chmodSync(shared, 0o2775);
  const server = serve(['--data-dir', shared]);
  await server.listening;
  assert.equal(statSync(shared).mode & 0o7777, 0o2775);
  assert.match(server.seen.err, /can look into the data directory/);
});

test('API_MASTER_KEY=1 asks for no key on loopback and is refused elsewhere', async () => {
  const server = serve([], { API_MASTER_KEY: '1' });
  assert.equal(await status(await server.listening), 200);
  await fails(easel(['--listen', ':0', '--data-dir', 'other'], { API_MASTER_KEY: '1' }), badConfig, /API_MASTER_KEY: switches keys off/);
});

test('options count before a command and after it', async () => {
  const print = async (...args) => (await end(args)).out.match(/^listen +(\S+)/m)[1];
  assert.equal(await print('config', 'print'), '127.0.0.1:8088');
  assert.equal(await print('--listen', '127.0.0.1:1', 'config', 'print'), '127.0.0.1:1');
  assert.equal(await print('config', 'print', '--listen', '127.0.0.1:2'), '127.0.0.1:2');
  assert.equal(await print('--listen', '127.0.0.1:1', 'config', 'print', '--listen', '127.0.0.1:2'), '127.0.0.1:2');
  assert.equal(await print('--set', 'listen=:3', 'config', 'print', '--set', 'threads=2'), '0.0.0.0:3');
  assert.equal(await print('config', 'print', '--set', 'listen=:3', '--set', 'listen=:4'), '0.0.0.0:4');
  assert.equal((await end(['--config', 'missing.yaml', 'config', 'check'])).code, badConfig);
  assert.equal((await end(['--config', 'missing.yaml', 'serve'])).code, badConfig);
});

test('a command line that is not understood', async () => {
  for (const args of [['--bogus'], ['paint'], ['config'], ['serve', 'more'], ['--listen'], ['version', '--listen', ':1']]) {
    assert.equal((await end(args)).code, badUsage, args.join(' '));
  }
  assert.match((await end(['version'])).out, /^easel \d+\.\d+\.\d+\n$/);
});

test('the help shows every default, as plain text in lines that fit a terminal', async () => {
  const { out } = await end(['--help']);
  assert.doesNotMatch(out, /`/);
  assert.match(out, /\.\/easel\.yaml if it exists/);
  for (const line of out.split('\n')) assert.ok(line.length <= 110, line);
  assert.doesNotMatch((await end(['version', '--help'])).out, /easel\.yaml/);
});

test('a bad file: status 78 with file, line, field and what would be right', async () => {
  writeFileSync(join(folder, 'easel.yaml'), 'log:\n  format: xml\n');
  for (const args of [['config', 'check'], ['config', 'print'], []]) {
    await fails(easel(args), badConfig, /easel\.yaml:2: log\.format: found "xml"; expected one of/);
  }
});

test('a file that comes through a pipe is read', () =>
  fails(easelBy('echo "bogus: 1" | "$0" config check --config /dev/stdin'), badConfig, /\/dev\/stdin:1: bogus/));

test('the program does not tell where it was built', (t) => {
  const checkout = new URL('../..', import.meta.url).pathname.slice(0, -1);
  const bytes = readFileSync(program, 'latin1');
  if (bytes.includes('__ubsan_handle')) return t.skip('a sanitizer writes its own file names');
  assert.ok(!bytes.includes(checkout));
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  test(`${signal} drains and ends with 0`, async () => {
    const server = serve();
    await server.listening;
    const { code, err } = await server.stop(signal);
    assert.equal(code, ok);
    assert.match(err, /stopping[^]*stopped/);
  });
}

test('a second signal ends at once', async () => {
  const server = serve();
  const { hostname, port } = new URL(await server.listening);
  // A request that never becomes whole holds the drain up.
  const open = connect(Number(port), hostname);
  open.on('error', () => {});
  await new Promise((resolve) => open.write('POST /v1/images/generations HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n' +
    `authorization: Bearer ${madeKey(server.seen.out)}\r\n\r\n{`, resolve));
  await status(`http://${hostname}:${port}`);  // so the server has seen what was written before
  server.child.kill('SIGTERM');
  while (!server.seen.err.includes('stopping')) await new Promise((resolve) => server.child.stderr.once('data', resolve));
  assert.equal((await server.stop()).code, stoppedTwice);
  open.destroy();
});

test('nohup: a SIGHUP that was ignored before stays ignored', async () => {
  const server = easelBy('trap "" HUP; exec "$0" serve --listen 127.0.0.1:0');
  const base = await server.listening;
  server.child.kill('SIGHUP');
  assert.equal(await status(base, madeKey(server.seen.out)), 200);
  assert.equal((await server.stop()).code, ok);
});

// A pipe that is full before easel starts and that nobody empties.
const stuck = () => easelBy(`mkfifo log && exec 3<>log && dd if=/dev/zero of=log bs=4096 oflag=nonblock
  exec "$0" serve --listen 127.0.0.1:0 2>log`);

// ThreadSanitizer puts a signal off while its thread is inside write().
const skip = readFileSync(program, 'latin1').includes('__tsan_init') && 'signals come late under ThreadSanitizer';

test('a reader that stopped reading the log does not hold the end up', { skip }, async () => {
  const server = stuck();
  await status(await server.listening, madeKey(server.seen.out));
  assert.equal((await server.stop()).code, ok);
});

test('nor does it hold up a second signal', { skip }, async () => {
  const server = stuck();
  await server.listening;
  const again = setInterval(() => server.child.kill(), 20);
  assert.equal((await server.ended).code, stoppedTwice);
  clearInterval(again);
});
