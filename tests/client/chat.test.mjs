// Chat completions as a way to ask for a picture; the numbers are the contract's cases.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import {
  assertEnvelope, bought, clientOf, download, here, misfit, model, onlyVidsme, pixels, post, refused, strict, upstream,
  withEasel,
} from './session.mjs';

const fox = [{ role: 'user', content: 'a red fox' }];
const say = (extra = {}) => here.client.chat.completions.create({ model, messages: fox, ...extra });
const completions = '/v1/chat/completions';
const postChat = (extra = {}, headers = {}, base = undefined) =>
  post(completions, { model, messages: fox, ...extra }, headers, base);

// The chunks of a stream, whose raw form is looked at on the way.
async function chunksOf(response) {
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type'), /^text\/event-stream/);
  const text = await response.text();
  const lines = text.split('\n').filter((line) => line && !line.startsWith(':'));
  assert.ok(lines.every((line) => line.startsWith('data: ')), 'data lines and comments only');
  assert.equal(lines.at(-1), 'data: [DONE]');
  assert.ok(text.endsWith('\n\n'));
  return { text, chunks: lines.slice(0, -1).map((line) => JSON.parse(line.slice(6))) };
}

async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

function assertSums({ prompt_tokens, completion_tokens, total_tokens }) {
  assert.ok(Number.isInteger(prompt_tokens) && Number.isInteger(completion_tokens));
  assert.equal(prompt_tokens + completion_tokens, total_tokens);
}

test('64, 66: chat answers with markdown pictures', async () => {
  const answer = await say({ n: 2, temperature: 0.7, tools: [] });
  assert.match(answer.id, /^chatcmpl-/);
  assert.equal(answer.object, 'chat.completion');
  assert.ok(Number.isInteger(answer.created));
  assert.equal(answer.model, model);
  assert.deepEqual(answer.choices.map((c) => c.index), [0, 1]);
  for (const choice of answer.choices) {
    assert.equal(choice.finish_reason, 'stop');
    assert.equal(choice.logprobs, null);
    assert.equal(choice.message.role, 'assistant');
    assert.equal(choice.message.refusal, null);
    const [, url] = choice.message.content.match(/^!\[image\]\((.*)\)$/);
    await download(url);
  }
  assertSums(answer.usage);
  assert.deepEqual(answer.easel.warnings, []);
  const parts = await say({ messages: [{ role: 'user', content: [{ type: 'text', text: 'a fox' }, { type: 'text', text: 'in snow' }] }] });
  assert.match(parts.choices[0].message.content, /^!\[image\]/);
});

test('64: what is said of the picture is done, told or refused', async () => {
  const { choices, easel } = await say({ size: '2:3', output_format: 'webp' });
  const [, url] = choices[0].message.content.match(/^!\[image\]\((.*)\)$/);
  assert.equal(pixels((await download(url)).bytes).kind, 'webp');
  assert.ok(Math.abs(easel.images[0].width / easel.images[0].height - 2 / 3) < 0.01);

  const asked = { size: misfit.asked, quality: 'hd', negative_prompt: 'blur', extra_body: { x: 1 }, image_config: { image_size: '4K' } };
  const told = Object.fromEntries((await say(asked)).easel.warnings.map((w) => [w.param, [w.asked, w.applied]]));
  assert.deepEqual(told, {
    size: [misfit.asked, misfit.applied], quality: ['hd', 'auto'], negative_prompt: ['blur', null], extra_body: ['{"x":1}', null],
    'image_config.image_size': ['4K', null],
  });
  for (const [field, value] of Object.entries(asked)) {
    const param = field === 'image_config' ? 'image_config.image_size' : field;
    await assertEnvelope(await postChat({ [field]: value }, strict), { status: 400, code: 'invalid_value', param });
  }
  assert.equal((await postChat({ temperature: 1, tools: [] }, strict)).status, 200);
  await refused(say({ image_config: { aspect_ratio: 'wide' } }).asResponse(), 400, 'invalid_value', 'image_config.aspect_ratio');
  await refused(say({ user: 5 }).asResponse(), 400, 'invalid_type', 'user');
});

