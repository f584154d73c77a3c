// What the shop is measured against: a bare Express + EJS page, and node:http alone, each in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface Baseline {
  url: string;
  stop(): void;
}

/** Both answer a page of that many bytes. */
export function startBareExpress(bytes: number): Promise<Baseline> {
  return start('bare-express.ts', bytes);
}

export function startPlainHttp(bytes: number): Promise<Baseline> {
  return start('plain-http.ts', bytes);
}

async function start(script: string, bytes: number): Promise<Baseline> {
  const server = path.join(import.meta.dirname, script);
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', server, String(bytes)], {
    cwd: import.meta.dirname,
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [port] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}/`, stop: () => void child.kill() };
}
