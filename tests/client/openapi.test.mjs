// api/openapi.yaml is what the real server does: every operation in it is called, and the answer must be one
// of those described, down to the schema of its JSON.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { masterKey, startEasel } from './harness.mjs';

const document = parse(readFileSync(new URL('../../api/openapi.yaml', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addSchema(document, 'openapi');

let easel, picture;
before(async () => {
  easel = await startEasel();
  const painted = await call('createImage', { body: { prompt: 'a lighthouse', size: '64x64' } });
  picture = new URL(painted.json.data[0].url);
});
after(async () => assert.equal((await easel.stop()).code, 0));

const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, operation]) => ({ path, verb, ...operation })));
const deref = (node) => (node.$ref ? node.$ref.slice(2).split('/').reduce((at, key) => at[key], document) : node);
const pointer = (...keys) => '#/' + keys.map((k) => encodeURIComponent(k.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

// Calls an operation and checks the answer against the document.
async function call(id, { path = {}, query = '', body, headers = {}, key = masterKey } = {}) {
  const operation = operations.find((o) => o.operationId === id);
  const address = operation.path.replace(/{(\w+)}/g, (_, name) => path[name]);
  const answer = await fetch(easel.base + address + query, {
    method: operation.verb.toUpperCase(),
    headers: { ...key && { authorization: `Bearer ${key}` }, ...body && { 'content-type': 'application/json' }, ...headers },
    body: body && JSON.stringify(body),
  });
  const status = operation.responses[answer.status] ? String(answer.status) : 'default';
  assert.ok(operation.responses[status], `${id}: status ${answer.status} is not described`);
  const described = deref(operation.responses[status]);
  const type = answer.headers.get('content-type')?.split(';')[0];
  assert.ok(!described.content || described.content[type], `${id}: content type ${type} is not described`);
  if (type !== 'application/json') return { status: answer.status, type, answer };

  const json = await answer.json();
  const where = operation.responses[status].$ref?.slice(2).split('/') ?? ['paths', operation.path, operation.verb, 'responses', status];
  const check = ajv.compile({ $ref: 'openapi' + pointer(...where, 'content', type, 'schema') });
  assert.ok(check(json), `${id}: ${ajv.errorsText(check.errors)}\n${JSON.stringify(json).slice(0, 500)}`);
  return { status: answer.status, type, json, answer };
}

const chat = { messages: [{ role: 'user', content: 'a boat' }], size: '64x64' };
const calls = {
  createImage: [
    [{ body: { prompt: 'a fox', size: '64x64', n: 2, seed: 7, steps: 5, response_format: 'b64_json' } }, 200],
    [{ body: { prompt: 5 } }, 400],
    [{ body: { prompt: 'a fox' }, key: 'wrong' }, 401],
    [{ body: { prompt: 'a fox', steps: 5 }, headers: { 'x-easel-strict': 'true' } }, 400],
  ],
  createChatCompletion: [
    [{ body: chat }, 200],
    [{ body: { ...chat, stream: true } }, 200],
    [{ body: { messages: [] } }, 400],
  ],
  listModels: [[{}, 200], [{ key: '' }, 401]],
  retrieveModel: [[{ path: { id: 'sketch' } }, 200], [{ path: { id: 'nobody' } }, 404]],
  fetchPicture: [
    [() => ({ path: { name: picture.pathname.split('/').at(-1) }, query: picture.search }), 200],
    [() => ({ path: { name: picture.pathname.split('/').at(-1) }, query: picture.search, headers: { range: 'bytes=0-7' } }), 206],
    [() => ({ path: { name: picture.pathname.split('/').at(-1) }, query: '?exp=1&sig=x' }), 403],
  ],
  health: [[{ key: '' }, 200]],
  readiness: [[{ key: '' }, 200]],
  metrics: [[{}, 200]],
  welcome: [[{ key: '' }, 200]],
};

test('every operation is tried', () => {
  assert.deepEqual(Object.keys(calls).sort(), operations.map((o) => o.operationId).sort());
});

for (const [id, tries] of Object.entries(calls))
  test(`${id} answers as described`, async () => {
    for (const [how, status] of tries) {
      const { status: got } = await call(id, typeof how === 'function' ? how() : how);
      assert.equal(got, status);
    }
  });

test('what the document requires is refused when it is missing', async () => {
  for (const [id, schema] of [['createImage', 'ImageRequest'], ['createChatCompletion', 'ChatRequest']])
    for (const field of document.components.schemas[schema].required) {
      const body = { prompt: 'a fox', messages: [{ role: 'user', content: 'a fox' }] };
      delete body[field];
      const { status, json } = await call(id, { body });
      assert.equal(status, 400);
      assert.equal(json.error.code, 'missing_required_parameter');
      assert.equal(json.error.param, field);
    }
});
