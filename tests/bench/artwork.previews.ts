// Previews of 1000 px: ours, warm, mask for the cut line included, beside programs that do nothing else.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { Decoder } from '../../src/artwork/decoder.ts';
import type { Kind } from '../../src/artwork/formats.ts';
import { onePage } from '../artwork/documents.ts';
import { median } from './load.ts';
import { installed, table, timed } from './programs.ts';

interface Bench {
  folder: string;
  decoder: Decoder;
}

interface Rival {
  name: string;
  program: string | null;
  /** Reach: ours over theirs. */
  atMost: number;
  kinds: readonly Kind['format'][];
  args: (from: string, to: string) => string[];
}

const ROUNDS = 7;

const RIVALS: Rival[] = [
  {
    name: 'pdftoppm',
    program: installed('pdftoppm'),
    atMost: 0.7,
    kinds: ['pdf'],
    args: (from, to) => ['-png', '-scale-to', '1000', '-singlefile', from, to],
  },
  {
    name: 'mutool draw',
    program: installed('mutool'),
    atMost: 1.3,
    kinds: ['pdf'],
    args: (from, to) => ['draw', '-q', '-w', '1000', '-o', `${to}.png`, from, '1'],
  },
  {
    name: 'ImageMagick',
    program: installed('magick', 'convert'),
    atMost: 0.5,
    kinds: ['jpg', 'png'],
    args: (from, to) => [from, '-auto-orient', '-resize', '1000x1000>', `${to}.webp`],
  },
  {
    name: 'vipsthumbnail',
    program: installed('vipsthumbnail'),
    atMost: 1.0,
    kinds: ['jpg', 'png'],
    args: (from, to) => [from, '--size', '1000x1000', '-o', `${to}.webp`],
  },
];

export async function previewTable({ folder, decoder }: Bench): Promise<string> {
  const rows: string[][] = [['file', 'ours ms', 'beside', 'theirs ms', 'ratio', 'reach']];
  for (const { name, kind, bytes } of await samples()) {
    const from = path.join(folder, name);
    writeFileSync(from, bytes);
    const rivals = RIVALS.filter((rival) => rival.kinds.includes(kind.format));
    const ours: number[] = [];
    const theirs = new Map<string, number[]>(rivals.map((rival) => [rival.name, []]));
    await ourPreview(decoder, { folder, from, kind });
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await ourPreview(decoder, { folder, from, kind }));
      for (const { name: rival, program, args } of rivals) {
        if (program) theirs.get(rival)?.push(timed(program, args(from, path.join(folder, 'theirs'))));
      }
    }
    for (const { name: rival, program, atMost } of rivals) {
      const mine = median(ours);
      const other = program ? median(theirs.get(rival) ?? []) : null;
      const ratio = other === null ? 'not installed' : (mine / other).toFixed(2);
      rows.push([name, mine.toFixed(0), rival, other?.toFixed(0) ?? '', ratio, `≤ ${atMost}`]);
    }
  }
  return table('Previews, 1000 px (median of turns)', rows);
}

async function ourPreview(
  decoder: Decoder,
  { folder, from, kind }: { folder: string; from: string; kind: Kind },
): Promise<number> {
  const started = performance.now();
  const [previewPath, maskPath] = [path.join(folder, 'ours.webp'), path.join(folder, 'ours.png')];
  const decoded = await decoder.decode({ path: from, kind, page: 1, previewPath, maskPath });
  if (decoded.kind === 'refused') throw new Error(`${from} was refused: ${decoded.why}`);
  return performance.now() - started;
}

async function samples(): Promise<{ name: string; kind: Kind; bytes: Buffer }[]> {
  const photo = await photograph(4000, 3000).jpeg({ quality: 88 }).toBuffer();
  const logo = await sharp(drawing(2000), { density: 72 }).png().toBuffer();
  return [
    { name: 'photo-12mp.jpg', kind: { format: 'jpg' }, bytes: photo },
    { name: 'drawing-4mp.png', kind: { format: 'png' }, bytes: logo },
    { name: 'drawing.pdf', kind: { format: 'pdf' }, bytes: vectorPage() },
  ];
}

/** Soft hills of colour with grain: compresses like a photograph. */
function photograph(width: number, height: number): Sharp {
  const hills = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><radialGradient id="g"><stop stop-color="#fd5"/><stop offset="1" stop-color="#258"/></radialGradient><rect width="100%" height="100%" fill="url(#g)"/></svg>`;
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 12 };
  const grain = { create: { width, height, channels: 3 as const, background: '#888', noise } };
  return sharp(Buffer.from(hills))
    .removeAlpha()
    .composite([{ input: grain, blend: 'soft-light' }]);
}

function drawing(side: number): Buffer {
  const dots = Array.from({ length: 300 }, (_, index) => {
    const [x, y] = [(index * 137) % side, (index * 211) % side];
    return `<circle cx="${x}" cy="${y}" r="${20 + (index % 40)}" fill="hsl(${index * 7} 70% 50%)"/>`;
  });
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">${dots.join('')}</svg>`,
  );
}

/** Two thousand filled curves. */
function vectorPage(): Buffer {
  const curves = Array.from({ length: 2000 }, (_, index) => {
    const [x, y] = [(index * 13) % 560, (index * 29) % 800];
    const colour = `${(index % 10) / 10} ${(index % 7) / 7} ${(index % 3) / 3} rg`;
    return `${colour} ${x} ${y} m ${x + 30} ${y} ${x + 30} ${y + 30} ${x} ${y + 30} c f`;
  });
  return onePage({ content: curves.join('\n'), page: '/MediaBox [0 0 595 842]' });
}
