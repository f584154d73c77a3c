// What a colour space of a PDF is made of: process colours, or spot colours by name.
import type { PdfObjects } from './objects.ts';
import { type Dict, isName, latin1, type Value } from './syntax.ts';

export type Model = 'rgb' | 'cmyk' | 'gray' | 'lab';

export interface Space {
  model: Model | null;
  /** Names of what is printed with inks of their own, one a component; process colours among them are null. */
  colorants: (string | null)[];
}

/** What something is painted with. */
export interface Ink {
  /** null before the drawing has chosen any: black. */
  space: Space | null;
  parts: number[];
  /** A tiling or shading instead of a plain colour. */
  pattern: string | null;
}

export const UNCHOSEN: Ink = { space: null, parts: [], pattern: null };

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
const PROCESS = new Set(['Cyan', 'Magenta', 'Yellow', 'Black']);
const NO_INKS = new Set(['All', 'None']);
const DEEPEST = 5;

const NOTHING: Space = { model: null, colorants: [] };

export function processSpace(model: Model): Space {
  return { model, colorants: [] };
}

/** `resources` give names their meaning; what they do not know is one of the device's own. */
export function readSpace(
  objects: PdfObjects,
  value: Value | undefined,
  resources: Dict | null,
  depth = 0,
): Space {
  const found = objects.resolve(value);
  if (depth > DEEPEST) return NOTHING;
  if (isName(found)) {
    const model = MODELS[found.name];
    if (model) return processSpace(model);
    const named = objects.dictOf(resources?.get('ColorSpace'))?.get(found.name);
    return named === undefined ? NOTHING : readSpace(objects, named, null, depth + 1);
  }
  if (!Array.isArray(found)) return NOTHING;
  const family = objects.resolve(found[0]);
  const kind = isName(family) ? family.name : '';
  const inner = () => readSpace(objects, found[1], resources, depth + 1);
  switch (kind) {
    case 'ICCBased':
      return profiled(objects, found[1]);
    case 'Indexed':
    case 'I':
    case 'Pattern':
      return inner();
    case 'Separation':
      return inked([objects.resolve(found[1])]);
    case 'DeviceN':
      return inked(objects.arrayOf(found[1]).map(objects.resolve));
    default:
      return { model: MODELS[kind] ?? null, colorants: [] };
  }
}

function profiled(objects: PdfObjects, profile: Value | undefined): Space {
  const dict = objects.dictOf(profile);
  const model = BY_COMPONENTS[objects.numberOf(dict?.get('N')) ?? 0] ?? null;
  // a profile of three components may be of L*a*b*
  const isLab = model === 'rgb' && isLabProfile(objects, profile);
  return { model: isLab ? 'lab' : model, colorants: [] };
}

/** An ICC profile names its colour space in bytes 16 to 19. */
function isLabProfile(objects: PdfObjects, profile: Value | undefined): boolean {
  const alternate = objects.resolve(objects.dictOf(profile)?.get('Alternate'));
  if (alternate !== null) return Array.isArray(alternate) && isName(objects.resolve(alternate[0]), 'Lab');
  const stream = objects.streamOf(profile);
  if (!stream || stream.dict.has('Filter')) return false;
  return latin1(stream.raw, 16, 20) === 'Lab ';
}

function inked(names: Value[]): Space {
  const texts = names.map((name) => (isName(name) ? name.name : ''));
  const colorants = texts.map((name) =>
    name === '' || PROCESS.has(name) || NO_INKS.has(name) ? null : name,
  );
  return { model: texts.some((name) => PROCESS.has(name)) ? 'cmyk' : null, colorants };
}

export function spotsOf(space: Space): string[] {
  return space.colorants.filter((name) => name !== null);
}
