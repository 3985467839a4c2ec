// What a gateway costs: memory, start, CPU of one vidsme generation, delay of a 300 ms job.
//   EASEL_BINARIES=build/release node bench/gateway.mjs
// Prints figures; judges nothing. CPU is the kernel's account of the easel process (children apart).
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

process.env.EASEL_BINARIES = resolve(process.env.EASEL_BINARIES ?? new URL('../build/release', import.meta.url).pathname);
const { masterKey, startEasel, startMock } = await import('../tests/client/harness.mjs');

const ticks = Number(execFileSync('getconf', ['CLK_TCK']));
const cpu = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticks;
};
const rss = (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
const say = (what, value, limit) =>
  console.log(`${what.padEnd(62)} ${value.padStart(9)}${limit ? `   (at most ${limit})` : ''}`);

const generate = (base, body = {}) => fetch(`${base}/v1/images/generations`, {
  method: 'POST',
  headers: { authorization: `Bearer ${masterKey}`, 'content-type': 'application/json' },
  body: JSON.stringify({ prompt: 'a red fox', ...body }),
}).then(async (response) => {
  if (response.status !== 200) throw new Error(await response.text());
  return response.json();
});

async function idleAndStart() {
  const times = [];
  for (let i = 0; i < 5; ++i) {
    const began = performance.now();
    const easel = await startEasel();
    await fetch(`${easel.base}/healthz`);
    times.push(performance.now() - began);
    if (i === 0) say('idle memory after the first answer, MB', rss(easel.pid).toFixed(1), 25);
    await easel.stop();
  }
  say('start to first answer, ms (best, median of 5)', `${times.sort((a, b) => a - b)[0].toFixed(0)}, ${times[2].toFixed(0)}`, 150);
}

async function generationCost(count = 2000, clients = 64) {
  const mock = await startMock(['--job-ms', '0']);
  // The first question comes after 10 ms instead of 1 s: the pause is no work of easel's.
  const easel = await startEasel({ ...mock.env, EASEL_VIDSME_PASS_THROUGH_ADDRESS: 'true',
    EASEL_VIDSME_MAX_IN_FLIGHT: '64', EASEL_VIDSME_POLLING_FIRST: '10ms' });
  await Promise.all(Array.from({ length: clients }, () => generate(easel.base)));
  const before = cpu(easel.pid);
  const began = performance.now();
  let left = count;
  await Promise.all(Array.from({ length: clients }, async () => {
    while (left-- > 0) await generate(easel.base);
  }));
  const seconds = (performance.now() - began) / 1000;
  say(`CPU of one vidsme generation, us (${count} by ${clients} clients)`, ((cpu(easel.pid) - before) / count * 1e6).toFixed(0), 400);
  say('generations a second, mock and clients on the same cores', (count / seconds).toFixed(0));
  say('memory afterwards, MB', rss(easel.pid).toFixed(1));
  await easel.stop();
  await mock.stop();
}

async function delayOfAJob() {
  const mock = await startMock(['--job-ms', '300']);
  const easel = await startEasel(mock.env);
  const times = [];
  for (let i = 0; i < 5; ++i) {
    const began = performance.now();
    const answer = await generate(easel.base);
    await (await fetch(answer.data[0].url)).arrayBuffer();
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  say('a 300 ms vidsme job, asked to picture in hand, ms (median)', times[2].toFixed(0), 1200);
  await easel.stop();
  await mock.stop();
}

// The client tests start the server by name: here the name tells its process id first.
async function afterTheClientTests(upstream) {
  const folder = mkdtempSync(join(tmpdir(), 'easel-bench-'));
  for (const name of ['easel', 'easel-mock']) {
    writeFileSync(join(folder, name),
      `#!/bin/sh\n${name === 'easel' ? `echo $$ >>'${folder}/pids'\n` : ''}exec '${process.env.EASEL_BINARIES}/${name}' "$@"\n`,
      { mode: 0o755 });
  }
  const tests = spawn(process.execPath, ['--test', 'conformance.test.mjs'], {
    cwd: new URL('../tests/client', import.meta.url), stdio: 'ignore',
    env: { ...process.env, EASEL_BINARIES: folder, EASEL_UPSTREAM: upstream },
  });
  let memory = 0;
  const look = setInterval(() => {
    try {
      memory = rss(readFileSync(join(folder, 'pids'), 'utf8').split('\n')[0]);
    } catch { /* not started yet, or ended */ }
  }, 20);
  const code = await new Promise((done) => tests.on('close', done));
  clearInterval(look);
  rmSync(folder, { recursive: true });
  say(`memory at the end of the client tests (${upstream}), MB`, code === 0 ? memory.toFixed(1) : 'failed', 64);
}

async function painting() {
  const easel = await startEasel();
  await generate(easel.base, { model: 'sketch' });
  const times = [];
  for (let i = 0; i < 7; ++i) {
    const began = performance.now();
    await generate(easel.base, { model: 'sketch', prompt: `city at night ${i}`, seed: i });
    times.push(performance.now() - began);
  }
  say('a sketch of 1024 x 1024, child warm, ms (median of 7)', times.sort((a, b) => a - b)[3].toFixed(0), 400);
  say('memory of the server afterwards, MB', rss(easel.pid).toFixed(1));
  await easel.stop();
}

console.log('node bench/gateway.mjs');
await idleAndStart();
await afterTheClientTests('sketch');
await afterTheClientTests('vidsme');
await painting();
await delayOfAJob();
await generationCost();
