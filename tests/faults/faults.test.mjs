// The real server against an upstream that goes wrong in every way the mock knows. Each row: the faults, what
// the caller gets, how often the order was sent, how often it was taken (each time is money), and where it
// matters how often was asked and fetched. After every row nothing may have leaked.
import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { after, before, describe, test } from 'node:test';
import { startMock } from '../client/harness.mjs';
import {
  call, childrenOf, descriptorsOf, eventually, generate, programOf, proxyPassword, script, secretsIn, seen,
  startPair, startServer, userIds,
} from './stage.mjs';

const server = 'image_generation_server_error';
const outcomes = {
  picture: { status: 200 },
  // Whether anything was bought is not known: never sent again, not by the caller's client either.
  unknown: { status: 502, type: server, code: 'upstream_outcome_unknown', retry: 'false' },
  // Nothing was bought, and easel has tried several times.
  unreached: { status: 502, type: server, code: 'upstream_error', retry: 'true' },
  busy: { status: 503, type: 'service_unavailable_error', code: 'backend_unavailable', retry: 'true' },
  refused: { status: 502, type: server, code: 'upstream_error', retry: 'false' },
  denied: { status: 502, type: server, code: 'upstream_auth_error', retry: 'false' },
  nonsense: { status: 502, type: server, code: 'upstream_bad_response', retry: 'false' },
  late: { status: 504, type: server, code: 'generation_timeout', retry: 'false' },
};
const { picture, unknown, unreached, busy, refused, denied, nonsense, late } = outcomes;

const submitting = [
  ['', picture, 1, 1, { pictures: 1 }],
  // A page in place of an answer. A gateway's 5xx hides what happened behind it.
  ['html@submit', unknown, 1, 0],
  ['html@submit:status=500', unknown, 1, 0],
  ['html@submit:status=502', unknown, 1, 0],
  ['html@submit:status=504', unknown, 1, 0],
  ['html@submit:status=503,taken=1', unknown, 1, 1],
  ['html@submit:status=200', nonsense, 1, 0],
  ['html@submit:status=302', refused, 1, 0],
  ['html@submit:status=400', refused, 1, 0],
  ['html@submit:status=401', denied, 1, 0],
  ['html@submit:status=404', refused, 1, 0],
  ['html@submit:status=403', picture, 2, 1],
  ['html@submit:status=403,times=0', unreached, 3, 0],
  // Answers that nobody can read.
  ['empty@submit', nonsense, 1, 1],
  ['empty@submit:status=204', nonsense, 1, 1],
  ['empty@submit:status=500', unknown, 1, 1],
  ['truncated@submit', nonsense, 1, 1],
  ['wrong_type@submit', nonsense, 1, 1],
  ['null_data@submit', nonsense, 1, 1],
  ['odd@submit:as=extra', picture, 1, 1],
  ['odd@submit:as=nan', nonsense, 1, 1],
  ['odd@submit:as=number', nonsense, 1, 1],
  ['odd@submit:as=twice', nonsense, 1, 1],
  ['odd@submit:as=deep', nonsense, 1, 1],
  ['odd@submit:as=utf8', nonsense, 1, 1],
  // On a slow machine the time for an answer is over first.
  ['huge@submit', [nonsense, unknown], 1, 1],
  ['gzip@submit:zeros=20000000', [nonsense, unknown], 1, 1],
  ['chunks@submit', nonsense, 1, 1],
  ['chunks@submit:size=ffffffffffffffffff', nonsense, 1, 1],
  // JSON that says no.
  ['code@submit', unknown, 1, 0],
  ['code@submit:code=500,taken=1', unknown, 1, 1],
  ['code@submit:code=503,status=503,taken=1', unknown, 1, 1],
  ['code@submit:code=200', nonsense, 1, 0],
  ['code@submit:code=400', refused, 1, 0],
  ['code@submit:code=401', denied, 1, 0],
  ['code@submit:code=403', denied, 1, 0],
  ['code@submit:code=404,status=404', refused, 1, 0],
  ['code@submit:code=429', picture, 2, 1],
  ['rate_limit@submit', picture, 2, 1],
  ['rate_limit@submit:retry_after=1', picture, 2, 1],
  ['rate_limit@submit:retry_after=garbage', picture, 2, 1],
  ['rate_limit@submit:retry_after=0,times=0', busy, 3, 0],
  ['rate_limit@submit:retry_after=1,times=0', busy, 3, 0],
  ['skew@submit', denied, 1, 0],
  // The road.
  ['drop@submit', unknown, 1, 0],
  ['drop@submit:taken=1', unknown, 1, 1],
  ['cut@submit', unknown, 1, 1],
  ['drip@submit:gap=5', picture, 1, 1],
  ['drip@submit:gap=1000', unknown, 1, 1],
  ['delay@submit:ms=300', picture, 1, 1],
  ['delay@submit:ms=3000', unknown, 1, 1],
];

