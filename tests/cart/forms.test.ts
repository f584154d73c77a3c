// What may be typed about a sticker, and what is said about the rest.
import { describe, expect, it } from 'vitest';
import { quantityForm, specificationForm } from '../../src/cart/forms.ts';
import { readForm } from '../../src/web/read-form.ts';

const good = {
  product: 'custom-stickers',
  shape: 'die-cut',
  widthMm: '75',
  heightMm: '50.25',
  material: 'vinyl',
  finish: 'gloss',
  quantity: '100',
};

describe('the specification of a sticker', () => {
  it('is read as numbers, with up to two decimals and either decimal sign', () => {
    const form = readForm(specificationForm, { ...good, widthMm: '75,5' });
    expect(form.ok && form.value).toMatchObject({ widthMm: 75.5, heightMm: 50.25, quantity: 100 });
  });

  it.each(['0', '-1', '1.5', 'abc', '10^9', '1e3', '100001', '1000000000', '', '٣'])(
    'refuses a quantity of %j and keeps it typed',
    (quantity) => {
      const form = readForm(specificationForm, { ...good, quantity });
      expect(form.ok).toBe(false);
      expect(!form.ok && form.problems).toEqual({ quantity: 'Choose a whole number from 1 to 100,000.' });
      expect(form.typed.quantity).toBe(quantity);
    },
  );

  it.each(['1', '100000', ' 250 '])('takes a quantity of %j', (quantity) => {
    expect(readForm(quantityForm, { quantity }).ok).toBe(true);
  });

  it.each(['9.99', '600.01', '75.123', '-75', 'wide', '', '1e2', 'NaN', 'Infinity'])(
    'refuses a side of %j',
    (widthMm) => {
      const form = readForm(specificationForm, { ...good, widthMm });
      expect(!form.ok && form.problems.widthMm).toMatch(/from 10 to 600 mm/);
    },
  );

  it.each(['10', '600', '10.01'])('takes a side of %j', (widthMm) => {
    expect(readForm(specificationForm, { ...good, widthMm }).ok).toBe(true);
  });

  it.each(['circle', 'square'])('wants a %s as wide as it is high', (shape) => {
    const form = readForm(specificationForm, { ...good, shape });
    expect(!form.ok && form.problems).toEqual({ heightMm: 'A circle or square is as wide as it is high.' });
    expect(readForm(specificationForm, { ...good, shape, heightMm: '75.0' }).ok).toBe(true);
  });

  it('has one sentence for every field that is missing', () => {
    const form = readForm(specificationForm, {});
    expect(Object.keys(form.ok ? {} : form.problems).sort()).toEqual(Object.keys(good).sort());
  });

  it('does not choke on lists, objects and nothing', () => {
    for (const body of [undefined, null, 'x', { quantity: { a: 1 } }, { shape: [['circle']] }]) {
      expect(readForm(specificationForm, body).ok).toBe(false);
    }
  });
});
