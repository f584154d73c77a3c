// Print files of several kinds: how long they take, what their self-check says, and what qpdf and Ghostscript say.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { onePage } from '../artwork/documents.ts';
import { plain, svg } from '../artwork/files.ts';
import { type Made, print } from '../artwork/printing.ts';
import { installed, said, table } from './programs.ts';

const qpdf = installed('qpdf');
const ghostscript = installed('gs');

export async function printTable({ folder }: { folder: string }): Promise<string> {
  const rows: string[][] = [['file', 'ms', 'route', 'mean of 255', 'bad %', 'qpdf --check', 'cut plates']];
  for (const [name, bytes] of Object.entries(await samples())) {
    const started = performance.now();
    const made = await print(bytes, {}, name);
    const ms = performance.now() - started;
    const { mean, badPercent } = made.selfCheck;
    rows.push([
      name,
      ms.toFixed(0),
      made.route,
      mean.toFixed(2),
      badPercent.toFixed(2),
      checked(made),
      plates(made, folder),
    ]);
  }
  return table('Print files (reach: self-check ≤ 3 and ≤ 1 %, qpdf clean, exactly 1 CutContour plate)', rows);
}

async function samples(): Promise<Record<string, Uint8Array>> {
  const grain = { type: 'gaussian' as const, mean: 128, sigma: 30 };
  const noise = sharp({ create: { width: 900, height: 500, channels: 3, background: '#888', noise: grain } });
  return {
    'photo.jpg': await noise.clone().jpeg().toBuffer(),
    'cmyk.jpg': await noise.clone().toColourspace('cmyk').jpeg().toBuffer(),
    'picture.png': await noise.clone().png().toBuffer(),
    'clear.png': await plain(900, 500, { r: 200, g: 30, b: 40, alpha: 0.5 }).png().toBuffer(),
    'scan.tif': await noise.clone().tiff().toBuffer(),
    'photo.webp': await noise.clone().webp().toBuffer(),
    'drawing.svg': svg('width="46mm" height="26mm"'),
    'page.pdf': onePage({ content: '0 0.6 0.3 0 k 0 0 200 100 re f 1 g 40 40 60 30 re f' }),
  };
}

function checked({ order }: Made): string {
  if (!qpdf) return 'not installed';
  return said(qpdf, ['--check', order.toPath]).ok ? 'clean' : 'FAULTS';
}

/** How many plates of that name a separations render comes out with. */
function plates({ order }: Made, folder: string): string {
  if (!ghostscript) return 'not installed';
  const stem = `plates-${path.basename(order.toPath, '.pdf')}`;
  const to = path.join(folder, `${stem}.tif`);
  said(ghostscript, [
    ...['-q', '-dSAFER', '-dBATCH', '-dNOPAUSE', '-r72', '-sDEVICE=tiffsep'],
    ...[`-sOutputFile=${to}`, order.toPath],
  ]);
  return String(
    readdirSync(folder).filter((name) => name.startsWith(stem) && name.includes('CutContour')).length,
  );
}
