// Whether a tax id is written as its country writes them, check digits included. Nobody is asked whether it exists.
import { checkVAT, countries } from 'jsvat';

export type TaxId =
  | { kind: 'none' }
  /** Written right, with its country in front. */
  | { kind: 'valid'; taxId: string }
  | { kind: 'wrong' }
  /** Of a country whose tax ids we cannot check: kept as typed, worth no lower tax. */
  | { kind: 'unknown'; taxId: string };

/** Greek tax ids begin otherwise than the country's code. */
const PREFIXES: Record<string, string> = { GR: 'EL' };

export function readTaxId(typed: string, country: string): TaxId {
  const taxId = typed.toUpperCase().replace(/[^0-9A-Z+*]/g, '');
  if (taxId === '') return { kind: 'none' };
  const rules = countries.filter(({ codes }) => codes[0] === country);
  if (rules.length === 0) return { kind: 'unknown', taxId: typed.trim() };
  const prefix = PREFIXES[country] ?? country;
  const found = [taxId, prefix + taxId].map((text) => checkVAT(text, rules)).find(({ isValid }) => isValid);
  return found?.value ? { kind: 'valid', taxId: found.value } : { kind: 'wrong' };
}
