// Print files of small designs, made in this process, and what is in them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFRawStream } from '@cantoo/pdf-lib';
import type { CutPath } from '../../src/artwork/cut.ts';
import { plainCutLine } from '../../src/artwork/cut-line.ts';
import { drawPart } from '../../src/artwork/draw.pdfium.ts';
import { openArtwork } from '../../src/artwork/open.file.ts';
import { makePrintFile } from '../../src/artwork/print.file.ts';
import { POINTS_PER_MM, type Printed, type PrintOrder, sheetOf } from '../../src/artwork/print.ts';
import { sniffFile } from '../../src/artwork/sniff.file.ts';

export const folder = mkdtempSync(path.join(tmpdir(), 'kisscut-print-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

export interface Made extends Printed {
  pdf: Buffer;
  order: PrintOrder;
}

let made = 0;

/** 40 × 20 mm, the art over all of the bleed, unless something else is wished. */
export async function print(bytes: Uint8Array, wish: Partial<PrintOrder> = {}, name = 'art'): Promise<Made> {
  const place = path.join(folder, `${made++}`);
  writeFileSync(place, bytes);
  const kind = await sniffFile(place, name);
  if (!kind) throw new Error('not artwork');
  const previewPath = `${place}.preview.webp`;
  const page = wish.page ?? 1;
  if (!wish.previewPath)
    await openArtwork({ path: place, kind, page, previewPath, maskPath: `${place}.mask.png` });
  const order: PrintOrder = {
    path: place,
    kind,
    page,
    title: 'KC-TEST-0001-1',
    cut: rectangle(40, 20),
    bleedMm: 3,
    spot: 'CutContour',
    backingSpot: null,
    profilePath: null,
    previewPath,
    toPath: `${place}.pdf`,
    approvedPath: `${place}.approved.webp`,
    printedPath: `${place}.printed.webp`,
    ...wish,
  };
  const printed = await makePrintFile(order);
  return { ...printed, order, pdf: readFileSync(order.toPath) };
}

type Cut = PrintOrder['cut'];

/** The art reaches `beyondMm` over the cut on every side; less than nothing leaves a border. */
export function rectangle(widthMm: number, heightMm: number, beyondMm = 3): Cut {
  return cutAs(plainCutLine('rectangle', widthMm, heightMm), { widthMm, heightMm }, beyondMm);
}

export function cutAs(
  line: string,
  { widthMm, heightMm }: Pick<CutPath, 'widthMm' | 'heightMm'>,
  beyondMm: number,
): Cut {
  const art = { x: -beyondMm, y: -beyondMm, width: widthMm + 2 * beyondMm, height: heightMm + 2 * beyondMm };
  return { path: line, widthMm, heightMm, art };
}

/** RGBA of one place, in mm from the cut box's top left; nothing of the cut's own lines. */
export async function colourAt({ pdf, order }: Made, x: number, y: number): Promise<number[]> {
  const { media, trim } = sheetOf(order);
  const [left, top] = [trim.x + x * POINTS_PER_MM, media.height - trim.y - trim.height + y * POINTS_PER_MM];
  const part = { x: left - 0.2, y: top - 0.2, width: 0.4, height: 0.4 };
  const pixel = await drawPart(pdf, {
    page: 1,
    part,
    width: 1,
    height: 1,
    paper: 'clear',
    withoutLines: true,
  });
  return [...pixel.data];
}

export const load = (pdf: Uint8Array) => PDFDocument.load(pdf, { updateMetadata: false });

export async function boxesOf({ pdf }: Made) {
  const page = (await load(pdf)).getPage(0);
  const inMm = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) =>
    [x, y, width, height].map((points) => Math.round((points / POINTS_PER_MM) * 100) / 100);
  return { media: inMm(page.getMediaBox()), bleed: inMm(page.getBleedBox()), trim: inMm(page.getTrimBox()) };
}

export interface PdfImage {
  entry(name: string): unknown;
  data: Uint8Array;
  mask: PdfImage | null;
}

/** The pictures drawn on the page, the art first, then what fills its bleed. */
export async function imagesOf({ pdf }: Made): Promise<PdfImage[]> {
  const document = await load(pdf);
  const objects = document.getPage(0).node.Resources()?.lookup(PDFName.of('XObject'), PDFDict);
  const streams = ['Art', 'Edge'].map((name) => objects?.lookup(PDFName.of(name)));
  return streams
    .filter((each) => each instanceof PDFRawStream)
    .filter(isImage)
    .map(imageOf);
}

function isImage({ dict }: PDFRawStream): boolean {
  return dict.lookup(PDFName.of('Subtype')) === PDFName.of('Image');
}

function imageOf(stream: PDFRawStream): PdfImage {
  const mask = stream.dict.lookup(PDFName.of('SMask'));
  return {
    entry: (name) => plainValue(stream.dict.lookup(PDFName.of(name))),
    data: stream.contents,
    mask: mask instanceof PDFRawStream ? imageOf(mask) : null,
  };
}

function plainValue(object: unknown): unknown {
  if (object instanceof PDFNumber) return object.asNumber();
  if (object instanceof PDFName) return object.decodeText();
  if (object instanceof PDFArray) return object.asArray().map((_, at) => plainValue(object.lookup(at)));
  return object;
}

/** Every spot colour named anywhere in the file, however often. */
export async function spotsIn(pdf: Uint8Array): Promise<string[]> {
  const document = await load(pdf);
  const found: string[] = [];
  const look = (object: unknown, depth = 0): void => {
    if (depth > 20) return;
    if (object instanceof PDFArray) {
      const [family, name] = [
        object.size() > 1 ? object.get(0) : null,
        object.size() > 1 ? object.get(1) : null,
      ];
      if (family === PDFName.of('Separation') && name instanceof PDFName) found.push(name.decodeText());
      for (const each of object.asArray()) look(each, depth + 1);
    }
    if (object instanceof PDFRawStream) look(object.dict, depth + 1);
    if (object instanceof PDFDict) for (const each of object.values()) look(each, depth + 1);
  };
  for (const [, object] of document.context.enumerateIndirectObjects()) look(object);
  return found.sort();
}

/** Where a program of other people's is installed it has its say; where it is not, the test says so aloud. */
export function has(program: string): boolean {
  const found = spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
  if (!found)
    console.warn(`\n${program} is not installed: what it would check of print files is NOT checked here\n`);
  return found;
}

export function run(program: string, args: string[]): { ok: boolean; text: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1e8 });
  return { ok: status === 0, text: `${stdout}${stderr}` };
}
