// Images, models, keys and errors of OpenAI's contract, as far as this version serves them; the numbers are its cases.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import OpenAI from 'openai';
import { masterKey } from './harness.mjs';
import {
  assertEnvelope, bought, clientOf, download, here, misfit, model, onlyVidsme, pixels, post, raw, refused, strict,
  upstream, withEasel,
} from './session.mjs';

const paint = (extra = {}) => here.client.images.generate({ model, prompt: 'a red fox', ...extra });
const decoded = (answer) => answer.data.map((d) => Buffer.from(d.b64_json, 'base64'));
const generations = '/v1/images/generations';
const postImage = (extra = {}, headers = {}, base = undefined) =>
  post(generations, { model, prompt: 'a red fox', ...extra }, headers, base);

test('1: one picture by url and by b64_json', async () => {
  const byUrl = await paint();
  assert.ok(Number.isInteger(byUrl.created));
  assert.equal(byUrl.data.length, 1);
  assert.ok(byUrl._request_id);
  assert.ok(byUrl.data[0].url.startsWith(`${here.easel.base}/files/`));
  const { bytes } = await download(byUrl.data[0].url);
  assert.equal(pixels(bytes).kind, 'png');
  const byBytes = await paint({ response_format: 'b64_json' });
  assert.equal(pixels(decoded(byBytes)[0]).kind, 'png');
  assert.equal(byBytes.data[0].url, undefined);
});

test('2: n pictures', async () => {
  const answer = await paint({ n: 3 });
  assert.equal(answer.data.length, 3);
  assert.equal(new Set(answer.data.map((d) => d.url.split('?')[0])).size, upstream === 'sketch' ? 3 : 1);
  assert.equal(answer.easel.images.length, 3);
  const most = await paint({ n: 10 });
  assert.equal(most.data.length, 10);
  assert.equal(most.easel.images.length, 10);
});

test('2: a seed is counted up from picture to picture, and repeats what it painted', async () => {
  const [first, second] = await Promise.all([1, 2].map((n) => paint({ n, seed: 40, response_format: 'b64_json' })));
  if (upstream === 'vidsme') {
    assert.deepEqual(second.easel.warnings, [{ param: 'seed', asked: '40', applied: null }]);
    return;
  }
  assert.deepEqual(second.easel.images.map((i) => i.seed), [40, 41]);
  assert.ok(decoded(first)[0].equals(decoded(second)[0]), 'the same seed paints the same bytes');
  assert.ok(!decoded(second)[0].equals(decoded(second)[1]));
});

test('3-6: n is an integer from 1 to 10', async () => {
  await refused(paint({ n: 0 }).asResponse(), 400, 'integer_below_min_value', 'n');
  await refused(paint({ n: 11 }).asResponse(), 400, 'integer_above_max_value', 'n');
  await refused(paint({ n: '2' }).asResponse(), 400, 'invalid_type', 'n');
  await refused(paint({ n: 1.5 }).asResponse(), 400, 'invalid_type', 'n');
  const huge = await post(generations, `{"model":"${model}","prompt":"a","n":100000000000000000000}`);
  await assertEnvelope(huge, { status: 400, code: 'integer_above_max_value', param: 'n' });
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
  await refused(here.client.images.generate({ model }).asResponse(), 400, 'missing_required_parameter', 'prompt');
  await refused(paint({ prompt: '' }).asResponse(), 400, 'empty_string', 'prompt');
  await refused(paint({ prompt: '\u3000\u200b' }).asResponse(), 400, 'empty_string', 'prompt');
  await refused(paint({ prompt: 5 }).asResponse(), 400, 'invalid_type', 'prompt');
  assert.equal((await paint({ prompt: '🦊'.repeat(32000) })).data.length, 1);
  await refused(paint({ prompt: '🦊'.repeat(32001) }).asResponse(), 400, 'string_above_max_length', 'prompt');
});

test('12-13: unknown model, default model', async () => {
  const error = await refused(paint({ model: 'dall-e-9' }).asResponse(), 404, 'model_not_found', 'model');
  assert.ok(error instanceof OpenAI.NotFoundError);
  assert.equal((await here.client.images.generate({ prompt: 'a red fox' })).data.length, 1);
});

