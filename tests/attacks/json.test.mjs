// A-18..A-25: hostile bodies, on every route that paints.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { masterKey } from '../client/harness.mjs';
import { auth, close, server } from './attack.mjs';

const easel = server();

const routes = {
  '/v1/images/generations': '"prompt":"a fox"',
  '/v1/chat/completions': '"messages":[{"role":"user","content":"a fox"}]',
};

async function post(path, body, type = 'application/json') {
  return easel.logs(1, `${path} ${body.slice(0, 40)}`, async () => {
    const response = await fetch(`${easel.base}${path}`, {
      method: 'POST', body, headers: { authorization: `Bearer ${masterKey}`, 'content-type': type },
    });
    const { error } = await response.json();
    return { status: response.status, code: error?.code, param: error?.param, retry: response.headers.get('x-should-retry') };
  });
}

for (const [path, asked] of Object.entries(routes)) {
  const object = (extra) => `{${asked},${extra}}`;

  test(`A-18..A-20 ${path}: JSON that two parsers would read differently`, async () => {
    const rows = [
      ['['.repeat(1e6), 'json_too_deep'],
      [object('"n":1,"n":10'), 'duplicate_json_key'],
      [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'invalid_utf8'],
      ['\ufeff{}', 'invalid_utf8'],
      [object('"user":"\\ud800"'), 'invalid_utf8'],
      [object('"user":"\\udc00 alone"'), 'invalid_utf8'],
      [object('"\\ud800":1'), 'invalid_utf8'],
      [object('"user":"a\\u0000"'), 'invalid_utf8'],
      [object('"user":"a\0b"'), 'invalid_json'],
      ['{"prompt":', 'invalid_json'],
    ];
    for (const [body, code] of rows) {
      const answer = await post(path, body);
      assert.equal(answer.code, code, String(body).slice(0, 60));
      assert.deepEqual([answer.status, answer.retry], [400, 'false']);
    }
  });

  test(`A-21 A-22 ${path}: numbers and sizes`, async () => {
    for (const value of ['0', '-1', '1.5', '1e2', '"4"', '9223372036854775808', '18446744073709551616', '1e400', 'true', '11']) {
      const answer = await post(path, object(`"n":${value}`));
      assert.deepEqual([answer.status, answer.param, answer.retry], [400, 'n', 'false'], value);
    }
    assert.equal((await post(path, object('"n":null'))).status, 200, 'null means absent');
    for (const value of ['0x0', '-1x5', '99999999x1', '1024X1024', '１０２４x1024', '16385x1', '16384x16384']) {
      const answer = await post(path, object(`"size":${JSON.stringify(value)}`));
      assert.deepEqual([answer.status, answer.param], [400, 'size'], value);
    }
  });

  test(`A-23 A-24 ${path}: large and hostile trees end in an answer`, async () => {
    const refused = [
      object(`"user":"${'a'.repeat(32 << 20)}"`),
      object(`"x":[${'0,'.repeat(1e6)}0]`),
      object(Array.from({ length: 1e6 }, (_, i) => `"k${i}":0`).join(',')),
    ];
    for (const body of refused) assert.ok([400, 413].includes((await post(path, body)).status));
    const alike = object(Array.from({ length: 99000 }, (_, i) => `"${'a'.repeat(32)}${i}":0`).join(','));
    assert.ok((await post(path, alike)).status < 500, 'keys that begin alike are compared, not searched for ever');
    await easel.healthy();
  });

  test(`A-25 ${path}: content types`, async () => {
    for (const type of ['text/plain', 'application/json; charset=utf-16', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      assert.equal((await post(path, '{}', type)).status, 415, type);
    const raw = (types) => `POST ${path} HTTP/1.1\r\nHost: x\r\n${auth}${close}Content-Length: 2\r\n${types}\r\n{}`;
    const json = 'Content-Type: application/json\r\n';
    await easel.row('no type', raw(''), 415);
    await easel.row('empty type', raw('Content-Type:\r\n'), 415);
    await easel.row('two types', raw(json + 'Content-Type: text/plain\r\n'), 400);
    await easel.row('twice the same', raw(json + json), 400);
  });
}
