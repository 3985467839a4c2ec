// The server dies without a word. Nothing of it may stay in the way of the next one.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startMock } from '../client/harness.mjs';
import {
  childrenOf, eventually, generate, isAlive, programOf, script, secretsIn, seen, startServer, userIds,
} from './stage.mjs';

let mock, easel, url;
const settings = { USER_ID: userIds[1] };
const output = [];
const listen = () => new URL(easel.base).host;

before(async () => {
  mock = await startMock(['--job-ms', '50', '--user-id', userIds[1]]);
  easel = await startServer(mock, settings);
});
after(async () => {
  await Promise.all([easel.stop(), mock.stop()]);
  easel.forget();
});

// What a start that must fail ends with.
async function refusedStart(env, place) {
  try {
    const second = await startServer(mock, { ...settings, ...env }, place);
    await second.stop();
  } catch ({ message }) {
    return message;
  }
  throw new Error('a second server started');
}

test('a second server on a data directory in use says so and ends', async () => {
  const message = await refusedStart({}, { dir: easel.dir });
  assert.match(message, /^easel ended with 75:/);
  assert.match(message, /Another easel uses the data directory/);
  assert.ok(message.includes(join(easel.dir, 'data')), message);
  output.push(message);
});

test('a second server on a port in use says so and ends', async () => {
  const message = await refusedStart({}, { listen: listen() });
  assert.match(message, /^easel ended with [1-9][0-9]*:/);
  assert.match(message, /Cannot listen on .*in use/);
  output.push(message);
});

test('a kill leaves no child behind', async () => {
  const first = await generate({ easel, mock }, { output_format: 'jpeg', response_format: 'url' });
  assert.equal(first.status, 200, first.body);
  [{ url }] = JSON.parse(first.body).data;

  await script({ mock }, ['never@poll:times=0']);
  const inFlight = assert.rejects(generate({ easel, mock }, { output_format: 'jpeg' }));
  await eventually('the order is at the upstream', async () => (await mock.log()).counts.poll);
  const children = childrenOf(easel.pid);
  assert.deepEqual([...new Set(children.map(programOf))], ['easel-pixels']);
  process.kill(easel.pid, 'SIGKILL');
  await inFlight;
  await eventually('the children have ended', () => !children.some(isAlive));
  assert.equal((await easel.stop()).signal, 'SIGKILL');
  output.push(...easel.output);
});

test('a kill while children convert leaves none behind either', async () => {
  const place = { dir: easel.dir, listen: listen() };
  easel = await startServer(mock, settings, place);
  await script({ mock }, []);
  const many = Array.from({ length: 4 }, () =>
    generate({ easel, mock }, { output_format: 'webp', n: 4 }).catch(() => {}));
  await eventually('pictures have come', async () => (await mock.log()).counts.picture);
  const children = await eventually('there is a child', () => {
    const now = childrenOf(easel.pid);
    return now.length > 0 && now;
  });
  process.kill(easel.pid, 'SIGKILL');
  await Promise.all(many);
  await eventually('the children have ended', () => !children.some(isAlive));
  await easel.stop();
  output.push(...easel.output);
});

test('the port and the data directory can be used again at once', async () => {
  easel = await startServer(mock, settings, { dir: easel.dir, listen: listen() });
  assert.deepEqual(readdirSync(join(easel.dir, 'data', 'spool')), [], 'half pictures are cleared away');
  const old = await fetch(url);
  assert.equal(old.status, 200, 'a link from before still works');
  assert.equal(old.headers.get('content-type'), 'image/jpeg');
  await script({ mock }, []);
  const answer = await generate({ easel, mock }, { output_format: 'jpeg' });
  assert.equal(answer.status, 200, answer.body);
  assert.equal((await seen({ mock })).counts['orders taken'], 1, 'nothing of before is ordered again');
});

test('no secret is in any line they wrote', async () => {
  assert.deepEqual(await easel.stop(), { code: 0, signal: null });
  for (const line of [...output, ...easel.output]) assert.deepEqual(secretsIn(line), []);
});