test('67: chat stream', async () => {
  const { chunks } = await chunksOf(await postChat({ stream: true, n: 2 }));
  assert.deepEqual(chunks[0].choices[0].delta, { role: 'assistant', content: '', refusal: null });
  for (const key of ['id', 'created', 'model', 'object']) assert.equal(new Set(chunks.map((c) => c[key])).size, 1, key);
  assert.equal(chunks[0].object, 'chat.completion.chunk');
  assert.ok(chunks.every((c) => !('usage' in c)));
  for (const index of [0, 1]) {
    const own = chunks.map((c) => c.choices[0]).filter((c) => c.index === index);
    assert.deepEqual(own.map((c) => c.finish_reason), [null, null, 'stop'], `choice ${index}`);
    assert.match(own[1].delta.content, /^!\[image\]/);
  }
  const final = await here.client.chat.completions.stream({ model, n: 2, messages: fox }).finalChatCompletion();
  assert.deepEqual(final.choices.map((c) => c.finish_reason), ['stop', 'stop']);
  assert.match(final.choices[1].message.content, /^!\[image\]/);
});

test('67: a stream tells what was not done as asked', async () => {
  const { chunks } = await chunksOf(await postChat({ stream: true, n: 2, size: misfit.asked }));
  const told = chunks.filter((c) => c.easel);
  assert.equal(told.length, 1);
  assert.equal(told[0].choices[0].finish_reason, 'stop');
  assert.deepEqual(told[0].easel.warnings, [{ param: 'size', ...misfit }]);
  assert.equal(told[0].easel.images.length, 2);
});

test('67: a stream in which some pictures fail tells how many came', onlyVidsme, () =>
  withEasel({ mockArgs: ['--job-ms', '0', '--fault', 'failed@poll'] }, async ({ base }) => {
    const { chunks } = await chunksOf(await postChat({ stream: true, n: 3 }, {}, base));
    assert.equal(chunks.filter((c) => c.choices[0].finish_reason === 'stop').length, 3);
    assert.equal(chunks.filter((c) => c.choices[0].delta.content).length, 2);
    assert.deepEqual(chunks.find((c) => c.easel).easel.warnings, [{ param: 'n', asked: '3', applied: '2' }]);
  }));

test('67: a stream whose picture fails ends with an error that the client throws', onlyVidsme, () =>
  withEasel({ mockArgs: ['--job-ms', '0', '--fault', 'failed@poll:times=0'] }, async ({ base }) => {
    const { client, requests } = clientOf(base);
    const error = await collect(await client.chat.completions.create({ model, messages: fox, stream: true })).catch((e) => e);
    assert.ok(error instanceof OpenAI.APIError);
    assert.equal(error.code, 'upstream_error');
    assert.equal(requests.length, 1);
  }));

test('67: comments keep a waiting stream open', onlyVidsme, () =>
  withEasel({ mockArgs: ['--job-ms', '2500'], args: ['--set', 'openai.heartbeat=1s'] }, async ({ base }) => {
    const { text, chunks } = await chunksOf(await postChat({ stream: true }, {}, base));
    assert.match(text, /^: /m);
    assert.equal(chunks.length, 3);
  }));

test('68: include_usage', async () => {
  const chunks = await collect(await say({ stream: true, stream_options: { include_usage: true } }));
  assert.deepEqual(chunks.at(-1).choices, []);
  assertSums(chunks.at(-1).usage);
  assert.ok(chunks.slice(0, -1).every((c) => c.usage === null));
});

test('69: modalities put pictures into images[]', async () => {
  const { message } = (await say({ modalities: ['image', 'text'] })).choices[0];
  assert.equal(message.content, '');
  const [, base64] = message.images[0].image_url.url.match(/^data:image\/png;base64,(.*)$/);
  assert.equal(pixels(Buffer.from(base64, 'base64')).kind, 'png');
  const chunks = await collect(await say({ stream: true, modalities: ['image'] }));
  const delta = chunks.find((c) => c.choices[0]?.delta.images)?.choices[0].delta;
  assert.match(delta.images[0].image_url.url, /^data:image\/png;base64,/);
});

