// Runs a few lines of TypeScript in a process of their own, to kill it or to race it against others.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface RunningScript {
  process: ChildProcess;
  /** Resolves when a line with this text has been printed. */
  said(text: string): Promise<void>;
  /** Everything printed, once it has ended. */
  ended(): Promise<{ code: number | null; output: string }>;
}

/** `lines` import from the project with paths like './src/db/open.ts'. */
export function runScript(lines: string): RunningScript {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', lines], {
    cwd: root,
  });
  let output = '';
  const listen = (chunk: Buffer) => {
    output += chunk.toString();
    child.emit('output');
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  let over = false;
  const exit = once(child, 'close').then(() => {
    over = true;
  });

  return {
    process: child,
    said: async (text) => {
      while (!output.includes(text)) {
        if (over) throw new Error(`It ended without saying "${text}":\n${output}`);
        await Promise.race([once(child, 'output'), exit]);
      }
    },
    ended: async () => {
      await exit;
      return { code: child.exitCode, output };
    },
  };
}
