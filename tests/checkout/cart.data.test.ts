// The cart over HTTP.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { money } from '../../src/lib/format.ts';
import { newId } from '../../src/lib/ids.ts';
import { draftSheet, publishSheet } from '../../src/pricing/actions.sheets.ts';
import { quote } from '../../src/pricing/quote.ts';
import { ADA } from '../support/world.ts';
import { type Buyer, type Counter, json, openCounter, STICKER } from './counter.ts';

let counter: Counter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.world.close());

const add = (buyer: Buyer, fields: Record<string, string>) =>
  buyer.post('/cart/lines').type('form').send(fields);
const packs = (quantity: string) => ({ product: 'sample-pack', quantity });
const cartOf = async (buyer: Buyer) => (await buyer.get('/cart').set(json)).body;

describe('putting a sticker into the cart', () => {
  it('leads to the cart, which shows it with its price of today', async () => {
    const ada = counter.visitor();
    const artworkId = await counter.design(ada);
    const added = await add(ada, { ...STICKER, artworkId });
    expect([added.status, added.headers.location]).toEqual([303, '/cart']);

    const spec = {
      shape: 'die-cut',
      widthMm: 75,
      heightMm: 75,
      material: 'vinyl',
      finish: 'gloss',
      quantity: 100,
    } as const;
    const { netCents, unitCents } = quote(spec, counter.world.shop.now().priceSheet);
    expect(await cartOf(ada)).toEqual({
      lines: [
        { id: expect.any(String), product: 'custom-stickers', artworkId, ...spec, netCents, unitCents },
      ],
      netCents,
      taxCents: 0,
      grossCents: netCents,
    });
    const page = await ada.get('/cart');
    expect(page.text).toContain('Die-cut sticker');
    expect(page.text).toContain('75 × 75 mm · White vinyl · Gloss');
    expect(page.text).toContain(`/artwork/${artworkId}/preview.webp`);
  });

  it("answers 404 for somebody else's design before it looks at the rest", async () => {
    const ada = counter.visitor();
    const artworkId = await counter.design(ada);
    const bo = counter.visitor();
    for (const id of [artworkId, newId(), 'nonsense', "' OR 1=1"]) {
      expect((await add(bo, { ...STICKER, artworkId: id, quantity: 'abc' })).status).toBe(404);
    }
    expect((await cartOf(bo)).lines).toEqual([]);
  });

  it.each([
    ['no design', { artworkId: '' }, 'artworkId'],
    ['half a sticker', { quantity: '1.5' }, 'quantity'],
    ['minus one', { quantity: '-1' }, 'quantity'],
    ['words', { quantity: 'abc' }, 'quantity'],
    ['a billion', { quantity: '10^9' }, 'quantity'],
    ['none', { quantity: '0' }, 'quantity'],
    ['too small a size', { widthMm: '9' }, 'widthMm'],
    ['too large a size', { heightMm: '601' }, 'heightMm'],
    ['an oval circle', { shape: 'circle', heightMm: '50' }, 'heightMm'],
    ['a shape nobody cuts', { shape: 'star' }, 'shape'],
    ['a material nobody has', { material: 'gold' }, 'material'],
    ['a finish nobody has', { finish: 'fur' }, 'finish'],
    ['a product nobody sells', { product: 'mug' }, 'product'],
  ])('answers 422 with a sentence for %s', async (_what, wrong, field) => {
    const ada = counter.visitor();
    const artworkId = await counter.design(ada);
    const fields = { ...STICKER, artworkId, ...wrong };
    const told = await add(ada, fields).set(json);
    expect(told.status).toBe(422);
    expect(told.body.error).toMatchObject({
      code: 'invalid',
      problems: { [field]: expect.stringMatching(/\.$/) },
    });
    const page = await add(ada, fields);
    expect([page.status, page.body.typed]).toEqual([422, fields]);
    expect((await cartOf(ada)).lines).toEqual([]);
  });

  it('refuses a design that needs a fix, unless prepress takes it over', async () => {
    const ada = counter.visitor();
    const artworkId = await counter.design(ada, { encrypted: true });
    const refused = await add(ada, { ...STICKER, artworkId }).set(json);
    expect([refused.status, refused.body.error.problems.artworkId]).toEqual([
      422,
      expect.stringContaining('password'),
    ]);
    await counter.world.db.artwork.update({
      where: { id: artworkId },
      data: { prepressAskedAt: counter.world.clock() },
    });
    expect((await add(ada, { ...STICKER, artworkId })).status).toBe(303);
  });
});