const asking = [
  ['html@poll:times=3', picture],
  ['html@poll:times=0', nonsense, { polls: 5 }],
  ['html@poll:status=401', denied, { polls: 1 }],
  ['html@poll:status=403', picture],
  ['html@poll:status=429', picture],
  ['empty@poll:times=2', picture],
  ['empty@poll:times=0', nonsense, { polls: 5 }],
  ['truncated@poll', picture],
  ['truncated@poll:times=0', nonsense, { polls: 5 }],
  ['wrong_type@poll', picture],
  ['wrong_type@poll:times=0', nonsense, { polls: 5 }],
  ['null_data@poll:times=2', picture],
  ['null_data@poll:times=0', late],
  ['odd@poll:as=extra', picture],
  ['odd@poll:as=nan', picture],
  ['odd@poll:as=number', picture],
  ['odd@poll:as=twice', picture],
  ['odd@poll:as=deep', picture],
  ['odd@poll:as=utf8', picture],
  ['huge@poll', picture],
  ['gzip@poll:zeros=20000000', picture],
  ['chunks@poll', picture],
  ['code@poll:times=3', picture],
  ['code@poll:times=0', refused, { polls: 5 }],
  ['code@poll:code=401', denied, { polls: 1 }],
  ['code@poll:code=403', denied, { polls: 1 }],
  ['code@poll:code=404', picture],
  ['code@poll:code=429,times=3', picture],
  ['failed@poll', refused, { polls: 1 }],
  ['never@poll:times=3', picture],
  ['never@poll:times=0', late],
  ['rate_limit@poll', picture],
  ['rate_limit@poll:retry_after=1', picture, { polls: 2 }],
  ['rate_limit@poll:retry_after=garbage', picture],
  ['rate_limit@poll:retry_after=3600', picture, { polls: 2 }],
  ['drop@poll:times=2', picture],
  ['drop@poll:times=0', late],
  ['cut@poll:times=2', picture],
  ['cut@poll:times=0', late],
  ['drip@poll:gap=5', picture],
  ['drip@poll:gap=1000', picture],
  ['delay@poll:ms=300', picture],
  ['delay@poll:ms=3000', [picture, late]],
  ['skew@poll', denied, { polls: 1 }],
  ['lose@poll', refused, { polls: 5 }],
  [['rate_limit@poll:times=2', 'html@poll', 'drop@poll', 'null_data@poll'], picture],
];

// Addresses of pictures that are none, or that lead where only the operator may send easel.
const leading = [
  ['url@poll:url=', picture],
  ['url@poll:url=http://user:pw@example.com/x.png', nonsense, { pictures: 0 }],
  ['url@poll:url=http://[bad/x.png', nonsense, { pictures: 0 }],
  ['url@poll:url=https://', nonsense, { pictures: 0 }],
  ['url@poll:url=http://a b/x.png', nonsense, { pictures: 0 }],
  ['url@poll:url=http://127.0.0.1:1/x.png', [refused, nonsense, late], { pictures: 0 }],
  ['url@poll:url=http://localhost:{port}/aigc/{job}.png', [refused, nonsense, late], { pictures: 0 }],
  ['url@poll:url=http://[::ffff:127.0.0.1]:{port}/aigc/{job}.png', [refused, nonsense, late], { pictures: 0 }],
  ['url@poll:url=http://169.254.169.254/x', [refused, nonsense, late], { pictures: 0 }],
  ['url@poll:url={mock}/aigc/{job}.png', picture, { pictures: 1 }],
];

