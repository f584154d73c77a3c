// PDFs, and Illustrator files with a PDF inside: one page, and what the file says about itself.
import { readFile } from 'node:fs/promises';
import { xmpThumbnail } from './eps-pictures.ts';
import type { ArtworkFacts, Lack, Part } from './facts.ts';
import { type OpenPage, withPage } from './page.pdfium.ts';
import { unpack } from './pdf/filters.zlib.ts';
import { applyTo, sheetSize, toSheet, type View } from './pdf/matrix.ts';
import { type OpenStructure, openStructure, type Structure } from './pdf/structure.ts';
import { Damaged, OPENED_SIDE_PX, type Picture, type Pixels, PLAIN_FACTS, TooHeavy } from './picture.ts';

const MM_PER_POINT = 25.4 / 72;
/** A trim box closer to the page's edge than this is the page. */
const SAME_MM = 0.1;
/** What a second of reading holds; a page of more is drawn, and told less about. */
const WALK_LIMITS = { operators: 1_500_000, bytes: 24_000_000 };
/** Larger files than this are read as they are or not at all: writing them anew takes longer than a second. */
const MOST_REWRITTEN_BYTES = 5_000_000;

/** Metadata comes first in files of Illustrator. */
const MOST_METADATA_BYTES = 4_000_000;

const ANY_PDF = { ...PLAIN_FACTS, vector: true };

/** `number` counts from 1. */
export async function openPdf(path: string, format: 'pdf' | 'ai', number: number): Promise<Picture> {
  return readPdf(await readFile(path), format, number);
}

export async function readPdf(
  pdf: Uint8Array,
  format: 'pdf' | 'ai' | 'eps',
  number: number,
): Promise<Picture> {
  if (!endsWhole(pdf)) throw new Damaged('no end of file');
  const reading = { pdf, format, number, structure: opened(pdf, number) };
  const outcome = await withPage(pdf, number, (page) => readPage(reading, page));
  if (outcome.kind === 'damaged') throw new Damaged('no such page');
  if (outcome.kind === 'encrypted') return { facts: { ...ANY_PDF, format, encrypted: true }, pixels: null };
  return outcome.result;
}

interface Reading {
  pdf: Uint8Array;
  format: 'pdf' | 'ai' | 'eps';
  /** Of the page, from 1. */
  number: number;
  /** null where we cannot follow the file ourselves. */
  structure: OpenStructure | null;
}

/** PDFium would mend a file that was cut off, and print half of it. */
function endsWhole(pdf: Uint8Array): boolean {
  const end = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length).subarray(-65_536);
  return end.includes('%%EOF', 0, 'latin1');
}

async function readPage(reading: Reading, page: OpenPage): Promise<Picture> {
  const { pdf, format, number } = reading;
  const lacks: Lack | null = isEmptyOfContent(page.notice()) ? 'pdf_content' : null;
  const said = await survey(reading, page.view);
  const facts: Picture['facts'] = { ...ANY_PDF, ...measured(page, said), format, page: number, lacks };
  if (lacks) return thumbnailed(facts, pdf);
  return { facts, pixels: (await drawWithoutCut(number, said)) ?? page.draw(OPENED_SIDE_PX) };
}

/** What Illustrator writes into the PDF of a file that was saved for Illustrator alone. */
function isEmptyOfContent(notice: string): boolean {
  return /saved\s+without\s+PDF\s+Content/i.test(notice);
}

/** The notice is nobody's design; the thumbnail among the metadata is. */
async function thumbnailed(facts: Picture['facts'], pdf: Uint8Array): Promise<Picture> {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, Math.min(pdf.length, MOST_METADATA_BYTES));
  const thumbnail = xmpThumbnail(text.toString('latin1'));
  const { widthMm, heightMm } = facts;
  const ratio = widthMm && heightMm ? widthMm / heightMm : null;
  const { embeddedPixels } = await import('./embedded.sharp.ts');
  const pixels = thumbnail && (await embeddedPixels(thumbnail, ratio));
  return { facts: { ...facts, previewOnly: pixels !== null }, pixels };
}

