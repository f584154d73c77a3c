// PDFs, and Illustrator files with a PDF inside: the first page, and what the file says about itself.
import { readFile } from 'node:fs/promises';
import { type FirstPage, readFirstPage } from './page.pdfium.ts';
import { Damaged, OPENED_SIDE_PX, type Picture, PLAIN_FACTS } from './picture.ts';
import { type PdfStructure, readStructure } from './structure.pdflib.ts';

const MM_PER_POINT = 25.4 / 72;
/** A trim box closer to the page's edge than this is the page. */
const SAME_MM = 0.1;

export async function openPdf(path: string, format: 'pdf' | 'ai'): Promise<Picture> {
  const pdf = await readFile(path);
  if (!endsWhole(pdf)) throw new Damaged('no end of file');
  const outcome = await readFirstPage(pdf, OPENED_SIDE_PX);
  if (outcome.kind === 'damaged') throw new Damaged('no first page');
  if (outcome.kind === 'encrypted') return { facts: { ...ANY_PDF, format, encrypted: true }, pixels: null };
  const { page } = outcome;
  return { facts: { ...ANY_PDF, format, ...measured(page, await readStructure(pdf)) }, pixels: page.pixels };
}

/** PDFium would mend a file that was cut off, and print half of it. */
function endsWhole(pdf: Buffer): boolean {
  return pdf.includes('%%EOF', Math.max(0, pdf.length - 65_536), 'latin1');
}

const ANY_PDF = { ...PLAIN_FACTS, vector: true };

function measured({ pages, width, height, trim }: FirstPage, structure: PdfStructure) {
  const { userUnit, ...further } = structure;
  const toMm = (units: number) => units * MM_PER_POINT * userUnit;
  const [widthMm, heightMm] = [toMm(width), toMm(height)];
  const trimmed = trim && { widthMm: toMm(trim.width), heightMm: toMm(trim.height), part: trim.part };
  const isSmaller = trimmed && (trimmed.widthMm < widthMm - SAME_MM || trimmed.heightMm < heightMm - SAME_MM);
  return { ...further, pages, widthMm, heightMm, trim: isSmaller ? trimmed : null };
}
