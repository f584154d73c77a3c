// CorelDRAW files: what their metadata says, and the thumbnail they carry. Runs in the decoder child only.
import { readFile } from 'node:fs/promises';
import { inflateSync, constants as zlib } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { drawWithLibcdr } from './cdr.tool.ts';
import { type CdrFacts, readCdrMetadata } from './cdr.ts';
import { readRiff } from './cdr-riff.ts';
import { embeddedPixels, isBlank } from './embedded.sharp.ts';
import { drawSvg } from './open.svg.ts';
import { Damaged, type Picture, type Pixels, PLAIN_FACTS, TooHeavy } from './picture.ts';
import { svgProportions } from './svg.ts';

/** One member, unpacked. */
const MOST_MEMBER_BYTES = 20_000_000;
/** Nothing real packs better; small white thumbnails do, and are small. */
const MOST_RATIO = 200;
const SURELY_SMALL_BYTES = 1_000_000;
const MOST_MEMBERS = 10_000;

interface CdrJob {
  path: string;
  /** From 1. */
  page: number;
  tempFolder: string;
}

/** `cdr2xhtml` is where that program is, when it may be used. */
export async function openCdr(job: CdrJob, cdr2xhtml: string | null = null): Promise<Picture> {
  const picture = await open(job.path, job.page);
  const drawn = cdr2xhtml ? await draw(job, cdr2xhtml) : null;
  return drawn ? { facts: { ...picture.facts, previewOnly: false }, pixels: drawn } : picture;
}

async function draw(job: CdrJob, cdr2xhtml: string): Promise<Pixels | null> {
  const svg = await drawWithLibcdr(cdr2xhtml, job);
  return svg ? drawSvg(Buffer.from(svg), svgProportions(svg)).catch(() => null) : null;
}

async function open(path: string, page: number): Promise<Picture> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(() => null);
  if (!zip) return openRiff(await readFile(path), page);
  try {
    return await openZip(zip, page);
  } finally {
    zip.close();
  }
}

async function openZip(zip: ZipFile, page: number): Promise<Picture> {
  const members = await listMembers(zip);
  const read = async (name: string) => {
    const entry = members.get(name.toLowerCase());
    return entry ? readMember(zip, entry) : null;
  };
  const xml = (await read('META-INF/metadata.xml')) ?? (await read('metadata/metadata.xml'));
  const drawing = await read('content/riffData.cdr').catch(() => null); // large ones are not needed
  const riff = drawing && readRiff(drawing, inflate);
  const said = xml ? readCdrMetadata(new TextDecoder().decode(xml)) : null;
  const facts = said ?? { ...NOTHING_SAID, ...(riff && sizeOf(riff)) };
  if (page > facts.pages) throw new Damaged('no such page');
  const thumbnails = [
    `previews/page${page}.png`,
    `metadata/thumbnails/page${page}.bmp`,
    ...(page === 1 ? ['previews/thumbnail.png', 'metadata/thumbnails/thumbnail.bmp'] : []),
  ];
  let pixels: Pixels | null = null;
  for (const name of thumbnails) {
    if (pixels && !isBlank(pixels)) break; // else only an empty page so far
    const picture = await read(name);
    pixels = (picture && (await embeddedPixels(picture, ratioOf(facts)))) ?? pixels;
  }
  if (riff?.bitmap && page === 1) pixels ??= await embeddedPixels(riff.bitmap, ratioOf(facts));
  return pictureOf(facts, { page, pixels });
}

/** By name in small letters: hands that zipped a file again may have changed them. */
async function listMembers(zip: ZipFile): Promise<Map<string, Entry>> {
  const members = new Map<string, Entry>();
  if (zip.entryCount > MOST_MEMBERS) throw new TooHeavy('too many members');
  try {
    for await (const entry of zip.eachEntry()) members.set(entry.fileName.toLowerCase(), entry);
  } catch {
    throw new Damaged('a broken list of members');
  }
  return members;
}

/** Refused by what its header states; yauzl holds it to that while it unpacks. */
async function readMember(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const { uncompressedSize: bytes, compressedSize: packed } = entry;
  if (bytes > MOST_MEMBER_BYTES) throw new TooHeavy('a member of more than we unpack');
  if (bytes > SURELY_SMALL_BYTES && bytes > packed * MOST_RATIO) throw new TooHeavy('a bomb');
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer); // a byte stream yields Buffers
    return Buffer.concat(chunks);
  } catch {
    throw new Damaged(`a broken member: ${entry.fileName}`);
  }
}

async function openRiff(file: Uint8Array, page: number): Promise<Picture> {
  const riff = readRiff(file, inflate);
  if (!riff) throw new Damaged('no whole file');
  if (page > riff.pages) throw new Damaged('no such page');
  const facts = { ...NOTHING_SAID, ...sizeOf(riff) };
  const pixels = riff.bitmap && page === 1 ? await embeddedPixels(riff.bitmap, ratioOf(facts)) : null;
  return pictureOf(facts, { page, pixels });
}

const NOTHING_SAID: CdrFacts = {
  pages: 1,
  widthMm: null,
  heightMm: null,
  colour: null,
  spots: [],
  fontsMissing: [],
};

function sizeOf({ pages, widthMm, heightMm }: Pick<CdrFacts, 'pages' | 'widthMm' | 'heightMm'>) {
  return { pages, widthMm, heightMm };
}

function ratioOf({ widthMm, heightMm }: CdrFacts): number | null {
  return widthMm && heightMm ? widthMm / heightMm : null;
}

function pictureOf(said: CdrFacts, { page, pixels }: { page: number; pixels: Pixels | null }): Picture {
  const facts: Picture['facts'] = {
    ...PLAIN_FACTS,
    ...said,
    format: 'cdr',
    page,
    vector: true,
    lacks: 'pdf',
  };
  return { facts: { ...facts, previewOnly: pixels !== null }, pixels };
}

function inflate(packed: Uint8Array, mostBytes: number): Uint8Array {
  try {
    return inflateSync(packed, { maxOutputLength: mostBytes, finishFlush: zlib.Z_SYNC_FLUSH });
  } catch {
    return new Uint8Array(0); // then its size is not known
  }
}
