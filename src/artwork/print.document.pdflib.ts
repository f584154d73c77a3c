// The PDF of a print file: one page with its boxes, the art in one layer, each spot colour's line in a layer of its
// own. The same parts give the same bytes: no date, no random id. Runs in the decoder child only.
import {
  type PDFArray,
  PDFContext,
  type PDFDict,
  PDFHeader,
  PDFHexString,
  PDFName,
  type PDFRef,
  PDFWriter,
} from '@cantoo/pdf-lib';
import { iccComponents } from './icc.ts';
import type { Box } from './placement.ts';
import type { Layer } from './print.layers.pdflib.ts';
import {
  after,
  BACKING_MM,
  into,
  type Matrix,
  type PrintOrder,
  type Sheet,
  STROKE_PT,
  type Stroke,
  sheetOf,
  strokesOf,
} from './print.ts';

/** A drawing or picture in the file, and how it lies in the unit square. */
export interface Drawn {
  ref: PDFRef;
  toUnit: Matrix;
  /** Layers of the customer's own that it brings along. */
  layers: readonly Layer[];
  /** Of its transparency group: the page is mixed in the same colours. */
  blendSpace: PDFDict | null;
  /** CMYK numbers that say nothing of their press. */
  isUntaggedCmyk: boolean;
}

export function newContext(): PDFContext {
  const context = PDFContext.create();
  context.header = PDFHeader.forVersion(1, 6);
  return context;
}

export interface DocumentParts {
  order: PrintOrder;
  art: Drawn;
  /** The art's edge drawn out over the bleed; it fills the bleed box beneath the art. */
  extension: Drawn | null;
  /** Of the printing condition. */
  profile: Uint8Array | null;
  /** How a viewer is to understand untagged CMYK; nothing that goes to a printer has it. */
  shownCmyk?: Uint8Array;
}

/** Leaves the context as it was, so that the same art can be written once more with other company. */
export async function composeDocument(context: PDFContext, parts: DocumentParts): Promise<Uint8Array> {
  const before = context.largestObjectNumber;
  addPage(context, parts);
  const pdf = await PDFWriter.forContext(context, Number.MAX_SAFE_INTEGER).serializeToBuffer();
  for (const [ref] of context.enumerateIndirectObjects()) if (ref.objectNumber > before) context.delete(ref);
  context.largestObjectNumber = before;
  return pdf;
}

function addPage(context: PDFContext, { order, art, extension, profile, shownCmyk }: DocumentParts): void {
  const sheet = sheetOf(order);
  const artwork = newLayer(context, 'Artwork');
  const inks = inksOf(order, sheet).map((ink) => ({
    ...ink,
    layer: newLayer(context, ink.spot),
    space: context.register(separation(context, ink)),
  }));
  const pictures = [
    ...(extension ? [{ name: 'Edge', ...extension, to: into(sheet.bleed) }] : []),
    { name: 'Art', ...art, to: into(sheet.art) },
  ];
  const content = [
    ...inLayer(0, [
      'q',
      `${numbers(boxNumbers(sheet.bleed))} re W n`,
      ...pictures.map(({ name, toUnit, to }) => `q ${numbers(after(toUnit, to))} cm /${name} Do Q`),
      'Q',
    ]),
    ...inks.flatMap(({ strokes }, at) =>
      inLayer(at + 1, [
        'q /Over gs',
        `/Spot${at} CS 1 SCN ${STROKE_PT} w 1 j 1 J`,
        ...strokes.map(([command, ...points]) => `${numbers(points)} ${command}`),
        'S Q',
      ]),
    ),
  ];
  const overprint = context.register(
    context.obj({ Type: 'ExtGState', OP: true, op: true, OPM: 1, SA: false }),
  );
  const layers = [artwork, ...inks.map(({ layer }) => layer)];
  const pageRef = context.nextRef();
  const pages = context.register(context.obj({ Type: 'Pages', Kids: [pageRef], Count: 1 }));
  const page = context.obj({
    Type: 'Page',
    Parent: pages,
    MediaBox: corners(sheet.media),
    CropBox: corners(sheet.media),
    BleedBox: corners(sheet.bleed),
    TrimBox: corners(sheet.trim),
    Resources: {
      XObject: context.obj(Object.fromEntries(pictures.map(({ name, ref }) => [name, ref]))),
      ColorSpace: {
        ...Object.fromEntries(inks.map(({ space }, at) => [`Spot${at}`, space])),
        ...(shownCmyk ? { DefaultCMYK: profileSpace(context, shownCmyk, 4) } : {}),
      },
      ExtGState: { Over: overprint },
      Properties: Object.fromEntries(layers.map((layer, at) => [`Layer${at}`, layer])),
    },
    Contents: context.register(context.flateStream(content.join('\n'))),
  });
  if (art.blendSpace) page.set(PDFName.of('Group'), art.blendSpace);
  context.assign(pageRef, page);
  const catalog = context.obj({
    Type: 'Catalog',
    Pages: pages,
    OCProperties: layerProperties(context, layers, art.layers),
  });
  if (profile) catalog.set(PDFName.of('OutputIntents'), context.obj([outputIntent(context, profile)]));
  context.trailerInfo.Root = context.register(catalog);
  context.trailerInfo.Info = context.register(
    context.obj({
      Title: PDFHexString.fromText(order.title),
      Creator: PDFHexString.fromText('Kisscut'),
      Producer: PDFHexString.fromText('Kisscut'),
    }),
  );
}

