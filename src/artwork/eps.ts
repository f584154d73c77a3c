// What an EPS, or an Illustrator file made of PostScript, says about itself in its comments. No PostScript is run.
import type { Colour } from './facts.ts';

export interface EpsFacts {
  widthMm: number | null;
  heightMm: number | null;
  colour: Colour | null;
  spots: string[];
  fontsMissing: string[];
  imageDpi: number | null;
}

/** The PostScript itself, and the picture that DOS programs put behind it. */
export interface EpsParts {
  postscript: Uint8Array;
  tiff: Uint8Array | null;
}

const MM_PER_POINT = 25.4 / 72;
/** Comments stand at the beginning; what is put off with `(atend)`, at the end. */
const COMMENT_BYTES = 100_000;

/** null when parts of it are missing. */
export function splitEps(file: Uint8Array): EpsParts | null {
  if (!isDos(file)) return { postscript: file, tiff: null };
  const postscript = part(file, 4);
  if (!postscript || postscript.length === 0) return null;
  const tiff = part(file, 20);
  return tiff ? { postscript, tiff: tiff.length > 0 ? tiff : null } : null;
}

function isDos(file: Uint8Array): boolean {
  return [0xc5, 0xd0, 0xd3, 0xc6].every((byte, index) => file[index] === byte);
}

/** Place and length are written at `at`; null when the file ends before. */
function part(file: Uint8Array, at: number): Uint8Array | null {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  if (file.length < 30) return null;
  const [from, length] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
  return from + length <= file.length ? file.subarray(from, from + length) : null;
}

/** Programs end their PostScript in one of a few ways; a file that was cut off ends in the middle of something. */
export function endsWhole(postscript: Uint8Array): boolean {
  const end = latin1(postscript.subarray(-2000)).replace(/[\s\p{Cc}]+$/u, ''); // Windows adds ^D, old ones ^Z
  return /%%EOF|%%Trailer|%%EndBinary|%%PageTrailer|showpage|(restore|end|quit|cleartomark|pop|stop)$/i.test(
    end,
  );
}

export function readEpsComments(postscript: Uint8Array): EpsFacts {
  const head = latin1(postscript.subarray(0, COMMENT_BYTES));
  const tail = latin1(postscript.subarray(Math.max(COMMENT_BYTES, postscript.length - COMMENT_BYTES)));
  const said = (key: string) => comment(head, tail, key);
  const box = boxIn(said('HiResBoundingBox')) ?? boxIn(said('BoundingBox'));
  const image = imageData(head);
  return {
    widthMm: box && box.width * MM_PER_POINT,
    heightMm: box && box.height * MM_PER_POINT,
    colour: image ? (MODES[image.mode] ?? null) : processColour(said('DocumentProcessColors')),
    spots: [...new Set(quoted(said('DocumentCustomColors')))],
    fontsMissing: neededFonts(said('DocumentNeededResources'), said('DocumentNeededFonts')),
    imageDpi: image && box ? image.columns / (box.width / 72) : null,
  };
}

/** The first one in the header counts, the last one at the end; `%%+` lines go on with it. */
function comment(head: string, tail: string, key: string): string {
  const line = new RegExp(`^%%${key}:(.*(?:[\\r\\n]+%%\\+.*)*)`, 'gm');
  const first = line.exec(head)?.[1] ?? '';
  const found = /\(atend\)/.test(first) ? ([...`${head}\n${tail}`.matchAll(line)].at(-1)?.[1] ?? '') : first;
  return found.replace(/[\r\n]+%%\+/g, ' ').trim();
}

function boxIn(text: string): { width: number; height: number } | null {
  const [left, bottom, right, top, ...more] = text.split(/\s+/).map(Number);
  if (more.length > 0 || left === undefined || bottom === undefined) return null;
  const [width, height] = [(right ?? Number.NaN) - left, (top ?? Number.NaN) - bottom];
  return width > 0 && height > 0 ? { width, height } : null;
}

function processColour(text: string): Colour | null {
  if (/red|green|blue/i.test(text)) return 'rgb';
  if (/cyan|magenta|yellow/i.test(text)) return 'cmyk';
  return /black/i.test(text) ? 'gray' : null;
}

/** `(PANTONE 185 C) (Cut (inner))`. */
function quoted(text: string): string[] {
  return [...text.matchAll(/\(((?:[^()\\]|\\.|\([^()]*\))*)\)/g)].map(([, name = '']) =>
    name.replace(/\\(.)/g, '$1'),
  );
}

function neededFonts(resources: string, fonts: string): string[] {
  const listed = [...resources.matchAll(/\bfont\s+(\S+)/g)].map(([, name = '']) => name);
  const alone = fonts.includes('(atend)') ? [] : fonts.split(/\s+/).filter(Boolean);
  return [...new Set([...listed, ...alone])];
}

/** Photoshop's modes, which others write too. */
const MODES: Record<number, Colour> = { 1: 'gray', 2: 'lab', 3: 'rgb', 4: 'cmyk' };

export interface ImageData {
  columns: number;
  rows: number;
  depth: number;
  mode: number;
  /** Channels beside those of the mode. */
  padding: number;
  /** Bytes of one channel before the next: one, or a whole row. */
  block: number;
  /** The line behind which the pixels begin. */
  start: string;
}

export function imageData(head: string): ImageData | null {
  const figures = /^%ImageData:\s*((?:\d+\s+){7})"([^"]+)"/m.exec(head);
  const [columns = 0, rows = 0, depth = 0, mode = 0, padding = 0, block = 0] = (figures?.[1] ?? '')
    .split(/\s+/)
    .map(Number);
  return figures && columns > 0 && rows > 0
    ? { columns, rows, depth, mode, padding, block, start: figures[2] ?? '' }
    : null;
}

/** One character a byte. */
export function latin1(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return pieces.join('');
}
