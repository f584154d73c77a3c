// The first page of a PDF (and of Illustrator files with a PDF inside) through PDFium. Runs in the decoder child only.
import { heapOf, loadPdfium, type Pdfium } from './engine.pdfium.ts';
import type { Part } from './facts.ts';
import type { Pixels } from './picture.ts';

export interface FirstPage {
  pages: number;
  /** CropBox after Rotate, in default user space units. */
  width: number;
  height: number;
  /** The TrimBox after Rotate, where there is one. */
  trim: { width: number; height: number; part: Part } | null;
  pixels: Pixels;
}

export type PageOutcome = { kind: 'page'; page: FirstPage } | { kind: 'encrypted' } | { kind: 'damaged' };

const ERROR_PASSWORD = 4;
const REVERSE_BYTE_ORDER = 0x10;
const BGRA = 4;

/** Annotations are left out, scripts are never run. `sidePx` is the longest side of the picture. */
export async function readFirstPage(pdf: Uint8Array, sidePx: number): Promise<PageOutcome> {
  const pdfium = await loadPdfium();
  const memory = pdfium.pdfium.wasmExports.malloc(pdf.length);
  if (memory === 0) throw new Error('out of memory');
  heapOf(pdfium).set(pdf, memory);
  const document = pdfium.FPDF_LoadMemDocument(memory, pdf.length, '');
  try {
    if (document === 0)
      return { kind: pdfium.FPDF_GetLastError() === ERROR_PASSWORD ? 'encrypted' : 'damaged' };
    return readPage(pdfium, document, sidePx);
  } finally {
    if (document !== 0) pdfium.FPDF_CloseDocument(document);
    pdfium.pdfium.wasmExports.free(memory);
  }
}

function readPage(pdfium: Pdfium, document: number, sidePx: number): PageOutcome {
  const pages = pdfium.FPDF_GetPageCount(document);
  const page = pages > 0 ? pdfium.FPDF_LoadPage(document, 0) : 0;
  if (page === 0) return { kind: 'damaged' };
  try {
    const width = pdfium.FPDF_GetPageWidthF(page);
    const height = pdfium.FPDF_GetPageHeightF(page);
    if (!(width > 0 && height > 0)) return { kind: 'damaged' };
    const trim = trimBox(pdfium, page);
    const pixels = draw(pdfium, page, scaleTo(sidePx, width, height));
    return { kind: 'page', page: { pages, width, height, trim, pixels } };
  } finally {
    pdfium.FPDF_ClosePage(page);
  }
}

function scaleTo(side: number, width: number, height: number): { width: number; height: number } {
  const scale = side / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function trimBox(pdfium: Pdfium, page: number): FirstPage['trim'] {
  const floats = pdfium.pdfium.wasmExports.malloc(16);
  try {
    if (!pdfium.FPDFPage_GetTrimBox(page, floats, floats + 4, floats + 8, floats + 12)) return null;
    const edge = (index: number) => pdfium.pdfium.getValue(floats + index * 4, 'float');
    const [width, height] = [Math.abs(edge(2) - edge(0)), Math.abs(edge(3) - edge(1))];
    const onItsSide = pdfium.FPDFPage_GetRotation(page) % 2 === 1;
    const part = { x: 0, y: 0, width: 1, height: 1 };
    return onItsSide ? { width: height, height: width, part } : { width, height, part };
  } finally {
    pdfium.pdfium.wasmExports.free(floats);
  }
}

function draw(pdfium: Pdfium, page: number, size: { width: number; height: number }): Pixels {
  const { width, height } = size;
  const stride = width * 4;
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, BGRA, 0, stride);
  if (bitmap === 0) throw new Error('out of memory');
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0);
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, REVERSE_BYTE_ORDER);
    const start = pdfium.FPDFBitmap_GetBuffer(bitmap);
    return { data: heapOf(pdfium).slice(start, start + stride * height), width, height };
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap);
  }
}
