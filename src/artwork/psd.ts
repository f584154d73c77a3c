// What a Photoshop file (PSD, or PSB with longer lengths) says about itself, and where its composite lies. Pure.
import type { Density, Read } from './density.ts';
import { Damaged } from './picture.ts';

export type PsdMode = 'bitmap' | 'gray' | 'indexed' | 'rgb' | 'cmyk' | 'multichannel' | 'duotone' | 'lab';

export interface Psd {
  /** PSB: lengths take more bytes. */
  isLarge: boolean;
  width: number;
  height: number;
  mode: PsdMode;
  bits: 1 | 8 | 16 | 32;
  channels: number;
  /** All reds, then greens, then blues, 256 of each. */
  palette: Uint8Array | null;
  /** Which colour of the palette stands for nothing. */
  clearIndex: number | null;
  density: Density | null;
  icc: Uint8Array | null;
  spots: string[];
  /** Whether the channel behind the colours is transparency. `white`: the colours are mixed with white by it. */
  alpha: 'none' | 'plain' | 'white';
  /** A small JPEG of it; version 4 swapped red and blue. */
  thumbnail: { jpeg: Uint8Array; swapped: boolean } | null;
  /** Where the flat picture of all layers begins; null when it was saved without. */
  compositeAt: number | null;
}

const MODES: Record<number, PsdMode> = {
  0: 'bitmap',
  1: 'gray',
  2: 'indexed',
  3: 'rgb',
  4: 'cmyk',
  7: 'multichannel',
  8: 'duotone',
  9: 'lab',
};
const DEPTHS = new Set([1, 8, 16, 32]);
const MM_PER_INCH = 25.4;
/** A pixel an inch; less is what programs write that know of none. */
const LEAST = 1 / MM_PER_INCH;
/** Larger than all profiles, thumbnails and notes of real files. */
const MOST_RESOURCE_BYTES = 64_000_000;

export function readPsd(read: Read, fileBytes: number): Psd {
  const source = { read, fileBytes };
  const header = take(source, 0, 30);
  const isLarge = header.getUint16(4) === 2;
  const mode = MODES[header.getUint16(24)];
  const bits = header.getUint16(22);
  if (!mode || !DEPTHS.has(bits) || (mode === 'indexed' && bits !== 8)) throw new Damaged('no such mode');
  const paletteBytes = header.getUint32(26);
  const resourcesAt = 30 + paletteBytes;
  const resourceBytes = take(source, resourcesAt, 4).getUint32(0);
  const resources = readResources(source, resourcesAt + 4, resourceBytes);
  const layersAt = resourcesAt + 4 + resourceBytes;
  const layers = sectionAt(source, layersAt, isLarge);
  const names = channelNames(resources);
  return {
    isLarge,
    width: header.getUint32(18),
    height: header.getUint32(14),
    mode,
    bits: bits as Psd['bits'], // looked up in DEPTHS
    channels: header.getUint16(12),
    palette: mode === 'indexed' ? bytesOf(take(source, 30, 768)) : null,
    clearIndex: clearIndexOf(resources.get(1047)),
    density: densityOf(resources.get(1005)),
    icc: iccOf(resources.get(1039)),
    spots: spotNames(resources, names),
    alpha: alphaOf(hasMergedAlpha(source, layers, isLarge), names),
    thumbnail: thumbnailOf(resources),
    compositeAt: hasComposite(resources) && layers.to + 2 < fileBytes ? layers.to : null,
  };
}

interface Source {
  read: Read;
  fileBytes: number;
}

interface Section {
  from: number;
  to: number;
}

/** All of it or none: a file that ends early is no file. */
function take({ read, fileBytes }: Source, at: number, length: number): DataView {
  if (at + length > fileBytes) throw new Damaged('cut off');
  const bytes = read(at, length);
  if (bytes.length < length) throw new Damaged('cut off');
  return new DataView(bytes.buffer, bytes.byteOffset, length);
}

function sectionAt(source: Source, at: number, isLarge: boolean): Section {
  const from = at + (isLarge ? 8 : 4);
  const head = take(source, at, from - at);
  const to = from + (isLarge ? Number(head.getBigUint64(0)) : head.getUint32(0));
  if (to > source.fileBytes) throw new Damaged('cut off');
  return { from, to };
}

type Resources = Map<number, DataView>;

function readResources(source: Source, at: number, length: number): Resources {
  if (length > MOST_RESOURCE_BYTES) throw new Damaged('endless notes');
  const all = take(source, at, length);
  const resources: Resources = new Map();
  for (let place = 0; place + 12 <= length; ) {
    const name = place + 6;
    const sizeAt = name + evened(all.getUint8(name) + 1);
    if (sizeAt + 4 > length) break;
    const size = all.getUint32(sizeAt);
    if (sizeAt + 4 + size > length) break;
    const id = all.getUint16(place + 4);
    resources.set(id, new DataView(all.buffer, all.byteOffset + sizeAt + 4, size));
    place = sizeAt + 4 + evened(size);
  }
  return resources;
}

