// What is left, told where people decide: in the cart, at the checkout, on pages that stay open.
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bookStock } from '../../src/admin/actions.stock.ts';
import { materialOf } from '../../src/catalog/catalogue.ts';
import { liveStockRoutes } from '../../src/storefront/routes.stock.ts';
import { openEventStreams } from '../../src/web/event-stream.ts';
import { ADA } from '../support/world.ts';
import { type Buyer, type Counter, json, openCounter, STICKER } from './counter.ts';

let counter: Counter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.world.close());

async function leave(sku: string, stock: bigint): Promise<void> {
  const { onHand } = await counter.world.db.stockItem.findUniqueOrThrow({ where: { sku } });
  const because = { reason: 'test', who: 'test' };
  await bookStock(counter.world, { sku, kind: 'adjustment', quantity: stock - onHand, ...because });
}

const add = (buyer: Buyer, fields: Record<string, string>) =>
  buyer.post('/cart/lines').type('form').send(fields).expect(303);
const addPacks = (buyer: Buyer, quantity: string) => add(buyer, { product: 'sample-pack', quantity });
const stockIn = async (buyer: Buyer) => (await buyer.get('/cart').set(json)).body.stock;

describe('the cart', () => {
  it('says nothing while there is plenty', async () => {
    const ada = counter.visitor();
    await addPacks(ada, '2');
    expect(await stockIn(ada)).toBeUndefined();
  });

  it.each([
    [5n, 'few', '5 left'],
    [1n, 'short', 'Only 1 left. Take fewer to go on.'],
    [0n, 'sold_out', 'Sold out for now. Remove it to go on, or look again later.'],
  ])('with %s left tells it', async (left, state, message) => {
    const ada = counter.visitor();
    await addPacks(ada, '2');
    await leave('sample-pack', left);
    expect(await stockIn(ada)).toMatchObject([{ state, message }]);
    expect((await ada.get('/cart')).text).toContain(message);
  });

  it('looks at lines of one roll together', async () => {
    const ada = counter.visitor();
    const artworkId = await counter.design(ada);
    await add(ada, { ...STICKER, artworkId });
    await add(ada, { ...STICKER, artworkId });
    // 81 × 81 mm a hundred times, with 5 %: enough for one of them
    await leave('roll-vinyl', 700_000n);
    expect(await stockIn(ada)).toMatchObject([{ state: 'short' }, { state: 'short' }]);
    expect((await ada.get('/cart')).text).toContain('There is not enough of this material left.');
  });

  it('goes by what the owner says about gaps and waste', async () => {
    const ada = counter.visitor();
    const artworkId = await counter.design(ada);
    await add(ada, { ...STICKER, artworkId });
    await leave('roll-vinyl', 600_000n);
    expect(await stockIn(ada)).toMatchObject([{ state: 'short' }]);
    const { db, shop, clock } = counter.world;
    for (const key of ['stock.bleedMm', 'stock.gapMm', 'stock.wastePercent'])
      await db.setting.create({ data: { key, value: '0', changedAt: clock() } });
    await db.revision.update({ where: { name: 'shop' }, data: { version: { increment: 1 } } });
    await shop.refresh();
    expect(await stockIn(ada)).toBeUndefined();
  });
});

it('is told of a material whose roll ran out, also on pages that are kept', async () => {
  const { shop } = counter.world;
  const { edition, revision } = shop.now();
  expect(await shop.refresh()).toBe(false);
  await leave('roll-vinyl', 0n);
  expect(await shop.refresh()).toBe(true);
  expect(shop.now()).toMatchObject({ edition: edition + 1, revision });
  expect(materialOf(shop.now().catalogue, 'vinyl')?.roll).toBe('sold_out');
  expect(await shop.refresh()).toBe(false);
});

