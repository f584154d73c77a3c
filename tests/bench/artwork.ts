// npm run bench:artwork: one run, four tables. Previews beside other programs, cut lines, print files, hostile files.
// Whatever program is not installed is named as missing, never left out.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startDecoder } from '../../src/artwork/decoder.pool.ts';
import { silentLog } from '../../src/lib/log.ts';
import { cutLineTable } from './artwork.cut-lines.ts';
import { hostileTable } from './artwork.hostile.ts';
import { previewTable } from './artwork.previews.ts';
import { printTable } from './artwork.prints.ts';

async function run(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kisscut-bench-'));
  const decoder = startDecoder({ log: silentLog() });
  try {
    const bench = { folder, decoder };
    console.log(`${os.cpus().length} × ${os.cpus()[0]?.model.trim()} · Node ${process.versions.node}\n`);
    console.log(await previewTable(bench));
    console.log(cutLineTable());
    console.log(await printTable(bench));
    console.log(await hostileTable(bench));
  } finally {
    await decoder.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

await run();
