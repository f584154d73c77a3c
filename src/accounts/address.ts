// A postal address as it stands on a parcel.
import { countryName } from './countries.iso.ts';
import { LETTERS, PLACE_PARTS, postalRules } from './postal.libaddress.ts';

interface Postal {
  name: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
}

/** `Ada Lovelace` / `12 Analytical Way` / `Portland, OR 97201` / `United States of America`: as its country writes it. */
export function addressLines(address: Postal): string[] {
  const { name, line1, line2, country } = address;
  const { format } = postalRules(country);
  const parts: Record<string, string> = {
    A: [line1, line2].filter(Boolean).join('\n'),
    C: address.city,
    S: address.region,
    Z: address.postalCode,
  };
  const lines = format.split('%n').flatMap((line) => fill(line, parts).split('\n'));
  // what somebody typed is printed, whether their country knows it or not
  const beside = PLACE_PARTS.filter((part) => !format.includes(`%${LETTERS[part]}`)).map(
    (part) => address[part],
  );
  return [name, ...lines, beside.filter(Boolean).join(', '), countryName(country)].filter(Boolean);
}

/** The name is above it all; towns within towns and sorting codes are not asked for. */
function fill(line: string, parts: Record<string, string>): string {
  if (!/%[ACSZ]/.test(line)) return '';
  const filled = line.replace(/%([A-Z])/g, (_whole, letter: string) => parts[letter] ?? '');
  return filled.replace(/ {2,}/g, ' ').replace(/^[\s,-]+|[\s,-]+$/g, '');
}
