// Writes TIFF around samples that are already there: how pictures that libvips cannot open come to one that it can.

const PHOTOMETRIC = { whiteIsZero: 0, gray: 1, rgb: 2, palette: 3, cmyk: 5, lab: 8 } as const;

/** Bytes from the beginning of the data. */
export interface Strip {
  at: number;
  bytes: number;
}

export interface TiffPage {
  width: number;
  height: number;
  photometric: keyof typeof PHOTOMETRIC;
  /** Of each sample; 32 is floating point. */
  bits: 1 | 8 | 16 | 32;
  /** In a pixel, alpha included. */
  samples: number;
  /** The last sample, not multiplied into the others. */
  hasAlpha: boolean;
  /** One sample of all pixels after the other, rather than pixel by pixel. */
  planar: boolean;
  /** Every row by itself, as Photoshop and TIFF alike do it. */
  packBits: boolean;
  rowsPerStrip: number;
  strips: readonly Strip[];
  /** All reds, then greens, then blues, 256 of each. */
  palette?: Uint8Array | null;
  icc?: Uint8Array | null;
  /** As Exif counts them. */
  orientation?: number;
}

export interface Tiff {
  file: Uint8Array;
  /** The part of it that the samples go to, big end first. */
  data: Uint8Array;
}

const HEADER = 8;
const [BYTE, SHORT, LONG] = [1, 3, 4];
const BYTES_OF: Record<number, number> = { [BYTE]: 1, [SHORT]: 2, [LONG]: 4 };

/** Room for so many bytes of samples, and behind it the pages that say where theirs are. */
export function tiffFor(dataBytes: number, pages: readonly TiffPage[]): Tiff {
  const firstAt = HEADER + dataBytes + (dataBytes % 2);
  const directories: Uint8Array[] = [];
  let at = firstAt;
  pages.forEach((page, index) => {
    const directory = directoryOf(page, { at, isLast: index === pages.length - 1 });
    directories.push(directory);
    at += directory.length;
  });
  const file = new Uint8Array(at);
  file.set([0x4d, 0x4d, 0, 42]);
  new DataView(file.buffer).setUint32(4, firstAt);
  let next = firstAt;
  for (const directory of directories) {
    file.set(directory, next);
    next += directory.length;
  }
  return { file, data: file.subarray(HEADER, HEADER + dataBytes) };
}

type Tag = [tag: number, type: number, values: ArrayLike<number>];

/** Twelve bytes for each tag; what does not fit into four of them follows. */
function directoryOf(page: TiffPage, place: { at: number; isLast: boolean }): Uint8Array {
  const tags = tagsOf(page);
  const head = 2 + tags.length * 12 + 4;
  const tails = tags.map(([, type, values]) => {
    const bytes = values.length * (BYTES_OF[type] ?? 1);
    return bytes > 4 ? bytes + (bytes % 2) : 0;
  });
  const length = head + tails.reduce((sum, bytes) => sum + bytes, 0);
  const out = new Uint8Array(length);
  const view = new DataView(out.buffer);
  view.setUint16(0, tags.length);
  let tail = head;
  tags.forEach(([tag, type, values], index) => {
    const entry = 2 + index * 12;
    view.setUint16(entry, tag);
    view.setUint16(entry + 2, type);
    view.setUint32(entry + 4, values.length);
    const isFar = (tails[index] ?? 0) > 0;
    if (isFar) view.setUint32(entry + 8, place.at + tail);
    write(view, { at: isFar ? tail : entry + 8, type, values });
    tail += tails[index] ?? 0;
  });
  view.setUint32(head - 4, place.isLast ? 0 : place.at + length);
  return out;
}

function write(
  view: DataView,
  { at, type, values }: { at: number; type: number; values: ArrayLike<number> },
): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    if (type === BYTE) view.setUint8(at + index, value);
    else if (type === SHORT) view.setUint16(at + index * 2, value);
    else view.setUint32(at + index * 4, value);
  }
}

/** In the order of their numbers, as TIFF wants them. */
function tagsOf(page: TiffPage): Tag[] {
  const { samples, bits, palette, icc } = page;
  const each = <T>(value: T) => Array<T>(samples).fill(value);
  const tags: (Tag | null)[] = [
    [256, LONG, [page.width]],
    [257, LONG, [page.height]],
    [258, SHORT, each(bits)],
    [259, SHORT, [page.packBits ? 32_773 : 1]],
    [262, SHORT, [PHOTOMETRIC[page.photometric]]],
    [273, LONG, page.strips.map(({ at }) => HEADER + at)],
    [274, SHORT, [page.orientation ?? 1]],
    [277, SHORT, [samples]],
    [278, LONG, [page.rowsPerStrip]],
    [279, LONG, page.strips.map(({ bytes }) => bytes)],
    [284, SHORT, [page.planar ? 2 : 1]],
    palette ? [320, SHORT, Array.from(palette, (value) => value * 257)] : null,
    page.hasAlpha ? [338, SHORT, [2]] : null,
    bits === 32 ? [339, SHORT, each(3)] : null,
    icc ? [34_675, BYTE, icc] : null, // readers want no more than bytes
  ];
  return tags.filter((tag) => tag !== null);
}
