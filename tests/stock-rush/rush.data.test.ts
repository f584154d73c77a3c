// Everybody wants the last one at the same moment. The large trial over HTTP is `npm run rush`.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bookStock } from '../../src/admin/actions.stock.ts';
import { addCustomLine, addStockedLine } from '../../src/cart/actions.ts';
import { changeSettings } from '../../src/catalog/actions.ts';
import { openDatabase } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import { checkLevels } from '../../src/inventory/actions.check.ts';
import { newId } from '../../src/lib/ids.ts';
import type { OrderHead } from '../../src/orders/actions.place.ts';
import { startProduction } from '../../src/orders/actions.staff.ts';
import { settleSession } from '../../src/payments/actions.settle.ts';
import { startPayment } from '../../src/payments/actions.start.ts';
import { openWorld, orderCart, someVisitor, type World } from '../support/world.ts';

const BUYERS = 40;
/** So many transactions wait for one row, on machines that do much else. */
const PATIENCE = 120_000;

let world: World;
/** On PostgreSQL two processes serve the shop, each with connections of its own. */
let processes: World[];
let closeOther: () => Promise<void>;

beforeEach(async () => {
  world = await openWorld();
  const other = world.provider === 'postgresql' ? await openDatabase(world.url, { connections: 5 }) : null;
  processes = other ? [world, { ...world, db: other.db }] : [world];
  closeOther = async () => other?.close();
});
afterEach(async () => {
  await closeOther();
  await world.close();
});

const processOf = (index: number) => processes[index % processes.length] ?? world;

interface Wanted {
  sku: string;
  stock: bigint;
  /** What one buyer takes of it. */
  need: bigint;
  fill(place: World, visitor: ReturnType<typeof someVisitor>): Promise<void>;
}

const pack = (stock: bigint): Wanted => ({
  sku: 'sample-pack',
  stock,
  need: 1n,
  fill: (place, visitor) => addStockedLine(place, visitor, { product: 'sample-pack', quantity: 1 }),
});

/** 50 round stickers of 50 mm: 56 × 56 mm each, with 5 % waste. */
const lastSquareMetre: Wanted = {
  sku: 'roll-vinyl',
  stock: 1_000_000n,
  need: 164_640n,
  async fill(place, visitor) {
    const id = newId();
    const file = { sha256: 'a'.repeat(64), bytes: 1, filename: 'sun.svg', format: 'svg' };
    await place.db.artwork.create({
      data: { id, ...file, visitorId: visitor.visitorId, createdAt: world.clock() },
    });
    const spec = { shape: 'circle', widthMm: 50, heightMm: 50, material: 'vinyl', finish: 'gloss' } as const;
    const artwork = { id, orderable: true };
    await addCustomLine(place, visitor, { ...spec, product: 'custom-stickers', quantity: 50, artwork });
  },
};

async function leaveOnShelf({ sku, stock }: Wanted): Promise<void> {
  const { onHand } = await itemOf(sku);
  const because = { reason: 'rush', who: 'test' };
  await bookStock(world, { sku, kind: 'adjustment', quantity: stock - onHand, ...because });
}

const itemOf = (sku: string) => world.db.stockItem.findUniqueOrThrow({ where: { sku } });

/** Looks at the shelf again and again while the work goes on: never is more sold and held than there was. */
async function watching<T>({ sku, stock }: Wanted, work: Promise<T>): Promise<T> {
  let isOver = false;
  const looks = (async () => {
    let many = 0;
    do {
      const { onHand, reserved } = await itemOf(sku);
      expect(stock - onHand + reserved).toBeLessThanOrEqual(stock);
      many += 1;
      await pause(5);
    } while (!isOver);
    return many;
  })();
  const answer = await work.finally(() => {
    isOver = true;
  });
  expect(await looks).toBeGreaterThan(0);
  return answer;
}

/** Everybody fills a cart, then all press at once. Answers the orders of those who got it, with open pay pages. */
async function rush(wanted: Wanted, buyers: number): Promise<OrderHead[]> {
  const visitors = Array.from({ length: buyers }, someVisitor);
  for (const [index, visitor] of visitors.entries()) await wanted.fill(processOf(index), visitor);
  const press = async (visitor: ReturnType<typeof someVisitor>, index: number) => {
    const placed = await orderCart(processOf(index), visitor);
    if (placed.kind !== 'placed') return placed.kind;
    await startPayment(processOf(index), placed.order.id);
    return placed.order;
  };
  const answers = await watching(wanted, Promise.all(visitors.map(press)));
  const refused = answers.filter((answer) => typeof answer === 'string');
  expect(refused.filter((why) => why !== 'out_of_stock')).toEqual([]);
  return answers.filter((answer) => typeof answer !== 'string');
}

