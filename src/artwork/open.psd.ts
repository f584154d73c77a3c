// Photoshop files: their flat picture becomes a TIFF that libvips opens, ink, profile and transparency kept. Runs in
// the decoder child only.
import type { Colour } from './facts.ts';
import { type Picture, type Pixels, rasterFacts, refuseTooLarge } from './picture.ts';
import { pixelsApart, pixelsOf, thumbnailPixels } from './pixels.sharp.ts';
import { type Psd, type PsdMode, readPsd } from './psd.ts';
import { layoutOf, pagesOf, transparent } from './psd-composite.ts';
import { invert } from './psd-packing.ts';
import { type OpenFile, withFile } from './read.file.ts';
import { asDeepLab, readSamples } from './samples.psd.ts';
import { tiffFor } from './tiff.ts';

const COLOUR: Record<PsdMode, Colour> = {
  bitmap: 'gray',
  gray: 'gray',
  duotone: 'gray',
  indexed: 'indexed',
  rgb: 'rgb',
  cmyk: 'cmyk',
  lab: 'lab',
  multichannel: 'mixed',
};

export async function openPsd(path: string, format: 'psd' | 'psb'): Promise<Picture> {
  const { psd, composite } = withFile(path, (file) => {
    const psd = readPsd(file.read, file.bytes);
    refuseTooLarge(psd.width, psd.height);
    return { psd, composite: compositeOf(psd, file) };
  });
  const { width, height, density, mode, spots } = psd;
  const facts = { ...rasterFacts({ format, width, height, density, colour: COLOUR[mode] }), spots };
  if (composite) return { facts, pixels: await look(psd, composite) };
  const pixels = psd.thumbnail && (await thumbnailPixels(psd.thumbnail));
  return { facts: { ...facts, lacks: 'composite', previewOnly: pixels !== null }, pixels };
}

/** The same picture as a TIFF, for whoever needs every pixel; null when the file was saved without. */
export function psdAsTiff(path: string): { tiff: Uint8Array; apart: Apart | null } | null {
  return withFile(path, (file) => {
    const psd = readPsd(file.read, file.bytes);
    const composite = compositeOf(psd, file);
    return composite && { tiff: composite.tiff, apart: apartIn(psd, composite) };
  });
}

interface Composite {
  tiff: Uint8Array;
  /** Its first page is the whole; two more hold colours and transparency apart. */
  pages: number;
}

async function look(psd: Psd, { tiff, pages }: Composite): Promise<Pixels> {
  const apart = apartIn(psd, { tiff, pages });
  if (apart === null) return pixelsOf(tiff);
  const { colours, alpha } = await pixelsApart(tiff);
  return transparent(colours, alpha, apart);
}

/** Colours and transparency have to be read apart, the colours as they are or mixed with white. */
type Apart = 'plain' | 'white';

function apartIn({ clearIndex, alpha }: Psd, { pages }: Composite): Apart | null {
  if (clearIndex !== null && pages > 1) return 'plain';
  return pages === 1 || alpha === 'plain' ? null : 'white';
}

function compositeOf(psd: Psd, file: OpenFile): Composite | null {
  if (psd.compositeAt === null) return null;
  const layout = layoutOf(psd);
  const isLab = layout.photometric === 'lab';
  const channels = layout.colours + (layout.hasAlpha ? 1 : 0);
  const found = readSamples(psd, file, channels);
  const samples = isLab ? asDeepLab(psd, found, channels) : found;
  const pages = pagesOf(isLab ? { ...psd, bits: 16 } : psd, layout, samples);
  const { file: tiff, data } = tiffFor(samples.bytes, pages);
  samples.copyTo(data);
  if (layout.photometric === 'cmyk') {
    invert(data, { ...samples, rows: samples.rows.slice(0, layout.colours * psd.height) });
  }
  return { tiff, pages: pages.length };
}