const fetching = [
  ['html@picture', picture, { pictures: 2 }],
  ['html@picture:times=2', picture, { pictures: 3 }],
  ['html@picture:times=0', [nonsense, late]],
  ['expired@picture', refused, { pictures: 1 }],
  ['expired@picture:status=302', refused, { pictures: 1 }],
  ['expired@picture:status=410', refused, { pictures: 1 }],
  ['expired@picture:status=404', picture, { pictures: 2 }],
  ['expired@picture:status=408', picture, { pictures: 2 }],
  ['expired@picture:status=425', picture, { pictures: 2 }],
  ['expired@picture:status=500', picture, { pictures: 2 }],
  ['rate_limit@picture', picture, { pictures: 2 }],
  ['rate_limit@picture:retry_after=1', picture, { pictures: 2 }],
  ['rate_limit@picture:retry_after=3600', [refused, nonsense, busy, late], { pictures: 1 }],
  ['truncated@picture', picture, { pictures: 2 }],
  ['garbage@picture', picture, { pictures: 2 }],
  ['garbage@picture:bytes=0', picture, { pictures: 2 }],
  ['garbage@picture:times=0', [nonsense, late]],
  ['mime@picture', picture, { pictures: 1 }],
  ['drop@picture', picture],
  ['cut@picture', picture, { pictures: 2 }],
  ['chunks@picture', picture],
  ['gzip@picture:zeros=80000000', [picture, nonsense]],
  ['drip@picture:gap=0', picture, { pictures: 1 }],
  ['drip@picture:gap=500', late, { pictures: 1 }],
  ['delay@picture:ms=1000', picture, { pictures: 1 }],
  ['delay@picture:ms=8000', late],
  ['huge@picture:bytes=2000000', [picture, nonsense]], // what is served is compared below
  ['huge@picture:bytes=70000000', [picture, nonsense]],
  ['bomb@picture', picture, { pictures: 2 }],
  ['bomb@picture:side=3000,times=0', nonsense],
];

const rows = [
  ...submitting,
  ...[...asking, ...leading, ...fetching].map(([faults, outcome, more]) => [faults, outcome, 1, 1, more]),
].map(([faults, outcome, submits, orders, more = {}]) =>
  ({ faults: [faults].flat().filter(Boolean), outcomes: [outcome].flat(), submits, orders, ...more }));

const prompts = ['a red fox', 'a blue hare'];

// Each row takes a pair that is free: most of a row is waiting, so several run at once.
const pairsCount = 6;
const pairs = [];
const idle = [];
const waiting = [];
const output = []; // of servers that have ended

async function withPair(use) {
  const pair = idle.pop() ?? await new Promise((resolve) => waiting.push(resolve));
  try {
    await use(pair);
  } finally {
    const next = waiting.shift();
    if (next) next(pair);
    else idle.push(pair);
  }
}

const bytesOf = (answer) => JSON.parse(answer.body).data.map(({ b64_json }) => Buffer.from(b64_json, 'base64'));

before(async () => {
  pairs.push(...await Promise.all(Array.from({ length: pairsCount }, (_, i) => startPair(i))));
  await Promise.all(pairs.map(warmUp));
  idle.push(...pairs);
});

// Every connection and every child is there when descriptors are counted.
async function warmUp(pair) {
  const answers = await Promise.all([...prompts, ...prompts].map((prompt) => generate(pair, { prompt })));
  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200, 200]);
  pair.healthy = Object.fromEntries(prompts.map((prompt, i) => [prompt, bytesOf(answers[i])[0]]));
  assert.ok(!pair.healthy[prompts[0]].equals(pair.healthy[prompts[1]]));
  assert.equal((await generate(pair, { output_format: 'jpeg' })).status, 200);
  pair.descriptors = descriptorsOf(pair.easel.pid);
}

function checkNothingLeaks(pair, answer) {
  const { text } = answer;
  assert.deepEqual(secretsIn(text), [], 'a secret came out');
  for (const inner of [new URL(pair.mock.base).host, 'that nobody outside should see', 'Just a moment', 'AccessDenied'])
    assert.ok(!text.includes(inner), `"${inner}" came out`);
  assert.match(answer.headers.get('x-request-id'), /^req_/);
}

