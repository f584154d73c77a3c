// Reading the open cart of whoever is asking.
import { DRAWN_CUT } from '../artwork/queries.ts';
import type { Reader } from '../db/open.ts';
import type { CartLineView } from './priced.ts';

/** A cart belongs to an account, or to a session as long as nobody is signed in. */
export interface CartOwner {
  visitorId: string | null;
  customer: { id: string } | null;
}

const LINE = {
  id: true,
  product: true,
  variant: true,
  artworkId: true,
  cutLineId: true,
  shape: true,
  widthMm: true,
  heightMm: true,
  material: true,
  finish: true,
  quantity: true,
  priceSheet: true,
  artwork: { select: { id: true, filename: true, previewKey: true } },
  cutLine: DRAWN_CUT,
} as const;

const AS_ADDED = [{ createdAt: 'asc' }, { id: 'asc' }] as const;

/** What `Cart.openFor` says while the cart is open; null for a visitor who has done nothing yet. */
export function ownerKey(owner: CartOwner): string | null {
  if (owner.customer) return `customer:${owner.customer.id}`;
  return owner.visitorId ? `visitor:${owner.visitorId}` : null;
}

/** The lines of the open cart, in the order they were added; none is an empty cart. */
export async function findCartLines(reader: Reader, owner: CartOwner): Promise<CartLineView[]> {
  const openFor = ownerKey(owner);
  if (!openFor) return [];
  return reader.cartLine.findMany({ where: { cart: { openFor } }, select: LINE, orderBy: [...AS_ADDED] });
}

export async function linesOfCart(reader: Reader, cartId: string): Promise<CartLineView[]> {
  return reader.cartLine.findMany({ where: { cartId }, select: LINE, orderBy: [...AS_ADDED] });
}

/** A line of the owner's own open cart; somebody else's is not found. */
export async function findCartLine(reader: Reader, owner: CartOwner, lineId: string) {
  const openFor = ownerKey(owner);
  if (!openFor) return null;
  return reader.cartLine.findFirst({
    where: { id: lineId, cart: { openFor } },
    select: { id: true, cartId: true },
  });
}
