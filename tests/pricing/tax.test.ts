// Which tax a sale carries.
import { describe, expect, it } from 'vitest';
import { homeTax, saleTax, type TaxLaw, type TaxRate, taxOn } from '../../src/pricing/tax.ts';
import { readTaxId } from '../../src/pricing/tax-id.jsvat.ts';

const rate = (changes: Partial<TaxRate>): TaxRate => ({
  country: 'DE',
  region: '',
  name: 'VAT',
  basisPoints: 1900,
  reverseCharge: false,
  reason: '',
  ...changes,
});

const LAW: TaxLaw = {
  settings: { taxBasisPoints: 500, homeCountry: 'US' },
  taxRates: [
    rate({}),
    rate({ country: 'AT', basisPoints: 2000, reverseCharge: true }),
    rate({ country: 'US', name: 'Sales tax', basisPoints: 0 }),
    rate({ country: 'US', region: 'NY, New York', name: 'Sales tax', basisPoints: 887.5 }),
  ],
};
const EXPORT = rate({ country: '*', name: 'Export', basisPoints: 0, reason: 'Export, zero-rated.' });

const tax = (country: string, region = '', isBusiness = false, law = LAW) =>
  saleTax({ country, region, isBusiness }, law);

describe('the tax of a sale', () => {
  it.each([
    ['its country’s', 'DE', '', 1900],
    ['its region’s, however it is spelled', 'US', ' new york ', 887.5],
    ['its region’s by the other spelling', 'US', 'NY', 887.5],
    ['its country’s in any other region', 'US', 'OR', 0],
    ['its country’s where nobody says which region', 'US', '', 0],
    ['the usual one where no rate fits', 'JP', '', 500],
  ])('is %s', (_which, country, region, basisPoints) => {
    expect(tax(country, region).basisPoints).toBe(basisPoints);
  });

  it('is everywhere else’s where nothing is more exact, with its reason', () => {
    const law = { ...LAW, taxRates: [...LAW.taxRates, EXPORT] };
    expect(tax('JP', '', false, law)).toEqual({
      name: 'Export',
      basisPoints: 0,
      reason: 'Export, zero-rated.',
    });
    expect(tax('DE', '', false, law).basisPoints).toBe(1900);
  });

  it('is none for businesses with a tax id, only where the law turns it round', () => {
    expect(tax('AT', '', true)).toEqual({ name: 'VAT', basisPoints: 0, reason: 'reverse_charge' });
    expect(tax('AT', '', false)).toMatchObject({ basisPoints: 2000, reason: '' });
    expect(tax('DE', '', true).basisPoints).toBe(1900);
  });

  it('is that of home until somebody says where it goes', () => {
    expect(homeTax({ ...LAW, settings: { taxBasisPoints: 500, homeCountry: 'DE' } }).basisPoints).toBe(1900);
  });

  it('is zero until the owner says otherwise', () => {
    const law = { settings: { taxBasisPoints: 0, homeCountry: 'US' }, taxRates: [] };
    expect(tax('US', '', false, law)).toEqual({ name: '', basisPoints: 0, reason: '' });
  });

  it.each([
    [1000, 887.5, 89],
    [999, 1900, 190],
    [50, 100, 1],
    [49, 100, 0],
    [0, 1900, 0],
  ])('of %i cents at %f basis points is %i cents, rounded half up', (net, basisPoints, cents) => {
    expect(taxOn(net, { basisPoints })).toBe(cents);
  });
});

describe('a tax id', () => {
  it.each([
    ['DE136695976', 'DE', 'DE136695976'],
    ['136695976', 'DE', 'DE136695976'],
    ['de 136.695.976', 'DE', 'DE136695976'],
    ['EL094259216', 'GR', 'EL094259216'],
    ['094259216', 'GR', 'EL094259216'],
    ['GB 980 7806 84', 'GB', 'GB980780684'],
  ])('%s of %s is %s', (typed, country, taxId) => {
    expect(readTaxId(typed, country)).toEqual({ kind: 'valid', taxId });
  });

  it.each([
    ['DE136695977', 'DE'],
    ['ATU13585627', 'DE'],
    ['12', 'FR'],
    ['DROP TABLE', 'IT'],
  ])('%s is none of %s', (typed, country) => {
    expect(readTaxId(typed, country)).toEqual({ kind: 'wrong' });
  });

  it('of a country nobody can check is kept and worth nothing', () => {
    expect(readTaxId(' 12-3456789 ', 'US')).toEqual({ kind: 'unknown', taxId: '12-3456789' });
  });

  it('may be left out', () => {
    expect(readTaxId('  ', 'DE')).toEqual({ kind: 'none' });
  });
});