function evened(length: number): number {
  return length + (length % 2);
}

/** Pixels per inch in sixteenths of a bit; the units beside them are only what the dialog shows. */
function densityOf(resolution: DataView | undefined): Density | null {
  if (!resolution || resolution.byteLength < 12) return null;
  const [x, y] = [resolution.getUint32(0), resolution.getUint32(8)].map(
    (each) => each / 65_536 / MM_PER_INCH,
  );
  return x && y && x >= LEAST && y >= LEAST ? { x, y } : null;
}

function clearIndexOf(transparency: DataView | undefined): number | null {
  return transparency && transparency.byteLength >= 2 ? transparency.getUint16(0) : null;
}

function iccOf(profile: DataView | undefined): Uint8Array | null {
  return profile && profile.byteLength > 128 ? bytesOf(profile) : null;
}

function thumbnailOf(resources: Resources): Psd['thumbnail'] {
  const [modern, old] = [resources.get(1036), resources.get(1033)];
  const found = modern ?? old;
  // 28 bytes of sizes come first, the format among them
  if (!found || found.byteLength < 32 || found.getUint32(0) !== 1) return null;
  return { jpeg: bytesOf(found).subarray(28), swapped: !modern };
}

/** "Maximize compatibility" off leaves a picture of a notice, and says so here. */
function hasComposite(resources: Resources): boolean {
  const version = resources.get(1057);
  return !version || version.byteLength < 5 || version.getUint8(4) === 1;
}

/** Names of the channels behind the colours. */
function channelNames(resources: Resources): string[] {
  const [unicode, short] = [resources.get(1045), resources.get(1006)];
  const names: string[] = [];
  if (unicode) {
    for (let at = 0; at + 4 <= unicode.byteLength; ) {
      const end = at + 4 + unicode.getUint32(at) * 2;
      if (end > unicode.byteLength) break;
      names.push(
        new TextDecoder('utf-16be').decode(bytesOf(unicode).subarray(at + 4, end)).replace(/\0+$/, ''),
      );
      at = end;
    }
  } else if (short) {
    for (let at = 0; at < short.byteLength; at += 1 + short.getUint8(at)) {
      const end = Math.min(short.byteLength, at + 1 + short.getUint8(at));
      names.push(new TextDecoder('latin1').decode(bytesOf(short).subarray(at + 1, end)));
    }
  }
  return names;
}

const SPOT = 2;

/** What each of those channels is for stands beside their names, in records of 13 bytes; older ones are padded. */
function spotNames(resources: Resources, names: string[]): string[] {
  const [modern, old] = [resources.get(1077), resources.get(1007)];
  const [info, from, size] = modern ? [modern, 4, 13] : [old, 0, 14];
  return names.filter((_name, index) => {
    const at = from + index * size + 12;
    return info && at < info.byteLength && info.getUint8(at) === SPOT;
  });
}

/** A saved selection has a name of its own; what nobody named is what other programs write as transparency. */
function alphaOf(isMerged: boolean, names: string[]): Psd['alpha'] {
  if (isMerged) return 'white';
  return names.length === 0 || names[0] === 'Transparency' ? 'plain' : 'none';
}

/** A negative number of layers says that the first channel behind the colours is the transparency of them all. */
function hasMergedAlpha(source: Source, section: Section, isLarge: boolean): boolean {
  if (section.to - section.from < 8) return false;
  const info = sectionAt(source, section.from, isLarge);
  if (info.to - info.from >= 2) return take(source, info.from, 2).getInt16(0) < 0;
  // deeper pictures keep their layers in blocks behind an empty list
  const notes = info.to + 4 <= section.to ? take(source, info.to, 4).getUint32(0) : 0;
  return blocksSayMerged(source, { from: info.to + 4 + notes, to: section.to }, isLarge);
}

const LONG_IN_PSB = new Set(['LMsk', 'Lr16', 'Lr32', 'Layr', 'Mt16', 'Mt32', 'Mtrn', 'Alph', 'FMsk', 'lnk2', 'FEid', 'FXid', 'PxSD']); // biome-ignore format: one glance
const MOST_BLOCKS = 200;

function blocksSayMerged(source: Source, { from, to }: Section, isLarge: boolean): boolean {
  let at = from;
  for (let count = 0; count < MOST_BLOCKS && at + 16 <= to; count++) {
    const key = String.fromCharCode(...bytesOf(take(source, at + 4, 4)));
    if (/^Mt(rn|16|32)$/.test(key)) return true;
    const block = sectionAt(source, at + 8, isLarge && LONG_IN_PSB.has(key));
    if (/^Lr(16|32)$/.test(key)) return take(source, block.from, 2).getInt16(0) < 0;
    at = block.to + ((4 - ((block.to - block.from) % 4)) % 4);
  }
  return false;
}

function bytesOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
