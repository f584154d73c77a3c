// The WebP previews of everything and the masks beside them. Runs in the decoder child only.
import sharp from 'sharp';
import type { PreviewFormat } from './decoder.ts';
import type { Mask } from './mask.ts';
import type { Pixels } from './picture.ts';

export interface Size {
  width: number;
  height: number;
}

/** Writes the preview without a word of metadata. Plain drawings are smaller when nothing is lost. */
export async function writePreview(pixels: Pixels, path: string, size: Size): Promise<void> {
  const { data, width, height } = pixels;
  const image = sharp(data, { raw: { width, height, channels: 4 } });
  await (isOpaque(data) ? image.removeAlpha() : image)
    .resize(size.width, size.height, { fit: 'fill' })
    .webp(isFlat(pixels) ? { lossless: true, effort: 1 } : { quality: 86, alphaQuality: 100, effort: 0 })
    .toFile(path);
}

/** Grey, without a word of how its grey is meant: its figures are coverage, not light. */
export async function writeMask({ data, width, height }: Mask, path: string): Promise<void> {
  await sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png({ compressionLevel: 6 })
    .toFile(path);
}

/** Hardly any different colours in a coarse sample: a plain drawing. */
function isFlat({ data, width, height }: Pixels): boolean {
  const samples = 4096;
  const colours = new Set<number>();
  const step = Math.max(1, Math.floor((width * height) / samples));
  for (let pixel = 0; pixel < width * height; pixel += step) {
    const at = pixel * 4;
    colours.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
  }
  return colours.size <= 32;
}

function isOpaque(data: Uint8Array): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
}

/** A preview of ours, made narrower. */
export async function shrinkPreview(job: {
  path: string;
  widthPx: number;
  toPath: string;
  format?: PreviewFormat;
}): Promise<void> {
  const smaller = sharp(job.path).resize({ width: job.widthPx, withoutEnlargement: true });
  const written =
    job.format === 'png' ? smaller.png({ palette: true }) : smaller.webp({ quality: 85, effort: 3 });
  await written.toFile(job.toPath);
}
