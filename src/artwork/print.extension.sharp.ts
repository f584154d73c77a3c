// Finds out whether a print file lacks bleed, and draws what fills it. Runs in the decoder child only.
import sharp from 'sharp';
import { drawPart } from './draw.pdfium.ts';
import { extendEdges } from './edge-extension.ts';
import type { Pixels } from './picture.ts';
import { type PrintOrder, sheetOf } from './print.ts';

/** Enough to see whether anything is missing. */
const LOOK_PIXELS = 400_000;
/** Strips carry no detail, only the colours of an edge. */
const STRIP_PIXELS = 5_000_000;
const STRIP_DPI = 300;
/** How deep the art must reach inside the cut: what ends at the cut is meant to run over it, a border is not. */
const DEPTH_MM = 0.2;

/** `pdf` is the print file without an extension. The picture covers the bleed box; null when nothing is missing. */
export async function extensionFor(pdf: Uint8Array, order: PrintOrder): Promise<Pixels | null> {
  if (order.bleedMm <= 0 || (await isCovered(order))) return null;
  if (!(await drawExtension(pdf, order, LOOK_PIXELS))) return null;
  return drawExtension(pdf, order, STRIP_PIXELS);
}

/** A quick look: nothing clear in what was approved, and it reaches over all of the bleed. */
async function isCovered({ cut, bleedMm, previewPath }: PrintOrder): Promise<boolean> {
  const { art, widthMm, heightMm } = cut;
  const reaches =
    art.x <= -bleedMm &&
    art.y <= -bleedMm &&
    art.x + art.width >= widthMm + bleedMm &&
    art.y + art.height >= heightMm + bleedMm;
  return reaches && (await sharp(previewPath).stats()).isOpaque;
}

async function drawExtension(pdf: Uint8Array, order: PrintOrder, pixels: number): Promise<Pixels | null> {
  const { cut, bleedMm } = order;
  const [widthMm, heightMm] = [cut.widthMm + 2 * bleedMm, cut.heightMm + 2 * bleedMm];
  const perMm = Math.min(STRIP_DPI / 25.4, Math.sqrt(pixels / (widthMm * heightMm)));
  const size = {
    width: Math.max(1, Math.round(widthMm * perMm)),
    height: Math.max(1, Math.round(heightMm * perMm)),
  };
  const { bleed, media } = sheetOf(order);
  const part = { ...bleed, y: media.height - bleed.y - bleed.height };
  const art = await drawPart(pdf, { page: 1, part, ...size, paper: 'clear', withoutLines: true });
  const box = { x: -bleedMm, y: -bleedMm, width: widthMm, height: heightMm };
  const inside = await drawInside(cut.path, box, size);
  // the corner of a right angle is further away than its sides
  return extendEdges({ art, inside, reach: bleedMm * perMm * Math.SQRT2 + 1, depth: DEPTH_MM * perMm });
}

/** The cut line filled; holes are outside. */
async function drawInside(
  path: string,
  box: { x: number; y: number; width: number; height: number },
  { width, height }: { width: number; height: number },
): Promise<Uint8Array> {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" preserveAspectRatio="none" ` +
    `viewBox="${box.x} ${box.y} ${box.width} ${box.height}"><path d="${path}" fill-rule="evenodd"/></svg>`;
  return sharp(Buffer.from(svg), { limitInputPixels: false })
    .ensureAlpha()
    .extractChannel(3)
    .raw({ depth: 'uchar' })
    .toBuffer();
}
