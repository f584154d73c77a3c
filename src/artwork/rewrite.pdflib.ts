// Writes a PDF anew, in full: mended, and unlocked where it is locked against changes only.
import { ParseSpeeds, PDFDocument } from '@cantoo/pdf-lib';

/** Reads every object wherever it lies. */
export async function rewritten(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, {
    password: '',
    updateMetadata: false,
    throwOnInvalidObject: false,
    parseSpeed: ParseSpeeds.Fastest,
  });
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}
