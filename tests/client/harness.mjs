// Starts the real programs for the client tests and stops them again.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const binaries = process.env.EASEL_BINARIES;
if (!binaries) throw new Error('EASEL_BINARIES must name the folder of easel and easel-mock');

export const masterKey = 'test-key-CANARY-7f3a';
export const userId = 'c0ffee'.repeat(10) + 'cafe';

// What sanitizers are told. AddressSanitizer keeps freed memory to catch late uses: little of it here, so that
// a test which watches the server's memory sees the server's.
const sanitizers = {
  ...process.env.TSAN_OPTIONS && { TSAN_OPTIONS: process.env.TSAN_OPTIONS },
  ...process.env.UBSAN_OPTIONS && { UBSAN_OPTIONS: process.env.UBSAN_OPTIONS },
  ASAN_OPTIONS: [process.env.ASAN_OPTIONS, 'quarantine_size_mb=8'].filter(Boolean).join(':'),
};

/// Runs a program (`under`: by way of another one, such as prlimit) until its output matches; resolves with the match.
export function start(program, args, env, pattern, under = []) {
  const [command, ...all] = [...under, join(binaries, program), ...args];
  const child = spawn(command, all, {
    env: { ...sanitizers, ...env }, cwd: env.WORKDIR, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
  const matched = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        output.push(line);
        const match = line.match(pattern);
        if (match) resolve(match);
      });
    }
    ended.then(({ code }) => reject(new Error(`${program} ended with ${code}:\n${output.join('\n')}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    return ended;
  };
  return matched.then((match) => ({ match, output, stop, pid: child.pid }));
}

/// A mock vidsme; `env` is what a predecessor's .env would hold.
export async function startMock(args = []) {
  const mock = await start('easel-mock', ['vidsme', '--port', '0', ...args], { PATH: process.env.PATH },
    /^UPSTREAM_PUBLIC_KEY=/);
  const env = { USER_ID: userId };
  for (const line of mock.output) {
    const [, name, value] = line.match(/^([A-Z_]+)=(.*)$/) ?? [];
    if (name) env[name] = value.replace(/^"(.*)"$/, '$1');
  }
  const base = new URL(env.UPSTREAM_BASE_URL).origin;
  return { ...mock, base, env, log: async () => (await fetch(`${base}/__log`)).json() };
}

/// easel on a port of its own with an empty data directory.
export async function startEasel(env = {}, args = [], { under = [] } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'easel-client-'));
  const easel = await start('easel', ['serve', '--listen', '127.0.0.1:0', '--data-dir', join(dir, 'data'), ...args], {
    PATH: process.env.PATH, WORKDIR: dir, API_MASTER_KEY: masterKey, ...env,
  }, /listens on (http:\/\/\S+)/, under);
  return {
    ...easel,
    base: easel.match[1],
    dir,
    stop: async () => {
      const ended = await easel.stop();
      rmSync(dir, { recursive: true, force: true });
      return ended;
    },
  };
}
