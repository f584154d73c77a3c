// One page of a PDF (and of Illustrator files with a PDF inside) through PDFium. Runs in the decoder child only.
import { heapOf, loadPdfium, type Pdfium } from './engine.pdfium.ts';
import type { View } from './pdf/matrix.ts';
import type { Pixels } from './picture.ts';

export interface OpenPage {
  pages: number;
  /** CropBox, or what stands for it, in default user space. */
  view: View;
  /** As the file has it, in user space; null when there is none. */
  trimBox: { left: number; bottom: number; right: number; top: number } | null;
  /** The beginning of its text, when it holds little else: a notice rather than a drawing. */
  notice(): string;
  /** `sidePx` is the longest side. Annotations are left out, scripts are never run. */
  draw(sidePx: number): Pixels;
}

export type PageOutcome<T> = { kind: 'page'; result: T } | { kind: 'encrypted' } | { kind: 'damaged' };

const ERROR_PASSWORD = 4;
const REVERSE_BYTE_ORDER = 0x10;
const BGRA = 4;
/** A page of more objects than this is a drawing. */
const NOTICE_OBJECTS = 100;
const NOTICE_LETTERS = 400;

/** `number` counts from 1. The page is closed when `work` is done. */
export async function withPage<T>(
  pdf: Uint8Array,
  number: number,
  work: (page: OpenPage) => Promise<T>,
): Promise<PageOutcome<T>> {
  const pdfium = await loadPdfium();
  const memory = pdfium.pdfium.wasmExports.malloc(pdf.length);
  if (memory === 0) throw new Error('out of memory');
  heapOf(pdfium).set(pdf, memory);
  const document = pdfium.FPDF_LoadMemDocument(memory, pdf.length, '');
  try {
    if (document === 0)
      return { kind: pdfium.FPDF_GetLastError() === ERROR_PASSWORD ? 'encrypted' : 'damaged' };
    return await withLoaded(pdfium, { document, number }, work);
  } finally {
    if (document !== 0) pdfium.FPDF_CloseDocument(document);
    pdfium.pdfium.wasmExports.free(memory);
  }
}

async function withLoaded<T>(
  pdfium: Pdfium,
  { document, number }: { document: number; number: number },
  work: (page: OpenPage) => Promise<T>,
): Promise<PageOutcome<T>> {
  const pages = pdfium.FPDF_GetPageCount(document);
  const page = number <= pages ? pdfium.FPDF_LoadPage(document, number - 1) : 0;
  if (page === 0) return { kind: 'damaged' };
  try {
    const view = viewOf(pdfium, page);
    if (!view) return { kind: 'damaged' };
    const trimBox = boxOf(pdfium, (at) => pdfium.FPDFPage_GetTrimBox(page, at, at + 4, at + 8, at + 12));
    const notice = () => noticeOf(pdfium, page);
    const opened = { pages, view, trimBox, notice, draw: (sidePx: number) => draw(pdfium, page, sidePx) };
    return { kind: 'page', result: await work(opened) };
  } finally {
    pdfium.FPDF_ClosePage(page);
  }
}

function viewOf(pdfium: Pdfium, page: number): View | null {
  // it answers left, top, right, bottom
  const box = boxOf(pdfium, (at) => pdfium.FPDF_GetPageBoundingBox(page, at));
  if (!box) return null;
  const { left, right, bottom, top } = box;
  const turns = pdfium.FPDFPage_GetRotation(page);
  if (!(right > left && top > bottom) || !(turns === 0 || turns === 1 || turns === 2 || turns === 3))
    return null;
  return { left, right, bottom, top, turns };
}

/** Four floats, whichever way round their corners are named. */
function boxOf(pdfium: Pdfium, read: (at: number) => boolean) {
  const at = pdfium.pdfium.wasmExports.malloc(16);
  try {
    if (!read(at)) return null;
    const edge = (index: number) => pdfium.pdfium.getValue(at + index * 4, 'float');
    const [x, y, otherX, otherY] = [edge(0), edge(1), edge(2), edge(3)];
    const [left, right] = [Math.min(x, otherX), Math.max(x, otherX)];
    return { left, right, bottom: Math.min(y, otherY), top: Math.max(y, otherY) };
  } finally {
    pdfium.pdfium.wasmExports.free(at);
  }
}

function noticeOf(pdfium: Pdfium, page: number): string {
  const objects = pdfium.FPDFPage_CountObjects(page);
  const text = objects > 0 && objects <= NOTICE_OBJECTS ? pdfium.FPDFText_LoadPage(page) : 0;
  if (text === 0) return '';
  const at = pdfium.pdfium.wasmExports.malloc((NOTICE_LETTERS + 1) * 2);
  try {
    const letters = pdfium.FPDFText_GetText(text, 0, NOTICE_LETTERS, at);
    const bytes = heapOf(pdfium).slice(at, at + Math.max(0, letters - 1) * 2);
    return new TextDecoder('utf-16le').decode(bytes);
  } finally {
    pdfium.pdfium.wasmExports.free(at);
    pdfium.FPDFText_ClosePage(text);
  }
}

function draw(pdfium: Pdfium, page: number, sidePx: number): Pixels {
  const [across, down] = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)];
  const scale = sidePx / Math.max(across, down);
  const [width, height] = [Math.max(1, Math.round(across * scale)), Math.max(1, Math.round(down * scale))];
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
