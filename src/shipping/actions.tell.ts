// Letters about parcels: to the customer, and to whoever else the order names, each a letter of their own.
import type { Tx } from '../db/open.ts';
import { queueLetter } from '../mail/actions.ts';
import type { LetterOrder } from '../mail/kinds.ts';
import { letterOrder } from '../orders/letters.ts';
import type { ShippedOrder } from './queries.parcels.ts';

interface ParcelLetter {
  kind: 'shipped' | 'out-for-delivery' | 'problem' | 'delivered';
  /** What it tells, once for each who is told. */
  fact: string;
  parcel: { carrier: string; trackingCode: string; url: string };
  now: Date;
}

export async function tellParcel(tx: Tx, order: ShippedOrder, letter: ParcelLetter): Promise<void> {
  const { kind, fact, now } = letter;
  const { carrier, trackingCode, url: trackingUrl } = letter.parcel;
  const own = letterOrder(order);
  const about = { name: order.name, carrier, trackingCode, trackingUrl };
  await queueLetter(tx, { kind, to: order.email, fact, order, model: { order: own, ...about } }, now);
  for (const to of alsoTold(order)) {
    const model = { order: withoutKey(own), ...about };
    await queueLetter(tx, { kind, to, fact: `${fact}:${to.toLowerCase()}`, order, model }, now);
  }
}

function alsoTold({ alsoTell, email }: { alsoTell: string; email: string }): string[] {
  return alsoTell.split('\n').filter((address) => address !== '' && !isSame(address, email));
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Somebody else may know where the parcel is, not what it cost; their page is behind a sign-in. */
function withoutKey(order: LetterOrder): LetterOrder {
  return { ...order, path: `/login?next=/orders/${order.number}`, totals: [] };
}