interface Ink {
  spot: string;
  /** How it is shown where there is no such ink: cyan, magenta, yellow, black. */
  shownAs: [number, number, number, number];
  strokes: Stroke[];
}

function inksOf({ cut, spot, backingSpot }: PrintOrder, { fromMm }: Sheet): Ink[] {
  const inks: Ink[] = [{ spot, shownAs: [0, 1, 0, 0], strokes: strokesOf(cut.path, fromMm) }];
  if (backingSpot === null) return inks;
  const [left, top] = [-BACKING_MM, -BACKING_MM];
  const [right, bottom] = [cut.widthMm + BACKING_MM, cut.heightMm + BACKING_MM];
  const around = `M${left} ${top}L${right} ${top}L${right} ${bottom}L${left} ${bottom}Z`;
  return [...inks, { spot: backingSpot, shownAs: [1, 0, 0, 0], strokes: strokesOf(around, fromMm) }];
}

function separation(context: PDFContext, { spot, shownAs }: Ink) {
  const tint = { FunctionType: 2, Domain: [0, 1], C0: [0, 0, 0, 0], C1: shownAs, N: 1 };
  return context.obj(['Separation', PDFName.of(spot), 'DeviceCMYK', context.obj(tint)]);
}

/** Alternate is what viewers without colour management take. */
export function profileSpace(context: PDFContext, icc: Uint8Array, components: 1 | 3 | 4): PDFArray {
  const profile = context.flateStream(icc, { N: components, Alternate: DEVICE_SPACES[components] });
  return context.obj(['ICCBased', context.register(profile)]);
}

export const DEVICE_SPACES = { 1: 'DeviceGray', 3: 'DeviceRGB', 4: 'DeviceCMYK' } as const;

function newLayer(context: PDFContext, name: string): PDFRef {
  return context.register(context.obj({ Type: 'OCG', Name: PDFHexString.fromText(name) }));
}

function inLayer(at: number, content: string[]): string[] {
  return [`/OC /Layer${at} BDC`, ...content, 'EMC'];
}

/** Layers of the customer's stay as they were, on or off, and out of the list that people see. */
function layerProperties(context: PDFContext, ours: PDFRef[], theirs: readonly Layer[]) {
  const off = theirs.filter(({ isOn }) => !isOn).map(({ ref }) => ref);
  return {
    OCGs: context.obj([...ours, ...theirs.map(({ ref }) => ref)]),
    D: {
      Name: PDFHexString.fromText('Kisscut'),
      Order: context.obj(ours),
      ON: context.obj(ours),
      ...(off.length > 0 ? { OFF: context.obj(off) } : {}),
    },
  };
}

function outputIntent(context: PDFContext, profile: Uint8Array): PDFDict {
  const condition = PDFHexString.fromText('Custom');
  const stream = context.flateStream(profile, { N: iccComponents(profile) ?? 4 });
  return context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFX',
    OutputConditionIdentifier: condition,
    Info: condition,
    DestOutputProfile: context.register(stream),
  });
}

function corners({ x, y, width, height }: Box): number[] {
  return [x, y, x + width, y + height].map(rounded);
}

function boxNumbers({ x, y, width, height }: Box): number[] {
  return [x, y, width, height];
}

function numbers(values: readonly number[]): string {
  return values.map((value) => String(rounded(value))).join(' ');
}

/** A ten thousandth of a point is far below a micrometre. Never written with an exponent. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000 + 0;
}