test('14: sizes', async () => {
  for (const size of ['1024X1024', '1024', '0x0', '99999x99999', '-1x5', '１０２４x1024', '1x'])
    await refused(paint({ size }).asResponse(), 400, 'invalid_value', 'size');
  if (upstream === 'sketch') assert.equal((await paint({ size: '1000x1000' })).size, '1000x1000');
  const adapted = await paint({ size: misfit.asked });
  assert.equal(adapted.size, misfit.applied);
  assert.deepEqual(adapted.easel.warnings, [{ param: 'size', ...misfit }]);
  const error = await assertEnvelope(await postImage({ size: misfit.asked }, strict),
    { status: 400, code: 'invalid_value', param: 'size' });
  assert.match(error.message, upstream === 'vidsme' ? /512x768/ : /2048/, 'names what is allowed');
});

test('14: ratios', async () => {
  const painted = upstream === 'vidsme'
    ? { '2:3': '512x768', '3:2': '768x512', '1:1': '512x512' }
    : { '2:3': '840x1264', '3:2': '1264x840', '1:1': '1024x1024', '16:9': '1368x768' };
  for (const [ratio, size] of Object.entries(painted)) {
    const answer = await paint({ size: ratio, response_format: 'b64_json' });
    assert.equal(answer.size, size, ratio);
    const { width, height } = pixels(decoded(answer)[0]);
    assert.equal(`${width}x${height}`, size);
    assert.deepEqual(answer.easel.warnings, []);
  }
  if (upstream === 'sketch') return;
  const wide = await paint({ size: '16:9' });
  assert.deepEqual(wide.easel.warnings, [{ param: 'size', asked: '16:9', applied: '768x512' }]);
});

test('15: output formats', async () => {
  for (const format of ['webp', 'jpeg', 'png']) {
    const answer = await paint({ output_format: format, response_format: 'b64_json' });
    assert.equal(answer.output_format, format);
    assert.equal(pixels(decoded(answer)[0]).kind, format);
  }
  const moving = await paint({ output_format: 'gif' });
  assert.equal(moving.output_format, 'png');
  assert.deepEqual(moving.easel.warnings, [{ param: 'output_format', asked: 'gif', applied: 'png' }]);
  await refused(paint({ output_format: 'jpg' }).asResponse(), 400, 'invalid_value', 'output_format');
});

test('16-17: background and compression', async () => {
  await refused(paint({ background: 'transparent', output_format: 'jpeg' }).asResponse(), 400, 'invalid_value', 'background');
  await refused(paint({ output_compression: 101 }).asResponse(), 400, 'integer_above_max_value', 'output_compression');
  await refused(paint({ output_compression: -1 }).asResponse(), 400, 'integer_below_min_value', 'output_compression');
  const [small, large] = await Promise.all([5, 95].map((output_compression) =>
    paint({ output_format: 'jpeg', output_compression, seed: 7, response_format: 'b64_json' })));
  assert.ok(small.data[0].b64_json.length < large.data[0].b64_json.length);
  const clear = await paint({ background: 'transparent' });
  if (upstream === 'sketch') assert.equal(clear.background, 'transparent');
  else assert.equal(clear.easel.warnings[0].param, 'background');
});

test('15-16: a clear picture as WebP', async () => {
  const answer = await paint({
    prompt: 'a meadow of flowers in every colour', size: '512x512', background: 'transparent', output_format: 'webp',
    response_format: 'b64_json',
  });
  assert.equal(answer.output_format, 'webp');
  assert.equal(pixels(decoded(answer)[0]).kind, 'webp');
});

test('18: what is told is what is there', async () => {
  const answer = await paint({ size: 'auto', response_format: 'b64_json' });
  const { width, height } = pixels(decoded(answer)[0]);
  assert.equal(answer.size, `${width}x${height}`);
  assert.equal(answer.background, 'opaque');
  assert.ok(!('quality' in answer) || ['low', 'medium', 'high', 'xhigh', 'max'].includes(answer.quality));
  assert.deepEqual(
    answer.easel.images.map(({ seed, ...rest }) => rest), [{ width, height, mime: 'image/png' }]);
  assert.match(answer.easel.job, /^job_[0-9a-f]{32}$/);
  assert.equal((await paint({ user: 'ann', safety_identifier: 'bea' })).safety_identifier, 'bea');
});

