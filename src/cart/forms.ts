// What people type to fill and change a cart.
import { z } from 'zod';
import { fromInches } from '../lib/length.ts';
import {
  EQUAL_SIDED_SHAPES,
  MAX_QUANTITY,
  MAX_SIDE_MM,
  MIN_QUANTITY,
  MIN_SIDE_MM,
  SHAPES,
} from '../sticker.ts';
import { en } from '../words/en.ts';

const { fields } = en.cart;

const slug = (sentence: string) => z.string({ error: sentence }).min(1, sentence).max(60, sentence);

const side = z
  .string({ error: fields.side })
  .trim()
  .regex(/^\d{1,4}([.,]\d{1,2})?$/, fields.side)
  .transform((text) => Number(text.replace(',', '.')))
  .refine((mm) => mm >= MIN_SIDE_MM && mm <= MAX_SIDE_MM, fields.side);

export const quantityField = z
  .string({ error: fields.quantity })
  .trim()
  .regex(/^\d{1,7}$/, fields.quantity)
  .transform(Number)
  .refine((pieces) => pieces >= MIN_QUANTITY && pieces <= MAX_QUANTITY, fields.quantity);

/** Everything that decides a custom sticker's price. Whether the shop offers it all is `notOffered`. */
const specification = z
  .object({
    product: slug(fields.product),
    shape: z.enum(SHAPES, { error: fields.shape }),
    widthMm: side,
    heightMm: side,
    material: slug(fields.material),
    finish: slug(fields.finish),
    quantity: quantityField,
  })
  .refine((spec) => !EQUAL_SIDED_SHAPES.includes(spec.shape) || spec.widthMm === spec.heightMm, {
    error: fields.equalSides,
    path: ['heightMm'],
  });

/** The same as people may type it: `widthIn`, `heightIn` instead of millimetres. */
export const specificationForm = z.preprocess(inMillimetres, specification);

export const stockedForm = z.object({
  product: slug(fields.product),
  /** SKU; the first one on sale without it. */
  variant: z.string().trim().max(60, fields.variant).optional(),
  quantity: quantityField,
});

export const quantityForm = z.object({ quantity: quantityField });

/** One of both; whether the shop offers it is looked up. */
export const choiceForm = z.union([
  z.object({ material: slug(fields.material) }),
  z.object({ finish: slug(fields.finish) }),
]);

/** Sides typed in inches become `widthMm`, `heightMm`. */
export function inMillimetres(typed: unknown): Record<string, string> {
  const { widthIn, heightIn, ...rest } = typed as Record<string, string>; // readForm hands over nothing else
  return {
    ...rest,
    ...(widthIn !== undefined && { widthMm: millimetresOf(widthIn) }),
    ...(heightIn !== undefined && { heightMm: millimetresOf(heightIn) }),
  };
}

/** What is not a number stays as it is, for the field to refuse. */
function millimetresOf(inches: string): string {
  const text = inches.trim().replace(',', '.');
  return /^\d{1,2}(\.\d{1,3})?$/.test(text) ? String(fromInches(Number(text))) : inches;
}
