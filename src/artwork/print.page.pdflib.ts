// A page of a customer's PDF as a form in ours: vectors, fonts and pictures stay what they are. Runs in the decoder
// child only.
import {
  decodePDFRawStream,
  ParseSpeeds,
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFObjectCopier,
  type PDFPageLeaf,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import { isCutName } from './cut-names.ts';
import type { Box } from './placement.ts';
import type { Drawn } from './print.document.pdflib.ts';
import { layersOf } from './print.layers.pdflib.ts';
import { after, type Matrix, turnedAsPage } from './print.ts';

const name = PDFName.of;

/** `page` from 1. Cut lines in spot colours of the customer's own, `spots` included, no longer print. */
export async function embedPage(
  target: PDFContext,
  pdf: Uint8Array,
  { page, spots }: { page: number; spots: readonly string[] },
): Promise<Drawn> {
  const { source, leaf, resources } = await loadCleaned(pdf, { page, spots });
  const copier = PDFObjectCopier.for(source.context, target);
  const box = visibleBox(leaf);
  const form = target.obj({
    Type: 'XObject',
    Subtype: 'Form',
    FormType: 1,
    BBox: [box.x, box.y, box.x + box.width, box.y + box.height],
    Resources: copier.copy(resources),
  });
  const group = leaf.lookup(name('Group'));
  const blending = group instanceof PDFDict && isTransparency(group) ? copier.copy(group) : null;
  if (blending) {
    // a page stands alone, so the form does
    blending.set(name('I'), target.obj(true));
    form.set(name('Group'), blending);
  }
  const layers = layersOf(source).map(({ ref, isOn }) => ({ ref: copier.copy(ref), isOn }));
  const square: Matrix = [1 / box.width, 0, 0, 1 / box.height, -box.x / box.width, -box.y / box.height];
  return {
    ref: target.register(withContents(target, form, leaf.Contents())),
    toUnit: after(square, turnedAsPage(rotationOf(leaf))),
    layers,
    blendSpace: blending,
    isUntaggedCmyk: false, // PDFium drew the preview and draws the check
  };
}

/** The same file without its own cut lines, for whoever draws it. */
export async function withoutCutInks(
  pdf: Uint8Array,
  which: { page: number; spots: readonly string[] },
): Promise<Uint8Array> {
  const { source } = await loadCleaned(pdf, which);
  return source.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}

async function loadCleaned(pdf: Uint8Array, { page, spots }: { page: number; spots: readonly string[] }) {
  const source = await PDFDocument.load(pdf, {
    password: '', // locked against changes only: still everybody may read it
    updateMetadata: false,
    throwOnInvalidObject: false,
    parseSpeed: ParseSpeeds.Fastest,
  });
  const leaf = source.getPage(page - 1).node;
  const resources = leaf.Resources() ?? source.context.obj({});
  for (const [, object] of source.context.enumerateIndirectObjects()) clean(object, spots, resources);
  return { source, leaf, resources };
}

/** CropBox within MediaBox, as every viewer understands them. */
function visibleBox(leaf: PDFPageLeaf): Box {
  const media = boxOf(leaf.getInheritableAttribute(name('MediaBox')), leaf) ?? LETTER;
  const crop = boxOf(leaf.getInheritableAttribute(name('CropBox')), leaf);
  if (!crop) return media;
  const [left, bottom] = [Math.max(crop.x, media.x), Math.max(crop.y, media.y)];
  const right = Math.min(crop.x + crop.width, media.x + media.width);
  const top = Math.min(crop.y + crop.height, media.y + media.height);
  return right > left && top > bottom
    ? { x: left, y: bottom, width: right - left, height: top - bottom }
    : media;
}

const LETTER: Box = { x: 0, y: 0, width: 612, height: 792 };

function boxOf(object: PDFObject | undefined, leaf: PDFPageLeaf): Box | null {
  const corners = leaf.context.lookup(object);
  if (!(corners instanceof PDFArray) || corners.size() < 4) return null;
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = corners.asArray().map((_, at) => {
    const value = corners.lookup(at);
    return value instanceof PDFNumber ? value.asNumber() : 0;
  });
  const box = {
    x: Math.min(x0, x1),
    y: Math.min(y0, y1),
    width: Math.abs(x1 - x0),
    height: Math.abs(y1 - y0),
  };
  return box.width > 0 && box.height > 0 ? box : null;
}

function rotationOf(leaf: PDFPageLeaf): number {
  const rotate = leaf.context.lookup(leaf.getInheritableAttribute(name('Rotate')));
  return rotate instanceof PDFNumber ? Math.round(rotate.asNumber() / 90) * 90 : 0;
}

function isTransparency(group: PDFDict): boolean {
  return group.lookup(name('S')) === name('Transparency');
}

/** One stream is kept as it is packed; several are joined, because commands may run on from one to the next. */
function withContents(target: PDFContext, form: PDFDict, contents: PDFObject | undefined): PDFRawStream {
  const streams = streamsOf(contents);
  const [only] = streams;
  if (only && streams.length === 1) {
    const packing = PDFObjectCopier.for(only.dict.context, target);
    for (const key of ['Filter', 'DecodeParms']) {
      const value = only.dict.get(name(key));
      if (value) form.set(name(key), packing.copy(value));
    }
    form.set(name('Length'), PDFNumber.of(only.contents.length));
    return PDFRawStream.of(form, only.contents);
  }
  const text = Buffer.concat(
    streams.flatMap((stream) => [decodePDFRawStream(stream).decode(), Buffer.from('\n')]),
  );
  const joined = target.flateStream(text);
  for (const [key, value] of form.entries()) joined.dict.set(key, value);
  return joined;
}

function streamsOf(contents: PDFObject | undefined): PDFRawStream[] {
  if (contents instanceof PDFRawStream) return [contents];
  if (!(contents instanceof PDFArray)) return [];
  return contents.asArray().flatMap((_, at) => streamsOf(contents.lookup(at)));
}

const PRIVATE = ['PieceInfo', 'Metadata', 'LastModified', 'Thumb'].map((key) => name(key));

/**
 * Everything written in place of one object: cut inks print nothing any more, what programs kept for themselves is
 * dropped, and a form that leans on its page's resources gets them, because its page is a form from now on.
 */
function clean(object: PDFObject, spots: readonly string[], resources: PDFDict, depth = 0): void {
  if (depth > 50 || object instanceof PDFRef) return;
  if (object instanceof PDFArray) {
    muteCut(object, spots, resources.context);
    for (const each of object.asArray()) clean(each, spots, resources, depth + 1);
    return;
  }
  const dict = object instanceof PDFStream ? object.dict : object;
  if (!(dict instanceof PDFDict)) return;
  for (const key of PRIVATE) dict.delete(key);
  if (dict.lookup(name('Subtype')) === name('Form') && !dict.has(name('Resources'))) {
    dict.set(name('Resources'), resources.context.getObjectRef(resources) ?? resources);
  }
  for (const value of dict.values()) clean(value, spots, resources, depth + 1);
}

/** `/None` is an ink that no device has: what is painted in it leaves no mark on any plate. */
function muteCut(space: PDFArray, spots: readonly string[], context: PDFContext): void {
  if (space.size() < 4) return;
  const family = space.lookup(0);
  const inks = space.lookup(1);
  const isMuted = (ink: PDFObject | undefined) =>
    ink instanceof PDFName && isCutName(ink.decodeText(), spots);
  if (family === name('Separation') && isMuted(inks)) space.set(1, name('None'));
  // registration colour prints on every plate there is, and the cut's must carry nothing but the cut
  if (family === name('Separation') && inks === name('All')) space.set(1, name('Black'));
  if (family !== name('DeviceN') || !(inks instanceof PDFArray)) return;
  const muted = inks.asArray().map((_, at) => (isMuted(inks.lookup(at)) ? name('None') : inks.get(at)));
  space.set(1, context.obj(muted));
}