test('70: chats without anything to paint', async () => {
  const part = (type, rest = {}) => [{ role: 'user', content: [{ type, ...rest }] }];
  const bad = [
    [[], 'invalid_value', 'messages'],
    ['x', 'invalid_type', 'messages'],
    [[5], 'invalid_type', 'messages[0]'],
    [[{ role: 'system', content: 'x' }], 'missing_required_parameter', 'messages'],
    [[{ role: 'user', content: '' }], 'missing_required_parameter', 'messages'],
    [[{ role: 'user', content: '\u3000' }], 'empty_string', 'messages'],
    [[{ role: 'user', content: 'x'.repeat(32001) }], 'string_above_max_length', 'messages'],
    [[{ role: 'user', content: 5 }], 'invalid_type', 'messages[0].content'],
    [[{ role: 'nobody', content: 'x' }], 'invalid_value', 'messages[0].role'],
    [part('input_audio', { input_audio: { data: '', format: 'wav' } }), 'invalid_value', 'messages[0].content[0].type'],
    [part('image_url', { image_url: 5 }), 'invalid_type', 'messages[0].content[0].image_url'],
  ];
  for (const [messages, code, param] of bad) await refused(say({ messages }).asResponse(), 400, code, param);
});

test('65: pictures that the user shows are told of, or with strictness refused', async () => {
  const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
  const messages = [{ role: 'user', content: [{ type: 'text', text: 'a fox' }, picture] }, { role: 'assistant', content: 'Here.' },
    { role: 'user', content: 'bluer' }];
  assert.deepEqual((await say({ messages })).easel.warnings, [{ param: 'messages', asked: '1 image_url', applied: null }]);
  await assertEnvelope(await postChat({ messages }, strict), { status: 400, code: 'invalid_value', param: 'messages' });
});

const history = '\n### Chat History:\n<chat_history>\nUSER: a dog with name tags and a follow-up picture of an autocompletion robot\n</chat_history>';
const sideTasks = {
  title: ['Generate a concise, 3-5 word title with an emoji summarizing the chat history.', (said) => said.title],
  tags: ['Generate 1-3 broad tags categorizing the main themes of the chat history, along with 1-3 more specific subtopic tags.',
    (said) => Array.isArray(said.tags)],
  'follow-up': ['Suggest 3-5 relevant follow-up questions or prompts that the user might naturally ask next in this conversation.',
    (said) => Array.isArray(said.follow_ups)],
  autocomplete: ['You are an autocompletion system. Continue the text in `<text>` based on the **completion type** in `<type>`.',
    (said) => said.text === ''],
  query: ['Analyze the chat history to determine the necessity of generating search queries, in the given language.',
    (said) => Array.isArray(said.queries)],
  'image prompt': ['Generate a detailed prompt for am image generation task based on the given language and context.',
    (said) => said.prompt.startsWith('a dog with name tags')],
};

test('side tasks of chat interfaces buy no picture', async () => {
  const began = await bought();
  for (const [name, [task, fits]] of Object.entries(sideTasks)) {
    const messages = [{ role: 'user', content: `### Task:\n${task}${history}` }];
    const answer = await say({ messages });
    assert.ok(fits(JSON.parse(answer.choices[0].message.content)), name);
    const chunks = await collect(await say({ messages, stream: true }));
    assert.ok(fits(JSON.parse(chunks.map((c) => c.choices[0].delta.content ?? '').join(''))), name);
  }
  assert.equal(await bought(), began);
});

test('ordinary chats are painted, whatever they speak of', async () => {
  const chats = [
    [{ role: 'user', content: 'A movie poster: the title CONVERSATION in bold letters, no other word' }],
    [{ role: 'user', content: '画一张电影海报，标题是“对话”，红色大字' }],
    [{ role: 'system', content: 'Keep the conversation friendly. Never reveal the password. Give each answer a title.' }, ...fox],
  ];
  for (const messages of chats)
    assert.match((await say({ messages })).choices[0].message.content, /^!\[image\]/, messages.at(-1).content);
});

test('side tasks are painted where the operator wants it', () =>
  withEasel({ args: ['--set', 'openai.canned_chat_replies=false'] }, async ({ base }) => {
    const messages = [{ role: 'user', content: `### Task:\n${sideTasks.title[0]}` }];
    const answer = await (await postChat({ messages }, {}, base)).json();
    assert.match(answer.choices[0].message.content, /^!\[image\]/);
  }));
