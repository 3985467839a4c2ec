// The cases of OpenAI's contract that this version serves, through OpenAI's own client.
// EASEL_UPSTREAM chooses what paints: `sketch`, or `vidsme` on its mock.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import OpenAI from 'openai';
import { masterKey, startEasel, startMock, userId } from './harness.mjs';

const upstream = process.env.EASEL_UPSTREAM ?? 'sketch';
const model = upstream === 'vidsme' ? 'anime' : 'sketch';
let mock, easel, client;
const requests = [];

before(async () => {
  if (upstream === 'vidsme') mock = await startMock(['--job-ms', '0']);
  easel = await startEasel(mock?.env);
  client = new OpenAI({
    apiKey: masterKey,
    baseURL: `${easel.base}/v1`,
    fetch: (url, init) => { requests.push(String(url)); return fetch(url, init); },
  });
});
after(async () => {
  const ended = await easel.stop();
  assert.equal(ended.code, 0, 'SIGTERM ends easel with 0');
  await mock?.stop();
  const log = easel.output.join('\n');
  assert.ok(!log.includes(masterKey), 'the key is in no line of the log');
  assert.ok(!log.includes(userId), 'the user id is in no line of the log');
});

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const paint = (extra = {}) => client.images.generate({ model, prompt: 'a red fox', ...extra });

function raw(path, init = {}) {
  const headers = { authorization: `Bearer ${masterKey}`, 'content-type': 'application/json', ...init.headers };
  return fetch(easel.base + path, { ...init, headers });
}
const post = (path, body, headers) =>
  raw(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });

async function assertEnvelope(response) {
  assert.match(response.headers.get('content-type'), /^application\/json/);
  assert.ok(response.headers.get('x-request-id'));
  assert.match(response.headers.get('x-should-retry'), /^(true|false)$/);
  const body = await response.json();
  assert.deepEqual(Object.keys(body), ['error']);
  assert.deepEqual(Object.keys(body.error).sort(), ['code', 'message', 'param', 'type']);
  return body.error;
}

async function refused(promise, status, code, param) {
  const began = requests.length;
  const error = await promise.then(() => assert.fail('was accepted'), (e) => e);
  assert.equal(error.status, status, error.message);
  if (code !== undefined) assert.equal(error.code, code);
  if (param !== undefined) assert.equal(error.param, param);
  assert.ok(error.requestID);
  assert.equal(requests.length - began, 1, 'no second request');
  return error;
}