test('19-21: response_format, unknown keys, and what no model here does', async () => {
  await download((await paint({ response_format: 'url' })).data[0].url);
  const asked = { quality: 'hd', negative_prompt: 'blur', steps: 20, guidance: 7.5, sampler_of_the_day: 'x' };
  const lenient = await paint(asked);
  const told = Object.fromEntries(lenient.easel.warnings.map((w) => [w.param, [w.asked, w.applied]]));
  assert.deepEqual(told, {
    quality: ['hd', 'auto'], negative_prompt: ['blur', null], steps: ['20', null], guidance: ['7.5', null],
    sampler_of_the_day: ['"x"', null],
  });
  for (const [param, value] of Object.entries(asked)) {
    const code = param === 'sampler_of_the_day' ? 'unknown_parameter' : 'invalid_value';
    await assertEnvelope(await postImage({ [param]: value }, strict), { status: 400, code, param });
  }
});

test('21: strictness by configuration, by request, and nothing else', async () => {
  await assertEnvelope(await postImage({}, { 'x-easel-strict': '1' }),
    { status: 400, code: 'invalid_value', param: 'x-easel-strict' });
  await withEasel({ args: ['--set', 'openai.strict=true'] }, async ({ base }) => {
    await assertEnvelope(await postImage({ steps: 20 }, {}, base), { status: 400, code: 'invalid_value', param: 'steps' });
    assert.equal((await postImage({ steps: 20 }, { 'x-easel-strict': 'false' }, base)).status, 200);
  });
});

test('22: usage is absent or complete', async () => {
  assert.equal((await paint()).usage, undefined);
});

// The answer to a request of which only the head is sent.
function answerToHead(lines) {
  const { hostname, port } = new URL(here.easel.base);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    socket.setEncoding('utf8').on('data', (piece) => { text += piece; });
    socket.on('close', () => resolve(text)).on('error', reject);
  });
}

test('23-24: bodies that are no request', async () => {
  const bodies = {
    invalid_json: ['', '{', '[]', '"x"'], json_too_deep: ['['.repeat(100) + ']'.repeat(100), '['.repeat(1e6)],
    duplicate_json_key: ['{"prompt":"a","n":1,"n":10}'], invalid_utf8: ['{"prompt":"\\ud800"}', '{"prompt":"a\\u0000b"}', '\ufeff{}'],
  };
  for (const [code, texts] of Object.entries(bodies))
    for (const text of texts) await assertEnvelope(await post(generations, text), { status: 400, code });
  const huge = await answerToHead([`POST ${generations} HTTP/1.1`, 'Host: easel', `Authorization: Bearer ${masterKey}`,
    'Content-Type: application/json', `Content-Length: ${2 ** 30}`]);
  assert.match(huge, /^HTTP\/1\.1 413 /);
  assert.match(huge, /"request_too_large"/);
  assert.equal((await raw('/healthz')).status, 200);
});

test('25-26: method and content type', async () => {
  const get = await raw(generations);
  assert.match(get.headers.get('allow'), /\bPOST\b/);
  await assertEnvelope(get, { status: 405, code: 'method_not_supported', param: null });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16'])
    await assertEnvelope(await post(generations, { prompt: 'a' }, { 'content-type': type }),
      { status: 415, code: 'unsupported_content_type', param: null });
});

test('27, 31: streaming of images is refused as plain JSON until it exists', async () => {
  const error = await refused(paint({ stream: true }).asResponse(), 400, 'invalid_value', 'stream');
  assert.match(error.message, /stream/);
});

test('53: keys', async () => {
  for (const apiKey of ['wrong', `${masterKey}x`]) {
    const { client, requests } = clientOf(here.easel.base, { apiKey });
    const error = await client.models.list().catch((e) => e);
    assert.ok(error instanceof OpenAI.AuthenticationError);
    assert.equal(error.code, 'invalid_api_key');
    assert.equal(error.type, 'invalid_request_error');
    assert.ok(!error.message.includes(masterKey));
    assert.equal(requests.length, 1);
  }
  const models = `${here.easel.base}/v1/models`;
  for (const headers of [{}, { authorization: 'Bearer ' }, { authorization: 'Basic eA==' }, { 'api-key': '' }])
    await assertEnvelope(await fetch(models, { headers }), { status: 401, code: null, param: null });
  assert.equal((await fetch(`${models}?api_key=${masterKey}`)).status, 401);
  assert.equal((await fetch(models, { headers: { 'api-key': masterKey } })).status, 200);
});

