// Filling, changing and claiming carts. Every change first takes the cart's row, so that two changes at once
// follow one another and the limits hold.
import { keepCutLine } from '../artwork/actions.cut.ts';
import { useArtwork } from '../artwork/actions.ts';
import { type CutPath, type CutWish, finishedBox } from '../artwork/cut.ts';
import { stockedProduct, variantOf } from '../catalog/catalogue.ts';
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { newId } from '../lib/ids.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { MAX_QUANTITY, type StickerSpec } from '../sticker.ts';
import { en } from '../words/en.ts';
import { type CartLineView, LARGEST_TOTAL_CENTS, type Offer, priceCart } from './priced.ts';
import { type CartOwner, findCartLine, linesOfCart, ownerKey } from './queries.ts';

export const MAX_LINES = 50;

export interface CartDeps {
  db: Db;
  clock: Clock;
  shop: { now(): Offer };
}

export interface NewCustomLine extends StickerSpec {
  product: string;
  /** As loaded for this very visitor: loading is permission. */
  artwork: { id: string; orderable: boolean };
  /** Without one, prepress draws it. */
  cut?: { wish: CutWish; cut: CutPath } | null;
}

/** The size of a line is that of its cut box, which is what is printed and paid for. */
export async function addCustomLine(deps: CartDeps, owner: CartOwner, line: NewCustomLine): Promise<void> {
  const { artwork, cut, ...specification } = line;
  if (!artwork.orderable) throw refused('not_orderable', 'artworkId', en.cart.refusals.notOrderable);
  await changeCart(deps, owner, async (tx, cart) => {
    const now = cart.updatedAt;
    const [used] = await useArtwork(tx, [artwork.id], now);
    if (!used) throw new NotFound('artwork');
    const cutLineId = cut && (await keepCutLine(tx, { artworkId: artwork.id, ...cut, now }));
    await tx.cartLine.create({
      data: {
        id: newId(),
        cartId: cart.id,
        ...specification,
        ...(cut && finishedBox(cut.wish, cut.cut)),
        artworkId: artwork.id,
        cutLineId,
        priceSheet: deps.shop.now().priceSheet.version,
        createdAt: now,
      },
      select: { id: true },
    });
  });
}

/** The same product again adds up on its one line. */
export async function addStockedLine(deps: CartDeps, owner: CartOwner, line: StockedLine): Promise<void> {
  const named = asSold(deps.shop.now(), line);
  if (!named) throw refused('not_sold', 'variant', en.cart.fields.variant);
  await changeCart(deps, owner, (tx, cart) => putStocked(tx, cart, named));
}

/** By today's address and SKU; null when there is no such variant. What is not sold at all the cart tells. */
function asSold({ catalogue }: Offer, line: StockedLine): StockedLine | null {
  const product = stockedProduct(catalogue, line.product);
  if (!product) return line;
  const variant = variantOf(product, line.variant);
  return variant && { ...line, product: product.slug, variant: variant.sku || null };
}

interface StockedLine {
  product: string;
  /** SKU; the first one on sale without it. */
  variant?: string | null | undefined;
  quantity: number;
}

async function putStocked(
  tx: Tx,
  cart: TakenCart,
  { product, variant = null, quantity }: StockedLine,
): Promise<void> {
  const there = await tx.cartLine.findFirst({
    where: { cartId: cart.id, product, variant, artworkId: null },
  });
  if (!there) {
    await tx.cartLine.create({
      data: { id: newId(), cartId: cart.id, product, variant, quantity, createdAt: cart.updatedAt },
    });
    return;
  }
  if (there.quantity + quantity > MAX_QUANTITY)
    throw refused('too_many', 'quantity', en.cart.refusals.tooMany);
  await tx.cartLine.update({ where: { id: there.id }, data: { quantity: { increment: quantity } } });
}

/** A line of an order; the caller has loaded it for its owner. */
export type OrderedLine = Omit<CartLineView, 'id' | 'artwork' | 'cutLine' | 'priceSheet'>;

/** What was ordered before goes back in at today's prices. What cannot be had any more is told in the cart. */
export async function addLinesAgain(
  deps: CartDeps,
  owner: CartOwner,
  lines: readonly OrderedLine[],
): Promise<void> {
  const priceSheet = deps.shop.now().priceSheet.version;
  await changeCart(deps, owner, async (tx, cart) => {
    await useArtwork(
      tx,
      lines.flatMap(({ artworkId }) => artworkId ?? []),
      cart.updatedAt,
    );
    for (const line of lines) {
      if (line.artworkId === null) await putStocked(tx, cart, asSold(deps.shop.now(), line) ?? line);
      else
        await tx.cartLine.create({
          data: { id: newId(), cartId: cart.id, ...again(line), priceSheet, createdAt: cart.updatedAt },
        });
    }
  });
}

function again(line: OrderedLine): OrderedLine {
  const { product, artworkId, cutLineId, shape, widthMm, heightMm, material, finish, quantity } = line;
  return { product, artworkId, cutLineId, shape, widthMm, heightMm, material, finish, quantity };
}

export async function changeQuantity(
  deps: CartDeps,
  owner: CartOwner,
  lineId: string,
  quantity: number,
): Promise<void> {
  await changeLine(deps, owner, lineId, { quantity });
}

