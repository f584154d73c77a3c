// Reading what somebody chose: sensible starts, buttons that work without scripts, problems that keep what was typed.
import { describe, expect, it } from 'vitest';
import { type CustomProduct, customProduct } from '../../src/catalog/catalogue.ts';
import { type Design, NO_DESIGN, sizeAfterShapeChange, sizeFor } from '../../src/storefront/choice.ts';
import { readChoice, readSpecification } from '../../src/storefront/forms.ts';
import { demoShop } from '../support/demo-shop.ts';

const product = customProduct(demoShop.catalogue, 'custom-stickers') as CustomProduct; // the demo shop has it
const TALL = designed(0.5);

function designed(ratio: number, parts: Partial<Design> = {}): Design {
  return { ...NO_DESIGN, contourRatio: ratio, plainRatio: ratio, ...parts };
}

const read = (input: object, design = NO_DESIGN) => readChoice(input, { product, shop: demoShop, design });

describe('a choice', () => {
  it('starts with a hundred glossy die-cuts of 75 mm on vinyl', () => {
    const { spec, isPriceable } = read({});
    expect(isPriceable).toBe(true);
    expect(spec).toEqual({
      shape: 'die-cut',
      widthMm: 75,
      heightMm: 75,
      material: 'vinyl',
      finish: 'gloss',
      quantity: 100,
    });
  });

  it('starts in the proportions of the design, with its border of 2 mm', () => {
    expect(read({}, TALL).spec).toMatchObject({ widthMm: 39.5, heightMm: 75 });
    expect(read({ shape: 'rectangle' }, TALL).spec).toMatchObject({ widthMm: 37.5, heightMm: 75 });
    expect(read({ shape: 'circle' }, TALL).spec).toMatchObject({ widthMm: 75, heightMm: 75 });
  });

  it('starts smaller where the design would be soft, and with three inches for those who measure so', () => {
    expect(read({}, designed(1, { sideMm: 42 })).spec).toMatchObject({ widthMm: 42, heightMm: 42 });
    const choice = read({ unit: 'in' });
    expect(choice.spec.widthMm).toBe(76.2);
    expect(choice.typed.width).toBe('3');
  });

  it('takes sizes in inches, with a comma too', () => {
    const choice = read({ unit: 'in', widthIn: '2', heightIn: '2,5' });
    expect(choice.spec).toMatchObject({ widthMm: 50.8, heightMm: 63.5 });
    expect(choice.typed).toMatchObject({ width: '2', height: '2.5' });
  });

  it('has a wider sticker where the border is wider, and none around a line of the customer’s own', () => {
    expect(read({}, designed(0.5, { borderMm: 5 })).spec).toMatchObject({ widthMm: 42.5, heightMm: 75 });
    expect(read({}, designed(0.5, { borderMm: 0 })).spec).toMatchObject({ widthMm: 37.5, heightMm: 75 });
  });

  it('goes over from millimetres to inches and back', () => {
    expect(read({ unit: 'in', widthMm: '75', heightMm: '50' }).typed).toMatchObject({
      width: '2.95',
      height: '1.97',
    });
    expect(read({ unit: 'mm', widthIn: '3', heightIn: '2' }).typed).toMatchObject({
      width: '76.2',
      height: '50.8',
    });
  });

  it('does what its buttons say without scripts', () => {
    const typed = { widthMm: '60', heightMm: '60', quantity: '7' };
    expect(read({ ...typed, preset: '100' }).spec).toMatchObject({ widthMm: 100, heightMm: 100 });
    expect(read({ ...typed, preset: '50', unit: 'in' }).spec.widthMm).toBe(50.8);
    expect(read({ ...typed, use: 'side:48' }, TALL).spec.heightMm).toBe(48);
    expect(read({ ...typed, shape: 'circle', use: 'shape:oval' }).spec.shape).toBe('oval');
    expect(read({ ...typed, use: 'quantity:9' }).spec.quantity).toBe(7);
    expect(read({ ...typed, pick: '500' }).spec.quantity).toBe(500);
    expect(read({ ...typed, preset: '7' }).spec.widthMm).toBe(60);
  });

  it('gives circles equal sides when the shape changes, and proportions back afterwards', () => {
    const from = { shown: 'die-cut', shape: 'circle', widthMm: '40', heightMm: '75' };
    expect(read(from).spec).toMatchObject({ widthMm: 75, heightMm: 75 });
    expect(read({ ...from, shown: 'circle' }).problems).toHaveProperty('heightMm');
    const back = { shown: 'circle', shape: 'rectangle', widthMm: '80', heightMm: '80' };
    expect(read(back, TALL).spec).toMatchObject({ widthMm: 40, heightMm: 80 });
  });

  it.each([
    [{ widthMm: '9' }, 'widthMm'],
    [{ widthMm: '601', heightMm: '50' }, 'widthMm'],
    [{ widthMm: '50', heightMm: '' }, 'heightMm'],
    [{ widthIn: 'two', heightIn: '2', unit: 'in' }, 'widthMm'],
    [{ quantity: '0' }, 'quantity'],
    [{ quantity: '-1' }, 'quantity'],
    [{ quantity: '1.5' }, 'quantity'],
    [{ quantity: '1000000000' }, 'quantity'],
    [{ quantity: 'abc' }, 'quantity'],
    [{ shape: 'star' }, 'shape'],
    [{ material: 'gold' }, 'material'],
    [{ finish: 'velvet' }, 'finish'],
  ])('names what is wrong with %o', (input, field) => {
    const choice = read(input);
    expect(choice.isPriceable).toBe(false);
    expect(choice.problems[field]).toMatch(/^[A-Z].*\.$/);
  });

  it('keeps what was typed wrong, and shows the last sensible picture', () => {
    const choice = read({ widthMm: '4000', heightMm: '50', quantity: 'abc', material: 'paper' });
    expect(choice.typed).toEqual({ width: '4000', height: '50', quantity: 'abc' });
    expect(choice.spec).toMatchObject({ widthMm: 75, heightMm: 75, material: 'paper' });
  });
});

