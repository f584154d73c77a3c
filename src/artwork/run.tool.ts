// Runs a program beside the shop, for a few seconds and within the limits of the decoder child that starts it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';

export interface Running {
  args: string[];
  /** Told by a pipe, when it is not told a path. */
  input?: Uint8Array;
  /** Where it gets an empty folder of its own, gone when it has ended: the only place it may write to. */
  tempFolder: string;
  seconds: number;
  mostBytes: number;
}

/** A child that is killed takes nobody along: the program has to end by itself. */
const LIMITER = ['/usr/bin/prlimit', '/bin/prlimit'].find((place) => existsSync(place)) ?? null;

/** What it writes to its standard output; null when it fails, takes too long or writes too much. */
export async function runTool(program: string, running: Running): Promise<Buffer | null> {
  const folder = await mkdtemp(path.join(running.tempFolder, 'tool-'));
  try {
    return await runIn(folder, program, running);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runIn(folder: string, program: string, running: Running): Promise<Buffer | null> {
  const { args, input, seconds, mostBytes } = running;
  const [command, words] = LIMITER
    ? [LIMITER, [`--cpu=${seconds}`, '--', program, ...args]]
    : [program, args];
  return new Promise((resolve) => {
    const child = spawn(command, words, {
      cwd: folder,
      env: { TMPDIR: folder }, // Ghostscript lets every drawing read and write there, so it must not be everybody's
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.on('error', () => resolve(null));
    child.stdin.on('error', () => {}); // it may end before it has read everything
    child.on('close', (code) => resolve(code === 0 ? Buffer.concat(chunks) : null));
    child.stdin.end(input);
  });
}
