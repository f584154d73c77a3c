// The pictures inside an EPS or an Illustrator file: thumbnails of several kinds, or the image that is all of it.
import { type ImageData, imageData, latin1 } from './eps.ts';

/** More than this is no thumbnail. */
const MOST_TEXT = 4_000_000;
const MOST_PIXELS = 25_000_000;

/** Each a file that any image library reads. */
export function picturesIn(postscript: Uint8Array): Uint8Array[] {
  const head = latin1(postscript.subarray(0, MOST_TEXT));
  return [
    wholeImage(postscript, head),
    xmpThumbnail(head) ??
      xmpThumbnail(latin1(postscript.subarray(Math.max(MOST_TEXT, postscript.length - MOST_TEXT)))),
    photoshopThumbnail(head),
    illustratorThumbnail(head),
    interchangePreview(head),
  ].filter((picture) => picture !== null);
}

/** `xmpGImg:image`: a JPEG in base64, of any file with Adobe's metadata. */
export function xmpThumbnail(text: string): Uint8Array | null {
  const found = /<xmpGImg:image>([^<]+)<|xmpGImg:image="([^"]+)"/.exec(text);
  const base64 = (found?.[1] ?? found?.[2] ?? '').replace(/&#x?[0-9a-f]+;|[^A-Za-z0-9+/=]/gi, '');
  return base64.length > 100 ? fromBase64(base64) : null;
}

function fromBase64(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}

/** The pixels of an EPS that is one image, as Photoshop and many converters write it. */
function wholeImage(postscript: Uint8Array, head: string): Uint8Array | null {
  const image = imageData(head);
  const channels = image && CHANNELS[image.mode];
  if (!image || !channels || image.depth !== 8 || image.columns * image.rows > MOST_PIXELS) return null;
  const line = new RegExp(`^${image.start.replace(/[^\w\s]/g, '\\$&')}(\\r\\n|\\r|\\n)`, 'm').exec(head);
  if (!line) return null;
  const packed = postscript.subarray(line.index + line[0].length);
  if (packed[0] === 0xff && packed[1] === 0xd8) return packed;
  const bytes = image.columns * image.rows * (channels + image.padding);
  const raw = isHex(packed) ? fromHex(latin1(packed.subarray(0, bytes * 3))) : packed;
  return raw.length < bytes ? null : asTiff(image, channels, chunky(raw, image, channels));
}

const CHANNELS: Record<number, 1 | 3 | 4> = { 1: 1, 3: 3, 4: 4 };

function isHex(bytes: Uint8Array): boolean {
  return /^[0-9a-f\s]+$/i.test(latin1(bytes.subarray(0, 64)));
}

/** Channels side by side, without those that are not colours. */
function chunky(raw: Uint8Array, { columns, rows, padding, block }: ImageData, channels: number): Uint8Array {
  const all = channels + padding;
  const isByRow = block > 1;
  const out = new Uint8Array(columns * rows * channels);
  for (let y = 0, to = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      for (let channel = 0; channel < channels; channel++) {
        const at = isByRow ? (y * all + channel) * columns + x : (y * columns + x) * all + channel;
        out[to++] = raw[at] ?? 0;
      }
    }
  }
  return out;
}

/** Resource 1036 of `%BeginPhotoshop`: a JPEG behind 28 bytes. */
function photoshopThumbnail(text: string): Uint8Array | null {
  const block = /^%BeginPhotoshop:.*[\r\n]+((?:%\s?[0-9A-F]+[\r\n]+)+)/m.exec(text)?.[1];
  const resources = block ? fromHex(block) : new Uint8Array(0);
  const view = new DataView(resources.buffer);
  for (let at = 0; at + 12 < resources.length && view.getUint32(at) === 0x3842494d; ) {
    const id = view.getUint16(at + 4);
    const name = ((resources[at + 6] ?? 0) + 2) & ~1;
    const size = view.getUint32(at + 6 + name, false);
    const from = at + 10 + name;
    if (id === 1036) return resources.subarray(from + 28, from + size);
    at = from + size + (size % 2);
  }
  return null;
}