function checkRefusal(answer, want) {
  const { error, ...rest } = JSON.parse(answer.body);
  assert.deepEqual(Object.keys(rest), []);
  assert.deepEqual(Object.keys(error).sort(), ['code', 'message', 'param', 'type']);
  const got = { status: answer.status, type: error.type, code: error.code, retry: answer.headers.get('x-should-retry') };
  assert.ok(want.some((outcome) => JSON.stringify(outcome) === JSON.stringify(got)),
    `got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
  const retryAfter = answer.headers.get('retry-after');
  if (want.includes(busy) && answer.status === 503) assert.match(retryAfter ?? '', /^([1-9]|[1-5][0-9]|60)$/);
}

function checkPicture(pair, answer, prompt) {
  const [got, ...more] = bytesOf(answer);
  assert.equal(more.length, 0);
  const { length } = pair.healthy[prompt];
  assert.ok(got.equals(pair.healthy[prompt]), `not the bytes of ${prompt}: ${got.length} of them, not ${length}`);
}

// Whatever went wrong before, the next caller gets a picture, and the right one.
async function checkHealthy(pair) {
  await script(pair, []);
  const answer = await generate(pair, { prompt: prompts[1] });
  assert.equal(answer.status, 200, `afterwards: ${answer.body}`);
  checkPicture(pair, answer, prompts[1]);
}

// Where the picture of this row is, and where it must not be looked for; the mock puts the job in.
const inPlace = (pair, fault) => fault.replaceAll('{mock}', pair.mock.base)
  .replaceAll('{port}', new URL(pair.mock.base).port);

async function checkRow(pair, row) {
  await script(pair, row.faults.map((fault) => inPlace(pair, fault)));
  const answer = await generate(pair);
  const log = await seen(pair);
  checkNothingLeaks(pair, answer);
  if (answer.status === 200) {
    assert.ok(row.outcomes.includes(picture), `a picture came out, want ${JSON.stringify(row.outcomes)}`);
    checkPicture(pair, answer, prompts[0]);
  } else {
    checkRefusal(answer, row.outcomes);
  }
  const counts = { submits: log.counts.submit, orders: log.counts['orders taken'], polls: log.counts.poll,
    pictures: log.counts.picture };
  for (const name of ['submits', 'orders', 'polls', 'pictures'])
    if (row[name] !== undefined) assert.equal(counts[name] ?? 0, row[name], `${name}: ${JSON.stringify(counts)}`);
  await checkHealthy(pair);
}

describe('each fault', { concurrency: pairsCount }, () => {
  for (const row of rows)
    test(row.faults.join(' + ') || 'none', () => withPair((pair) => checkRow(pair, row)));
});

describe('around the faults', { concurrency: pairsCount }, () => {
  test('no header is sent twice', () => withPair(async (pair) => {
    await script(pair, []);
    await generate(pair);
    for (const { kind, headers } of (await seen(pair)).calls) {
      const names = headers.map((name) => name.toLowerCase());
      assert.deepEqual(names.filter((name, at) => names.indexOf(name) !== at), [], kind);
    }
  }));

  test('a hollow picture does not become a JPEG either', () => withPair(async (pair) => {
    await script(pair, ['bomb@picture:side=3000,times=0']);
    checkRefusal(await generate(pair, { output_format: 'jpeg' }), [nonsense]);
  }));

  test('of several pictures those that came are delivered', () => withPair(async (pair) => {
    await script(pair, ['failed@poll']);
    const answer = await generate(pair, { n: 3 });
    assert.equal(answer.status, 200, answer.body);
    assert.equal(bytesOf(answer).length, 2);
    const log = await seen(pair);
    assert.equal(log.counts['orders taken'], 3);
  }));

  test('of several pictures none came', () => withPair(async (pair) => {
    await script(pair, ['failed@poll:times=0']);
    checkRefusal(await generate(pair, { n: 2 }), [refused]);
    assert.equal((await seen(pair)).counts.submit, 2);
  }));

  test('a chat is refused with the same error', () => withPair(async (pair) => {
    const chat = { model: 'anime', messages: [{ role: 'user', content: 'a fox' }] };
    await script(pair, ['failed@poll']);
    const answer = await call(pair, '/v1/chat/completions', chat);
    checkNothingLeaks(pair, answer);
    checkRefusal(answer, [refused]);
  }));

  test('a chat that streams ends with the error', () => withPair(async (pair) => {
    const chat = { model: 'anime', stream: true, messages: [{ role: 'user', content: 'a fox' }] };
    await script(pair, ['failed@poll']);
    const answer = await call(pair, '/v1/chat/completions', chat);
    checkNothingLeaks(pair, answer);
    assert.match(answer.body, /"code":"upstream_error"/);
  }));

  test('a caller that leaves does not lose the order', () => withPair(async (pair) => {
    await script(pair, ['never@poll:times=5']);
    await assert.rejects(generate(pair, {}, { signal: AbortSignal.timeout(200) }));
    const log = await eventually('the picture is fetched', async () => {
      const now = await pair.mock.log();
      return now.counts.picture && now;
    });
    assert.equal(log.counts['orders taken'], 1);
  }));

  test('no more orders are open at once than allowed', () => withPair(async (pair) => {
    await script(pair, []);
    const answers = await Promise.all(Array.from({ length: 6 }, () => generate(pair)));
    assert.deepEqual(answers.map(({ status }) => status), Array(6).fill(200));
    const log = await seen(pair);
    assert.equal(log.counts['orders taken'], 6);
    assert.ok(log.most_at_once.orders <= 2, `${log.most_at_once.orders} at once`);
  }));

  const cannotBuy = async (pair, want) => {
    const answer = await generate(pair);
    checkNothingLeaks(pair, answer);
    checkRefusal(answer, [want]);
  };
  test('nobody listens at the upstream', () => withOwnPair(() => ({}), async (pair) => {
    await pair.mock.stop();
    await cannotBuy(pair, unreached);
  }));
  test('nobody listens at the proxy', () => withOwnPair(
    () => ({ EASEL_VIDSME_PROXY: `http://operator:${proxyPassword}@127.0.0.1:9` }),
    (pair) => cannotBuy(pair, unreached)));
  test('the upstream lives at another path', () => withOwnPair(
    (mock) => ({ UPSTREAM_BASE_URL: `${mock.base}/wrong`, EASEL_LOG: 'json' }),
    (pair) => cannotBuy(pair, refused)));

  for (const place of ['submit', 'poll', 'picture'])
    test(`what comes behind the answer to a ${place} is not taken for the next answer`,
      () => withOwnPair(() => ({}), async (pair) => {
        await warmUp(pair);
        await script(pair, [`surplus@${place}`]);
        checkPicture(pair, await generate(pair), prompts[0]);
        for (let i = 0; i < 3; ++i) await checkHealthy(pair);
      }));
});

