// rsvg-convert of librsvg, where the printer has installed it and says where. Runs in the decoder child only.
import { spawn } from 'node:child_process';

const PATIENCE_MS = 20_000;
const MOST_BYTES = 200_000_000;

/** The drawing goes in by a pipe: without a place of its own it can reach no other file. */
export function convertWithRsvg(program: string, svg: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['--format', 'pdf'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: PATIENCE_MS,
      killSignal: 'SIGKILL',
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.on('error', reject);
    child.stdin.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks));
      else reject(new Error(`rsvg-convert ended with ${code}`));
    });
    child.stdin.end(svg);
  });
}
