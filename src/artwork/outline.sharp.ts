// Computes the contour of a design from the mask we keep of it. Runs in the decoder child only.
import sharp from 'sharp';
import { contour } from './contour.ts';
import type { CutPath } from './cut.ts';
import type { OutlineJob } from './decoder.ts';
import type { Mask } from './mask.ts';

export async function outline({ maskPath, ratio, wish }: OutlineJob): Promise<CutPath | null> {
  return contour(await readMask(maskPath), ratio, wish);
}

async function readMask(path: string): Promise<Mask> {
  const { data, info } = await sharp(path)
    .extractChannel(0)
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
