// Writes a PDF anew, in full: mended, unlocked, or without the customer's own cut line.
import { ParseSpeeds, PDFDocument, PDFName, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { unpack } from './pdf/filters.pdflib.ts';
import { openObjects } from './pdf/objects.ts';
import type { Silencing } from './pdf/own-cut.ts';
import { contentsOf, findPage, MOST_DRAWING_BYTES } from './pdf/page.ts';

/** Reads every object wherever it lies, and what is locked against changes only. */
export async function rewritten(pdf: Uint8Array): Promise<Uint8Array> {
  return save(await load(pdf));
}

/** `silencings` as `readStructure` found them on page `number`, from 1, of the very same bytes. */
export async function withoutCut(
  pdf: Uint8Array,
  { number, silencings }: { number: number; silencings: readonly Silencing[] },
): Promise<Uint8Array> {
  const objects = openObjects(pdf, unpack);
  const document = await load(pdf);
  for (const stream of new Set(silencings.map((silencing) => silencing.stream))) {
    const changes = silencings.filter((silencing) => silencing.stream === stream);
    if (stream === null) {
      const drawing = contentsOf(objects, findPage(objects, number), MOST_DRAWING_BYTES);
      const contents = document.context.flateStream(silenced(drawing, changes));
      document.getPage(number - 1).node.set(PDFName.of('Contents'), document.context.register(contents));
    } else {
      const form = objects.streamOf({ ref: stream });
      const ref = PDFRef.of(stream);
      const known = document.context.lookup(ref);
      if (!form || !(known instanceof PDFRawStream)) continue;
      const dict = known.dict.clone(document.context);
      for (const key of ['Filter', 'DecodeParms', 'Length']) dict.delete(PDFName.of(key));
      const drawing = silenced(objects.unpack(form, MOST_DRAWING_BYTES), changes);
      document.context.assign(ref, PDFRawStream.of(dict, drawing));
    }
  }
  return save(document);
}

function load(pdf: Uint8Array): Promise<PDFDocument> {
  return PDFDocument.load(pdf, {
    password: '',
    updateMetadata: false,
    throwOnInvalidObject: false,
    parseSpeed: ParseSpeeds.Fastest,
  });
}

function save(document: PDFDocument): Promise<Uint8Array> {
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}

/** Each operator replaced where it stands; all of them are at least as long as what takes their place. */
function silenced(drawing: Uint8Array, changes: readonly Silencing[]): Uint8Array {
  const bytes = Uint8Array.from(drawing);
  for (const { from, word, instead } of changes) {
    for (let offset = 0; offset < word.length; offset++) {
      bytes[from + offset] = instead.charCodeAt(offset) || 0x20;
    }
  }
  return bytes;
}
