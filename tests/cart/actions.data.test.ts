// Filling, changing, merging and claiming carts.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addCustomLine,
  addStockedLine,
  changeQuantity,
  claimCartFor,
  claimCartToOrder,
  MAX_LINES,
  removeLine,
} from '../../src/cart/actions.ts';
import { type CartOwner, findCartLines } from '../../src/cart/queries.ts';
import { transaction } from '../../src/db/transaction.ts';
import { newId } from '../../src/lib/ids.ts';
import { NotFound, Refusal } from '../../src/lib/refusal.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { demoShop } from '../support/demo-shop.ts';

const now = new Date('2026-11-22T10:00:00Z');

let fresh: FreshDatabase;
let ada: CartOwner;
let bo: CartOwner;
beforeEach(async () => {
  fresh = await freshDatabase();
  ada = { visitorId: newId(), customer: null };
  bo = { visitorId: newId(), customer: null };
});
afterEach(() => fresh.close());

const deps = () => ({ db: fresh.db, clock: () => now, shop: { now: () => demoShop } });
const packs = (quantity: number) => ({ product: 'sample-pack', quantity });
const linesOf = (owner: CartOwner) => findCartLines(fresh.db, owner);
const quantitiesOf = async (owner: CartOwner) => (await linesOf(owner)).map((line) => line.quantity);

const spec = {
  product: 'custom-stickers',
  shape: 'die-cut',
  widthMm: 75,
  heightMm: 75,
  material: 'vinyl',
  finish: 'gloss',
  quantity: 100,
} as const;

async function uploadedBy(owner: CartOwner) {
  const { visitorId } = owner;
  const facts = { sha256: 'f'.repeat(64), bytes: 10, filename: 'fox.png', format: 'png' };
  const { id } = await fresh.db.artwork.create({ data: { ...facts, visitorId, createdAt: now } });
  return { id, orderable: true };
}

async function account(email: string): Promise<{ id: string }> {
  return fresh.db.customer.create({ data: { email, emailKey: email, name: 'Ada', createdAt: now } });
}

describe('putting something in', () => {
  it('keeps the specification, never a price', async () => {
    const artwork = await uploadedBy(ada);
    await addCustomLine(deps(), ada, { ...spec, artwork });
    const lines = await linesOf(ada);
    expect(lines).toMatchObject([{ ...spec, artworkId: artwork.id, artwork: { filename: 'fox.png' } }]);
    expect(Object.keys(lines[0] ?? {}).filter((column) => /cents/i.test(column))).toEqual([]);
  });

  it('adds the same stocked product up on one line', async () => {
    await addStockedLine(deps(), ada, packs(2));
    await addStockedLine(deps(), ada, packs(3));
    expect(await quantitiesOf(ada)).toEqual([5]);
  });

  it('never loses one of many presses at once, and opens one cart for all of them', async () => {
    await Promise.all(Array.from({ length: 8 }, () => addStockedLine(deps(), ada, packs(1))));
    expect(await quantitiesOf(ada)).toEqual([8]);
    expect(await fresh.db.cart.count()).toBe(1);
  });

  it('refuses a design that cannot be printed yet', async () => {
    const artwork = { ...(await uploadedBy(ada)), orderable: false };
    await expect(addCustomLine(deps(), ada, { ...spec, artwork })).rejects.toThrow('needs a change');
    expect(await linesOf(ada)).toEqual([]);
  });

  it(`refuses line ${MAX_LINES + 1}`, async () => {
    const artwork = await uploadedBy(ada);
    await addCustomLine(deps(), ada, { ...spec, artwork });
    const cart = await fresh.db.cart.findFirstOrThrow();
    const rest = {
      cartId: cart.id,
      product: spec.product,
      artworkId: artwork.id,
      quantity: 1,
      createdAt: now,
    };
    await fresh.db.cartLine.createMany({
      data: Array.from({ length: MAX_LINES - 1 }, () => ({ ...rest, id: newId() })),
    });
    await expect(addCustomLine(deps(), ada, { ...spec, artwork })).rejects.toThrow('holds 50 lines');
    expect(await linesOf(ada)).toHaveLength(MAX_LINES);
  });

  it('refuses more than one payment can carry, and leaves the cart as it was', async () => {
    const huge = {
      ...spec,
      widthMm: 600,
      heightMm: 600,
      material: 'holographic',
      finish: 'soft-touch',
      quantity: 100_000,
    };
    const artwork = await uploadedBy(ada);
    for (const _ of [1, 2, 3]) await addCustomLine(deps(), ada, { ...huge, artwork });
    await expect(addCustomLine(deps(), ada, { ...huge, artwork })).rejects.toThrow('$999,999.99');
    expect(await linesOf(ada)).toHaveLength(3);
  });

  it('refuses more than 100,000 of one stocked product in all', async () => {
    await addStockedLine(deps(), ada, packs(60_000));
    await expect(addStockedLine(deps(), ada, packs(40_001))).rejects.toThrow(Refusal);
    expect(await quantitiesOf(ada)).toEqual([60_000]);
  });
});