/** null where the file is locked against changes, or its table broken. */
function opened(pdf: Uint8Array, number: number): OpenStructure | null {
  try {
    return openStructure(pdf, number, unpack);
  } catch (error) {
    if (error instanceof TooHeavy) throw error;
    return null;
  }
}

/** As it is; or, where it cannot be followed, written anew first. */
async function survey({ pdf, number, structure }: Reading, view: View): Promise<Structure | null> {
  try {
    if (structure) return structure.survey(view, WALK_LIMITS);
    if (pdf.length > MOST_REWRITTEN_BYTES) return null;
    const { rewritten } = await import('./rewrite.pdflib.ts'); // a large library that few files need
    return opened(await rewritten(pdf), number)?.survey(view, WALK_LIMITS) ?? null;
  } catch (error) {
    if (error instanceof TooHeavy) throw error;
    return null;
  }
}

/** null when there is no cut line in it, or none that can be taken out. */
async function drawWithoutCut(number: number, said: Structure | null): Promise<Pixels | null> {
  if (!said?.bare) return null;
  try {
    const outcome = await withPage(said.bare(), number, async (page) => page.draw(OPENED_SIDE_PX));
    return outcome.kind === 'page' ? outcome.result : null;
  } catch {
    return null; // then the line is seen
  }
}

/** Where the structure cannot be followed, what PDFium knows is what there is. */
function measured({ pages, view, trimBox }: OpenPage, structure: Structure | null) {
  const { userUnit = 1 } = structure ?? {};
  const { width, height } = sheetSize(view);
  const [widthMm, heightMm] = [width * MM_PER_POINT * userUnit, height * MM_PER_POINT * userUnit];
  const sized = { pages, widthMm, heightMm, trim: trimmed({ view, trimBox }, { widthMm, heightMm }) };
  if (!structure) return sized;
  const { colour, spots, active, fontsMissing, ownCut, smallestText, thinnestLine, pixelsPerUnit } =
    structure;
  return {
    ...sized,
    colour,
    spots,
    active,
    fontsMissing,
    ownCut,
    smallestTextPt: rounded(smallestText, userUnit),
    thinnestLineMm: rounded(thinnestLine, MM_PER_POINT * userUnit),
    imageDpi: rounded(pixelsPerUnit, 72 / userUnit),
  };
}

/** Matrices leave 4.9999999 of five points. */
function rounded(units: number | null, factor: number): number | null {
  return units === null ? null : Number((units * factor).toFixed(4));
}

/** The part of the trim box that is on the page, when it is smaller than the page. */
function trimmed(
  { view, trimBox }: Pick<OpenPage, 'view' | 'trimBox'>,
  page: { widthMm: number; heightMm: number },
): ArtworkFacts['trim'] {
  if (!trimBox) return null;
  const part = partOf(view, trimBox);
  if (!part) return null;
  const [widthMm, heightMm] = [part.width * page.widthMm, part.height * page.heightMm];
  const isSmaller = widthMm < page.widthMm - SAME_MM || heightMm < page.heightMm - SAME_MM;
  return isSmaller ? { widthMm, heightMm, part } : null;
}

function partOf(view: View, box: Omit<View, 'turns'>): Part | null {
  const [left, right] = [Math.max(view.left, box.left), Math.min(view.right, box.right)];
  const [bottom, top] = [Math.max(view.bottom, box.bottom), Math.min(view.top, box.top)];
  if (right <= left || top <= bottom) return null;
  const { width, height } = sheetSize(view);
  const [x, y] = applyTo(toSheet(view), left, bottom);
  const [otherX, otherY] = applyTo(toSheet(view), right, top);
  return {
    x: Math.min(x, otherX) / width,
    y: Math.min(y, otherY) / height,
    width: Math.abs(otherX - x) / width,
    height: Math.abs(otherY - y) / height,
  };
}
