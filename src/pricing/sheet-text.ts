// A price sheet as people type it, one text per figure: what the form and the CSV file have in common.
import type { Problems } from '../lib/refusal.ts';
import { SHAPES } from '../sticker.ts';
import { en } from '../words/en.ts';
import type { SheetFigures } from './sheet.ts';
import { areBreaks, type Figure, flawsOf, isWithin, RANGES, type SheetFlaw } from './sheet-rules.ts';

const say = en.pricing.sheets.problems;

/** The figures that a sheet has one of, in the order they are asked for. */
export const SINGLE_FIGURES = [
  'setup',
  'rate',
  'referenceArea',
  'areaExponent',
  'quantityExponent',
  'minimum',
  'nudgePercent',
] as const;
export type SingleFigure = (typeof SINGLE_FIGURES)[number];

/** Those that are typed in the currency's major unit. */
const MONEY: readonly Figure[] = ['setup', 'rate', 'minimum'];

/** What factors may be for. */
export interface KnownChoices {
  materials: readonly string[];
  finishes: readonly string[];
}

export type ReadSheet = { ok: true; figures: SheetFigures } | { ok: false; problems: Problems };

/** `setup` → `40.00`, `material.vinyl` → `1`, `breaks` → `50, 100`. Read again it is the same sheet exactly. */
export function textOf(sheet: SheetFigures): Record<string, string> {
  return {
    setup: moneyText(sheet.setupCents),
    rate: moneyText(sheet.rateCents),
    referenceArea: String(sheet.referenceAreaMm2),
    areaExponent: String(sheet.areaExponent),
    quantityExponent: String(sheet.quantityExponent),
    minimum: moneyText(sheet.minimumCents),
    nudgePercent: String(sheet.nudgePercent),
    ...factorTexts('material', sheet.materials),
    ...factorTexts('finish', sheet.finishes),
    ...factorTexts('shape', sheet.shapes),
    breaks: sheet.breaks.join(', '),
  };
}

function factorTexts(kind: string, factors: Record<string, number>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(factors).map(([slug, factor]) => [`${kind}.${slug}`, String(factor)]),
  );
}

/** Moves the point in the text, because 0.79 × 100 is not 79 in binary. At least two decimals. */
function moneyText(cents: number): string {
  const [whole = '0', part = ''] = String(Number(`${cents}e-2`)).split('.');
  return `${whole}.${part.padEnd(2, '0')}`;
}

/** A material or finish left empty is not sold by this sheet. */
export function readSheetText(typed: Readonly<Record<string, string>>, known: KnownChoices): ReadSheet {
  const problems: Problems = {};
  const read = (field: string, figure: Figure): number => {
    const value = numberOf(typed[field] ?? '', figure);
    if (value === null) problems[field] = sentenceFor({ what: 'figure', figure, field });
    return value ?? Number.NaN;
  };
  const factors = (kind: string, slugs: readonly string[]) =>
    Object.fromEntries(
      slugs.flatMap((slug) => {
        const field = `${kind}.${slug}`;
        return (typed[field] ?? '').trim() === '' ? [] : [[slug, read(field, 'factor')]];
      }),
    );
  const shape = (slug: (typeof SHAPES)[number]) => read(`shape.${slug}`, 'factor');
  const figures: SheetFigures = {
    setupCents: read('setup', 'setup'),
    rateCents: read('rate', 'rate'),
    referenceAreaMm2: read('referenceArea', 'referenceArea'),
    areaExponent: read('areaExponent', 'areaExponent'),
    quantityExponent: read('quantityExponent', 'quantityExponent'),
    minimumCents: read('minimum', 'minimum'),
    nudgePercent: read('nudgePercent', 'nudgePercent'),
    materials: factors('material', known.materials),
    finishes: factors('finish', known.finishes),
    shapes: {
      'die-cut': shape('die-cut'),
      'kiss-cut': shape('kiss-cut'),
      circle: shape('circle'),
      square: shape('square'),
      rectangle: shape('rectangle'),
      rounded: shape('rounded'),
      oval: shape('oval'),
    },
    breaks: breaksOf(typed.breaks ?? ''),
  };
  for (const flaw of flawsOf(figures)) problems[flaw.field] ??= sentenceFor(flaw);
  for (const field of strangersIn(typed, known)) problems[field] = say.unknown(field.split('.')[1] ?? field);
  return Object.keys(problems).length === 0 ? { ok: true, figures } : { ok: false, problems };
}

/** Factors for what the shop does not have, which must not be dropped silently. */
function strangersIn(
  typed: Readonly<Record<string, string>>,
  { materials, finishes }: KnownChoices,
): string[] {
  const lists: Record<string, readonly string[]> = { material: materials, finish: finishes, shape: SHAPES };
  return Object.keys(typed).filter((field) => {
    const [kind = '', slug] = field.split('.');
    return slug !== undefined && Object.hasOwn(lists, kind) && !lists[kind]?.includes(slug);
  });
}

const DECIMAL = /^\d{1,9}(?:[.,]\d{1,8})?$/;

/** Null for what is no such figure. */
function numberOf(text: string, figure: Figure): number | null {
  const trimmed = text.trim();
  if (!DECIMAL.test(trimmed)) return null;
  const plain = trimmed.replace(',', '.');
  const value = Number(MONEY.includes(figure) ? `${plain}e2` : plain);
  if (figure === 'minimum' && !Number.isInteger(value)) return null;
  return isWithin(RANGES[figure], value) ? value : null;
}

/** `50, 100 200` → [50, 100, 200]; nothing for what is no list of quantities. */
function breaksOf(text: string): number[] {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  const breaks = words.map((word) => (/^\d{1,6}$/.test(word) ? Number(word) : Number.NaN));
  return areBreaks(breaks) ? breaks : [];
}

export function sentenceFor(flaw: SheetFlaw): string {
  switch (flaw.what) {
    case 'figure':
      return say.figures[flaw.figure](inMajorUnits(flaw.figure));
    case 'none':
      return say.none[flaw.field];
    case 'breaks':
      return say.breaks;
    case 'too_dear':
      return say.tooDear(Math.round(flaw.cents / 100));
  }
}

function inMajorUnits(figure: Figure) {
  const { least, most } = RANGES[figure];
  return MONEY.includes(figure) ? { least: least / 100, most: most / 100 } : { least, most };
}