/** `%AI7_Thumbnail`: 256 colours, then pixels in runs. */
function illustratorThumbnail(text: string): Uint8Array | null {
  const found =
    /^%AI7_Thumbnail:\s*(\d+)\s+(\d+)\s+8\s*[\r\n]+%%BeginData:[^\r\n]*[\r\n]+((?:%[0-9A-F]+[\r\n]+)+)/m.exec(
      text,
    );
  const [width, height] = [Number(found?.[1]), Number(found?.[2])];
  if (!found || !(width > 0 && height > 0 && width * height <= 1_000_000)) return null;
  const bytes = fromHex(found[3] ?? '');
  const colours = bytes.subarray(0, 768);
  const indexes = unrolled(bytes.subarray(768), width * height);
  const out = new Uint8Array(width * height * 3);
  for (const [pixel, index] of indexes.entries())
    out.set(colours.subarray(index * 3, index * 3 + 3), pixel * 3);
  return asTiff({ columns: width, rows: height }, 3, out);
}

/** Behind the letters RLE, `FD n v` is n times v. */
function unrolled(bytes: Uint8Array, pixels: number): Uint8Array {
  if (latin1(bytes.subarray(0, 3)) !== 'RLE') return bytes.slice(0, pixels);
  const out = new Uint8Array(pixels);
  let to = 0;
  for (let at = 3; at < bytes.length && to < pixels; at++) {
    if (bytes[at] !== 0xfd) {
      out[to++] = bytes[at] ?? 0;
      continue;
    }
    const end = Math.min(pixels, to + (bytes[at + 1] ?? 0));
    out.fill(bytes[at + 2] ?? 0, to, end);
    to = end;
    at += 2;
  }
  return out;
}

/** `%%BeginPreview` of EPSI: rows of hexadecimal grey, 0 for white. */
function interchangePreview(text: string): Uint8Array | null {
  const found =
    /^%%BeginPreview:\s*(\d+)\s+(\d+)\s+([1248])\s+\d+\s*[\r\n]+((?:%\s*[0-9A-F]*[\r\n]+)+)/im.exec(text);
  const [width, height, depth] = [Number(found?.[1]), Number(found?.[2]), Number(found?.[3])];
  if (!found || !(width > 0 && height > 0 && width * height <= MOST_PIXELS)) return null;
  const bytes = fromHex(found[4] ?? '');
  const stride = Math.ceil((width * depth) / 8);
  const most = 2 ** depth - 1;
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = bytes[y * stride + ((x * depth) >> 3)] ?? 0;
      const ink = (byte >> (8 - depth - ((x * depth) % 8))) & most;
      out[y * width + x] = 255 - (ink * 255) / most;
    }
  }
  return asTiff({ columns: width, rows: height }, 1, out);
}

function fromHex(text: string): Uint8Array {
  const digits = text.replace(/[^0-9a-f]/gi, '');
  const bytes = new Uint8Array(digits.length >> 1);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

const PHOTOMETRIC = { 1: 1, 3: 2, 4: 5 };

/** Eight bits a channel, uncompressed. */
function asTiff(
  { columns, rows }: { columns: number; rows: number },
  channels: 1 | 3 | 4,
  pixels: Uint8Array,
): Uint8Array {
  const tags: [tag: number, type: 3 | 4, value: number][] = [
    [256, 4, columns],
    [257, 4, rows],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, PHOTOMETRIC[channels]],
    [273, 4, 8],
    [277, 3, channels],
    [278, 4, rows],
    [279, 4, pixels.length],
  ];
  const directory = 8 + pixels.length + (pixels.length % 2);
  const depths = directory + 2 + tags.length * 12 + 4;
  const file = new Uint8Array(depths + channels * 2);
  const view = new DataView(file.buffer);
  file.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, directory, true);
  file.set(pixels, 8);
  view.setUint16(directory, tags.length, true);
  for (const [index, [tag, type, value]] of tags.entries()) {
    const at = directory + 2 + index * 12;
    const isDepths = tag === 258 && channels > 2;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, tag === 258 ? channels : 1, true);
    if (isDepths || type === 4) view.setUint32(at + 8, isDepths ? depths : value, true);
    else view.setUint16(at + 8, value, true);
  }
  for (let channel = 0; channel < channels; channel++) view.setUint16(depths + channel * 2, 8, true);
  return file;
}
