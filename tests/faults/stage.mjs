// A server and the upstream it buys from, with secrets that must never be seen again, and a look at /proc.
import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start, startMock } from '../client/harness.mjs';

export const key = 'test-key-CANARY-51c0';
/// One as the service gives them out, one that looks otherwise when it is encoded.
export const userIds = ['c0ffee'.repeat(10) + 'cafe', 'CANARY user+id/=%&?"51c0'];
export const proxyPassword = 'CANARY-proxy-51c0';
const headerValue = 'CANARY-header-51c0';

// Short enough for a test, long enough for a loaded machine.
const paces = {
  EASEL_VIDSME_POLLING_FIRST: '50ms',
  EASEL_VIDSME_POLLING_FAST_INTERVAL: '100ms',
  POLLING_TIMEOUT: '3s',
  API_REQUEST_TIMEOUT: '2s',
  EASEL_JOBS_DEADLINE: '6s',
};

/// Everything that a secret may look like in an answer or a log line.
export const secrets = [key, proxyPassword, headerValue, 'secret_key', 'sign=', ...userIds.flatMap((id) => {
  const encoded = encodeURIComponent(id);
  const form = new URLSearchParams([['', id]]).toString().slice(1);
  return [id, encoded, encoded.toLowerCase(), form, form.toLowerCase(), JSON.stringify(id).slice(1, -1)];
})];

export function secretsIn(text) {
  return secrets.filter((secret) => text.includes(secret));
}

/// Asks again until the answer is a true value; after so many times, 25 ms apart, throws.
export async function eventually(what, ask, tries = 400) {
  for (let i = 0; i < tries; ++i) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`it never came true that ${what}`);
}

/// easel in front of `mock`; `place` holds the listen address and the folder to use instead of new ones.
export async function startServer(mock, env = {}, place = {}) {
  const dir = place.dir ?? mkdtempSync(join(tmpdir(), 'easel-faults-'));
  const args = ['serve', '--listen', place.listen ?? '127.0.0.1:0', '--data-dir', join(dir, 'data')];
  const forget = () => rmSync(dir, { recursive: true, force: true });
  const started = start('easel', args, {
    PATH: process.env.PATH, WORKDIR: dir, API_MASTER_KEY: key, ...paces, ...mock.env,
    EASEL_VIDSME_HEADERS: JSON.stringify({ 'X-Canary': headerValue, Accept: 'application/json' }), ...env,
  }, /listens on (http:\/\/\S+)/);
  if (!place.dir) started.catch(forget);
  const easel = await started;
  return { ...easel, base: easel.match[1], dir, forget };
}

/// Number `i` of some pairs: they differ in the user id and in how the server logs.
export async function startPair(i) {
  const userId = userIds[i % userIds.length];
  const mock = await startMock(['--job-ms', '100', '--threads', '2', '--user-id', userId]);
  const easel = await startServer(mock, {
    USER_ID: userId, EASEL_LOG: i % 4 < 2 ? 'text' : 'json', EASEL_LOG_LEVEL: i % 3 ? 'info' : 'debug',
  });
  return { easel, mock };
}

/// Forgets what the mock did and lets it suffer these faults from now on.
export async function script({ mock }, faults) {
  await fetch(`${mock.base}/__reset`, { method: 'POST' });
  const body = JSON.stringify({ faults });
  const answer = await fetch(`${mock.base}/__script`, { method: 'POST', body });
  if (!answer.ok) throw new Error(await answer.text());
}

/// What the mock saw, once it has ended all that it began.
export function seen({ mock }) {
  return eventually('the mock is idle', async () => {
    const log = await mock.log();
    return !log.now.all && log;
  });
}

/// One call of the API. `text` is all that came back, the head included.
export async function call({ easel }, path, body, init = {}) {
  const response = await fetch(easel.base + path, {
    method: 'POST', body: JSON.stringify(body), ...init,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', connection: 'close' },
  });
  const { status, headers } = response;
  const text = await response.text();
  return { status, headers, body: text, text: JSON.stringify([...headers]) + text };
}

export function generate(pair, fields = {}, init = {}) {
  return call(pair, '/v1/images/generations',
    { model: 'anime', prompt: 'a red fox', size: '2:3', response_format: 'b64_json', ...fields }, init);
}

/// Running processes whose parent is `pid`.
export function childrenOf(pid) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)
    .filter((child) => statusOf(child)?.parent === pid && isAlive(child));
}

export function isAlive(pid) {
  const status = statusOf(pid);
  return status !== null && status.state !== 'Z' && status.state !== 'X';
}

function statusOf(pid) {
  try {
    // The name before the last bracket may hold anything.
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return null; // ended meanwhile
  }
}

export function programOf(pid) {
  return readlinkSync(`/proc/${pid}/exe`).split('/').at(-1);
}

export const descriptorsOf = (pid) => readdirSync(`/proc/${pid}/fd`).length;
