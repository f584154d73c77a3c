// What a PDF says about itself: units, colours, spot colours, and whether it would like to run something.
// Runs in the decoder child only.
import {
  decodePDFRawStream,
  ParseSpeeds,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import type { Colour } from './facts.ts';

export interface PdfStructure {
  /** 1/72 inch each, times this. */
  userUnit: number;
  colour: Colour | null;
  spots: string[];
  active: boolean;
}

const UNREADABLE: PdfStructure = { userUnit: 1, colour: null, spots: [], active: false };

/** Files that PDFium mends but this reader cannot follow are taken as they most often are. */
export async function readStructure(pdf: Uint8Array): Promise<PdfStructure> {
  try {
    const document = await PDFDocument.load(pdf, {
      password: '', // locked against changes only: still everybody may read it
      updateMetadata: false,
      throwOnInvalidObject: false,
      parseSpeed: ParseSpeeds.Fastest,
    });
    const page = document.getPage(0).node;
    const unit = page.lookup(PDFName.of('UserUnit'));
    const inks = inksOf(page.Resources(), page.Contents());
    return {
      userUnit: unit instanceof PDFNumber && unit.asNumber() > 0 ? unit.asNumber() : 1,
      colour: colourOf(inks),
      spots: [...inks.spots],
      active: document.context.enumerateIndirectObjects().some(([, object]) => isActive(object)),
    };
  } catch {
    return UNREADABLE;
  }
}

type Model = 'rgb' | 'cmyk' | 'gray' | 'lab';

const MODELS: Record<string, Model> = {
  DeviceRGB: 'rgb',
  CalRGB: 'rgb',
  RGB: 'rgb',
  DeviceCMYK: 'cmyk',
  CMYK: 'cmyk',
  DeviceGray: 'gray',
  CalGray: 'gray',
  G: 'gray',
  Lab: 'lab',
};
const BY_COMPONENTS: Record<number, Model> = { 1: 'gray', 3: 'rgb', 4: 'cmyk' };
const BY_OPERATOR: Record<string, Model> = {
  g: 'gray',
  G: 'gray',
  rg: 'rgb',
  RG: 'rgb',
  k: 'cmyk',
  K: 'cmyk',
};
const PROCESS_COLOURS = new Set(['Cyan', 'Magenta', 'Yellow', 'Black', 'All', 'None']);

interface Inks {
  models: Set<Model>;
  spots: Set<string>;
}

/** Grey beside colour is part of it: black text in a CMYK file. */
function colourOf(inks: Inks): Colour | null {
  const colours = [...inks.models].filter((model) => model !== 'gray');
  if (colours.length > 1) return 'mixed';
  return colours[0] ?? (inks.models.has('gray') ? 'gray' : null);
}

/** Follows the page's resources into forms and patterns, each once. */
function inksOf(resources: PDFDict | undefined, contents: PDFObject | undefined): Inks {
  const inks: Inks = { models: new Set(), spots: new Set() };
  const seen = new Set<PDFObject>();
  for (const stream of streamsOf(contents)) readOperators(stream, inks);
  walkResources(resources, inks, seen);
  return inks;
}

function walkResources(resources: PDFDict | undefined, inks: Inks, seen: Set<PDFObject>): void {
  if (!resources || seen.has(resources)) return;
  seen.add(resources);
  for (const space of entriesOf(resources, 'ColorSpace')) readSpace(space, inks);
  for (const shading of entriesOf(resources, 'Shading'))
    readSpace(lookUp(dictOf(shading), 'ColorSpace'), inks);
  for (const drawn of [...entriesOf(resources, 'XObject'), ...entriesOf(resources, 'Pattern')]) {
    const dict = dictOf(drawn);
    readSpace(lookUp(dict, 'ColorSpace'), inks);
    readSpace(lookUp(dictOf(lookUp(dict, 'Shading')), 'ColorSpace'), inks);
    if (lookUp(dict, 'Subtype') !== PDFName.of('Image')) {
      for (const stream of streamsOf(drawn)) readOperators(stream, inks);
    }
    const own = lookUp(dict, 'Resources');
    if (own instanceof PDFDict) walkResources(own, inks, seen);
  }
}

function readSpace(space: PDFObject | undefined, inks: Inks, depth = 0): void {
  if (space instanceof PDFName) add(inks, MODELS[space.decodeText()]);
  if (!(space instanceof PDFArray) || depth > 4 || space.size() === 0) return;
  const family = space.lookup(0);
  const kind = family instanceof PDFName ? family.decodeText() : '';
  const second = space.size() > 1 ? space.lookup(1) : undefined;
  if (kind === 'ICCBased') {
    const components = lookUp(dictOf(second), 'N');
    if (components instanceof PDFNumber) add(inks, BY_COMPONENTS[components.asNumber()]);
  } else if (kind === 'Indexed' || kind === 'I' || kind === 'Pattern') {
    readSpace(second, inks, depth + 1);
  } else if (kind === 'Separation') {
    if (second instanceof PDFName) addSpot(inks, second.decodeText());
  } else if (kind === 'DeviceN') {
    for (const name of second instanceof PDFArray ? second.asArray() : []) {
      if (name instanceof PDFName) addSpot(inks, name.decodeText());
    }
  } else {
    add(inks, MODELS[kind]);
  }
}

function add(inks: Inks, model: Model | undefined): void {
  if (model) inks.models.add(model);
}

function addSpot(inks: Inks, name: string): void {
  if (!PROCESS_COLOURS.has(name)) inks.spots.add(name);
}

/** More text than this says nothing new. */
const MOST_TEXT = 8_000_000;
const STRINGS = /\((?:\\.|[^\\()])*\)/gs;
const INLINE_IMAGES = /\bBI\b.*?\bEI\b/gs;
const COLOUR_OPERATORS = /(?<=[\s\])>])(rg|RG|g|G|k|K)(?=\s|$)/g;

