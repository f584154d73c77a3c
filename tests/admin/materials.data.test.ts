// Materials and finishes at the desk: made, changed, ordered, taken off sale, and carts that hold them are told.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { factorOf } from '../../src/admin/pages.materials.ts';
import { priceCart } from '../../src/cart/priced.ts';
import { type Office, openOffice } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const GOLD = {
  name: 'Gold foil',
  slug: 'gold',
  description: 'Shines.',
  swatch: 'colour',
  colour: '#D4AF37',
  thicknessUm: '120',
  outdoorYears: '3',
  rollWidthMm: '610,5',
  stockSku: 'roll-vinyl',
};
const make = (fields: object = GOLD) => office.sam.sendJson('/admin/materials', fields);
const list = async (path = '/admin/materials') => (await office.sam.json(path)).body.items;

describe('a material', () => {
  it('is made with all that is known of it, and shown as a plain colour', async () => {
    await make().expect(303).expect('Location', '/admin/materials/gold');
    expect((await list()).at(-1)).toEqual({
      slug: 'gold',
      name: 'Gold foil',
      description: 'Shines.',
      swatch: '#d4af37',
      factor: null,
      onSale: true,
      position: 5,
      thicknessUm: 120,
      outdoorYears: 3,
      rollWidthMm: 610.5,
      stockSku: 'roll-vinyl',
    });
    const { text } = await office.sam.page('/admin/materials/gold');
    expect(text).toContain('fill="#d4af37"');
    expect(text).toContain('Price sheet 1 has no factor for it');
    expect(text).toContain('No product offers it yet.');
    expect((await office.sam.page('/admin/materials/vinyl')).text).toContain('Factor 1 by price sheet 1');
  });

  it('is changed, with what it was before in the audit', async () => {
    await make().expect(303);
    const { slug: _, ...fields } = GOLD;
    await office.sam
      .send('/admin/materials/gold', { ...fields, swatch: 'metal', outdoorYears: '4' })
      .expect(303);
    expect((await list()).at(-1)).toMatchObject({ swatch: 'metal', outdoorYears: 4 });
    expect(await office.db.auditEntry.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { what: 'material.saved', subject: 'gold', before: '' },
      {
        what: 'material.saved',
        before: 'Gold foil · Shines. · #d4af37 · 120 µm · 3 years · 610.5 mm · roll-vinyl',
        after: 'Gold foil · Shines. · metal · 120 µm · 4 years · 610.5 mm · roll-vinyl',
      },
    ]);
  });

  it.each<[object, string]>([
    [{ name: ' ' }, 'name'],
    [{ slug: 'Gold!' }, 'slug'],
    [{ slug: 'vinyl' }, 'slug'],
    [{ slug: 'new' }, 'slug'],
    [{ swatch: 'plaid' }, 'swatch'],
    [{ colour: 'gold' }, 'colour'],
    [{ thicknessUm: '-1' }, 'thicknessUm'],
    [{ outdoorYears: '51' }, 'outdoorYears'],
    [{ rollWidthMm: 'wide' }, 'rollWidthMm'],
    [{ stockSku: 'sample-pack' }, 'stockSku'],
  ])('with %o is refused beside the field', async (change, field) => {
    const { body } = await make({ ...GOLD, ...change }).expect(422);
    expect(Object.keys(body.error.problems)).toEqual([field]);
    expect(await office.db.material.count()).toBe(4);
  });

  it('moves up and down in the shop as well', async () => {
    const order = () => office.shop.now().catalogue.materials.map(({ slug }) => slug);
    await office.sam.send('/admin/materials/clear/position', { direction: 'up' }).expect(303);
    expect(order()).toEqual(['clear', 'vinyl', 'holographic', 'paper']);
    await office.sam.send('/admin/materials/clear/position', { direction: 'up' }).expect(303);
    await office.sam.send('/admin/materials/vinyl/position', { direction: 'down' }).expect(303);
    expect(order()).toEqual(['clear', 'holographic', 'vinyl', 'paper']);
    expect(await office.db.auditEntry.count()).toBe(2);
    await office.sam.sendJson('/admin/materials/vinyl/position', { direction: 'left' }).expect(422);
  });

  it('goes off sale with one press, however often it is pressed, and comes back', async () => {
    const isOnSale = () => office.shop.now().catalogue.materials.find(({ slug }) => slug === 'vinyl')?.onSale;
    await office.sam.send('/admin/materials/vinyl/sale', { onSale: '0' }).expect(303);
    await office.sam.send('/admin/materials/vinyl/sale', { onSale: '0' }).expect(303);
    expect(isOnSale()).toBe(false);
    expect(await office.db.auditEntry.count()).toBe(1);
    expect((await list('/admin/materials?sale=off')).map(({ slug }: { slug: string }) => slug)).toEqual([
      'vinyl',
    ]);
    await office.sam.send('/admin/materials/vinyl/sale', { onSale: '1' }).expect(303);
    expect(isOnSale()).toBe(true);
  });

  it('is a matter for owners and managers, and for nobody outside', async () => {
    const pat = await office.staff('Pat', 'packing');
    await pat.sendJson('/admin/materials/vinyl/sale', { onSale: '0' }).expect(403);
    await office.nobody.sendJson('/admin/materials/vinyl/sale', { onSale: '0' }).expect(404);
    await office.sam.sendJson('/admin/materials/nothing/sale', { onSale: '0' }).expect(404);
    await pat.json('/admin/materials').expect(200);
    for (const page of ['/admin/materials', '/admin/materials/vinyl'])
      expect((await pat.page(page).expect(200)).text).not.toContain('vinyl/sale');
  });
});

describe('a finish', () => {
  it('is made, changed, moved and taken off sale just so, without a roll', async () => {
    const satin = { name: 'Satin', slug: 'satin', swatch: 'matte' };
    await office.sam.send('/admin/finishes', satin).expect(303);
    await office.sam.send('/admin/finishes/satin', { ...satin, name: 'Silk' }).expect(303);
    await office.sam.send('/admin/finishes/satin/position', { direction: 'up' }).expect(303);
    await office.sam.send('/admin/finishes/satin/sale', { onSale: '0' }).expect(303);
    expect((await list('/admin/finishes'))[2]).toEqual({
      slug: 'satin',
      name: 'Silk',
      description: '',
      swatch: 'matte',
      factor: null,
      onSale: false,
      position: 3,
    });
    expect((await office.sam.page('/admin/finishes')).text).toContain('Silk');
  });
});

it('lists both as CSV', async () => {
  const { text } = await office.sam.page('/admin/materials?format=csv&q=holo');
  expect(text.split('\r\n')).toEqual([
    'slug,name,description,swatch,factor,onSale,position,thicknessUm,outdoorYears,rollWidthMm,stockSku',
    'holographic,Holographic,"Turns with the light, in every colour.",holographic,1.32,true,3,100,2,0,roll-holographic',
    '',
  ]);
});

it('knows no factor for a name that every object has', () => {
  expect(factorOf(office.shop.now().priceSheet, 'material', 'constructor')).toBeNull();
  expect(priceCart([], office.shop.now()).netCents).toBe(0);
});
