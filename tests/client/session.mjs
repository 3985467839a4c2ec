// What the tests through OpenAI's own client share: one easel a file, and what they ask of its answers.
// EASEL_UPSTREAM chooses what paints: `sketch`, or `vidsme` on its mock.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import OpenAI from 'openai';
import { masterKey, startEasel, startMock, userId } from './harness.mjs';

export const upstream = process.env.EASEL_UPSTREAM ?? 'sketch';
export const model = upstream === 'vidsme' ? 'anime' : 'sketch';
export const onlyVidsme = { skip: upstream !== 'vidsme' && 'sketch cannot do this' };
// The mock is done at once, so the first question may come at once.
const impatient = upstream === 'vidsme' ? { EASEL_VIDSME_POLLING_FIRST: '50ms' } : {};
/// A size that the model cannot paint, and what it paints instead.
export const misfit = upstream === 'vidsme' ? { asked: '1000x1000', applied: '512x512' } : { asked: '4096x4096', applied: '2048x2048' };

/// A client of `base` that keeps what it asked for in `requests`.
export function clientOf(base, options = {}) {
  const requests = [];
  const client = new OpenAI({
    apiKey: masterKey,
    baseURL: `${base}/v1`,
    fetch: (url, init) => { requests.push(String(url)); return fetch(url, init); },
    ...options,
  });
  return { client, requests };
}

/// The easel of a test file; usable once its tests run.
export const here = {};
before(async () => {
  if (upstream === 'vidsme') here.mock = await startMock(['--job-ms', '0']);
  here.easel = await startEasel({ ...here.mock?.env, ...impatient });
  Object.assign(here, clientOf(here.easel.base));
});
after(async () => {
  const ended = await here.easel.stop();
  assert.equal(ended.code, 0, 'SIGTERM ends easel with 0');
  await here.mock?.stop();
  const log = here.easel.output.join('\n');
  assert.ok(!log.includes(masterKey), 'the key is in no line of the log');
  assert.ok(!log.includes(userId), 'the user id is in no line of the log');
});

/// Another easel for as long as `use` takes, on a mock of its own if `mockArgs` are given.
export async function withEasel({ mockArgs, env = {}, args = [] }, use) {
  const mock = mockArgs && await startMock(mockArgs);
  const easel = await startEasel({ ...(mock ?? here.mock)?.env, ...impatient, ...env }, args);
  try {
    return await use(easel, mock);
  } finally {
    await easel.stop();
    await mock?.stop();
  }
}

export function raw(path, init = {}, base = here.easel.base) {
  const headers = { authorization: `Bearer ${masterKey}`, 'content-type': 'application/json', ...init.headers };
  return fetch(base + path, { ...init, headers });
}
export const post = (path, body, headers, base) =>
  raw(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers }, base);
export const strict = { 'x-easel-strict': 'true' };

/// The error of an answer, with all that every error must have.
export async function assertEnvelope(response, { status, code, param, type = 'invalid_request_error' }) {
  assert.equal(response.status, status);
  assert.match(response.headers.get('content-type'), /^application\/json/);
  assert.match(response.headers.get('x-request-id'), /^req_/);
  assert.match(response.headers.get('x-should-retry'), /^(true|false)$/);
  const body = await response.json();
  assert.deepEqual(Object.keys(body), ['error']);
  assert.deepEqual(Object.keys(body.error).sort(), ['code', 'message', 'param', 'type']);
  assert.equal(body.error.type, type);
  if (code !== undefined) assert.equal(body.error.code, code);
  if (param !== undefined) assert.equal(body.error.param, param);
  return body.error;
}

/// The client's error for a request that is refused once and never sent again.
export async function refused(promise, status, code, param, type = 'invalid_request_error') {
  const began = here.requests.length;
  const error = await promise.then(() => assert.fail('was accepted'), (e) => e);
  assert.equal(error.status, status, error.message);
  assert.equal(error.type, type);
  assert.equal(error.code, code);
  assert.equal(error.param, param);
  assert.ok(error.requestID);
  assert.equal(error.headers.get('x-should-retry'), 'false');
  assert.equal(here.requests.length - began, 1, 'no second request');
  return error;
}

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
export function pixels(bytes) {
  if (bytes.subarray(0, 8).equals(png)) return { kind: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (bytes.subarray(0, 4).toString() === 'RIFF' && bytes.subarray(8, 12).toString() === 'WEBP') return { kind: 'webp' };
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return { kind: 'jpeg' };
  return { kind: 'unknown' };
}

export async function download(url) {
  const response = await fetch(url);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type'), /^image\//);
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

/// How many pictures the mock has been asked for; nothing to count with sketch.
export const bought = async () => (here.mock ? (await here.mock.log()).counts.submit ?? 0 : 0);