describe('the cut', () => {
  it('has a border of 2 mm, round notches and separate parts until somebody says otherwise', () => {
    const usual = { offsetMm: 2, closingMm: 1.5, joined: false, holes: false, fit: 'page', own: false };
    expect(read({}).cut).toEqual(usual);
    const typed = { offsetMm: '3,5', closingMm: '4', joined: '1', holes: '1', fit: 'trim', own: '1' };
    const chosen = { offsetMm: 3.5, closingMm: 4, joined: true, holes: true, fit: 'trim', own: true };
    expect(read(typed).cut).toEqual(chosen);
    expect(read({ offsetMm: '11', closingMm: '0', joined: 'yes', fit: 'all' }).cut).toEqual(usual);
  });

  it('changes by the button of a finding', () => {
    expect(read({ joined: '0', use: 'joined:1' }).cut.joined).toBe(true);
    expect(read({ use: 'fit:trim' }).cut.fit).toBe('trim');
  });

  it('is drawn on the mat until somebody unticks it', () => {
    expect(read({}).guides).toBe(true);
    expect(read({ shown: 'die-cut', guides: '1' }).guides).toBe(true);
    expect(read({ shown: 'die-cut' }).guides).toBe(false);
  });
});

describe('a specification', () => {
  const FULL = {
    product: 'custom-stickers',
    shape: 'oval',
    widthMm: '60',
    heightMm: '40',
    material: 'clear',
    finish: 'matte',
    quantity: '50',
  };

  it('needs every part', () => {
    expect(readSpecification(FULL, demoShop)).toMatchObject({
      ok: true,
      spec: { shape: 'oval', quantity: 50 },
    });
    for (const part of Object.keys(FULL)) {
      const { [part as keyof typeof FULL]: _, ...rest } = FULL;
      expect(readSpecification(rest, demoShop)).toMatchObject({
        ok: false,
        problems: { [part]: expect.any(String) },
      });
    }
  });

  it('is only of what the shop makes to order', () => {
    expect(readSpecification({ ...FULL, product: 'sample-pack' }, demoShop).ok).toBe(false);
    expect(readSpecification({ ...FULL, product: 'constructor' }, demoShop).ok).toBe(false);
  });
});

describe('sizes', () => {
  it('never get smaller than we cut, however narrow the design', () => {
    expect(sizeFor('rectangle', 75, designed(0.01))).toEqual({ widthMm: 10, heightMm: 75 });
  });

  it('stay as they are between two free shapes', () => {
    const size = { widthMm: 60, heightMm: 20 };
    expect(sizeAfterShapeChange(size, { from: 'oval', to: 'rounded', design: designed(1) })).toEqual(size);
  });
});
