// What people choose about the cut, read from an address. Nobody can type it wrong on our pages, so what makes no
// sense counts as not said; the cart says what it does not take.
import type { CutChoices } from '../artwork/cut.ts';
import { type Typed, typedFields } from '../web/read-form.ts';

export const BORDER = { least: 0, most: 10, step: 0.5 } as const;
export const CLOSING = { least: 1, most: 25, step: 0.5 } as const;

/** What a finding's button may change, as `use=name:value`. */
const USABLE = new Set(['side', 'shape', 'material', 'joined', 'own', 'fit']);

export function readCut(input: unknown, usual: CutChoices): CutChoices {
  const typed = withUsed(typedFields(input));
  return {
    offsetMm: within(typed.offsetMm, BORDER) ?? usual.offsetMm,
    closingMm: within(typed.closingMm, CLOSING) ?? usual.closingMm,
    joined: typed.joined === '1',
    holes: typed.holes === '1',
    fit: typed.fit === 'trim' ? 'trim' : 'page',
    own: typed.own === '1',
  };
}

/** Without scripts a finding's button sends the form with one field named anew. */
export function withUsed(typed: Typed): Typed {
  const [name = '', value] = (typed.use ?? '').split(':', 2);
  return USABLE.has(name) && value !== undefined ? { ...typed, [name]: value } : typed;
}

/** Shown until somebody unticks it on a page that had it. */
export function readGuides(typed: Typed): boolean {
  return typed.guides === '1' || typed.shown === undefined;
}

function within(text: string | undefined, { least, most }: { least: number; most: number }): number | null {
  const mm = /^\d{1,2}([.,]\d{1,3})?$/.test(text ?? '') ? Number(text?.replace(',', '.')) : Number.NaN;
  return mm >= least && mm <= most ? mm : null;
}
