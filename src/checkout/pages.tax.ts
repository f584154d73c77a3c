// How tax reads beside a price.
import type { Settings } from '../catalog/settings.ts';
import { count } from '../lib/format.ts';
import type { SaleTax } from '../pricing/tax.ts';
import { en } from '../words/en.ts';

const t = en.checkout;

/** `VAT 20 %`, or just `Tax`. */
export function taxLabel({ name, basisPoints }: SaleTax, settings: Settings): string {
  const label = name === '' ? t.tax : t.taxAt(name, percent(basisPoints));
  return settings['tax.shownIncluded'] ? t.taxIncluded(label) : label;
}

/** Why nothing is added; empty when there is nothing to say. */
export function taxNote({ reason }: SaleTax): string {
  return reason === 'reverse_charge' ? en.invoices.reasons.reverse_charge : reason;
}

/** An amount as the owner wants prices read: with its tax in it, or without. */
export function shownCents(netCents: number, taxCents: number, settings: Settings): number {
  return settings['tax.shownIncluded'] ? netCents + taxCents : netCents;
}

function percent(basisPoints: number): string {
  return count(basisPoints / 100);
}
