// What the sections of the attack catalogue share: the real server, raw bytes to it, and what is asserted after
// every row: the server answers others, wrote one line into its access log, and repeated nothing that it was sent.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { masterKey, startEasel } from '../client/harness.mjs';

export const auth = `Authorization: Bearer ${masterKey}\r\n`;
export const close = 'Connection: close\r\n';
export const chunked = 'Transfer-Encoding: chunked\r\n';
export const get = (path, extra = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${extra}\r\n`;
export const postHead = (extra, path = '/v1/images/generations') =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\n${auth}Content-Type: application/json\r\n${extra}\r\n`;

/// Waits for what another process is about to make true; only a broken server takes half a minute.
export async function eventually(condition, what) {
  for (let i = 0; i < 3000; ++i) {
    if (await condition()) return;
    await sleep(10);
  }
  assert.fail(`never: ${what}`);
}

/// A server for the tests of one file; stopped in order at the end, when its memory must have come back.
export function server(env = {}, options = {}) {
  const lines = () => it.program.output.filter((line) => / info request /.test(line)).length;
  const memory = () => Number(readFileSync(`/proc/${it.program.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]);
  const growthMax = 32 * 1024;
  let memoryBefore, sanitized;
  const it = {
    /// Does `act`, which is to leave `count` lines in the access log, no more and no fewer.
    async logs(count, what, act) {
      const wanted = lines() + count;
      const result = await act();
      await eventually(() => lines() >= wanted, `${what}: ${count} lines in the access log`);
      assert.equal(lines(), wanted, `${what}: no further line in the access log`);
      return result;
    },
    /// Sends raw bytes and reads until the server closes; `requests` of them are answered.
    send: (bytes, { requests = 1, localAddress } = {}) =>
      it.logs(requests, `${bytes}`.slice(0, 60), () => exchange(it.port, bytes, localAddress)),
    async healthy() {
      assert.equal((await it.send(get('/healthz', close))).status, 200);
    },
    /// One row of the catalogue: the status is right, the connection ends, nothing is repeated.
    async row(what, bytes, wanted) {
      const { status, closed, text, head } = await it.send(bytes);
      assert.equal(status, wanted, what);
      assert.ok(closed, `${what}: the connection must be closed`);
      assert.ok(!text.includes('CANARY'), `${what}: input is not echoed`);
      if (status >= 400) assert.match(head, /^x-should-retry: (true|false)$/m, `${what}: says whether to try again`);
      await it.healthy();
    },
    async memoryComesBack() {
      if (sanitized) return; // what a sanitizer keeps is its own
      await eventually(() => memory() - memoryBefore < growthMax, `the memory that was ${memoryBefore} KiB comes back`);
    },
  };

  before(async () => {
    it.program = await startEasel(env, [], options);
    it.base = it.program.base;
    it.port = Number(new URL(it.base).port);
    await it.healthy();
    memoryBefore = memory();
    sanitized = /lib(asan|tsan)\./.test(readFileSync(`/proc/${it.program.pid}/maps`, 'utf8'));
  });
  after(async () => {
    await it.memoryComesBack();
    const { code } = await it.program.stop();
    assert.equal(code, 0, 'the server lived to its orderly end');
    assert.ok(!it.program.output.join('\n').includes(masterKey), 'no key in any log line');
  });
  return it;
}

function exchange(port, bytes, localAddress) {
  return new Promise((resolve) => {
    const chunks = [];
    let closed = false;
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    const finish = () => {
      clearTimeout(guard);
      socket.destroy();
      const text = Buffer.concat(chunks).toString('latin1');
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((m) => Number(m[1]));
      const [head, body] = text.split(/\r\n\r\n(.*)/s);
      resolve({ text, head, body, statuses, status: statuses[0], closed });
    };
    const guard = setTimeout(finish, 20000); // only a broken server gets here
    socket.on('data', (chunk) => chunks.push(chunk));
    for (const event of ['end', 'error'])
      socket.on(event, () => {
        closed = true;
        finish();
      });
    socket.write(bytes);
  });
}
