// A-01..A-17: hostile framing. Each row: what is sent, and which status is right.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { masterKey } from '../client/harness.mjs';
import { auth, chunked, close, get, postHead, server } from './attack.mjs';

const easel = server();

function table(name, rows) {
  test(name, async () => {
    for (const [what, bytes, status] of rows) await easel.row(what, bytes, status);
  });
}

table('A-01 A-02 lengths', [
  ['both lengths', postHead(`Content-Length: 5\r\n${chunked}`) + 'hello', 400],
  ['two equal lengths', postHead('Content-Length: 5\r\nContent-Length: 5\r\n') + 'hello', 400],
  ['two lengths', postHead('Content-Length: 5\r\nContent-Length: 6\r\n') + 'hello', 400],
  ...['+5', '5,5', '0x5', '5 5', ' 5', '5 ', '18446744073709551616', '-1', '', '5a'].map((v) =>
    [`length "${v}"`, postHead(`Content-Length: ${v}\r\n`) + 'hello', 400]),
]);

table('A-03 transfer codings', [
  ['chunked, identity', postHead('Transfer-Encoding: chunked, identity\r\n') + '0\r\n\r\n', 501],
  ['chunked, chunked', postHead('Transfer-Encoding: chunked, chunked\r\n') + '0\r\n\r\n', 501],
  ['xchunked', postHead('Transfer-Encoding: xchunked\r\n') + '0\r\n\r\n', 501],
  ['twice', postHead(chunked + chunked) + '0\r\n\r\n', 400],
  ['gzip', postHead('Transfer-Encoding: gzip\r\n') + 'x', 501],
  ['folded', postHead('Transfer-Encoding:\r\n chunked\r\n') + '0\r\n\r\n', 400],
  ['on HTTP/1.0', postHead(chunked).replace('HTTP/1.1', 'HTTP/1.0') + '0\r\n\r\n', 400],
]);

table('A-04 chunks', [
  ['negative', '-2\r\nab\r\n0\r\n\r\n', 400],
  ['17 digits', '00000000000000001\r\na\r\n0\r\n\r\n', 400],
  ['16 digits', 'FFFFFFFFFFFFFFFF\r\n', 413],
  ['leading space', ' 2\r\nab\r\n0\r\n\r\n', 400],
  ['underscore', '1_0\r\nab\r\n0\r\n\r\n', 400],
  ['no CRLF after data', '2\r\nabX\r\n0\r\n\r\n', 400],
  ['bare LF after the size', '2\nab\r\n0\r\n\r\n', 400],
  ['bare LF everywhere', '2\nab\n0\n\n', 400],
  ['long extension', `2;${'e'.repeat(300)}\r\nab\r\n0\r\n\r\n`, 400],
  ['extension with LF', '2;a\nb\r\nab\r\n0\r\n\r\n', 400],
].map(([what, body, status]) => [what, postHead(chunked) + body, status]));

test('A-05 trailers change nothing that was decided before them', async () => {
  const trailers = `Authorization: Bearer ${masterKey}\r\nContent-Length: 5\r\nHost: evil\r\n`;
  const head = 'POST /v1/images/generations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const body = `2\r\n{}\r\n0\r\n${trailers}\r\n`;
  const next = get('/healthz', close);
  await easel.row('no key but in a trailer', `${head}${chunked}${close}\r\n${body}`, 401);
  const { statuses } = await easel.send(`${head}${auth}${chunked}\r\n${body}${next}`, { requests: 2 });
  assert.deepEqual(statuses, [400, 200], 'the body is {}, and the next request begins behind the trailers');
});

