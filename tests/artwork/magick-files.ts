// Pictures in formats that only ImageMagick writes here.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  initializeImageMagick,
  MagickFormat,
  MagickImage,
  MagickImageCollection,
} from '@imagemagick/magick-wasm';

const wasm = createRequire(import.meta.url).resolve('@imagemagick/magick-wasm/magick.wasm');
await initializeImageMagick(readFileSync(wasm));

export type Encoder = 'JXL' | 'JP2';

const FORMAT: Record<Encoder, MagickFormat> = {
  JXL: MagickFormat.Jxl,
  JP2: MagickFormat.Jp2,
};

export function encoded(
  picture: Uint8Array,
  encoder: Encoder,
  change?: (image: MagickImage) => void,
): Buffer {
  const image = MagickImage.create(picture) as MagickImage; // the class behind its interface
  image.quality = 90;
  change?.(image);
  let file = Buffer.alloc(0);
  image.write(FORMAT[encoder], (data) => {
    file = Buffer.from(data);
  });
  image.dispose();
  return file;
}

/** What is inside the boxes of a JP2. */
export function codestream(jp2: Buffer): Buffer {
  return jp2.subarray(jp2.indexOf('jp2c') + 4);
}

/** One picture after the other. */
export function animated(...pictures: Uint8Array[]): Buffer {
  const frames = MagickImageCollection.create();
  for (const picture of pictures) {
    const frame = MagickImage.create(picture);
    frame.animationDelay = 10;
    frames.push(frame);
  }
  let file = Buffer.alloc(0);
  frames.write(MagickFormat.Jxl, (data) => {
    file = Buffer.from(data);
  });
  return file;
}
