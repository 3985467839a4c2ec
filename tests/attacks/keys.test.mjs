// A-30..A-33, A-40: keys, and what is asked of callers who need none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { masterKey } from '../client/harness.mjs';
import { auth, close, get, server } from './attack.mjs';

const easel = server();
const open = server({ API_MASTER_KEY: '1' });

async function ask(path, headers, localAddress) {
  const lines = Object.entries(headers).map(([k, v]) => `${k}: ${v}\r\n`).join('');
  const { status, body } = await easel.send(get(path, lines + close), { localAddress });
  return { status, body };
}

test('A-30 A-31 every wrong key gets the same answer', async () => {
  const wrong = (key) => ask('/v1/models', { Authorization: `Bearer ${key}` }, '127.0.0.2');
  const unknown = await wrong('nobody');
  assert.equal(unknown.status, 401);
  for (const key of ["' OR 1=1 --", 'x'.repeat(5000), masterKey.slice(0, -1), masterKey + ' x'])
    assert.deepEqual(await wrong(key), unknown);
});

test('A-32 A-33 only the declared carriers carry a key', async () => {
  const carriers = [
    [{}, 401], [{ Authorization: `Bearer ${masterKey}` }, 200], [{ 'api-key': masterKey }, 200],
    [{ Authorization: 'Bearer' }, 401], [{ Authorization: 'Bearer ' }, 401], [{ Authorization: `Basic ${masterKey}` }, 401],
    [{ 'X-Api-Key': masterKey }, 401], [{ Cookie: `key=${masterKey}` }, 401], [{ Authorization: masterKey }, 401],
  ];
  for (const [headers, status] of carriers)
    assert.equal((await ask('/v1/models', headers)).status, status, Object.keys(headers)[0]);
  await easel.row('a good key and a bad one', get('/v1/models', `${auth}Authorization: Bearer x\r\n${close}`), 400);
  assert.equal((await ask(`/v1/models?api_key=${masterKey}`, {})).status, 401);
  assert.ok(easel.program.output.some((line) => line.includes('/v1/models?api_key=*')), 'masked in the log');
});

test('A-33 the 21st request after 20 wrong keys is refused', async () => {
  const guess = (i) => ask('/v1/models', { Authorization: `Bearer guess${i}` }, '127.0.0.3');
  for (let i = 1; i <= 20; ++i) assert.equal((await guess(i)).status, 401, i);
  const refused = await guess(21);
  assert.equal(refused.status, 429);
  assert.equal(JSON.parse(refused.body).error.code, 'login_throttled');
  assert.equal((await ask('/v1/models', { 'api-key': masterKey }, '127.0.0.3')).status, 429, 'the right key, too');
  assert.equal((await ask('/v1/models', { 'api-key': masterKey })).status, 200, 'other addresses are not concerned');
});

test('A-40 without keys no foreign name and no web page gets in', async () => {
  const from = (host, extra = '') => `GET /v1/models HTTP/1.1\r\nHost: ${host}\r\n${extra}${close}\r\n`;
  for (const host of ['127.0.0.1:8088', 'localhost', '[::1]:8088']) await open.row(host, from(host), 200);
  for (const host of ['evil.example', '127.0.0.1.evil.example:8088', '10.0.0.1']) await open.row(host, from(host), 403);
  const { head } = await open.send(from('localhost', 'Origin: https://evil.example\r\n'));
  assert.doesNotMatch(head, /access-control/);
});

test('A-40 metrics without a key are for callers who mean this machine', async () => {
  const from = (host, extra = '') => `GET /metrics HTTP/1.1\r\nHost: ${host}\r\n${extra}${close}\r\n`;
  await easel.row('local', from('localhost'), 200);
  await easel.row('rebound', from('evil.example'), 401);
  for (const proxy of ['X-Forwarded-For: 192.0.2.1', 'Forwarded: for=192.0.2.1', 'X-Real-IP: 192.0.2.1', 'Via: 1.1 x'])
    await easel.row(proxy, from('localhost', `${proxy}\r\n`), 401);
});
