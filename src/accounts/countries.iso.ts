// The world's countries by ISO 3166 code. Only English is loaded: all languages cost 50 ms at every start.
import countries from 'i18n-iso-countries/index.js';
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };

countries.registerLocale(english);

const NAMES = countries.getNames('en');

/** Sorted by name, for a select. */
export const COUNTRIES: readonly { code: string; name: string }[] = Object.entries(NAMES)
  .map(([code, name]) => ({ code, name }))
  .sort((a, b) => a.name.localeCompare(b.name, 'en'));

/** `US`, in capitals. */
export function isCountry(code: string): boolean {
  return Object.hasOwn(NAMES, code);
}

/** `United States of America`; the code itself when nobody knows it. */
export function countryName(code: string): string {
  return NAMES[code] ?? code;
}