// For what breaks more than one request.
async function withOwnPair(env, use) {
  const mock = await startMock(['--job-ms', '100', '--user-id', userIds[1]]);
  const easel = await startServer(mock, { USER_ID: userIds[1], ...env(mock) });
  try {
    await use({ easel, mock });
  } finally {
    const [{ code }] = await Promise.all([easel.stop(), mock.stop()]);
    easel.forget();
    output.push(...easel.output);
    assert.equal(code, 0);
  }
}

describe('at the end', () => {
  test('no descriptor and no child is left over', async () => {
    for (const pair of pairs) {
      await script(pair, []);
      assert.equal((await generate(pair)).status, 200);
      await eventually(`the server holds no more than ${pair.descriptors} descriptors`,
        () => descriptorsOf(pair.easel.pid) <= pair.descriptors);
      const children = childrenOf(pair.easel.pid).map(programOf);
      assert.ok(children.length <= availableParallelism() && children.every((name) => name === 'easel-pixels'), children.join());
    }
  });

  test('the servers end in order', async () => {
    for (const { easel } of pairs) {
      const children = childrenOf(easel.pid);
      assert.deepEqual(await easel.stop(), { code: 0, signal: null });
      assert.deepEqual(childrenOf(easel.pid), []);
      for (const child of children) await eventually('the child ends', () => !childrenOf(1).includes(child));
    }
  });

  test('no secret is in any line they wrote', () => {
    for (const { easel } of pairs) output.push(...easel.output);
    const text = output.join('\n');
    assert.match(text, /attempt failed/);
    assert.match(text, /"event":"attempt failed"/);
    for (const line of output) assert.deepEqual(secretsIn(line), [], 'in a line of the log');
  });
});

after(async () => {
  for (const { easel, mock } of pairs) {
    await Promise.all([easel.stop(), mock.stop()]);
    easel.forget();
  }
});
