// Who buys and where it goes, as far as the tax is concerned.
import { countryName, isCountry } from '../accounts/countries.iso.ts';
import type { Problems } from '../lib/refusal.ts';
import { type SaleTax, saleTax, type TaxLaw } from '../pricing/tax.ts';
import { readTaxId } from '../pricing/tax-id.jsvat.ts';
import type { Typed } from '../web/read-form.ts';
import { en } from '../words/en.ts';
import type { Business } from './actions.place.ts';

/** What was typed, or nothing yet: then the parcel stays at home. */
export function taxOfBuyer(typed: Typed, law: TaxLaw): SaleTax {
  const country = countryOf(typed, law);
  const isBusiness = readTaxId(typed.taxId ?? '', country).kind === 'valid';
  return saleTax({ country, region: typed.region ?? '', isBusiness }, law);
}

export function businessOf(typed: { company: string; taxId: string; country: string }): Business {
  const { company, country } = typed;
  const read = readTaxId(typed.taxId, country);
  const taxId = read.kind === 'valid' || read.kind === 'unknown' ? read.taxId : '';
  return { company, taxId, isChecked: read.kind === 'valid' };
}

export function taxIdProblems(typed: Typed, law: TaxLaw): Problems {
  const country = countryOf(typed, law);
  if (readTaxId(typed.taxId ?? '', country).kind !== 'wrong') return {};
  return { taxId: en.checkout.fields.taxId(countryName(country)) };
}

function countryOf({ country = '' }: Typed, { settings }: TaxLaw): string {
  const code = country.trim().toUpperCase();
  return isCountry(code) ? code : settings.homeCountry;
}
