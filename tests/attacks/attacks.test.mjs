// Hostile bytes against the real server. Each row: what is sent, which statuses are right, whether the
// connection must end. After every row the server must answer a healthy request.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { masterKey, startEasel } from '../client/harness.mjs';

let easel, port, memoryBefore, growthMax;
const memory = () => Number(readFileSync(`/proc/${easel.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]);

before(async () => {
  easel = await startEasel();
  port = Number(new URL(easel.base).port);
  await healthy();
  memoryBefore = memory();
  const sanitized = /lib(asan|tsan)\./.test(readFileSync(`/proc/${easel.pid}/maps`, 'utf8'));
  growthMax = (sanitized ? 96 : 32) * 1024; // shadow memory grows with what it shadows
});
after(async () => {
  const grown = memory() - memoryBefore;
  const { code } = await easel.stop();
  assert.equal(code, 0, 'the server lived to its orderly end');
  console.error(`memory: ${memoryBefore} KiB at first, ${grown} KiB more at last`);
  assert.ok(grown < growthMax, `memory grew by ${grown} KiB`);
  assert.ok(!easel.output.join('\n').includes(masterKey), 'no key in any log line');
});

async function healthy() {
  const response = await fetch(`${easel.base}/healthz`);
  assert.equal(response.status, 200);
}

// Sends raw bytes and reads until the server closes, or until `enough` says so.
function exchange(bytes, { enough, localAddress } = {}) {
  return new Promise((resolve) => {
    const chunks = [];
    let closed = false;
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    const finish = () => {
      clearTimeout(guard);
      socket.destroy();
      const text = Buffer.concat(chunks).toString('latin1');
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((m) => Number(m[1]));
      resolve({ text, statuses, status: statuses[0], closed });
    };
    const guard = setTimeout(finish, 20000); // only a broken server gets here
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (enough?.(Buffer.concat(chunks).toString('latin1'))) finish();
    });
    socket.on('end', () => { closed = true; finish(); });
    socket.on('error', () => { closed = true; finish(); });
    socket.write(bytes);
  });
}

const auth = `Authorization: Bearer ${masterKey}\r\n`;
const get = (path, extra = '', version = 'HTTP/1.1') => `GET ${path} ${version}\r\nHost: x\r\n${extra}\r\n`;
const postHead = (extra) => `POST /v1/images/generations HTTP/1.1\r\nHost: x\r\n${auth}Content-Type: application/json\r\n${extra}\r\n`;
const chunked = 'Transfer-Encoding: chunked\r\n';

function table(name, rows) {
  test(name, async () => {
    for (const [what, bytes, statuses] of rows) {
      const { status, closed, text } = await exchange(bytes);
      assert.ok([statuses].flat().includes(status), `${what}: got ${status}, want ${statuses}`);
      assert.ok(closed, `${what}: the connection must be closed`);
      assert.ok(!text.includes('CANARY'), `${what}: input is not echoed`);
      await healthy();
    }
  });
}

table('A-01 A-02 lengths', [
  ['both lengths', postHead(`Content-Length: 5\r\n${chunked}`) + 'hello', 400],
  ['two equal lengths', postHead('Content-Length: 5\r\nContent-Length: 5\r\n') + 'hello', 400],
  ['two lengths', postHead('Content-Length: 5\r\nContent-Length: 6\r\n') + 'hello', 400],
  ...['+5', '5,5', '0x5', '5 5', '18446744073709551616', '-1', '', '5a'].map((v) =>
    [`length "${v}"`, postHead(`Content-Length: ${v}\r\n`) + 'hello', 400]),
]);

table('A-03 transfer codings', [
  ['chunked, identity', postHead('Transfer-Encoding: chunked, identity\r\n') + '0\r\n\r\n', [400, 501]],
  ['xchunked', postHead('Transfer-Encoding: xchunked\r\n') + '0\r\n\r\n', [400, 501]],
  ['twice', postHead(chunked + chunked) + '0\r\n\r\n', [400, 501]],
  ['gzip', postHead('Transfer-Encoding: gzip\r\n') + 'x', [400, 501]],
  ['folded', postHead('Transfer-Encoding:\r\n chunked\r\n') + '0\r\n\r\n', 400],
  ['on HTTP/1.0', postHead(chunked).replace('HTTP/1.1', 'HTTP/1.0') + '0\r\n\r\n', [400, 501]],
]);

table('A-04 chunks', [
  ['negative', postHead(chunked) + '-2\r\nab\r\n0\r\n\r\n', 400],
  ['17 digits', postHead(chunked) + '00000000000000001\r\na\r\n0\r\n\r\n', 400],
  ['leading space', postHead(chunked) + ' 2\r\nab\r\n0\r\n\r\n', 400],
  ['underscore', postHead(chunked) + '1_0\r\nab\r\n0\r\n\r\n', 400],
  ['no CRLF after data', postHead(chunked) + '2\r\nabX\r\n0\r\n\r\n', 400],
  ['bare LF', postHead(chunked) + '2\nab\r\n0\r\n\r\n', 400],
  ['long extension', postHead(chunked) + `2;${'e'.repeat(300)}\r\nab\r\n0\r\n\r\n`, 400],
]);

table('A-06 A-07 header bytes and hosts', [
  ['bare CR', get('/', 'X: a\rb\r\n'), 400],
  ['NUL', get('/', 'X: a\0b\r\n'), 400],
  ['0x80 in a value', Buffer.from(get('/', 'X: a\x80b\r\n'), 'latin1'), 400],
  ['space before colon', get('/', 'X : a\r\n'), 400],
  ['empty name', get('/', ': a\r\n'), 400],
  ['bare LF', 'GET / HTTP/1.1\nHost: x\n\n', 400],
  ['two hosts', get('/', 'Host: y\r\n'), 400],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
  ['host with user', 'GET / HTTP/1.1\r\nHost: a@b\r\n\r\n', 400],
  ['absolute form that disagrees', 'GET http://other/healthz HTTP/1.1\r\nHost: x\r\n\r\n', 400],
]);

test('A-05 trailers are not merged into the headers', async () => {
  const body = '2\r\n{}\r\n0\r\nAuthorization: Bearer ' + masterKey + '\r\n\r\n';
  const head = `POST /v1/images/generations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n${chunked}\r\n`;
  assert.ok([400, 401].includes((await exchange(head + body)).status));
});

test('A-08 nothing is smuggled behind an early error', async () => {
  const inner = get('/healthz', 'Connection: close\r\n');
  const unauthorised = `POST /v1/images/generations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`;
  const { statuses } = await exchange(unauthorised + get('/nothing', 'Connection: close\r\n'));
  assert.deepEqual(statuses.filter((s) => s === 200), [], 'the body is never read as a request');
  const pipelined = await exchange(get('/healthz') + get('/nothing') + get('/healthz', 'Connection: close\r\n'));
  assert.deepEqual(pipelined.statuses, [200, 404, 200], 'pipelined answers come in order');
});

table('A-09 A-10 announced and real sizes', [
  ['10 GiB announced', postHead('Expect: 100-continue\r\nContent-Length: 10737418240\r\n'), 413],
  ['unknown expectation', postHead('Expect: a miracle\r\nContent-Length: 2\r\n'), 417],
  ['request line of 64 KiB', get('/' + 'a'.repeat(65536)), 414],
  ['100 k headers', get('/', 'X: a\r\n'.repeat(100000)), 431],
  ['header of 1 MiB', get('/', `X: ${'a'.repeat(1 << 20)}\r\n`), 431],
]);

test('A-11 an escaped line end stays text', async () => {
  const { text, status } = await exchange(get('/healthz', 'X-Client-Request-Id: a%0d%0aX-Evil:%20b\r\nConnection: close\r\n'));
  assert.equal(status, 200);
  assert.ok(!/^x-evil/im.test(text));
});

test('A-12 forwarded addresses of strangers are ignored', async () => {
  for (const value of ['', 'garbage', Array(1000).fill('1.2.3.4').join(', '), '[::1', '127.0.0.1'])
    assert.equal((await exchange(get('/healthz', `X-Forwarded-For: ${value}\r\nConnection: close\r\n`))).status, 200);
});

table('A-15 A-16 other protocols and methods', [
  ['HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400, 405, 501, 505]],
  ['TLS hello', Buffer.from('16030100c8010000c40303', 'hex'), [400, undefined]],
  ['noise', Buffer.from(Array.from({ length: 512 }, (_, i) => (i * 7919) % 256)), [400, undefined]],
  ['TRACE', 'TRACE / HTTP/1.1\r\nHost: x\r\n\r\n', [405, 501]],
  ['CONNECT', 'CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n', [400, 405, 501]],
  ['lower case', 'get / HTTP/1.1\r\nHost: x\r\n\r\n', [400, 405, 501]],
  ['1 KiB method', `${'A'.repeat(1024)} / HTTP/1.1\r\nHost: x\r\n\r\n`, [400, 405, 501]],
]);

test('A-17 paths are normalised once', async () => {
  const status = async (path) => (await exchange(get(path, 'Connection: close\r\n'))).status;
  for (const path of ['/%00', '/a%00b']) assert.equal(await status(path), 400, path);
  for (const path of ['/nothing//', '/%2e%2e/%2e%2e/etc/passwd', '/files/..%2f..%2fetc%2fpasswd', '/healthz;x', '/\xff'])
    assert.ok([400, 403, 404].includes(await status(path)), path);
  assert.ok([400, 404, 414].includes(await status('/' + 'a/'.repeat(4096))));
  await healthy();
});

const json = async (body, headers = {}) => {
  const response = await fetch(`${easel.base}/v1/images/generations`, {
    method: 'POST', body, headers: { authorization: `Bearer ${masterKey}`, 'content-type': 'application/json', ...headers },
  });
  const answer = await response.json();
  return { status: response.status, code: answer.error?.code, param: answer.error?.param, retry: response.headers.get('x-should-retry') };
};

test('A-18..A-20 JSON that two parsers would read differently', async () => {
  assert.equal((await json('['.repeat(1e6))).code, 'json_too_deep');
  assert.equal((await json('{"prompt":"a","n":1,"n":10}')).code, 'duplicate_json_key');
  for (const body of [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), '\ufeff{}', '{"prompt":"\\ud800"}', '{"prompt":"a\\u0000"}'])
    assert.equal((await json(body)).code, 'invalid_utf8');
  assert.equal((await json('{"prompt":')).code, 'invalid_json');
});

test('A-21 A-22 numbers and sizes', async () => {
  const ask = (field, value) => json(`{"prompt":"a fox","${field}":${value}}`);
  for (const value of ['0', '-1', '1.5', '1e2', '"4"', '9223372036854775808', 'true', '11']) {
    const answer = await ask('n', value);
    assert.equal(answer.status, 400, value);
    assert.equal(answer.param, 'n', value);
    assert.equal(answer.retry, 'false');
  }
  assert.equal((await ask('n', '1e400')).status, 400);
  for (const value of ['0x0', '-1x5', '99999999x1', '1024X1024', '１０２４x1024', '16385x1', '16384x16384'])
    assert.equal((await ask('size', JSON.stringify(value))).param, 'size', value);
});

test('A-23 A-24 large and hostile trees end in a refusal', async () => {
  const long = await json(JSON.stringify({ prompt: 'a'.repeat(32 << 20) }));
  assert.ok([400, 413].includes(long.status));
  const items = await json(`{"prompt":"a","x":[${'0,'.repeat(1e6)}0]}`);
  assert.ok([400, 413].includes(items.status));
  const keys = await json(`{${Array.from({ length: 1e6 }, (_, i) => `"k${i}":0`).join(',')}}`);
  assert.ok([400, 413].includes(keys.status));
  await healthy();
});

test('A-25 content types', async () => {
  for (const type of ['text/plain', 'application/json; charset=utf-16', 'application/x-www-form-urlencoded', 'multipart/form-data'])
    assert.equal((await json('{}', { 'content-type': type })).status, 415, type);
});

test('A-30..A-33 keys', async () => {
  const ask = async (path, headers) => {
    const lines = Object.entries(headers).map(([k, v]) => `${k}: ${v}\r\n`).join('');
    const { status, text } = await exchange(get(path, `${lines}Connection: close\r\n`), { localAddress: '127.0.0.2' });
    return { status, body: text.split('\r\n\r\n')[1] };
  };
  const unknown = await ask('/v1/models', { Authorization: 'Bearer nobody' });
  assert.equal(unknown.status, 401);
  for (const key of ["' OR 1=1 --", 'x'.repeat(5000), masterKey.slice(0, -1), masterKey + ' x']) {
    const answer = await ask('/v1/models', { Authorization: `Bearer ${key}` });
    assert.deepEqual(answer, unknown, 'the same answer for every wrong key');
  }
  for (const headers of [{ 'X-Api-Key': masterKey }, { Cookie: `key=${masterKey}` }, { Authorization: `Basic ${masterKey}` }])
    assert.equal((await ask('/v1/models', headers)).status, 401);
  assert.equal((await ask(`/v1/models?api_key=${masterKey}`, {})).status, 401);
  assert.equal((await ask('/v1/models', { 'api-key': masterKey })).status, 200);

  let throttled;
  for (let i = 0; i < 30 && !throttled; ++i) {
    const answer = await ask('/v1/models', { Authorization: `Bearer guess${i}` });
    if (answer.status === 429) throttled = JSON.parse(answer.body).error.code;
  }
  assert.equal(throttled, 'login_throttled');
  assert.equal((await fetch(`${easel.base}/v1/models`, { headers: { authorization: `Bearer ${masterKey}` } })).status, 200,
    'other addresses are not concerned');
});
