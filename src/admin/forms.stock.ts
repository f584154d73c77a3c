// What staff type about stock: movements, items, what they counted.
import { z } from 'zod';
import { needed, optional } from '../accounts/forms.ts';
import { readAmount } from '../inventory/amount.ts';
import { UNITS, type Unit } from '../inventory/levels.ts';
import { ticked } from '../shipping/forms.ts';
import { en } from '../words/en.ts';
import { centsOf } from './forms.money.ts';

const movement = en.admin.stock.problems;
const say = en.inventory.problems;

const trimmed = z
  .string()
  .default('')
  .transform((text) => text.trim());

/** Cents as programs send them, or an amount as people type it; nothing when nobody said. */
const costFields = { cost: trimmed, costCents: trimmed };

function readCost({ cost, costCents }: { cost: string; costCents: string }): bigint | null | 'nonsense' {
  if (cost === '' && costCents === '') return null;
  const cents = /^\d{1,12}$/.test(costCents) ? Number(costCents) : centsOf(cost);
  return cents === null ? 'nonsense' : BigInt(cents);
}

/** `unit`: of the item, whose amounts may be typed as `12.5 m²`. */
export function stockChangeFields(unit: Unit) {
  return z
    .object({
      kind: z.enum(['receipt', 'adjustment', 'waste'], { error: movement.kind }),
      quantity: z
        .string({ error: movement.quantity })
        .transform((text) => readAmount(text, unit))
        .refine((amount) => amount !== null, movement.quantity)
        .transform((amount) => amount ?? 0n),
      reason: needed(movement.reason, 300),
      supplier: optional(100),
      ...costFields,
    })
    .transform(({ cost, costCents, ...change }, context) => {
      const problem = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message });
      const { kind, quantity } = change;
      if (quantity === 0n) problem('quantity', movement.notZero);
      else if (quantity < 0n && kind !== 'adjustment') problem('quantity', movement.positive);
      const read = readCost({ cost, costCents });
      if (read === 'nonsense') problem('cost', say.cost);
      else if (read !== null && kind !== 'receipt') problem('cost', say.costOnReceipt);
      return { ...change, costCents: read === 'nonsense' ? null : read };
    });
}

/** Codes are parts of addresses; these are taken by pages. */
const ADDRESSES = ['new', 'counts', 'events', 'value'];

const code = trimmed.refine((text) => /^[\p{L}\p{N} ._/+-]{0,80}$/u.test(text), say.code);
const wholeDays = trimmed
  .refine((text) => /^\d{0,3}$/.test(text) && Number(text) <= 365, say.days)
  .transform(Number);

const details = {
  name: needed(say.name, 120),
  code,
  lowLevel: trimmed,
  backorder: ticked,
  backorderDays: wholeDays,
};

/** Not below zero; nothing is zero. Null for nonsense. */
function readLevel(text: string, unit: Unit): bigint | null {
  const amount = text === '' ? 0n : readAmount(text, unit);
  return amount !== null && amount >= 0n ? amount : null;
}

export function itemDetailFields(unit: Unit) {
  return z.object(details).transform(({ lowLevel, ...rest }, context) => {
    const level = readLevel(lowLevel, unit);
    if (level === null) context.addIssue({ code: 'custom', path: ['lowLevel'], message: say.amount });
    return { ...rest, lowLevel: level ?? 0n };
  });
}

export const newItemFields = z
  .object({
    ...details,
    sku: z
      .string({ error: say.sku })
      .trim()
      .regex(/^[A-Za-z0-9][\w.-]{0,59}$/, say.sku)
      .refine((sku) => !ADDRESSES.includes(sku.toLowerCase()), say.reserved),
    unit: z.enum(UNITS, { error: say.unit }),
    quantity: trimmed,
    supplier: optional(100),
    ...costFields,
  })
  .transform(({ lowLevel, quantity, cost, costCents, ...item }, context) => {
    const problem = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const level = readLevel(lowLevel, item.unit);
    const amount = readLevel(quantity, item.unit);
    const read = readCost({ cost, costCents });
    if (level === null) problem('lowLevel', say.amount);
    if (amount === null) problem('quantity', say.amount);
    if (read === 'nonsense') problem('cost', say.cost);
    else if (read !== null && amount === 0n) problem('cost', say.costOnReceipt);
    return {
      ...item,
      lowLevel: level ?? 0n,
      quantity: amount ?? 0n,
      costCents: read === 'nonsense' ? null : read,
    };
  });

export function mendingFields(unit: Unit) {
  return z
    .object({ counted: trimmed, reason: needed(movement.reason, 300) })
    .transform(({ counted, reason }, context) => {
      const amount = counted === '' ? null : readLevel(counted, unit);
      if (amount === null) context.addIssue({ code: 'custom', path: ['counted'], message: say.amount });
      return { reason, counted: amount ?? 0n };
    });
}

export const newCountFields = z.object({ name: needed(say.name, 100), only: optional(100) });
export const postingFields = z.object({ reason: needed(movement.reason, 300) });
