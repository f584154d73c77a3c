// What staff do to an order by hand. Each is one transaction with its row in the timeline and in the audit.
import { writeAudit } from '../accounts/actions.audit.ts';
import { addressLines } from '../accounts/address.ts';
import type { Audited } from '../accounts/audit.ts';
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { reserveRest } from '../inventory/actions.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { en } from '../words/en.ts';
import { moveOrder, noteEvent, notPossible, statusOf } from './actions.move.ts';
import { orderSearchText } from './search-text.ts';
import { stockNeeds } from './stock-needs.ts';
import { isStillHere, type OrderStatus } from './transitions.ts';

type Deps = { db: Db; clock: Clock };

export interface ByStaff {
  number: string;
  who: string;
}

/** paid → in_production. */
export function startProduction(deps: Deps, by: ByStaff): Promise<void> {
  return moveFrom(deps, by, { from: 'paid', to: 'in_production', what: 'order.production' });
}

/** in_production → ready_to_ship. */
export function finishProduction(deps: Deps, by: ByStaff): Promise<void> {
  return moveFrom(deps, by, { from: 'in_production', to: 'ready_to_ship', what: 'order.ready' });
}

async function moveFrom(
  deps: Deps,
  { number, who }: ByStaff,
  { from, to, what }: { from: OrderStatus; to: OrderStatus; what: Audited },
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const order = await getOrder(tx, number);
    // the table allows more ways there than this button does
    if (order.status !== from) throw notPossible(statusOf(order.status), to);
    await moveOrder(tx, { order, to, who, now });
    await writeAudit(tx, { who, what, subject: number, orderId: order.id, before: from, after: to, now });
  });
}

/** Stops an order where it is; `releaseOrder` puts it back there. */
export async function holdOrder(deps: Deps, { number, who, why }: ByStaff & { why: string }): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const order = await getOrder(tx, number);
    const before = order.status;
    await moveOrder(tx, { order, to: 'on_hold', who, why, now, also: { heldFrom: before } });
    const after = `on_hold: ${why}`;
    await writeAudit(tx, { who, what: 'order.hold', subject: number, orderId: order.id, before, after, now });
  });
}

/** Throws `Refusal('out_of_stock')` when the order waited for stock and there still is not enough. */
export async function releaseOrder(deps: Deps, { number, who }: ByStaff): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const order = await getOrder(tx, number);
    const to = statusOf(order.heldFrom ?? 'paid');
    if (order.status !== 'on_hold') throw notPossible(statusOf(order.status), to);
    await moveOrder(tx, { order, to, who, now, also: { heldFrom: null, lacks: '' } });
    if (to === 'paid') await coverWithStock(tx, order, { who, now });
    const change = { subject: number, orderId: order.id, before: 'on_hold', after: to };
    await writeAudit(tx, { who, what: 'order.release', ...change, now });
  });
}

/** An order that waited for stock holds only what there was. */
async function coverWithStock(
  tx: Tx,
  order: OrderHead,
  { who, now }: { who: string; now: Date },
): Promise<void> {
  const because = { orderId: order.id, who, reason: 'released', now, expiresAt: null };
  const lacking = await reserveRest(tx, stockNeeds(order.lines), because);
  if (lacking.length > 0) throw new Refusal('out_of_stock', en.orders.stillLacking(lacking.join(', ')));
}

export async function addNote(deps: Deps, { number, who, text }: ByStaff & { text: string }): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const order = await getOrder(tx, number);
    await noteEvent(tx, { orderId: order.id, who, event: 'note', why: text, now });
    await writeAudit(tx, { who, what: 'order.note', subject: number, orderId: order.id, after: text, now });
  });
}

export interface DeliveryAddress {
  name: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
  phone: string;
}

/** Only while the parcel is still here. The same address again changes nothing. */
export async function changeAddress(
  deps: Deps,
  { number, who, address }: ByStaff & { address: DeliveryAddress },
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const order = await getOrder(tx, number);
    const status = statusOf(order.status);
    if (!isStillHere(status)) throw tooLate(status);
    const [before, after] = [inOneLine(order), inOneLine(address)];
    if (before === after) return;
    const searchText = orderSearchText({ ...order, name: address.name });
    const changed = await tx.order.updateMany({
      where: { id: order.id, status },
      data: { ...address, searchText },
    });
    if (changed.count === 0) throw tooLate(status);
    await noteEvent(tx, { orderId: order.id, who, event: 'address_changed', why: after, now });
    await writeAudit(tx, {
      who,
      what: 'order.address',
      subject: number,
      orderId: order.id,
      before,
      after,
      now,
    });
  });
}

function inOneLine(address: DeliveryAddress): string {
  return [...addressLines(address), address.phone].filter(Boolean).join(', ');
}

function tooLate(status: OrderStatus): Refusal {
  return new Refusal('too_late', en.orders.addressTooLate(en.orders.status[status]));
}

type OrderHead = Awaited<ReturnType<typeof getOrder>>;

async function getOrder(tx: Tx, number: string) {
  const order = await tx.order.findUnique({
    where: { number },
    include: { lines: { select: { stockUse: true } } },
  });
  if (!order) throw new NotFound('order');
  return order;
}