describe('a stocked product', () => {
  it('adds up, can be changed and taken out', async () => {
    const ada = counter.visitor();
    await add(ada, packs('1'));
    await add(ada, packs('2'));
    const [line] = (await cartOf(ada)).lines;
    expect(line).toMatchObject({
      product: 'sample-pack',
      quantity: 3,
      netCents: 1500,
      unitCents: 500,
      artworkId: null,
    });

    const changed = await ada.post(`/cart/lines/${line.id}`).type('form').send({ quantity: '7' });
    expect([changed.status, changed.headers.location]).toEqual([303, '/cart']);
    expect((await cartOf(ada)).grossCents).toBe(3500);

    const removed = await ada.post(`/cart/lines/${line.id}/removal`);
    expect([removed.status, removed.headers.location]).toEqual([303, '/cart']);
    expect(await cartOf(ada)).toEqual({ lines: [], netCents: 0, taxCents: 0, grossCents: 0 });
    expect((await ada.get('/cart')).text).toContain('Nothing in it yet.');
  });

  it('keeps a quantity typed wrong in its field, with the sentence beside it', async () => {
    const ada = counter.visitor();
    await add(ada, packs('1'));
    const [line] = (await cartOf(ada)).lines;
    const page = await ada.post(`/cart/lines/${line.id}`).type('form').send({ quantity: '1.5' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('value="1.5"');
    expect(page.text).toContain('Choose a whole number from 1 to 100,000.');
    const told = await ada.post(`/cart/lines/${line.id}`).set(json).type('form').send({ quantity: '0' });
    expect(told.body.error.problems).toHaveProperty('quantity');
    expect((await cartOf(ada)).lines[0].quantity).toBe(1);
  });
});

describe("somebody else's cart", () => {
  it('is not there: 404 to change, to remove and to look behind, before fields are looked at', async () => {
    const ada = counter.visitor();
    await add(ada, packs('2'));
    const [line] = (await cartOf(ada)).lines;
    const bo = counter.visitor();
    await add(bo, packs('1'));
    for (const path of [
      `/cart/lines/${line.id}`,
      `/cart/lines/${line.id}/removal`,
      '/cart/lines/nonsense',
      `/cart/lines/${newId()}`,
    ]) {
      expect((await bo.post(path).type('form').send({ quantity: 'abc' })).status).toBe(404);
    }
    expect((await cartOf(ada)).lines[0].quantity).toBe(2);
    expect((await bo.get(`/cart/lines/${line.id}`)).status).toBe(404);
  });
});

it('gives nobody a cookie for looking at an empty cart', async () => {
  const page = await counter.visitor().get('/cart');
  expect(page.status).toBe(200);
  expect(page.headers['set-cookie']).toBeUndefined();
});

it('says when something cannot be had any more, and does not let it through to the checkout', async () => {
  const ada = counter.visitor();
  const artworkId = await counter.design(ada);
  await add(ada, { ...STICKER, artworkId });
  await add(ada, packs('1'));
  await counter.world.db.material.update({ where: { slug: 'vinyl' }, data: { onSale: false } });
  await counter.world.db.revision.upsert({
    where: { name: 'shop' },
    update: { version: { increment: 1 } },
    create: { name: 'shop', version: 9 },
  });
  await counter.world.shop.refresh();
  const page = await ada.get('/cart');
  expect(page.text).toContain('We do not have this material right now.');
  expect(page.text).not.toContain('href="/checkout"');
  expect(await cartOf(ada)).toMatchObject({ grossCents: 500, problems: [{ code: 'material_gone' }] });
  expect((await ada.get('/checkout')).headers.location).toBe('/cart');
});

describe('a line whose material is gone', () => {
  const withoutVinyl = async () => {
    const { db, shop } = counter.world;
    await db.material.update({ where: { slug: 'vinyl' }, data: { onSale: false } });
    await db.revision.update({ where: { name: 'shop' }, data: { version: { increment: 1 } } });
    await shop.refresh();
  };

  it('offers the others, takes one, and goes on to the checkout', async () => {
    const ada = counter.visitor();
    await add(ada, { ...STICKER, artworkId: await counter.design(ada) });
    const lineId = (await cartOf(ada)).lines[0].id;
    await withoutVinyl();
    const page = await ada.get('/cart');
    expect(page.text).toContain(`action="/cart/lines/${lineId}/choice"`);
    expect(page.text).toContain('<option value="paper">Paper</option>');
    expect(page.text).not.toContain('<option value="vinyl">');
    const choose = (fields: object) => ada.post(`/cart/lines/${lineId}/choice`).type('form').send(fields);
    for (const [fields, field] of [
      [{ material: 'vinyl' }, 'material'],
      [{ material: 'gold' }, 'material'],
      [{ finish: 'fur' }, 'finish'],
      [{}, 'material'],
    ] as const) {
      const refused = await choose(fields).set(json);
      expect([refused.status, Object.keys(refused.body.error.problems)]).toEqual([422, [field]]);
    }
    const chosen = await choose({ material: 'paper' });
    expect([chosen.status, chosen.headers.location]).toEqual([303, '/cart']);
    expect((await cartOf(ada)).lines).toMatchObject([{ id: lineId, material: 'paper', finish: 'gloss' }]);
    expect((await ada.get('/checkout').set(json)).status).toBe(200);
  });

  it("is nobody else's to change", async () => {
    const ada = counter.visitor();
    await add(ada, { ...STICKER, artworkId: await counter.design(ada) });
    await add(ada, packs('1'));
    const [sticker, pack] = (await cartOf(ada)).lines;
    for (const [buyer, id] of [
      [counter.visitor(), sticker.id],
      [ada, pack.id],
      [ada, newId()],
      [ada, 'nonsense'],
    ] as const) {
      const answer = await buyer.post(`/cart/lines/${id}/choice`).type('form').send({ material: 'paper' });
      expect(answer.status).toBe(404);
    }
  });

  it('does not keep an order that was placed before from being paid', async () => {
    const { world } = counter;
    const ada = counter.visitor();
    await add(ada, { ...STICKER, artworkId: await counter.design(ada) });
    const { seenGrossCents } = (await ada.get('/checkout').set(json)).body;
    const placed = await ada
      .post('/checkout')
      .type('form')
      .send({ ...ADA, seenGrossCents });
    expect(placed.status).toBe(303);
    await withoutVinyl();
    const { number, key } = await world.db.order.findFirstOrThrow();
    const paying = await ada.post(`/orders/${number}/payments`).type('form').send({ key });
    expect(paying.headers.location).toBe(placed.headers.location);
  });
});

it('says what a line cost when its buyer last saw it, once prices have changed', async () => {
  const { world } = counter;
  const ada = counter.visitor();
  await add(ada, { ...STICKER, artworkId: await counter.design(ada) });
  const before = (await cartOf(ada)).lines[0];
  const { version: basedOn, currency, ...figures } = world.shop.now().priceSheet;
  const dearer = { ...figures, setupCents: figures.setupCents + 1_000 };
  const version = await draftSheet(world, { figures: dearer, currency, basedOn, note: '', who: 'Sam' });
  await publishSheet(world, { version, edits: 0, who: 'Sam' });
  await world.shop.refresh();
  const was = `It was ${money(before.netCents, 'USD')}.`;
  expect((await ada.get('/cart')).text).toContain(was);
  await ada.post(`/cart/lines/${before.id}`).type('form').send({ quantity: '100' });
  expect((await ada.get('/cart')).text).not.toContain('It was');
  expect((await cartOf(ada)).lines[0].netCents).toBe(before.netCents + 1_000);
});
