// Addresses by country: what is asked for, what is refused, and how it is written on a parcel.
import { describe, expect, it } from 'vitest';
import { addressLines } from '../../src/accounts/address.ts';
import { COUNTRIES } from '../../src/accounts/countries.iso.ts';
import { addressFields } from '../../src/accounts/forms.ts';
import { addressFieldsOf } from '../../src/accounts/pages.ts';
import { postalRules } from '../../src/accounts/postal.libaddress.ts';
import { readForm } from '../../src/web/read-form.ts';

const ADA = {
  name: 'Ada',
  line1: '1 Mill Lane',
  line2: '',
  city: 'Town',
  region: '',
  postalCode: '',
  phone: '',
};
const problemsOf = (address: object) => {
  const form = readForm(addressFields, { ...ADA, ...address });
  return form.ok ? {} : form.problems;
};
const GOOD = [
  { country: 'US', region: 'OR', postalCode: '97205' },
  { country: 'US', region: 'Oregon', postalCode: '97205-1234' },
  { country: 'GB', postalCode: 'SW1A 1AA' },
  { country: 'GB', postalCode: 'sw1a1aa', region: 'Greater London' },
  { country: 'DE', postalCode: '10115' },
  { country: 'IE', postalCode: '' },
  { country: 'HK', city: '', region: 'Kowloon', postalCode: '' },
  { country: 'JP', city: 'Minato-ku', region: 'Tokyo', postalCode: '105-0011' },
  { country: 'CA', region: 'ON', postalCode: 'k1a 0b1' },
  { country: 'BR', region: 'SP', postalCode: '01310-100' },
];

describe('what is asked for', () => {
  it.each(GOOD)('takes %j', (address) => expect(problemsOf(address)).toEqual({}));

  it.each([
    [{ country: 'US', postalCode: '97205' }, { region: 'Enter the state.' }],
    [{ country: 'US', region: 'OR' }, { postalCode: 'Enter the ZIP code.' }],
    [
      { country: 'US', region: 'OR', postalCode: '972' },
      { postalCode: /^A ZIP code there looks like \d{5}/ },
    ],
    [{ country: 'GB', city: '', postalCode: 'SW1A 1AA' }, { city: 'Enter the post town.' }],
    [{ country: 'DE', postalCode: '1011' }, { postalCode: /^A postal code there looks like \d{5}/ }],
    [{ country: 'IN', region: 'Goa', postalCode: '4030' }, { postalCode: /PIN code/ }],
    [{ country: 'XX', postalCode: '1' }, { country: 'Choose a country from the list.' }],
    [{ country: 'US', region: 'OR', postalCode: '<b>' }, { postalCode: /letters, digits/ }],
  ])('says of %j what is missing or wrong', (address, expected) => {
    const problems = problemsOf(address);
    expect(Object.keys(problems)).toEqual(Object.keys(expected));
    for (const [field, sentence] of Object.entries(expected)) expect(problems[field]).toMatch(sentence);
  });

  it('takes for every country in the world the example that its own rules give', () => {
    const refused = COUNTRIES.filter(({ code }) => {
      const { example, use } = postalRules(code);
      const region = use.region === 'required' ? 'Somewhere' : '';
      return Object.keys(problemsOf({ country: code, postalCode: example, region })).length > 0;
    });
    expect(refused.map(({ code }) => code)).toEqual([]);
  });
});

describe('the fields of a form', () => {
  const fieldsOf = (country: string, typed = {}) =>
    addressFieldsOf({ typed: { country, ...typed }, problems: {} }).places.map(({ label }) => label);

  it('stand in the order and under the names of the country', () => {
    expect(fieldsOf('US')).toEqual(['City', 'State', 'ZIP code']);
    expect(fieldsOf('DE')).toEqual(['Postal code', 'City']);
    expect(fieldsOf('GB')).toEqual(['Post town', 'Postal code']);
    expect(fieldsOf('IE')).toEqual(['City', 'County', 'Eircode']);
    expect(fieldsOf('')).toEqual(['City', 'Province or region', 'Postal code']);
  });
  it('never hide what was typed', () => {
    expect(fieldsOf('GB', { region: 'Kent' })).toEqual(['Post town', 'Postal code', 'Province or region']);
  });
});

describe('on a parcel', () => {
  it.each([
    [{ country: 'US', city: 'Portland', region: 'OR', postalCode: '97205' }, ['Portland, OR 97205']],
    [{ country: 'US', city: 'Portland', postalCode: '97205' }, ['Portland, 97205']],
    [{ country: 'DE', city: 'Berlin', postalCode: '10115' }, ['10115 Berlin']],
    [{ country: 'GB', city: 'London', postalCode: 'SW1A 1AA' }, ['London', 'SW1A 1AA']],
    [{ country: 'GB', city: 'Ash', region: 'Kent', postalCode: 'CT3 2AA' }, ['Ash', 'CT3 2AA', 'Kent']],
    [
      { country: 'BR', city: 'São Paulo', region: 'SP', postalCode: '01310-100' },
      ['São Paulo-SP', '01310-100'],
    ],
    [{ country: 'HK', city: '', region: 'Kowloon' }, ['Kowloon']],
  ])('%j', (address, expected) => {
    expect(addressLines({ ...ADA, ...address }).slice(2, -1)).toEqual(expected);
  });

  it('begins with the name and ends with the country, everywhere, and loses nothing', () => {
    for (const { code, name } of COUNTRIES) {
      const lines = addressLines({
        ...ADA,
        region: 'Region',
        postalCode: '12345',
        line2: 'Flat 2',
        country: code,
      });
      expect([lines[0], lines.at(-1)]).toEqual(['Ada', name]);
      const text = lines.join(' | ');
      for (const part of ['1 Mill Lane', 'Flat 2', 'Town', 'Region', '12345']) expect(text).toContain(part);
    }
  });
});
