// What staff type about products, their variants and pictures, and about categories.
import { z } from 'zod';
import { needed, optional } from '../accounts/forms.ts';
import { areBreaksSound, type QuantityBreak } from '../catalog/variants.ts';
import { ticked } from '../shipping/forms.ts';
import { MAX_QUANTITY, MAX_SIDE_MM, MIN_SIDE_MM } from '../sticker.ts';
import { en } from '../words/en.ts';
import { centsOf } from './forms.money.ts';

const say = en.catalog.problems;

/** Becomes the address of a page. */
export const slugField = z
  .string({ error: say.slug })
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, say.slug)
  .max(60, say.slug);

const whole = (most: number, missing = '') =>
  z
    .string()
    .default(missing)
    .transform((text) => text.trim() || missing)
    .refine((text) => /^\d{1,7}$/.test(text) && Number(text) <= most, say.whole(most))
    .transform(Number);

/** Lines and paragraphs stay. */
const longText = z
  .string()
  .default('')
  .transform((text) => text.replace(/\r\n?/g, '\n').replace(CONTROLS, '').trim())
  .pipe(z.string().max(5_000, say.tooLong));

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;

const nameField = needed(say.name, 100);

export const newProductFields = z.object({
  kind: z.enum(['custom', 'stocked'], { error: say.kind }),
  name: nameField,
  slug: slugField,
});

export const textFields = z.object({
  name: nameField,
  slug: slugField,
  tagline: optional(140),
  description: longText,
  position: whole(999_999, '0'),
});

export const seoFields = z.object({ seoTitle: optional(70), seoDescription: optional(170) });

const side = whole(MAX_SIDE_MM).refine((mm) => mm >= MIN_SIDE_MM, say.side(MIN_SIDE_MM, MAX_SIDE_MM));

/** Shapes, materials and finishes come as boxes of one name each. */
export const offerFields = z
  .object({
    minMm: side,
    maxMm: side,
    presetsMm: z
      .string()
      .default('')
      .transform((text) => text.split(/[\s,;]+/).filter(Boolean))
      .refine((sides) => sides.length <= 6 && sides.every((each) => /^\d{1,3}$/.test(each)), say.presets)
      .transform((sides) => sides.map(Number)),
  })
  .superRefine(({ minMm, maxMm, presetsMm }, context) => {
    const problem = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (maxMm < minMm) problem('maxMm', say.range);
    if (presetsMm.some((mm) => mm < minMm || mm > maxMm)) problem('presetsMm', say.presetsOutside);
  });

const price = z
  .string()
  .default('')
  .transform((text, context) => {
    const cents = centsOf(text);
    if (cents !== null) return cents;
    context.addIssue({ code: 'custom', message: say.price });
    return z.NEVER;
  });

/** One a line: from how many, then the price of one. */
const breaksField = z
  .string()
  .default('')
  .transform((text, context): QuantityBreak[] => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const breaks = lines.flatMap((line) => breakOf(line) ?? []);
    if (breaks.length === lines.length && breaks.length <= 12) return breaks;
    context.addIssue({ code: 'custom', message: say.breaks });
    return z.NEVER;
  });

function breakOf(line: string): QuantityBreak | null {
  const [, many = '', amount = ''] = /^\s*(\d{1,6})\s*[\s:;=]\s*\$?\s*([\d.,]+)\s*$/.exec(line) ?? [];
  const [quantity, unitCents] = [Number(many), centsOf(amount)];
  return quantity >= 2 && quantity <= MAX_QUANTITY && unitCents !== null ? { quantity, unitCents } : null;
}

const skuField = z
  .string({ error: say.sku })
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, say.sku);

export const variantFields = z
  .object({
    sku: skuField,
    name: needed(say.variantName, 80),
    price,
    breaks: breaksField,
    weightGrams: whole(100_000, '0'),
    stockSku: z.string().trim().max(60).default(''),
    stockPieces: whole(10_000, '1').refine((pieces) => pieces >= 1, say.whole(10_000)),
    position: whole(999_999, '0'),
    onSale: ticked,
    makeStock: ticked,
  })
  .refine(({ price: unitCents, breaks }) => areBreaksSound({ unitCents, breaks }), {
    error: say.breaksOrder,
    path: ['breaks'],
  });

export type VariantTyped = z.output<typeof variantFields>;

/** Of a product that is sold as one thing. */
export const onlyVariantFields = z.object({ price, weightGrams: whole(100_000, '0') });

export const pictureFields = z.object({ alt: optional(200), position: whole(999_999, '0') });

export const publicationFields = z.object({ published: ticked });

export const categoryFields = z.object({
  name: needed(say.name, 60),
  slug: slugField,
  description: optional(300),
  position: whole(999_999, '0'),
});
