// clients that are slow or many. The limits are short here; what is asserted is who is cut and who is
// served, never how long it takes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { auth, eventually, postHead, server } from './attack.mjs';

const open = new Set();
after(() => open.forEach((one) => one.end()));

const impatient = server({
  EASEL_HTTP_HEADER_TIMEOUT: '1s', EASEL_HTTP_BODY_IDLE_TIMEOUT: '1s', EASEL_HTTP_BODY_RATE_WINDOW: '2s',
  EASEL_HTTP_WRITE_TIMEOUT: '1s',
});
const small = server({ EASEL_HTTP_MAX_CONNECTIONS: '50' });
const fair = server({ EASEL_HTTP_MAX_CONNECTIONS_PER_CLIENT: '5', EASEL_TRUSTED_PROXIES: '127.0.0.1' });
const poor = server({}, { under: ['prlimit', '--nofile=512:512', '--'] });
const flooded = server();

// A client that says `first`, then `again` ten times a second, and stays.
function client(it, { first = '', again = '' } = {}) {
  const socket = connect({ port: it.port, host: '127.0.0.1' });
  const state = { text: '', closed: false, socket };
  const trickle = again && setInterval(() => socket.write(again), 100);
  state.end = () => {
    clearInterval(trickle);
    socket.destroy();
    open.delete(state);
  };
  socket.on('data', (chunk) => (state.text += chunk.toString('latin1')));
  socket.on('error', () => {});
  socket.on('close', () => {
    state.closed = true;
    state.end();
  });
  socket.on('end', () => (state.closed = true));
  socket.on('connect', () => (state.connected = true));
  if (first) socket.write(first);
  open.add(state);
  return state;
}

async function clients(it, count, options) {
  const all = [];
  for (let i = 0; i < count; ++i) {
    all.push(client(it, options));
    if (i % 100 === 99) await eventually(() => all.every((one) => one.connected), 'connected');
  }
  await eventually(() => all.every((one) => one.connected), 'connected');
  return all;
}

const served = async (it) => assert.equal((await fetch(`${it.base}/healthz`)).status, 200);
const picture = (it, body) => fetch(`${it.base}/v1/images/generations`, {
  method: 'POST', body: JSON.stringify({ prompt: 'a fox', size: '256x256', ...body }),
  headers: { authorization: auth.slice(15).trim(), 'content-type': 'application/json' },
});

// Others are served until the condition holds, and after it.
async function meanwhile(it, condition, what) {
  await eventually(async () => {
    await served(it);
    return condition();
  }, what);
  await served(it);
}

test('A-13 slow heads and bodies are cut, others are served', async () => {
  const slow = {
    'half a head': client(impatient, { first: 'GET / HTTP/1.1\r\nHost: x' }),
    'a head, byte by byte': client(impatient, { first: 'GET /', again: 'a' }),
    'a silent body': client(impatient, { first: postHead('Content-Length: 100\r\n') + '{' }),
    'a trickling body': client(impatient, { first: postHead('Content-Length: 100000\r\n') + '{', again: ' ' }),
    'a trickle of chunks': client(impatient, { first: postHead('Transfer-Encoding: chunked\r\n'), again: '1\r\n \r\n' }),
  };
  const silent = client(impatient);
  await meanwhile(impatient, () => silent.closed && Object.values(slow).every((one) => one.closed), 'all are cut');
  for (const [what, { text }] of Object.entries(slow)) assert.match(text, /^HTTP\/1\.1 408 /, what);
  assert.equal(silent.text, '', 'who said nothing is told nothing');
});

test('A-13 a reader that takes nothing is cut, others are served', async () => {
  const body = JSON.stringify({ prompt: 'a fox', n: 2, size: '2048x2048', response_format: 'b64_json' });
  const reader = client(impatient, { first: postHead(`Content-Length: ${body.length}\r\n`) + body });
  reader.socket.pause();
  const cut = () => impatient.program.output.some((line) => /status=499/.test(line));
  await meanwhile(impatient, cut, 'the reader is cut');
  reader.socket.resume();
  await eventually(() => reader.closed, 'the end reaches the client');
  const [head, sent] = reader.text.split('\r\n\r\n');
  if (head) assert.ok(sent.length < Number(head.match(/content-length: (\d+)/)[1]), 'only a part was sent');
  const metrics = await (await fetch(`${impatient.base}/metrics`)).text();
  for (const limit of ['header_time', 'body_time', 'write_time'])
    assert.match(metrics, new RegExp(`limit_hits_total\\{limit="${limit}"\\} [1-9]`), limit);
});

test('A-14 in all: the oldest idle connections make room, and busy ones do not', async () => {
  const idle = await clients(small, 120);
  await meanwhile(small, () => idle.slice(0, 70).every((one) => one.closed), 'the oldest 70 are closed');
  assert.ok(!idle.slice(-20).some((one) => one.closed), 'the newest are not');
  const left = idle.filter((one) => !one.closed).length;
  assert.ok(left >= 40 && left <= 50, `no more are closed than must be: ${left} are open`);

  const busy = await clients(small, 50, { first: postHead('Expect: 100-continue\r\nContent-Length: 100\r\n') });
  await eventually(() => busy.every((one) => /^HTTP\/1\.1 100 /.test(one.text)), 'all fifty are at work');
  const late = client(small);
  await eventually(() => late.closed, 'a newcomer is refused');
  assert.match(late.text, /^HTTP\/1\.1 503 .*x-should-retry: true\r\nretry-after: 1\r\n/s);
  busy.forEach((one) => one.end());
  await eventually(async () => (await fetch(`${small.base}/healthz`)).status === 200, 'there is room again');
});

test('A-14 one client behind a proxy has a cap of its own', async () => {
  const behind = (address) => postHead(`X-Forwarded-For: ${address}\r\nExpect: 100-continue\r\nContent-Length: 100\r\n`);
  const busy = await clients(fair, 5, { first: behind('192.0.2.1') });
  await eventually(() => busy.every((one) => /^HTTP\/1\.1 100 /.test(one.text)), 'five requests of one client are under way');
  const sixth = client(fair, { first: behind('192.0.2.1') });
  await eventually(() => /^HTTP\/1\.1 503 .*x-should-retry: true\r\n/s.test(sixth.text), 'the sixth is refused');
  const other = client(fair, { first: behind('192.0.2.2') });
  await eventually(() => /^HTTP\/1\.1 100 /.test(other.text), 'another client is served');
  [...busy, sixth, other].forEach((one) => one.end());
});

test('A-14 idle connections leave descriptors for the work', async () => {
  await clients(poor, 600);
  for (let i = 0; i < 3; ++i) assert.equal((await picture(poor)).status, 200);
});

test('A-14 the memory of a flood comes back', async (t) => {
  const descriptors = Number(readFileSync('/proc/self/limits', 'utf8').match(/Max open files\s+(\d+)/)[1]);
  const count = 4500;
  if (descriptors < count + 500) return t.skip(`only ${descriptors} descriptors`);
  const flood = await clients(flooded, count);
  assert.equal((await picture(flooded)).status, 200);
  flood.forEach((one) => one.end());
  await flooded.memoryComesBack();
});