table('A-06 A-07 header bytes and hosts', [
  ['bare CR', get('/', 'X: a\rb\r\n'), 400],
  ['NUL', get('/', 'X: a\0b\r\n'), 400],
  ['0x80 in a value', Buffer.from(get('/', 'X: a\x80b\r\n'), 'latin1'), 400],
  ['0x80 in a name', Buffer.from(get('/', 'X\x80: a\r\n'), 'latin1'), 400],
  ['space before colon', get('/', 'X : a\r\n'), 400],
  ['empty name', get('/', ': a\r\n'), 400],
  ['bare LF', 'GET / HTTP/1.1\nHost: x\n\n', 400],
  ['two hosts', get('/', 'Host: y\r\n'), 400],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
  ['host with user', 'GET / HTTP/1.1\r\nHost: a@b\r\n\r\n', 400],
  ['absolute form that disagrees', 'GET http://other/healthz HTTP/1.1\r\nHost: x\r\n\r\n', 400],
]);

test('A-08 nothing is smuggled behind an early error', async () => {
  const inner = get('/healthz', close);
  const unauthorised = `POST /v1/images/generations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`;
  const { statuses } = await easel.send(unauthorised + get('/nothing', close));
  assert.deepEqual(statuses, [401], 'the body is never read as a request');
  const pipelined = await easel.send(get('/healthz') + get('/nothing') + get('/healthz', close), { requests: 3 });
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
  const { text, status } = await easel.send(get('/healthz', `X-Client-Request-Id: a%0d%0aX-Evil:%20b\r\n${close}`));
  assert.equal(status, 200);
  assert.ok(!/^x-evil/im.test(text));
});

test('A-12 forwarded addresses of strangers are ignored', async () => {
  for (const value of ['', 'garbage', Array(1000).fill('1.2.3.4').join(', '), '[::1', '192.0.2.66'])
    await easel.row(value.slice(0, 20), get('/healthz', `X-Forwarded-For: ${value}\r\n${close}`), 200);
  assert.ok(!easel.program.output.join('\n').includes('peer=192.0.2.66'), 'nor written into the log');
});

table('A-15 A-16 other protocols and methods', [
  ['HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['TLS hello', Buffer.from('16030100c8010000c40303', 'hex'), 400],
  ['noise', Buffer.from(Array.from({ length: 512 }, (_, i) => (i * 7919) % 256)), 400],
  ['TRACE', 'TRACE / HTTP/1.1\r\nHost: x\r\n\r\n', 501],
  ['CONNECT', 'CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n', 501],
  ['lower case', 'get / HTTP/1.1\r\nHost: x\r\n\r\n', 501],
  ['1 KiB method', `${'A'.repeat(1024)} / HTTP/1.1\r\nHost: x\r\n\r\n`, 501],
]);

table('A-17 paths are normalised once', [
  ['/./healthz', 200], ['/x/../healthz', 200], ['/%2e%2e/healthz', 200], ['/%68ealthz', 200],
  ['//healthz', 404], ['/healthz/', 404], ['/%2fhealthz', 404], ['/healthz;x', 404], ['/%252e/healthz', 404],
  ['/nothing//', 404], ['/%2e%2e/%2e%2e/etc/passwd', 404], ['/files/..%2f..%2fetc%2fpasswd', 403],
  [`/${'a/'.repeat(4096)}`, 404], ['/%00', 400], ['/a%00b', 400], ['/\xff', 400], ['/%ff', 400], ['/%2', 400],
].map(([path, status]) => [path.slice(0, 40), Buffer.from(get(path, close), 'latin1'), status]));

test('A-40 pages of other origins read only what needs a key', async () => {
  const allowed = async (method, path) => {
    const { head } = await easel.send(`${method} ${path} HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\n${close}\r\n`);
    return /^access-control-allow-origin: \*$/m.test(head);
  };
  assert.ok(await allowed('GET', '/v1/models'));
  assert.ok(await allowed('OPTIONS', '/v1/images/generations'));
  for (const path of ['/metrics', '/readyz', '/', '/nothing'])
    for (const method of ['GET', 'OPTIONS']) assert.ok(!await allowed(method, path), `${method} ${path}`);
});
