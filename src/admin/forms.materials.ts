// What staff type about materials and finishes.
import { z } from 'zod';
import { needed, optional } from '../accounts/forms.ts';
import type { ChoiceKind } from '../catalog/queries.materials.ts';
import { COLOUR, FINISH_DRAWINGS, MATERIAL_DRAWINGS } from '../catalog/swatches.ts';
import { ticked } from '../shipping/forms.ts';
import { en } from '../words/en.ts';

const say = en.materials.problems;

export const PLAIN_COLOUR = 'colour';

/** Becomes part of addresses and of price sheets, and never changes. */
export const slugFields = z.object({
  slug: z
    .string({ error: say.slug })
    .trim()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, say.slug)
    // the address of the form that makes one
    .refine((slug) => slug !== 'new', say.slug),
});

const whole = (most: number) =>
  z
    .string()
    .default('0')
    .transform((text) => text.trim() || '0')
    .refine((text) => /^\d{1,6}$/.test(text) && Number(text) <= most, say.whole(most))
    .transform(Number);

const width = z
  .string()
  .default('0')
  .transform((text) => text.trim().replace(',', '.') || '0')
  .refine((text) => /^\d{1,4}(\.\d{1,2})?$/.test(text) && Number(text) <= 5_000, say.width)
  .transform(Number);

/** `skus`: what there is in stock and can be reserved by area. */
export function choiceFields(kind: ChoiceKind, skus: readonly string[]) {
  const drawings: readonly string[] = kind === 'material' ? MATERIAL_DRAWINGS : FINISH_DRAWINGS;
  return z
    .object({
      name: needed(say.name, 60),
      description: optional(200),
      swatch: z
        .string({ error: say.swatch })
        .refine((name) => name === PLAIN_COLOUR || COLOUR.test(name) || drawings.includes(name), say.swatch),
      colour: z.string().trim().toLowerCase().default(''),
      thicknessUm: whole(10_000),
      outdoorYears: whole(50),
      rollWidthMm: width,
      stockSku: z
        .string()
        .default('')
        .refine((sku) => sku === '' || skus.includes(sku), say.stock)
        .transform((sku) => sku || null),
    })
    .transform(({ colour, ...facts }, context) => {
      if (facts.swatch !== PLAIN_COLOUR) return facts;
      if (!COLOUR.test(colour)) context.addIssue({ code: 'custom', path: ['colour'], message: say.colour });
      return { ...facts, swatch: colour };
    });
}

export const saleFields = z.object({ onSale: ticked });

export const moveFields = z.object({ direction: z.enum(['up', 'down'], { error: say.direction }) });
