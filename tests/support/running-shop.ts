// The built shop as its owner runs it: a process of its own in a folder of its own, spoken to over HTTP only.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const MAIN = path.resolve(import.meta.dirname, '../../dist/main.js');
const READY_WITHIN = 60_000;

export const OWNER = { email: 'sam@kisscut.example', password: 'correct horse battery' };

export interface ShopOptions {
  /** Of an earlier shop, to start it again; else a new one that is gone after `remove`. */
  folder?: string;
  port?: number;
  /** On top of what tests want: no limits on tries, a quick worker, few log lines. */
  env?: Record<string, string>;
  nodeOptions?: string[];
}

/** What came of a start that ended by itself. */
export interface Ended {
  code: number | null;
  output: string;
}

export interface RunningShop {
  /** Without a slash at the end. */
  url: string;
  port: number;
  /** Holds `data/` and `uploads/`. */
  folder: string;
  pid: number;
  /** From the start of the process to the first 200 of /readyz. */
  readyAfterMs: number;
  output(): string;
  /** SIGTERM, and what came of it. */
  stop(): Promise<Ended>;
  /** What a power cut does. */
  kill(): Promise<void>;
  /** Stops it if it still runs, and its folder is gone. */
  remove(): Promise<void>;
}

/** Resolves once the shop is ready; rejects with what it printed when it ends before that. */
export async function startShop(options: ShopOptions = {}): Promise<RunningShop> {
  const folder = options.folder ?? newFolder();
  const port = options.port ?? (await freePort());
  const began = performance.now();
  const launched = launch({ ...options, folder, port });
  const { child, output, ended } = launched;
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([ready(url, child), ended.then(endedTooEarly)]);
  const stop = async () => {
    child.kill('SIGTERM');
    return ended;
  };
  return {
    url,
    port,
    folder,
    pid: child.pid ?? 0,
    readyAfterMs: performance.now() - began,
    output,
    stop,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** For starts that are meant to fail. */
export async function startAndEnd(options: ShopOptions = {}): Promise<Ended> {
  const folder = options.folder ?? newFolder();
  const { child, ended } = launch({ ...options, folder, port: options.port ?? 0 });
  const deadline = setTimeout(() => child.kill('SIGKILL'), READY_WITHIN);
  const result = await ended;
  clearTimeout(deadline);
  if (!options.folder) rmSync(folder, { recursive: true, force: true });
  return result;
}

interface Launched {
  child: ChildProcess;
  output: () => string;
  ended: Promise<Ended>;
}

function launch({
  folder,
  port,
  env,
  nodeOptions = [],
}: ShopOptions & { folder: string; port: number }): Launched {
  if (!existsSync(MAIN)) throw new Error('There is no built shop yet: run `npm run build` first.');
  const logFile = path.join(folder, 'shop.log');
  const before = existsSync(logFile) ? readFileSync(logFile, 'utf8').length : 0;
  // to a file, as on a server: a pipe nobody empties would stop the shop
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, [...nodeOptions, MAIN], {
    cwd: folder, // nobody's .env is in here
    env: { ...inherited(), ...FOR_TESTS, PORT: String(port), ...env },
    stdio: ['ignore', log, log],
  });
  const output = () => readFileSync(logFile, 'utf8').slice(before);
  const orphan = () => child.kill('SIGKILL');
  process.once('exit', orphan);
  const ended = once(child, 'exit').then(([code]) => {
    process.off('exit', orphan);
    return { code, output: output() };
  });
  return { child, output, ended };
}

const FOR_TESTS = {
  LOG_LEVEL: 'warn',
  RATE_LIMIT: 'off',
  WORKER_PACE: '10',
  ADMIN_EMAIL: OWNER.email,
  ADMIN_PASSWORD: OWNER.password,
};

function inherited(): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR && { TMPDIR }) };
}

function newFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'kisscut-shop-'));
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_WITHIN;
  while (performance.now() < deadline && child.exitCode === null) {
    const status = await fetch(`${url}/readyz`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    await wait(5);
  }
  child.kill('SIGKILL');
  throw new Error(`The shop was not ready within ${READY_WITHIN / 1000} s.`);
}

function endedTooEarly({ code, output }: Ended): never {
  throw new Error(`The shop ended with ${code} before it was ready:\n${output}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
