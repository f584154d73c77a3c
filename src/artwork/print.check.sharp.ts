// The self-check: a finished print file drawn again and laid beside the preview that was approved. Runs in the decoder
// child only.
import sharp from 'sharp';
import { drawPart } from './draw.pdfium.ts';
import { compare, type Opaque } from './likeness.ts';
import type { Pixels } from './picture.ts';
import type { Box } from './placement.ts';
import { type PrintOrder, type SelfCheck, sheetOf } from './print.ts';

export interface Checked {
  selfCheck: SelfCheck;
  /** Both as they were compared, for people. */
  approved: Opaque;
  printed: Opaque;
}

/** libvips and PDFium show the same CMYK by the same profile up to this much apart; measured over all of CMYK. */
const ENGINES_APART = 24;

/** Both are halved first: which way an edge was anti-aliased says nothing. */
const SHRINK = 2;

/** In pixels: grain that two programs make smaller in two ways is even after this, a line of one pixel is still seen. */
const SOFTNESS = 1.2;

const DRAWN_SIDE_PX = 1200;

/** The cut's own lines are left out, and so is what was made up for the bleed: nobody approved either. */
export async function checkPrint(
  pdf: Uint8Array,
  order: PrintOrder,
  { extension, isUntaggedCmyk }: { extension: Pixels | null; isUntaggedCmyk: boolean },
): Promise<Checked> {
  const { data, info } = await sharp(order.previewPath)
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const approved = await halved({ data, width: info.width, height: info.height }, 3);
  const { art, media } = sheetOf(order);
  const part = { ...art, y: media.height - art.y - art.height };
  // PDFium puts pictures on whole pixels, which is much of a small one
  const times = Math.ceil(DRAWN_SIDE_PX / Math.max(info.width, info.height));
  const size = { width: info.width * times, height: info.height * times };
  const drawn = await drawPart(pdf, { page: 1, part, ...size, paper: 'white', withoutLines: true });
  const printed = { ...approved, data: await resized(drawn, 4, approved) };
  const counts = await countedPixels(order, extension, approved);
  const [softApproved, softPrinted] = await Promise.all([softened(approved), softened(printed)]);
  return {
    selfCheck: compare(softApproved, softPrinted, { counts, forgiven: isUntaggedCmyk ? ENGINES_APART : 0 }),
    approved,
    printed,
  };
}

async function halved(picture: Opaque, channels: 3 | 4): Promise<Opaque> {
  const width = Math.max(1, Math.round(picture.width / SHRINK));
  const height = Math.max(1, Math.round(picture.height / SHRINK));
  return { width, height, data: await resized(picture, channels, { width, height }) };
}

async function softened({ data, width, height }: Opaque): Promise<Opaque> {
  const soft = await sharp(data, { raw: { width, height, channels: 3 } })
    .blur(SOFTNESS)
    .raw({ depth: 'uchar' })
    .toBuffer();
  return { width, height, data: soft };
}

function resized(
  { data, width, height }: Opaque,
  channels: 3 | 4,
  to: { width: number; height: number },
): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels } })
    .resize(to.width, to.height, { fit: 'fill' })
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer();
}

/** Within the bleed, and not where the extension lies. */
async function countedPixels(
  { cut, bleedMm }: PrintOrder,
  extension: Pixels | null,
  { width, height }: { width: number; height: number },
): Promise<Uint8Array> {
  const { art } = cut;
  const bleed = {
    x: -bleedMm,
    y: -bleedMm,
    width: cut.widthMm + 2 * bleedMm,
    height: cut.heightMm + 2 * bleedMm,
  };
  const counts = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const part = partOf(bleed, {
        x: art.x + ((x + 0.5) / width) * art.width,
        y: art.y + ((y + 0.5) / height) * art.height,
      });
      // one pixel in, where the art's own edge is half of it
      const edgeX = art.width / width / bleed.width;
      const edgeY = art.height / height / bleed.height;
      const isWithin = part.x > edgeX && part.x < 1 - edgeX && part.y > edgeY && part.y < 1 - edgeY;
      if (isWithin && !(extension && isPainted(extension, part))) counts[y * width + x] = 1;
    }
  }
  return counts;
}

function partOf(box: Box, { x, y }: { x: number; y: number }): { x: number; y: number } {
  return { x: (x - box.x) / box.width, y: (y - box.y) / box.height };
}

function isPainted({ data, width, height }: Pixels, { x, y }: { x: number; y: number }): boolean {
  const [column, row] = [Math.floor(x * width), Math.floor(y * height)];
  return [-2, 0, 2].some((down) =>
    [-2, 0, 2].some((right) => (data[((row + down) * width + column + right) * 4 + 3] ?? 0) > 0),
  );
}

export async function writePicture({ data, width, height }: Opaque, path: string): Promise<void> {
  await sharp(data, { raw: { width, height, channels: 3 } })
    .webp({ quality: 85 })
    .toFile(path);
}