function pixels(bytes) {
  if (bytes.subarray(0, 8).equals(png)) return { kind: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (bytes.subarray(0, 4).toString() === 'RIFF' && bytes.subarray(8, 12).toString() === 'WEBP') return { kind: 'webp' };
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return { kind: 'jpeg' };
  return { kind: 'unknown' };
}

async function download(url) {
  const response = await fetch(url);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type'), /^image\//);
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

test('1: one picture by url and by b64_json', async () => {
  const byUrl = await paint();
  assert.ok(Number.isInteger(byUrl.created));
  assert.equal(byUrl.data.length, 1);
  assert.ok(byUrl._request_id);
  assert.ok(byUrl.data[0].url.startsWith(`${easel.base}/files/`));
  const { bytes } = await download(byUrl.data[0].url);
  assert.equal(pixels(bytes).kind, 'png');
  const byBytes = await paint({ response_format: 'b64_json' });
  assert.ok(Buffer.from(byBytes.data[0].b64_json, 'base64').subarray(0, 8).equals(png));
  assert.equal(byBytes.data[0].url, undefined);
});

test('2: n pictures', async () => {
  const answer = await paint({ n: 3 });
  assert.equal(answer.data.length, 3);
  assert.equal(new Set(answer.data.map((d) => d.url.split('?')[0])).size, upstream === 'sketch' ? 3 : 1);
  assert.equal(answer.easel.images.length, 3);
});

test('3-6: n is an integer from 1 to 10', async () => {
  await refused(paint({ n: 0 }).asResponse(), 400, 'integer_below_min_value', 'n');
  await refused(paint({ n: 11 }).asResponse(), 400, 'integer_above_max_value', 'n');
  await refused(paint({ n: '2' }).asResponse(), 400, 'invalid_type', 'n');
  await refused(paint({ n: 1.5 }).asResponse(), 400, 'invalid_type', 'n');
});

test('7: null is as good as absent', async () => {
  const nulls = Object.fromEntries(['n', 'size', 'quality', 'background', 'output_format', 'output_compression',
    'moderation', 'stream', 'partial_images', 'user', 'response_format', 'style', 'seed', 'negative_prompt', 'svg',
    'complexity', 'frame_count', 'frame_duration_ms', 'safety_identifier'].map((k) => [k, null]));
  const answer = await paint(nulls);
  assert.equal(answer.data.length, 1);
  assert.deepEqual(answer.easel.warnings, []);
});

test('8-11: the prompt', async () => {
  await refused(client.images.generate({ model }).asResponse(), 400, 'missing_required_parameter', 'prompt');
  await refused(paint({ prompt: '' }).asResponse(), 400, undefined, 'prompt');
  await refused(paint({ prompt: 5 }).asResponse(), 400, 'invalid_type', 'prompt');
  assert.equal((await paint({ prompt: '🦊'.repeat(32000) })).data.length, 1);
  await refused(paint({ prompt: '🦊'.repeat(32001) }).asResponse(), 400, 'string_above_max_length', 'prompt');
});

test('12-13: unknown model, default model', async () => {
  const began = requests.length;
  const error = await paint({ model: 'dall-e-9' }).catch((e) => e);
  assert.ok(error instanceof OpenAI.NotFoundError);
  assert.equal(error.code, 'model_not_found');
  assert.equal(requests.length - began, 1);
  assert.equal((await client.images.generate({ prompt: 'a red fox' })).data.length, 1);
});

test('14: sizes', async () => {
  for (const size of ['1024X1024', '1024', '0x0', '99999x99999', '-1x5', '１０２４x1024', '1x'])
    await refused(paint({ size }).asResponse(), 400, 'invalid_value', 'size');
  const odd = await paint({ size: '1000x1000' });
  if (upstream === 'vidsme') assert.deepEqual(odd.easel.warnings, [{ param: 'size', asked: '1000x1000', applied: '512x512' }]);
  else assert.equal(odd.size, '1000x1000');
  if (upstream !== 'vidsme') return;
  const strict = await post('/v1/images/generations', { model, prompt: 'fox', size: '1000x1000' }, { 'x-easel-strict': 'true' });
  assert.equal(strict.status, 400);
  const error = await assertEnvelope(strict);
  assert.equal(error.param, 'size');
  assert.match(error.message, /512x768/);
});

test('15: output formats', async () => {
  for (const format of ['webp', 'jpeg', 'png']) {
    const answer = await paint({ output_format: format, response_format: 'b64_json' });
    assert.equal(answer.output_format, format);
    assert.equal(pixels(Buffer.from(answer.data[0].b64_json, 'base64')).kind, format);
  }
  await refused(paint({ output_format: 'jpg' }).asResponse(), 400, 'invalid_value', 'output_format');
});

test('16-17: background and compression', async () => {
  await refused(paint({ background: 'transparent', output_format: 'jpeg' }).asResponse(), 400, undefined, 'background');
  await refused(paint({ output_compression: 101 }).asResponse(), 400, undefined, 'output_compression');
  await refused(paint({ output_compression: -1 }).asResponse(), 400, undefined, 'output_compression');
  const [small, large] = await Promise.all([5, 95].map((output_compression) =>
    paint({ output_format: 'jpeg', output_compression, seed: 7, response_format: 'b64_json' })));
  assert.ok(small.data[0].b64_json.length < large.data[0].b64_json.length);
  const clear = await paint({ background: 'transparent' });
  if (upstream === 'sketch') assert.equal(clear.background, 'transparent');
  else assert.equal(clear.easel.warnings[0].param, 'background');
});

test('18: what is told is what is there', async () => {
  const answer = await paint({ size: 'auto', response_format: 'b64_json' });
  const { width, height } = pixels(Buffer.from(answer.data[0].b64_json, 'base64'));
  assert.equal(answer.size, `${width}x${height}`);
  assert.equal(answer.background, 'opaque');
  assert.notEqual(answer.quality, 'auto');
  assert.deepEqual([answer.easel.images[0].width, answer.easel.images[0].height], [width, height]);
  assert.match(answer.easel.job, /^job_[0-9a-f]{32}$/);
});

test('19-21: response_format and unknown keys', async () => {
  await download((await paint({ response_format: 'url' })).data[0].url);
  const lenient = await paint({ sampler_of_the_day: 'x' });
  assert.deepEqual(lenient.easel.warnings, [{ param: 'sampler_of_the_day', asked: '"x"', applied: null }]);
  const strict = await post('/v1/images/generations', { model, prompt: 'fox', sampler_of_the_day: 'x' }, { 'x-easel-strict': 'true' });
  assert.equal((await assertEnvelope(strict)).code, 'unknown_parameter');
});

test('22: usage is absent or complete', async () => {
  assert.equal((await paint()).usage, undefined);
});

test('23-24: bodies that are no request', async () => {
  const bodies = ['', '{', '[]', '"x"', '['.repeat(100) + ']'.repeat(100), '['.repeat(1e6),
    '{"prompt":"a","n":1,"n":10}', '{"prompt":"\\ud800"}', '{"prompt":"a\\u0000b"}', '\ufeff{}'];
  for (const body of bodies) {
    const response = await post('/v1/images/generations', body);
    assert.equal(response.status, 400, body.slice(0, 40));
    await assertEnvelope(response);
  }
  const huge = await raw('/v1/images/generations', { method: 'POST', body: Buffer.alloc(80 << 20, 32) }).catch((e) => e);
  if (huge instanceof Response) assert.equal(huge.status, 413);
  assert.equal((await raw('/healthz')).status, 200);
});

test('25-26: method and content type', async () => {
  const get = await raw('/v1/images/generations');
  assert.equal(get.status, 405);
  assert.match(get.headers.get('allow'), /\bPOST\b/);
  await assertEnvelope(get);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16']) {
    const response = await post('/v1/images/generations', { prompt: 'a' }, { 'content-type': type });
    assert.equal(response.status, 415, type);
    await assertEnvelope(response);
  }
});

test('27, 31: streaming of images is refused as plain JSON until it exists', async () => {
  const error = await refused(paint({ stream: true }).asResponse(), 400, undefined, 'stream');
  assert.match(error.message, /stream/);
});

test('53: keys', async () => {
  for (const apiKey of ['wrong', `${masterKey}x`]) {
    const began = requests.length;
    const stranger = new OpenAI({ apiKey, baseURL: `${easel.base}/v1`, fetch: client.fetch });
    const error = await stranger.models.list().catch((e) => e);
    assert.ok(error instanceof OpenAI.AuthenticationError);
    assert.equal(error.code, 'invalid_api_key');
    assert.ok(!error.message.includes(masterKey));
    assert.equal(requests.length - began, 1);
  }
  assert.equal((await fetch(`${easel.base}/v1/models`)).status, 401);
  assert.equal((await fetch(`${easel.base}/v1/models?api_key=${masterKey}`)).status, 401);
  assert.equal((await fetch(`${easel.base}/v1/models`, { headers: { 'api-key': masterKey } })).status, 200);
});

test('57: a refused prompt', async () => {
  const began = requests.length;
  const error = await paint({ prompt: 'nude toddler' }).catch((e) => e);
  assert.equal(error.status, 400);
  assert.equal(error.type, 'image_generation_user_error');
  assert.equal(error.code, 'moderation_blocked');
  assert.equal(requests.length - began, 1);
});

test('58: an upstream that fails after it was asked is not asked again by the client', async () => {
  if (upstream !== 'vidsme') return;
  const broken = await startMock(['--fault', 'failed@poll']);
  const other = await startEasel(broken.env);
  let count = 0;
  const caller = new OpenAI({ apiKey: masterKey, baseURL: `${other.base}/v1`, fetch: (u, i) => { ++count; return fetch(u, i); } });
  const error = await caller.images.generate({ model, prompt: 'fox' }).catch((e) => e);
  assert.equal(error.status, 502);
  assert.equal(error.headers.get('x-should-retry'), 'false');
  assert.equal(count, 1);
  await other.stop();
  await broken.stop();
});

test('59-60: unknown paths, request ids', async () => {
  for (const path of ['/v1/foo', '/v1/v1/images/generations', '/nothing', '/v1/images/edits']) {
    const response = await post(path, {});
    assert.equal(response.status, 404, path);
    await assertEnvelope(response);
  }
  const ids = await Promise.all(['/', '/healthz', '/v1/models', '/nothing'].map(async (path) => (await raw(path)).headers.get('x-request-id')));
  assert.ok(ids.every((id) => /^req_/.test(id)));
  assert.equal(new Set(ids).size, ids.length);
});

test('61-63: models', async () => {
  const seen = [];
  for await (const entry of client.models.list()) seen.push(entry);
  assert.ok(seen.some((m) => m.id === model));
  for (const entry of seen) {
    assert.equal(entry.object, 'model');
    assert.ok(Number.isInteger(entry.created));
    assert.equal(typeof entry.owned_by, 'string');
  }
  assert.ok(!seen.some((m) => /hentai|hassaku/.test(m.id)), 'mature models are hidden');
  assert.equal((await client.models.retrieve(model)).id, model);
  for (const id of ['a/b c', 'nothing']) {
    const error = await client.models.retrieve(id).catch((e) => e);
    assert.equal(error.status, 404);
    assert.equal(error.code, 'model_not_found');
  }
});

test('62: a model id with slash and space comes back', async () => {
  if (upstream !== 'vidsme') return;
  const named = await startEasel({ ...mock.env, KNOWN_MODELS: '["a/b c","anime"]', EASEL_CONFIG: '' });
  const caller = new OpenAI({ apiKey: masterKey, baseURL: `${named.base}/v1` });
  assert.equal((await caller.models.retrieve('a/b c')).id, 'a/b c');
  const unescaped = await fetch(`${named.base}/v1/models/a/b%20c`, { headers: { authorization: `Bearer ${masterKey}` } });
  assert.equal((await unescaped.json()).id, 'a/b c');
  await named.stop();
});

test('mature models are refused until the operator opts in', async () => {
  if (upstream !== 'vidsme') return;
  const error = await paint({ model: 'hassaku' }).catch((e) => e);
  assert.equal(error.status, 403);
  assert.equal(error.code, 'mature_not_enabled');
});

const say = (extra = {}) => client.chat.completions.create({ model, messages: [{ role: 'user', content: 'a red fox' }], ...extra });

test('64, 66: chat answers with markdown pictures', async () => {
  const answer = await say({ n: 2, temperature: 0.7, tools: [] });
  assert.equal(answer.object, 'chat.completion');
  assert.deepEqual(answer.choices.map((c) => c.index), [0, 1]);
  for (const choice of answer.choices) {
    assert.equal(choice.finish_reason, 'stop');
    assert.equal(choice.message.refusal, null);
    const [, url] = choice.message.content.match(/^!\[image\]\((.*)\)$/);
    await download(url);
  }
  const { prompt_tokens, completion_tokens, total_tokens } = answer.usage;
  assert.equal(prompt_tokens + completion_tokens, total_tokens);
  const parts = await say({ messages: [{ role: 'user', content: [{ type: 'text', text: 'a fox' }, { type: 'text', text: 'in snow' }] }] });
  assert.match(parts.choices[0].message.content, /^!\[image\]/);
});

test('67: chat stream', async () => {
  const text = await (await post('/v1/chat/completions', { model, stream: true, messages: [{ role: 'user', content: 'fox' }] })).text();
  const lines = text.split('\n').filter((line) => line && !line.startsWith(':'));
  assert.ok(lines.every((line) => line.startsWith('data: ')), 'data lines and comments only');
  assert.equal(lines.at(-1), 'data: [DONE]');
  assert.ok(text.endsWith('\n\n'));
  const chunks = lines.slice(0, -1).map((line) => JSON.parse(line.slice(6)));
  assert.equal(chunks[0].choices[0].delta.role, 'assistant');
  assert.equal(new Set(chunks.map((c) => c.id)).size, 1);
  assert.ok(chunks.every((c) => !('usage' in c)));
  assert.equal(chunks.at(-1).choices[0].finish_reason, 'stop');
  const final = await client.chat.completions.stream({ model, messages: [{ role: 'user', content: 'fox' }] }).finalChatCompletion();
  assert.match(final.choices[0].message.content, /^!\[image\]/);
});

test('68: include_usage', async () => {
  const chunks = [];
  for await (const chunk of await say({ stream: true, stream_options: { include_usage: true } })) chunks.push(chunk);
  assert.deepEqual(chunks.at(-1).choices, []);
  assert.ok(chunks.at(-1).usage);
  assert.ok(chunks.slice(0, -1).every((c) => c.usage === null));
});

test('69: modalities put pictures into images[]', async () => {
  const answer = await say({ modalities: ['image', 'text'] });
  const { message } = answer.choices[0];
  assert.equal(message.content, '');
  const [, base64] = message.images[0].image_url.url.match(/^data:image\/png;base64,(.*)$/);
  assert.equal(pixels(Buffer.from(base64, 'base64')).kind, 'png');
  const chunks = [];
  for await (const chunk of await say({ stream: true, modalities: ['image'] })) chunks.push(chunk);
  const delta = chunks.find((c) => c.choices[0]?.delta.images)?.choices[0].delta;
  assert.match(delta.images[0].image_url.url, /^data:image\/png;base64,/);
});

test('70: chats without anything to paint', async () => {
  const bad = [[], [{ role: 'system', content: 'x' }], [{ role: 'user', content: '' }], [{ role: 'nobody', content: 'x' }],
    [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: '', format: 'wav' } }] }], 'x', [5]];
  for (const messages of bad) {
    const error = await say({ messages }).catch((e) => e);
    assert.equal(error.status, 400, JSON.stringify(messages));
    assert.match(error.param, /^messages/);
  }
});