describe('what is sold beyond the shelf', () => {
  beforeEach(async () => {
    await counter.world.db.stockItem.update({
      where: { sku: 'sample-pack' },
      data: { backorder: true, backorderDays: 5 },
    });
  });

  const promised = async (buyer: Buyer) =>
    (await buyer.get('/checkout').set(json)).body.deliveries[0].promisedFor;

  it('says before the payment how much longer it takes, and counts it in', async () => {
    const ada = counter.visitor();
    await addPacks(ada, '3');
    const soon = await promised(ada);
    await leave('sample-pack', 2n);
    const late = await promised(ada);
    // five working days and the weekend
    expect((Date.parse(late) - Date.parse(soon)) / 86_400_000).toBe(7);
    const page = await ada.get('/checkout');
    expect(page.text).toContain('takes 5 working days longer');
    expect(page.text).toContain('name="seenExtraDays" value="5"');
    expect((await ada.get('/cart')).text).toContain('On order: takes 5 working days more');
  });

  it('asks once more when it ran out while somebody typed the address', async () => {
    const ada = counter.visitor();
    await addPacks(ada, '3');
    const { seenGrossCents } = (await ada.get('/checkout').set(json)).body;
    await leave('sample-pack', 2n);
    const press = (seenExtraDays: string) =>
      ada
        .post('/checkout')
        .set(json)
        .type('form')
        .send({ ...ADA, seenGrossCents, seenExtraDays });
    const again = await press('0').expect(409);
    expect(again.body.error).toMatchObject({ code: 'out_of_stock' });
    expect(again.body.error.message).toContain('5 working days longer');
    await press('5').expect(303);
    const order = await counter.world.db.order.findFirstOrThrow();
    expect(await counter.world.db.stockReservation.findFirst({ where: { orderId: order.id } })).toMatchObject(
      {
        quantity: 3n,
        extraDays: 5,
      },
    );
  });
});

describe('a page that is open', () => {
  let close: () => Promise<void>;
  let url: string;

  beforeEach(async () => {
    const app = express();
    app.use(liveStockRoutes({ ...counter.world, streams: openEventStreams({ most: 3, mostPerVisitor: 2 }) }));
    const server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
  });
  afterEach(() => close());

  const open = (path: string) =>
    new Promise<{ answer: IncomingMessage; events: object[] }>((resolve) => {
      const asked = request(`${url}${path}`, { headers: { accept: 'text/event-stream' } }, (answer) => {
        const events: object[] = [];
        answer.setEncoding('utf8').on('data', (text: string) => {
          for (const [, data] of text.matchAll(/^data: (.*)$/gm)) events.push(JSON.parse(data ?? ''));
        });
        answer.on('error', () => {});
        resolve({ answer, events });
      });
      asked.on('error', () => {}).end();
    });

  it('asks once as JSON, of nothing but what the window shows', async () => {
    await leave('sample-pack', 3n);
    const answer = await fetch(`${url}/stock/live?sku=sample-pack&sku=roll-vinyl&sku=no-such`, {
      headers: { accept: 'application/json' },
    });
    const { items } = (await answer.json()) as { items: { sku: string }[] };
    expect(items.toSorted((one, other) => (one.sku < other.sku ? -1 : 1))).toEqual([
      { sku: 'roll-vinyl', state: 'enough', left: null, text: '' },
      { sku: 'sample-pack', state: 'few', left: 3, text: '3 left' },
    ]);
  });

  it('hears of every change, whichever process made it, and of nothing else', async () => {
    const { shelf } = counter.world;
    const { answer, events } = await open('/stock/live?sku=sample-pack');
    expect(answer.headers['content-type']).toContain('text/event-stream');
    await expect.poll(() => events.length).toBe(1);
    await shelf.look();
    await leave('sample-pack', 2n);
    await leave('roll-vinyl', 2n);
    await shelf.look();
    await expect
      .poll(() => events)
      .toEqual([
        { items: [{ sku: 'sample-pack', state: 'enough', left: null, text: '' }] },
        { items: [{ sku: 'sample-pack', state: 'few', left: 2, text: '2 left' }] },
      ]);
    await shelf.look();
    await pause(20);
    expect(events).toHaveLength(2);
  });

  it('is one of few for each visitor', async () => {
    await open('/stock/live?sku=sample-pack');
    await open('/stock/live?sku=sample-pack');
    const third = await open('/stock/live?sku=sample-pack');
    expect([third.answer.statusCode, third.answer.headers['retry-after']]).toEqual([429, '60']);
  });
});