describe("somebody else's line", () => {
  it('cannot be changed or removed, and is not even found', async () => {
    await addStockedLine(deps(), ada, packs(2));
    const [line] = await linesOf(ada);
    const id = line?.id ?? '';
    await expect(changeQuantity(deps(), bo, id, 9)).rejects.toThrow(NotFound);
    await expect(removeLine(deps(), bo, id)).rejects.toThrow(NotFound);
    await expect(removeLine(deps(), { visitorId: null, customer: null }, id)).rejects.toThrow(NotFound);
    expect(await quantitiesOf(ada)).toEqual([2]);
    expect(await fresh.db.cart.count()).toBe(1);
  });

  it('is the owner’s to change and to remove', async () => {
    await addStockedLine(deps(), ada, packs(2));
    const [line] = await linesOf(ada);
    await changeQuantity(deps(), ada, line?.id ?? '', 9);
    expect(await quantitiesOf(ada)).toEqual([9]);
    await removeLine(deps(), ada, line?.id ?? '');
    expect(await linesOf(ada)).toEqual([]);
    await expect(removeLine(deps(), ada, line?.id ?? '')).rejects.toThrow(NotFound);
  });
});

describe('signing in', () => {
  const signIn = (owner: CartOwner, customer: { id: string }) =>
    transaction(fresh.db, (tx) =>
      claimCartFor(tx, { visitorId: owner.visitorId ?? '', customerId: customer.id, now }),
    );

  it('takes the session’s cart along', async () => {
    const customer = await account('ada@example.com');
    const artwork = await uploadedBy(ada);
    await addCustomLine(deps(), ada, { ...spec, artwork });
    await signIn(ada, customer);
    expect(await linesOf({ ...ada, customer })).toMatchObject([spec]);
    expect(await linesOf(ada)).toEqual([]);
  });

  it('merges it with what the account had, packs adding up, and twice is once', async () => {
    const customer = await account('ada@example.com');
    const signedIn = { visitorId: newId(), customer };
    await addStockedLine(deps(), signedIn, packs(2));
    await addStockedLine(deps(), ada, packs(3));
    const artwork = await uploadedBy(ada);
    await addCustomLine(deps(), ada, { ...spec, artwork });
    await signIn(ada, customer);
    await signIn(ada, customer);
    expect((await quantitiesOf(signedIn)).sort()).toEqual([100, 5].sort());
    expect(await fresh.db.cart.count({ where: { status: 'open' } })).toBe(1);
  });

  it('changes nothing for a visitor without a cart', async () => {
    await signIn(bo, await account('bo@example.com'));
    expect(await fresh.db.cart.count()).toBe(0);
  });
});

describe('claiming a cart for an order', () => {
  const claim = (owner: CartOwner) => transaction(fresh.db, (tx) => claimCartToOrder(tx, owner, now));

  it('succeeds once; the next thing put in opens a new cart', async () => {
    await addStockedLine(deps(), ada, packs(2));
    expect(await claim(ada)).toMatchObject({ lines: [{ product: 'sample-pack', quantity: 2 }] });
    expect(await claim(ada)).toBeNull();
    await addStockedLine(deps(), ada, packs(1));
    expect(await quantitiesOf(ada)).toEqual([1]);
  });

  it('succeeds for one of many at once', async () => {
    await addStockedLine(deps(), ada, packs(2));
    const claims = await Promise.all(Array.from({ length: 6 }, () => claim(ada)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('finds nothing in an empty cart, in no cart and in somebody else’s', async () => {
    await addStockedLine(deps(), ada, packs(2));
    expect(await claim(bo)).toBeNull();
    expect(await claim({ visitorId: null, customer: null })).toBeNull();
    const [line] = await linesOf(ada);
    await removeLine(deps(), ada, line?.id ?? '');
    expect(await claim(ada)).toBeNull();
  });
});
