// Pictures that libvips reads: what is known about them. Runs in the decoder child only.
import type { Metadata } from 'sharp';
import {
  type Density,
  exifDensity,
  jpegDensity,
  pngDensity,
  pngIsAnimated,
  type Read,
  tiffDensity,
  tiffIsIndexed,
} from './density.ts';
import type { Colour } from './facts.ts';
import type { Format } from './formats.ts';
import { type Picture, rasterFacts } from './picture.ts';
import { metadataOf, readPixels } from './pixels.sharp.ts';
import { withFile } from './read.file.ts';
import { tiffPages } from './tiff-tags.ts';

/** `page` counts from 1; only TIFF has several. */
export async function readRaster(path: string, format: Format, page: number): Promise<Picture> {
  const metadata = await metadataOf(path, page);
  const facts = rasterFacts({
    format,
    ...metadata.autoOrient,
    ...withFile(path, ({ read }) => statedBy({ format, page, read }, metadata)),
    turned: (metadata.orientation ?? 1) >= 5,
    page,
  });
  return { facts, pixels: await readPixels(path, page, metadata) };
}

/** What libvips does not tell, or not exactly. */
function statedBy({ format, page, read }: { format: Format; page: number; read: Read }, metadata: Metadata) {
  const frames = (format === 'gif' || format === 'webp') && (metadata.pages ?? 1) > 1;
  return {
    pages: format === 'tiff' ? tiffPages(read) : 1,
    density: statedDensity(format, { page, read }, metadata),
    colour: colourOf(metadata, format === 'tiff' && tiffIsIndexed(read, page)),
    animated: frames || (format === 'png' && pngIsAnimated(read)),
  };
}

function statedDensity(
  format: Format,
  { page, read }: { page: number; read: Read },
  metadata: Metadata,
): Density | null {
  if (format === 'png') return pngDensity(read) ?? fromExif(metadata);
  if (format === 'jpg') return jpegDensity(read);
  if (format === 'tiff') return tiffDensity(read, page);
  return fromExif(metadata);
}

function fromExif(metadata: Metadata): Density | null {
  return metadata.exif ? exifDensity(metadata.exif) : null;
}

const COLOUR_OF_SPACE: Record<string, Colour> = {
  cmyk: 'cmyk',
  lab: 'lab',
  labs: 'lab',
  'b-w': 'gray',
  grey16: 'gray',
  srgb: 'rgb',
  rgb: 'rgb',
  rgb16: 'rgb',
  scrgb: 'rgb',
};

function colourOf({ isPalette, space }: Metadata, isIndexedTiff: boolean): Colour | null {
  return isPalette || isIndexedTiff ? 'indexed' : (COLOUR_OF_SPACE[space] ?? null);
}
