// A PDF as its readers meet it: the text of every page, and what its structure says.
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { heapOf, loadPdfium } from '../../src/artwork/engine.pdfium.ts';

export interface ReadPdf {
  pages: string[];
  text: string;
}

export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  const pdfium = await loadPdfium();
  const { malloc, free } = pdfium.pdfium.wasmExports as unknown as {
    malloc: (bytes: number) => number;
    free: (at: number) => void;
  }; // its types leave the memory out
  const at = malloc(bytes.length);
  heapOf(pdfium).set(bytes, at);
  const document = pdfium.FPDF_LoadMemDocument(at, bytes.length, '');
  const pages: string[] = [];
  for (let index = 0; index < pdfium.FPDF_GetPageCount(document); index++) {
    const page = pdfium.FPDF_LoadPage(document, index);
    const text = pdfium.FPDFText_LoadPage(page);
    const count = pdfium.FPDFText_CountChars(text);
    const room = malloc(2 * (count + 1));
    pdfium.FPDFText_GetText(text, 0, count, room);
    pages.push(
      Buffer.from(heapOf(pdfium).slice(room, room + 2 * count))
        .toString('utf16le')
        .replace(/\s+/g, ' '),
    );
    free(room);
    pdfium.FPDFText_ClosePage(text);
    pdfium.FPDF_ClosePage(page);
  }
  pdfium.FPDF_CloseDocument(document);
  free(at);
  return { pages, text: pages.join(' ') };
}

/** Whether it is tagged, its language, and the kinds of parts its tags name. */
export async function structureOf(bytes: Buffer) {
  const document = await PDFDocument.load(bytes);
  const { catalog, context } = document;
  const kinds = new Set<string>();
  for (const [, object] of context.enumerateIndirectObjects()) {
    const kind = object instanceof PDFDict ? object.get(PDFName.of('S')) : undefined;
    if (kind instanceof PDFName) kinds.add(kind.decodeText());
  }
  return {
    title: document.getTitle(),
    language: String(catalog.get(PDFName.of('Lang'))),
    isMarked: String(catalog.lookup(PDFName.of('MarkInfo'))).includes('/Marked true'),
    hasTree: catalog.lookup(PDFName.of('StructTreeRoot')) instanceof PDFDict,
    showsTitle: String(catalog.lookup(PDFName.of('ViewerPreferences'))).includes('/DisplayDocTitle true'),
    kinds,
  };
}