test('57: a refused prompt', async () => {
  const type = 'image_generation_user_error';
  await refused(paint({ prompt: 'nude toddler' }).asResponse(), 400, 'moderation_blocked', null, type);
  const messages = [{ role: 'user', content: 'nude toddler' }];
  for (const stream of [false, true])
    await refused(here.client.chat.completions.create({ model, messages, stream }).asResponse(), 400,
      'moderation_blocked', null, type);
});

const bothRoutes = (client) => [
  () => client.images.generate({ model, prompt: 'fox' }),
  () => client.chat.completions.create({ model, messages: [{ role: 'user', content: 'fox' }] }),
];

test('58: an upstream that took the order, or may have, is not asked again', onlyVidsme, async () => {
  const faults = {
    'failed@poll:times=0': 'upstream_error',
    'html@submit:status=503,times=0': 'upstream_outcome_unknown',
    'code@submit:code=500,times=0': 'upstream_outcome_unknown',
  };
  for (const [fault, code] of Object.entries(faults))
    await withEasel({ mockArgs: ['--job-ms', '0', '--fault', fault] }, async ({ base }, mock) => {
      const { client, requests } = clientOf(base);
      for (const ask of bothRoutes(client)) {
        const error = await ask().catch((e) => e);
        assert.equal(error.status, 502, fault);
        assert.equal(error.code, code);
        assert.equal(error.type, 'image_generation_server_error');
        assert.equal(error.headers.get('x-should-retry'), 'false');
      }
      assert.equal(requests.length, 2);
      assert.equal((await mock.log()).counts.submit, 2);
    });
});

test('58: an upstream that took nothing in may be asked again', onlyVidsme, async () => {
  const faults = { 'html@submit:status=403,times=0': [502, 'upstream_error'], 'rate_limit@submit:times=0': [503, 'backend_unavailable'] };
  for (const [fault, [status, code]] of Object.entries(faults))
    await withEasel({ mockArgs: ['--fault', fault] }, async ({ base }) => {
      const { client, requests } = clientOf(base, { maxRetries: 1 });
      const errors = await Promise.all(bothRoutes(client).map((ask) => ask().catch((e) => e)));
      for (const error of errors) {
        assert.equal(error.status, status, fault);
        assert.equal(error.code, code);
        assert.equal(error.headers.get('x-should-retry'), 'true', fault);
      }
      assert.equal(requests.length, 4, 'each was sent again');
    });
});

test('59: unknown paths', async () => {
  for (const path of ['/v1/foo', '/v1/v1/images/generations', '/nothing', '/v1/images/edits'])
    await assertEnvelope(await post(path, {}), { status: 404, code: null, param: null });
});

test('60: every answer has a request id of its own', async () => {
  const chat = { model, stream: true, messages: [{ role: 'user', content: 'fox' }] };
  const answers = await Promise.all([raw('/'), raw('/healthz'), raw('/v1/models'), raw('/nothing'), postImage(),
    postImage({ n: 0 }), post('/v1/chat/completions', chat)]);
  if (upstream === 'vidsme')
    await withEasel({ mockArgs: ['--job-ms', '0', '--fault', 'failed@poll'] }, async ({ base }) => {
      answers.push(await postImage({}, {}, base));
      assert.equal(answers.at(-1).status, 502);
    });
  assert.match(answers[6].headers.get('content-type'), /^text\/event-stream/);
  const ids = answers.map((answer) => answer.headers.get('x-request-id'));
  for (const id of ids) assert.match(id, /^req_/);
  assert.equal(new Set(ids).size, ids.length);
});

