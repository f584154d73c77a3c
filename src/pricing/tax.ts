// What tax a sale carries: by where it goes and who buys. Pure.
import { toCents } from '../lib/money.ts';

/** Of a whole country, of one of its regions, or of everywhere else. */
export interface TaxRate {
  /** ISO alpha-2, or `*` for everywhere else. */
  country: string;
  /** Spellings of one region, with commas between; empty for the whole country. */
  region: string;
  /** On invoices: VAT, Sales tax. */
  name: string;
  basisPoints: number;
  /** Businesses with a valid tax id pay none and account for it themselves. */
  reverseCharge: boolean;
  /** Why there is no tax. */
  reason: string;
}

/** What a price needs to know of a tax. */
export interface TaxRule {
  basisPoints: number;
}

/** The tax of one sale, as it is frozen with its order. */
export interface SaleTax extends TaxRule {
  /** Empty: the shop's usual tax, which has no name of its own. */
  name: string;
  /** Why it is zero; empty when it is not, or when nobody asks. */
  reason: TaxReason | string;
}

/** Stands for a sentence that the invoice has; any other reason is the owner's own words. */
export type TaxReason = 'reverse_charge';

/** What the owner decided about tax. */
export interface TaxLaw {
  taxRates: readonly TaxRate[];
  settings: { taxBasisPoints: number; homeCountry: string };
}

export interface Destination {
  country: string;
  region: string;
  /** Buys with a tax id that was checked. */
  isBusiness: boolean;
}

/** The most exact rate counts: the region's, then the country's, then everywhere else's, then the usual one. */
export function saleTax(to: Destination, { taxRates, settings }: TaxLaw): SaleTax {
  const rate = rateFor(to, taxRates);
  if (!rate) return { name: '', basisPoints: settings.taxBasisPoints, reason: '' };
  if (rate.reverseCharge && to.isBusiness)
    return { name: rate.name, basisPoints: 0, reason: 'reverse_charge' };
  return {
    name: rate.name,
    basisPoints: rate.basisPoints,
    reason: rate.basisPoints === 0 ? rate.reason : '',
  };
}

/** Of somebody about whom nothing is known yet. */
export function homeTax(law: TaxLaw): SaleTax {
  return saleTax({ country: law.settings.homeCountry, region: '', isBusiness: false }, law);
}

/** Tax on a net amount. Every line and the delivery are rounded for themselves, here and nowhere else. */
export function taxOn(netCents: number, tax: TaxRule): number {
  return toCents((netCents * tax.basisPoints) / 10_000);
}

function rateFor({ country, region }: Destination, rates: readonly TaxRate[]): TaxRate | undefined {
  const there = rates.filter((rate) => rate.country === country);
  const wanted = spelling(region);
  return (
    there.find((rate) => wanted !== '' && spellingsOf(rate).includes(wanted)) ??
    there.find((rate) => spellingsOf(rate).length === 0) ??
    rates.find((rate) => rate.country === '*')
  );
}

function spellingsOf({ region }: TaxRate): string[] {
  return region.split(',').map(spelling).filter(Boolean);
}

function spelling(text: string): string {
  return text.trim().toLowerCase();
}