async function tell(order: OrderHead, state: 'paid' | 'expired', index = 0): Promise<void> {
  const { sessionId } = await world.db.payment.findFirstOrThrow({ where: { orderId: order.id } });
  await settleSession(processOf(index), world.gateway.set(sessionId ?? '', state));
}

const statusOf = async ({ id }: OrderHead) =>
  (await world.db.order.findUniqueOrThrow({ where: { id } })).status;

const lettersOf = async ({ id }: OrderHead) =>
  (await world.db.letter.findMany({ where: { orderId: id }, orderBy: { id: 'asc' } })).map(
    ({ kind }) => kind,
  );

async function expectBalance(): Promise<void> {
  world.wait(10 * 60_000);
  for (let look = 0; look < 3; look += 1) expect(await checkLevels(world)).toBe(0);
}

it.each([
  { what: 'the last one', wanted: pack(1n) },
  { what: 'the last ten', wanted: pack(10n) },
  { what: 'the last square metre of a roll', wanted: lastSquareMetre },
])('sells $what once, and again only when it was given back', { timeout: PATIENCE }, async ({ wanted }) => {
  await leaveOnShelf(wanted);
  const most = Number(wanted.stock / wanted.need);
  const first = await rush(wanted, BUYERS);
  expect(first).toHaveLength(most);

  // half of them let the page run out, and others get what they held
  const leaves = first.slice(0, Math.ceil(most / 2));
  const pays = first.slice(leaves.length);
  await watching(wanted, Promise.all(leaves.map((order, index) => tell(order, 'expired', index))));
  await watching(wanted, Promise.all(pays.map((order, index) => tell(order, 'paid', index))));
  const second = await rush(wanted, BUYERS / 2);
  expect(second).toHaveLength(leaves.length);
  await watching(wanted, Promise.all(second.map((order, index) => tell(order, 'paid', index))));

  // money of somebody whose page was over all the same: nothing is left, and nobody is silent about it
  await watching(wanted, Promise.all(leaves.map((order, index) => tell(order, 'paid', index))));
  for (const order of leaves) {
    expect(await statusOf(order)).toBe('on_hold');
    expect(await lettersOf(order)).toEqual(['payment-failed', 'on-hold', 'order-confirmed']);
  }

  const sold = [...pays, ...second];
  const by = { who: 'test' };
  await watching(
    wanted,
    Promise.all(sold.map(({ number }, index) => startProduction(processOf(index), { ...by, number }))),
  );
  expect(await itemOf(wanted.sku)).toMatchObject({
    onHand: wanted.stock - wanted.need * BigInt(most),
    reserved: 0n,
  });
  await expectBalance();
});

it('gives a late payer what is there again', async () => {
  const wanted = pack(1n);
  await leaveOnShelf(wanted);
  const [ada] = await rush(wanted, 3);
  if (!ada) throw new Error('nobody got it');
  await tell(ada, 'expired');
  await tell(ada, 'paid');
  expect(await statusOf(ada)).toBe('paid');
  expect(await itemOf(wanted.sku)).toMatchObject({ onHand: 1n, reserved: 1n });
  await expectBalance();
});

it('pays a late payer back by the owner’s rule, with a letter', async () => {
  await transaction(world.db, (tx) =>
    changeSettings(tx, { 'stock.uncovered': 'refund' }, { who: 'test', now: world.clock() }),
  );
  await world.shop.refresh();
  const wanted = pack(1n);
  await leaveOnShelf(wanted);
  const [late] = await rush(wanted, 2);
  if (!late) throw new Error('nobody got it');
  await tell(late, 'expired');
  const [early] = await rush(wanted, 1);
  if (!early) throw new Error('it was not given back');
  await tell(early, 'paid');
  await tell(late, 'paid');
  expect(await statusOf(late)).toBe('refund_due');
  expect(await lettersOf(late)).toEqual(['payment-failed', 'cancelled']);
  const { grossCents } = await world.db.order.findUniqueOrThrow({ where: { id: late.id } });
  expect(await world.db.refund.findMany({ where: { orderId: late.id } })).toMatchObject([
    { status: 'queued', amountCents: grossCents },
  ]);
  expect(await statusOf(early)).toBe('paid');
  await expectBalance();
});