test('61-63: models', async () => {
  const seen = [];
  for await (const entry of here.client.models.list()) seen.push(entry);
  assert.ok(seen.some((m) => m.id === model));
  for (const entry of seen) {
    assert.equal(entry.object, 'model');
    assert.ok(Number.isInteger(entry.created));
    assert.equal(typeof entry.owned_by, 'string');
  }
  assert.ok(!seen.some((m) => /hentai|hassaku/.test(m.id)), 'mature models are hidden');
  assert.equal((await here.client.models.retrieve(model)).id, model);
  for (const id of ['a/b c', 'nothing'])
    await refused(here.client.models.retrieve(id).asResponse(), 404, 'model_not_found', 'model');
});

test('62: a model id with slash and space comes back; OpenAI\'s names answer with bytes', onlyVidsme, () =>
  withEasel({
    mockArgs: ['--job-ms', '0', '--model', 'gpt-image-2', 'anime'], env: { KNOWN_MODELS: '["a/b c","gpt-image-2","anime"]' },
  }, async ({ base }) => {
    const { client } = clientOf(base);
    assert.equal((await client.models.retrieve('a/b c')).id, 'a/b c');
    assert.equal((await (await raw('/v1/models/a/b%20c', {}, base)).json()).id, 'a/b c');
    const answer = await client.images.generate({ model: 'gpt-image-2', prompt: 'fox' });
    assert.equal(pixels(decoded(answer)[0]).kind, 'png');
    assert.equal(answer.data[0].url, undefined);
    assert.ok((await client.images.generate({ model: 'gpt-image-2', prompt: 'fox', response_format: 'url' })).data[0].url);
  }));

test('mature models are refused until the operator opts in', onlyVidsme, async () => {
  await refused(paint({ model: 'hassaku' }).asResponse(), 403, 'mature_not_enabled', 'model');
});

test('every route also works without /v1', async () => {
  const began = await bought();
  assert.equal((await (await raw('/models')).json()).object, 'list');
  assert.equal((await (await raw(`/models/${model}`)).json()).id, model);
  const { client } = clientOf(here.easel.base, { baseURL: here.easel.base });
  assert.equal((await client.images.generate({ model, prompt: 'fox' })).data.length, 1);
  const said = await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'fox' }] });
  assert.match(said.choices[0].message.content, /^!\[image\]/);
  if (upstream === 'vidsme') assert.equal(await bought() - began, 2);
});

test('80: browsers', async () => {
  const wanted = ['authorization', 'content-type', 'openai-organization', 'openai-project', 'x-stainless-lang', 'x-stainless-retry-count'];
  const preflight = await fetch(here.easel.base + generations, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example', 'access-control-request-method': 'POST', 'access-control-request-headers': wanted.join(),
    },
  });
  assert.ok([200, 204].includes(preflight.status));
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
  assert.match(preflight.headers.get('access-control-allow-methods'), /\bPOST\b/);
  const allowed = preflight.headers.get('access-control-allow-headers').split(/,\s*/);
  for (const name of wanted) assert.ok(allowed.includes(name), name);
  for (const answer of [await raw('/v1/models', { headers: { origin: 'https://app.example' } }),
    await post(generations, {}, { origin: 'https://app.example' })]) {
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    const exposed = answer.headers.get('access-control-expose-headers').split(/,\s*/);
    for (const name of ['x-request-id', 'retry-after', 'retry-after-ms', 'x-should-retry', 'x-ratelimit-limit-requests'])
      assert.ok(exposed.includes(name), name);
  }
});

test("the predecessor's web page works", async () => {
  const models = await (await raw('/v1/models')).json();
  assert.ok(models.data.map((m) => m.id).includes(model));
  const answer = await (await post(generations, {
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
  assert.ok(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(0, 8)));
  assert.equal(part.headers.get('content-range'), `bytes 0-7/${bytes.length}`);
  assert.equal((await fetch(url, { headers: { range: `bytes=${bytes.length}-` } })).status, 416);
  assert.equal((await fetch(url, { method: 'HEAD' })).headers.get('content-length'), String(bytes.length));
  assert.equal((await fetch(url.replace('/files/', '/files/0'))).status, 403);
  assert.equal((await fetch(url.split('?')[0])).status, 403);
  assert.equal((await fetch(url.replace(/exp=\d+/, 'exp=9999999999'))).status, 403);
});