/** Another material or finish in the place of one that is gone; the caller has looked whether it is offered. */
export async function changeChoice(
  deps: CartDeps,
  owner: CartOwner,
  lineId: string,
  choice: { material: string } | { finish: string },
): Promise<void> {
  await changeLine(deps, owner, lineId, choice);
}

async function changeLine(
  deps: CartDeps,
  owner: CartOwner,
  lineId: string,
  change: { quantity: number } | { material: string } | { finish: string },
): Promise<void> {
  const priceSheet = deps.shop.now().priceSheet.version;
  await changeCart(deps, owner, async (tx, cart) => {
    const changed = await tx.cartLine.updateMany({
      where: { id: lineId, cartId: cart.id },
      data: { ...change, priceSheet },
    });
    if (changed.count === 0) throw new NotFound('cart line');
  });
}

export async function removeLine(
  deps: { db: Db; clock: Clock },
  owner: CartOwner,
  lineId: string,
): Promise<void> {
  await transaction(deps.db, async (tx) => {
    const line = await findCartLine(tx, owner, lineId);
    if (!line) throw new NotFound('cart line');
    await tx.cartLine.deleteMany({ where: { id: line.id } });
  });
}

/**
 * Inside the transaction of a sign-in: what the session put into its cart goes to the account's, below what is
 * there already. Doing it twice changes nothing.
 */
export async function claimCartFor(
  tx: Tx,
  move: { visitorId: string; customerId: string; now: Date },
): Promise<void> {
  const from = await tx.cart.findUnique({
    where: { openFor: `visitor:${move.visitorId}` },
    include: { lines: true },
  });
  if (!from) return;
  const to = await takeCart(tx, { visitorId: move.visitorId, customer: { id: move.customerId } }, move.now);
  for (const line of from.lines) {
    const there = line.artworkId
      ? null
      : await tx.cartLine.findFirst({
          where: { cartId: to.id, product: line.product, variant: line.variant, artworkId: null },
        });
    if (!there) await tx.cartLine.update({ where: { id: line.id }, data: { cartId: to.id } });
    else await addUp(tx, there, line);
  }
  await tx.cart.update({
    where: { id: from.id },
    data: { status: 'merged', openFor: null, updatedAt: move.now },
  });
}

async function addUp(
  tx: Tx,
  into: { id: string; quantity: number },
  line: { id: string; quantity: number },
): Promise<void> {
  const quantity = Math.min(MAX_QUANTITY, into.quantity + line.quantity);
  await tx.cartLine.update({ where: { id: into.id }, data: { quantity } });
  await tx.cartLine.delete({ where: { id: line.id } });
}

/**
 * Inside the transaction that makes an order: takes the cart out of circulation and answers its lines. Null when
 * there is nothing to claim: an empty cart, or another press was first.
 */
export async function claimCartToOrder(
  tx: Tx,
  owner: CartOwner,
  now: Date,
): Promise<{ id: string; lines: CartLineView[] } | null> {
  const openFor = ownerKey(owner);
  if (!openFor) return null;
  const claimed = await tx.cart.updateManyAndReturn({
    where: { openFor, status: 'open', lines: { some: {} } },
    data: { status: 'ordered', openFor: null, updatedAt: now },
    select: { id: true },
  });
  const cart = claimed[0];
  // read only now: a line added a moment before the claim is part of it
  return cart ? { id: cart.id, lines: await linesOfCart(tx, cart.id) } : null;
}

interface TakenCart {
  id: string;
  updatedAt: Date;
}

/** One change of one cart; undone when it breaks a limit. */
async function changeCart(
  deps: CartDeps,
  owner: CartOwner,
  change: (tx: Tx, cart: TakenCart) => Promise<unknown>,
): Promise<void> {
  const offer = deps.shop.now();
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const cart = await takeCart(tx, owner, now);
    await change(tx, cart);
    refuseTooMuch(await linesOfCart(tx, cart.id), offer);
  });
}

/** The owner's open cart, made now if there is none. The update locks the row until the transaction ends. */
async function takeCart(tx: Tx, owner: CartOwner, now: Date): Promise<TakenCart> {
  const openFor = ownerKey(owner);
  if (!openFor) throw new NotFound('cart');
  return tx.cart.upsert({
    where: { openFor },
    create: {
      id: newId(),
      openFor,
      visitorId: owner.customer ? null : owner.visitorId,
      customerId: owner.customer?.id ?? null,
      status: 'open',
      createdAt: now,
      updatedAt: now,
    },
    update: { updatedAt: now },
    select: { id: true, updatedAt: true },
  });
}

function refuseTooMuch(lines: readonly CartLineView[], offer: Offer): void {
  if (lines.length > MAX_LINES) throw refused('cart_full', 'form', en.cart.refusals.full(MAX_LINES));
  if (priceCart(lines, offer).grossCents > LARGEST_TOTAL_CENTS) {
    throw refused('too_expensive', 'quantity', en.cart.refusals.tooExpensive);
  }
}

/** Shown next to the field it is about. */
function refused(code: string, field: string, sentence: string): Refusal {
  return new Refusal(code, sentence, { status: 422, problems: { [field]: sentence } });
}
