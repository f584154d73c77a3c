// Prices change while everybody asks for them: every quote, cart and order is of one sheet, and says which.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { priceCart } from '../../src/cart/priced.ts';
import { findCartLines } from '../../src/cart/queries.ts';
import { newId } from '../../src/lib/ids.ts';
import { placeOrder } from '../../src/orders/actions.place.ts';
import {
  draftSheet,
  publishDueSheets,
  publishSheet,
  scheduleSheet,
} from '../../src/pricing/actions.sheets.ts';
import { findSheet } from '../../src/pricing/queries.sheets.ts';
import { quote } from '../../src/pricing/quote.ts';
import type { PriceSheet, SheetFigures } from '../../src/pricing/sheet.ts';
import { openShop, type Shop } from '../../src/shop.ts';
import { SHAPES, type StickerSpec } from '../../src/sticker.ts';
import { ADA, openWorld, someVisitor, type World } from '../support/world.ts';

let world: World;
/** What other processes keep in memory of the same database. */
let shops: Shop[];
beforeEach(async () => {
  world = await openWorld();
  shops = [world.shop, await openShop(world.db), await openShop(world.db)];
});
afterEach(() => world.close());

function figures(): SheetFigures {
  const { version: _, currency: __, ...live } = world.shop.now().priceSheet;
  return live;
}

/** Every figure of sheet `n` is its own: a mixture of two is the price of neither. */
function figuresOf(n: number): SheetFigures {
  const live = figures();
  const each = <T extends Record<string, number>>(factors: T) =>
    Object.fromEntries(Object.entries(factors).map(([slug, value]) => [slug, value + n / 100])) as T; // same keys
  return {
    ...live,
    setupCents: 4_000 + 137 * n,
    rateCents: 79 + n,
    minimumCents: 1_500 + n,
    materials: each(live.materials),
    finishes: each(live.finishes),
    shapes: each(live.shapes),
  };
}

async function publish(n: number): Promise<number> {
  const draft = { figures: figuresOf(n), currency: 'USD', basedOn: 1, note: '', who: 'Sam' };
  const version = await draftSheet(world, draft);
  await publishSheet(world, { version, edits: 0, who: 'Sam' });
  return version;
}

function job(n: number): StickerSpec {
  return {
    shape: SHAPES[n % SHAPES.length] ?? 'circle',
    widthMm: 20 + (n % 300),
    heightMm: 20 + (n % 300),
    material: ['vinyl', 'clear', 'holographic', 'paper'][n % 4] ?? 'vinyl',
    finish: ['gloss', 'matte', 'soft-touch'][n % 3] ?? 'gloss',
    quantity: 1 + ((n * 37) % 5_000),
  };
}

const sheets = new Map<number, PriceSheet>();
async function sheetOf(version: number): Promise<PriceSheet> {
  const found = (await findSheet(world.db, version))?.sheet;
  if (!found) throw new Error(`no sheet ${version}`);
  sheets.set(version, found);
  return found;
}

it('never mixes two sheets in a quote while sheets are published and imported', async () => {
  const quotes: { spec: StickerSpec; quoted: ReturnType<typeof quote> }[] = [];
  let isOver = false;
  const ask = async (shop: Shop) => {
    for (let n = 0; !isOver; n++) {
      const { priceSheet } = shop.now();
      await new Promise(setImmediate);
      quotes.push({ spec: job(n), quoted: quote(job(n), priceSheet) });
      if (n % 7 === 0) await shop.refresh();
    }
  };
  const change = async () => {
    for (let n = 1; n <= 12; n++) {
      await publish(n);
      await world.shop.refresh();
      // SQLite answers so fast that nobody else would have their turn
      await new Promise((turn) => setTimeout(turn, 5));
      const draft = {
        figures: figuresOf(50 + n),
        currency: 'USD',
        basedOn: null,
        note: 'imported',
        who: 'Bo',
      };
      await draftSheet(world, draft);
    }
    isOver = true;
  };
  await Promise.all([change(), ...shops.map(ask)]);
  const versions = new Set(quotes.map(({ quoted }) => quoted.priceSheet));
  for (const version of versions) await sheetOf(version);
  expect(versions.size).toBeGreaterThan(3);
  for (const { spec, quoted } of quotes) {
    const sheet = sheets.get(quoted.priceSheet);
    if (!sheet) throw new Error('a quote of a sheet that never was');
    expect(quoted).toEqual(quote(spec, sheet));
    expect(quoted.trace.reduce((sum, { cents }) => sum + cents, 0)).toBe(quoted.netCents);
  }
});

it('gives each draft a number of its own, and keeps one sheet live, however many publish at once', async () => {
  const versions = await Promise.all([1, 2, 3, 4, 5, 6].map(publish));
  expect(new Set(versions).size).toBe(6);
  const rows = await world.db.priceSheet.findMany();
  expect(rows.filter(({ status }) => status === 'live')).toHaveLength(1);
  expect(rows.filter(({ status }) => status === 'past')).toHaveLength(6);
});

