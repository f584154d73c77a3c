// What staff type about tax and invoices.
import { z } from 'zod';
import { isCountry } from '../accounts/countries.iso.ts';
import { needed, optional } from '../accounts/forms.ts';
import { ticked } from '../shipping/forms.ts';
import { en } from '../words/en.ts';

const say = en.tax.problems;

/** `8.875` or `8,875` → 887.5 basis points. */
const percent = z
  .string({ error: say.percent })
  .trim()
  .regex(/^\d{1,3}([.,]\d{1,3})?$/, say.percent)
  .transform((text) => Math.round(Number(text.replace(',', '.')) * 1000) / 10)
  .refine((basisPoints) => basisPoints <= 10_000, say.percent);

export const taxRateFields = z
  .object({
    country: z
      .string({ error: say.country })
      .trim()
      .toUpperCase()
      .refine((code) => code === '*' || isCountry(code), say.country),
    region: optional(200),
    name: needed(say.name, 40),
    percent,
    reverseCharge: ticked,
    reason: optional(300),
  })
  .superRefine(({ country, region, percent: basisPoints, reason }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (country === '*' && region !== '') refuse('region', say.region);
    if (basisPoints > 0 && reason !== '') refuse('reason', say.reason);
  });

const prefix = z
  .string({ error: say.prefix })
  .trim()
  .min(1, say.prefix)
  .max(20, say.prefix)
  .regex(/^[A-Za-z0-9/._-]*(\{year\}[A-Za-z0-9/._-]*)?$/, say.prefix);

export const taxSettingsFields = z
  .object({
    usualPercent: percent,
    shownIncluded: ticked,
    taxId: optional(40),
    prefix,
    creditNotePrefix: prefix,
    footer: optional(300),
  })
  .refine((typed) => typed.prefix !== typed.creditNotePrefix, {
    path: ['creditNotePrefix'],
    message: say.samePrefix,
  });