test('side tasks of chat interfaces buy no picture', async () => {
  const before = mock ? (await mock.log()).counts.submit : 0;
  const content = '### Task:\nGenerate a concise, 3-5 word title with an emoji summarizing the chat history.';
  const answer = await say({ messages: [{ role: 'user', content }] });
  assert.ok(JSON.parse(answer.choices[0].message.content).title);
  if (mock) assert.equal((await mock.log()).counts.submit, before);
});

test('80: browser preflight', async () => {
  const response = await fetch(`${easel.base}/v1/images/generations`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example', 'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,openai-organization,x-stainless-lang,x-stainless-retry-count',
    },
  });
  assert.ok([200, 204].includes(response.status));
  const allowed = response.headers.get('access-control-allow-headers').toLowerCase();
  for (const name of ['authorization', 'content-type', 'x-stainless-lang']) assert.ok(allowed.includes(name), name);
  const answer = await raw('/v1/models', { headers: { origin: 'https://app.example' } });
  assert.match(answer.headers.get('access-control-expose-headers'), /x-request-id/i);
});

test("the predecessor's web page works", async () => {
  const models = await (await raw('/v1/models')).json();
  assert.ok(models.data.map((m) => m.id).includes(model));
  const answer = await (await post('/v1/images/generations', {
    model, prompt: 'a red fox', n: 1, size: '2:3', response_format: 'url',
  })).json();
  const { bytes } = await download(answer.data[0].url);
  const { width, height } = pixels(bytes);
  assert.ok(Math.abs(width / height - 2 / 3) < 0.02);
});

test('kept pictures: ETag, Range, signatures', async () => {
  const { url } = (await paint()).data[0];
  const { response, bytes } = await download(url);
  const etag = response.headers.get('etag');
  assert.equal((await fetch(url, { headers: { 'if-none-match': etag } })).status, 304);
  const part = await fetch(url, { headers: { range: 'bytes=0-7' } });
  assert.equal(part.status, 206);
  assert.ok(Buffer.from(await part.arrayBuffer()).equals(png));
  assert.equal(part.headers.get('content-range'), `bytes 0-7/${bytes.length}`);
  assert.equal((await fetch(url, { headers: { range: `bytes=${bytes.length}-` } })).status, 416);
  assert.equal((await fetch(url, { method: 'HEAD' })).headers.get('content-length'), String(bytes.length));
  assert.equal((await fetch(url.replace('/files/', '/files/0'))).status, 403);
  assert.equal((await fetch(url.split('?')[0])).status, 403);
  assert.equal((await fetch(url.replace(/exp=\d+/, 'exp=9999999999'))).status, 403);
});