function readOperators(stream: PDFRawStream, inks: Inks): void {
  const text = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1', 0, MOST_TEXT);
  const bare = text.replace(STRINGS, '()').replace(INLINE_IMAGES, ' ');
  for (const [operator] of bare.matchAll(COLOUR_OPERATORS)) add(inks, BY_OPERATOR[operator]);
}

function streamsOf(object: PDFObject | undefined): PDFRawStream[] {
  if (object instanceof PDFRawStream) return [object];
  if (!(object instanceof PDFArray)) return [];
  return object.asArray().flatMap((_, index) => streamsOf(object.lookup(index)));
}

function entriesOf(resources: PDFDict, kind: string): PDFObject[] {
  const entries = lookUp(resources, kind);
  if (!(entries instanceof PDFDict)) return [];
  return entries.keys().flatMap((key) => entries.lookup(key) ?? []);
}

function dictOf(object: PDFObject | undefined): PDFDict | undefined {
  if (object instanceof PDFStream) return object.dict;
  return object instanceof PDFDict ? object : undefined;
}

function lookUp(dict: PDFDict | undefined, key: string): PDFObject | undefined {
  return dict?.lookup(PDFName.of(key));
}

const ACTIONS = new Set(['JavaScript', 'Launch', 'ImportData', 'SubmitForm'].map((name) => PDFName.of(name)));
const CARRIERS = ['JS', 'JavaScript', 'EmbeddedFiles', 'EF', 'AF'].map((name) => PDFName.of(name));

/** Looks into everything written in place; references have their own turn. */
function isActive(object: PDFObject | undefined, depth = 0): boolean {
  if (depth > 8 || object === undefined || object instanceof PDFRef) return false;
  if (object instanceof PDFArray) return object.asArray().some((item) => isActive(item, depth + 1));
  const dict = dictOf(object);
  if (!dict) return false;
  const action = dict.get(PDFName.of('S'));
  if (action instanceof PDFName && ACTIONS.has(action)) return true;
  if (CARRIERS.some((key) => dict.has(key))) return true;
  return dict.values().some((value) => isActive(value, depth + 1));
}
