// A postal address as it stands on a parcel.
import { countryName } from './countries.iso.ts';

interface Postal {
  name: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
}

/** `Ada Lovelace` / `12 Analytical Way` / `Portland, OR 97201` / `United States of America`. */
export function addressLines(address: Postal): string[] {
  const { name, line1, line2, city, region, postalCode, country } = address;
  const place = [city, [region, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [name, line1, line2, place, countryName(country)].filter((line) => line !== '');
}
