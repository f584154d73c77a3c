// Hostile files: how long each takes to be refused, what a child may take, and how the parent's loop fares meanwhile.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Decoder } from '../../src/artwork/decoder.ts';
import { sniffFile } from '../../src/artwork/sniff.file.ts';
import { formBomb, plain, pngBomb, svgz } from '../artwork/files.ts';
import { table } from './programs.ts';

interface Bench {
  folder: string;
  decoder: Decoder;
}

export async function hostileTable({ folder, decoder }: Bench): Promise<string> {
  const rows: string[][] = [['file', 'seconds', 'answer']];
  const files = Object.entries(await hostileFiles());
  const loop = monitorEventLoopDelay({ resolution: 5 });
  const memory = watchChildren();
  loop.enable();
  for (const [name, bytes] of files) {
    const from = path.join(folder, name);
    writeFileSync(from, bytes);
    const kind = await sniffFile(from, name);
    if (!kind) throw new Error(`${name} is not artwork`);
    const started = performance.now();
    const [previewPath, maskPath] = [path.join(folder, 'bad.webp'), path.join(folder, 'bad.png')];
    const decoded = await decoder.decode({ path: from, kind, page: 1, previewPath, maskPath });
    const seconds = (performance.now() - started) / 1000;
    rows.push([name, seconds.toFixed(1), decoded.kind === 'refused' ? decoded.why : 'opened']);
  }
  loop.disable();
  const p99 = `${(loop.percentile(99) / 1e6 - 5).toFixed(1)} ms`;
  rows.push(['event loop of the parent, p99', p99, 'reach ≤ 20 ms']);
  rows.push(['largest child', memory.stop(), 'reach ≤ 1.1 GB']);
  return table('Hostile files (reach: each ends in ≤ 10 s)', rows);
}

async function hostileFiles(): Promise<Record<string, Uint8Array>> {
  const uses = Array.from({ length: 12 }, (_, level) => {
    const inner = `<use href="#u${level + 1}"/>`.repeat(10);
    return `<g id="u${level}">${inner}</g>`;
  });
  const drawn = `<defs>${uses.join('')}<circle id="u12" r="9"/></defs><use href="#u0"/>`;
  return {
    'forms.pdf': formBomb(),
    'huge.png': pngBomb(60_000),
    'uses.svgz': svgz('width="9" height="9"', drawn),
    'text.svgz': svgz('width="9" height="9"', `<text>${'a'.repeat(60_000_000)}</text>`),
    'cut-off.jpg': (await plain(800, 800).jpeg().toBuffer()).subarray(0, 900),
    'large.png': await plain(11_000, 11_000).png({ compressionLevel: 9 }).toBuffer(),
  };
}

/** Resident memory of our children, looked at often; Linux only. */
function watchChildren(): { stop: () => string } {
  let most = 0;
  const look = () => {
    for (const pid of childrenOf(process.pid)) most = Math.max(most, residentBytes(pid));
  };
  const timer = setInterval(look, 100);
  return {
    stop() {
      clearInterval(timer);
      return most === 0 ? 'unknown here' : `${Math.round(most / 1e6)} MB`;
    },
  };
}

function childrenOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
  } catch {
    return []; // not Linux, said as unknown
  }
}

function residentBytes(pid: string): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0; // ended between two looks
  }
}