it('lets the database itself refuse a second live sheet', async () => {
  const draft = { figures: figures(), currency: 'USD', basedOn: 1, note: '', who: 'Sam' };
  const version = await draftSheet(world, draft);
  await expect(
    world.db.priceSheet.update({ where: { version }, data: { status: 'live', liveKey: 'live' } }),
  ).rejects.toThrow();
});

it('publishes what is due once, in the order of its times, with several workers at it', async () => {
  const now = world.clock();
  const versions: number[] = [];
  for (const n of [1, 2, 3]) {
    const draft = { figures: figuresOf(n), currency: 'USD', basedOn: 1, note: '', who: 'Sam' };
    const version = await draftSheet(world, draft);
    await scheduleSheet(world, { version, edits: 0, who: 'Sam' }, new Date(now.getTime() + n * 1_000));
    versions.push(version);
  }
  world.wait(10_000);
  await Promise.all([1, 2, 3, 4].map(() => publishDueSheets(world)));
  await world.shop.refresh();
  expect(world.shop.now().priceSheet.version).toBe(versions.at(-1));
  expect(await world.db.auditEntry.count({ where: { what: 'prices.published' } })).toBe(3);
});

/** Ada's cart with one circle in it; its design does not matter here. */
async function cartOfCircle(visitor: ReturnType<typeof someVisitor>) {
  const at = world.clock();
  const artwork = await world.db.artwork.create({
    data: {
      id: newId(),
      visitorId: visitor.visitorId,
      sha256: newId().replaceAll('-', '').padEnd(64, '0'),
      filename: 'fox.svg',
      format: 'svg',
      bytes: 10,
      createdAt: at,
    },
  });
  await world.db.cart.create({
    data: {
      id: newId(),
      openFor: `visitor:${visitor.visitorId}`,
      visitorId: visitor.visitorId,
      status: 'open',
      createdAt: at,
      updatedAt: at,
      lines: {
        create: {
          id: newId(),
          product: 'custom-stickers',
          artworkId: artwork.id,
          ...job(2),
          priceSheet: world.shop.now().priceSheet.version,
          createdAt: at,
        },
      },
    },
  });
}

/** Orders in the process of `shop`, with the total that its page showed. */
async function order(shop: Shop, visitor: ReturnType<typeof someVisitor>, seenGrossCents: number) {
  const delivery = { id: 'standard', name: 'Standard', cents: 0, days: 4 };
  return placeOrder(
    { ...world, shop },
    { visitor, contact: ADA, delivery, seenDelivery: delivery, seenGrossCents },
  );
}

const shown = async (shop: Shop, visitor: ReturnType<typeof someVisitor>) =>
  priceCart(await findCartLines(world.db, visitor), shop.now()).grossCents;

it('places no order at a price that another process has changed, and the next try at the new one', async () => {
  const [, second] = shops;
  if (!second) throw new Error('there are several');
  const ada = someVisitor();
  await cartOfCircle(ada);
  const seen = await shown(second, ada);
  const version = await publish(9);
  expect(second.now().priceSheet.version).toBe(1);
  expect(await order(second, ada, seen)).toEqual({ kind: 'price_changed' });
  const placed = await order(second, ada, await shown(second, ada));
  expect(placed.kind).toBe('placed');
  const [line] = await world.db.orderLine.findMany({ include: { order: true } });
  expect(line).toMatchObject({ priceSheet: version, order: { priceSheet: version } });
  expect(line?.netCents).toBe(quote(job(2), await sheetOf(version)).netCents);
});

it('writes every order by one sheet, whenever sheets are published', async () => {
  const buyers = Array.from({ length: 12 }, someVisitor);
  for (const buyer of buyers) await cartOfCircle(buyer);
  const buy = async (buyer: ReturnType<typeof someVisitor>, index: number) => {
    const shop = shops[index % shops.length] ?? world.shop;
    for (let attempt = 0; attempt < 20; attempt++) {
      const placed = await order(shop, buyer, await shown(shop, buyer));
      if (placed.kind === 'placed') return;
    }
  };
  const change = async () => {
    for (let n = 1; n <= 6; n++) await publish(n);
  };
  await Promise.all([change(), ...buyers.map(buy)]);
  const lines = await world.db.orderLine.findMany({ include: { order: true } });
  expect(lines).toHaveLength(12);
  for (const line of lines) {
    expect(line.priceSheet).toBe(line.order.priceSheet);
    const quoted = quote(job(2), await sheetOf(line.order.priceSheet));
    expect([line.netCents, JSON.parse(line.trace)]).toEqual([quoted.netCents, quoted.trace]);
  }
});
