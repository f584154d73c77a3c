// An account's orders and designs, and ordering the same again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { claimOrdersByEmail } from '../../src/orders/actions.claim.ts';
import {
  type Buyer,
  type Counter,
  json,
  look,
  openCounter,
  orderPacks,
  placeOne,
  STICKER,
} from './counter.ts';

let counter: Counter;
let ada: Buyer;
beforeEach(async () => {
  counter = await openCounter();
  ada = counter.visitor();
});
afterEach(() => counter.world.close());

describe('an account', () => {
  it('lists its orders with status, total and tracking, and nobody else’s', async () => {
    const { buyer } = await counter.customer('ada@example.com');
    await orderPacks(buyer);
    const order = await counter.world.db.order.findFirstOrThrow();
    const { text } = await look(counter, '/account/orders', buyer);
    for (const words of [order.number, 'awaiting payment', '$10.00']) expect(text).toContain(words);
    const { buyer: bo } = await counter.customer('bo@example.com');
    expect((await look(counter, '/account/orders', bo)).text).not.toContain(order.number);
    expect((await look(counter, '/account/orders', bo)).text).toContain('Nothing ordered yet.');
  });

  it('lists its designs, each a way to order again', async () => {
    const { buyer } = await counter.customer('ada@example.com');
    const artworkId = await counter.design(buyer);
    const { text } = await look(counter, '/account/artwork', buyer);
    expect(text).toContain('fox.png');
    expect(text).toContain(`href="/artwork/${artworkId}"`);
    expect(text).toContain('Make a sticker of it');
    expect(text).toContain(`href="/artwork/${artworkId}/original"`);
    await buyer
      .post('/cart/lines')
      .type('form')
      .send({ ...STICKER, artworkId })
      .expect(303);
    const again = (await look(counter, '/account/artwork', buyer)).text;
    expect(again).toContain('Order it again');
    expect(again).toMatch(new RegExp(`href="/artwork/${artworkId}\\?shape=${STICKER.shape}&amp;widthMm=`));
    const { buyer: bo } = await counter.customer('bo@example.com');
    expect((await look(counter, '/account/artwork', bo)).text).not.toContain('fox.png');
  });

  it('puts an order back into the cart at today’s prices', async () => {
    const { buyer } = await counter.customer('ada@example.com');
    const artworkId = await counter.design(buyer);
    await buyer
      .post('/cart/lines')
      .type('form')
      .send({ ...STICKER, artworkId });
    await orderPacks(buyer, '3');
    const order = await counter.world.db.order.findFirstOrThrow();
    await counter.world.db.product.update({ where: { slug: 'sample-pack' }, data: { unitCents: 600 } });
    await counter.world.db.revision.upsert({
      where: { name: 'shop' },
      update: { version: 9 },
      create: { name: 'shop', version: 9 },
    });
    await counter.world.shop.refresh();

    const again = await buyer.post(`/account/orders/${order.number}/reorder`);
    expect([again.status, again.headers.location]).toEqual([303, '/cart']);
    const { lines } = (await buyer.get('/cart').set(json)).body;
    expect(lines).toMatchObject([
      { product: 'custom-stickers', artworkId, widthMm: 75, material: 'vinyl', quantity: 100 },
      { product: 'sample-pack', quantity: 3, netCents: 1800 },
    ]);
    expect((await buyer.get('/cart')).text).toContain('Back in your cart');
  });

  it('orders again, design included, what a guest ordered before the e-mail was proven', async () => {
    const artworkId = await counter.design(ada);
    await ada
      .post('/cart/lines')
      .type('form')
      .send({ ...STICKER, artworkId });
    const order = await placeOne(counter, ada);
    const { buyer, account } = await counter.customer('ada@example.com');
    expect((await buyer.post(`/account/orders/${order.number}/reorder`)).status).toBe(404);
    await transaction(counter.world.db, (tx) => claimOrdersByEmail(tx, { customerId: account.id }));
    expect((await buyer.post(`/account/orders/${order.number}/reorder`)).status).toBe(303);
    expect((await buyer.get('/cart').set(json)).body.lines).toMatchObject([
      { artworkId },
      { product: 'sample-pack' },
    ]);
    expect((await look(counter, '/account/artwork', buyer)).text).toContain('fox.png');
  });

  it('never orders again what is somebody else’s, not even with its key', async () => {
    const order = await placeOne(counter, ada);
    const { buyer: bo } = await counter.customer('bo@example.com');
    expect((await bo.post(`/account/orders/${order.number}/reorder?key=${order.key}`)).status).toBe(404);
    expect((await ada.post(`/account/orders/${order.number}/reorder`)).headers.location).toMatch(
      /^\/login\?next=/,
    );
  });

  it('asks whoever is signed out to sign in, and brings them back', async () => {
    for (const page of ['/account/orders', '/account/artwork']) {
      const { status, headers } = await ada.get(page);
      expect([status, headers.location]).toEqual([303, `/login?next=${encodeURIComponent(page)}`]);
    }
  });
});
