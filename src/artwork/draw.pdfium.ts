// Draws a part of a PDF's page at a wanted size. Runs in the decoder child only.
import { heapOf, loadPdfium, type Pdfium } from './engine.pdfium.ts';
import { Damaged, type Pixels } from './picture.ts';
import type { Box } from './placement.ts';

export interface View {
  /** From 1. */
  page: number;
  /** What is drawn of the page, in points from its upper left corner; may reach beyond it. */
  part: Box;
  width: number;
  height: number;
  paper: 'white' | 'clear';
  /** Leaves out lines that stand on the page itself, outside of every form: the cut of our print files. */
  withoutLines?: boolean;
}

const BGRA = 4;
const REVERSE_BYTE_ORDER = 0x10;
/** Pictures that are made smaller are averaged, not sampled. */
const HALFTONE = 0x400;
const PATH = 2;

/** The page after Rotate, in points. */
export async function pageSize(pdf: Uint8Array, page: number): Promise<{ width: number; height: number }> {
  return withPage(pdf, page, (pdfium, opened) => ({
    width: pdfium.FPDF_GetPageWidthF(opened),
    height: pdfium.FPDF_GetPageHeightF(opened),
  }));
}

export async function drawPart(pdf: Uint8Array, view: View): Promise<Pixels> {
  return withPage(pdf, view.page, (pdfium, page) => {
    if (view.withoutLines) hideLines(pdfium, page);
    return draw(pdfium, page, view);
  });
}

async function withPage<T>(
  pdf: Uint8Array,
  number: number,
  work: (pdfium: Pdfium, page: number) => T,
): Promise<T> {
  const pdfium = await loadPdfium();
  const memory = pdfium.pdfium.wasmExports.malloc(pdf.length);
  if (memory === 0) throw new Error('out of memory');
  heapOf(pdfium).set(pdf, memory);
  const document = pdfium.FPDF_LoadMemDocument(memory, pdf.length, '');
  const page = document === 0 ? 0 : pdfium.FPDF_LoadPage(document, number - 1);
  try {
    if (page === 0) throw new Damaged('no such page');
    return work(pdfium, page);
  } finally {
    if (page !== 0) pdfium.FPDF_ClosePage(page);
    if (document !== 0) pdfium.FPDF_CloseDocument(document);
    pdfium.pdfium.wasmExports.free(memory);
  }
}

function hideLines(pdfium: Pdfium, page: number): void {
  for (let at = 0; at < pdfium.FPDFPage_CountObjects(page); at++) {
    const object = pdfium.FPDFPage_GetObject(page, at);
    if (pdfium.FPDFPageObj_GetType(object) === PATH) pdfium.FPDFPageObj_SetIsActive(object, false);
  }
}

function draw(pdfium: Pdfium, page: number, { part, width, height, paper }: View): Pixels {
  const stride = width * 4;
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, BGRA, 0, stride);
  if (bitmap === 0) throw new Error('out of memory');
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, paper === 'white' ? 0xffffffff : 0);
    const matrix = matrixFor(pdfium, { part, width, height });
    try {
      pdfium.FPDF_RenderPageBitmapWithMatrix(
        bitmap,
        page,
        matrix,
        matrix + 24,
        REVERSE_BYTE_ORDER | HALFTONE,
      );
    } finally {
      pdfium.pdfium.wasmExports.free(matrix);
    }
    const start = pdfium.FPDFBitmap_GetBuffer(bitmap);
    return { data: heapOf(pdfium).slice(start, start + stride * height), width, height };
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap);
  }
}

/** An FS_MATRIX from the page in points, y down, to pixels, and an FS_RECTF of the whole bitmap behind it. */
function matrixFor(pdfium: Pdfium, { part, width, height }: Pick<View, 'part' | 'width' | 'height'>): number {
  const memory = pdfium.pdfium.wasmExports.malloc(40);
  const [sx, sy] = [width / part.width, height / part.height];
  const values = [sx, 0, 0, sy, -part.x * sx, -part.y * sy, 0, 0, width, height];
  for (const [at, value] of values.entries()) pdfium.pdfium.setValue(memory + at * 4, value, 'float');
  return memory;
}
