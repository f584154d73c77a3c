// Compares three ledgers: what the gateway has, what the back office says, what lies in the mailbox.
import type { Buyer } from '../support/http-buyer.ts';
import { readLetters } from '../support/letters.ts';
import type { ChaosWorld, Ledger } from './world.ts';

export interface StaffOrder {
  number: string;
  status: string;
  payment: string;
  grossCents: number;
  paidCents: number;
  refundedCents: number;
  lines: { quantity: number }[];
  payments: { id: string; gatewayId: string | null; status: string; amountCents: number }[];
  refunds: { gatewayId: string | null; amountCents: number; status: string; origin: string }[];
  invoices: { number: string; kind: string; grossCents: number }[];
  letters: { kind: string; messageId: string; status: string }[];
  stock: { kind: string; quantity: number }[];
}

interface PaymentItem {
  order: string;
  status: string;
  gatewayId: string | null;
  differenceCents: number;
}

export interface Findings {
  orders: number;
  paidOrders: number;
  receivedCents: number;
  /** Each with the orders it is about; all must be empty. */
  faults: Record<string, string[]>;
}

export async function everyOrder(staff: Buyer): Promise<StaffOrder[]> {
  const heads = await everyItem<{ number: string }>(staff, '/admin/orders');
  const orders: StaffOrder[] = [];
  for (const { number } of heads) orders.push(await staff.json<StaffOrder>(`/admin/orders/${number}`));
  return orders;
}

export async function everyItem<T>(staff: Buyer, list: string): Promise<T[]> {
  const items: T[] = [];
  const and = list.includes('?') ? '&' : '?';
  for (let page = 1; ; page += 1) {
    const found = await staff.json<{ items: T[]; pages: number }>(`${list}${and}perPage=200&page=${page}`);
    items.push(...found.items);
    if (page >= found.pages) return items;
  }
}

const BEGUN = ['in_production', 'ready_to_ship', 'shipped', 'delivered'];
const STANDS = ['paid', 'on_hold', ...BEGUN];

export async function compare(world: ChaosWorld, staff: Buyer): Promise<Findings> {
  const ledger = await world.ledger();
  const orders = await everyOrder(staff);
  const payments = await everyItem<PaymentItem>(staff, '/admin/payments');
  const faults: Findings['faults'] = {};
  const find = (what: string, of: StaffOrder[]) => {
    faults[what] = of.map(({ number }) => number);
  };
  const sessionsOf = bySession(ledger);
  const paid = orders.filter(({ payment }) => payment === 'succeeded');

  find(
    'paid at the gateway, lost here',
    orders.filter((order) =>
      sessionsOf(order).some((session) => session.paid && !isBooked(order, session.id)),
    ),
  );
  find(
    'fulfilled twice or unpaid',
    orders.filter(
      (order) => STANDS.includes(order.status) && ownMoney(order, sessionsOf(order)).length !== 1,
    ),
  );
  find(
    'wrong amounts',
    paid.filter((order) => {
      const [own] = ownMoney(order, sessionsOf(order));
      return own?.amount !== order.grossCents || order.paidCents !== order.grossCents;
    }),
  );
  find(
    'kept money that is not ours',
    orders.filter((order) => sentBack(order, ledger) !== shouldBeBack(order, sessionsOf(order))),
  );
  find(
    'paid orders without exactly one invoice',
    orders.filter((order) => count(order.invoices, 'invoice') !== (paid.includes(order) ? 1 : 0)),
  );
  find('refunds without their credit note', orders.filter(lacksCreditNote));
  const inMailbox = mailbox(world);
  find(
    'paid orders without exactly one confirmation',
    orders.filter((order) => {
      const wanted = paid.includes(order) ? 1 : 0;
      return (
        count(order.letters, 'order-confirmed') !== wanted ||
        inMailbox(order.number, 'order-confirmed') !== wanted
      );
    }),
  );
  find(
    'orders without exactly the right stock',
    orders.filter(
      (order) => reserved(order) !== (STANDS.includes(order.status) ? pieces(order) : held(order)),
    ),
  );
  const numbers = orders.flatMap(({ invoices }) => invoices);
  faults['gaps or repeats in invoice numbers'] = ['invoice', 'credit_note'].flatMap((kind) =>
    gapsIn(numbers.filter((each) => each.kind === kind).map(({ number }) => number)),
  );
  faults['differences with the gateway'] = payments
    .filter(({ differenceCents }) => differenceCents !== 0)
    .map(({ gatewayId }) => gatewayId ?? '');
  const pending = new Set(orders.filter(({ payment }) => payment === 'pending').map(({ number }) => number));
  faults['payments nobody decided'] = payments
    .filter(({ status }) => ['open', 'running'].includes(status))
    // without a page it cannot be paid, and ends by itself: only an order that waits for nothing else hangs on it
    .filter(({ gatewayId, order }) => (gatewayId ? !isOpenThere(ledger, gatewayId) : pending.has(order)))
    .map(({ gatewayId }) => gatewayId ?? 'without a page');
  return {
    orders: orders.length,
    paidOrders: paid.length,
    receivedCents: ledger.sessions.reduce((sum, each) => sum + (each.paid ? each.amount : 0), 0),
    faults,
  };
}

function bySession({ sessions }: Ledger) {
  const known = new Map(sessions.map((session) => [session.id, session]));
  return (order: StaffOrder) =>
    order.payments.flatMap(({ gatewayId }) => {
      const session = known.get(gatewayId ?? '');
      return session ? [session] : [];
    });
}

type Session = Ledger['sessions'][number];

const MONEY = ['succeeded', 'refunded', 'owed_back', 'wrong_amount'];

function isBooked(order: StaffOrder, sessionId: string): boolean {
  const payment = order.payments.find(({ gatewayId }) => gatewayId === sessionId);
  return MONEY.includes(payment?.status ?? '');
}

/** Paid sessions that the order was paid with. */
function ownMoney(order: StaffOrder, sessions: Session[]): Session[] {
  return sessions.filter(({ id, paid }) => {
    const status = order.payments.find(({ gatewayId }) => gatewayId === id)?.status ?? '';
    return paid && ['succeeded', 'refunded'].includes(status);
  });
}

function sentBack(order: StaffOrder, { refunds }: Ledger): number {
  const ids = order.refunds.map(({ gatewayId }) => gatewayId);
  return refunds
    .filter(({ id, status }) => ids.includes(id) && status === 'succeeded')
    .reduce((sum, { amount }) => sum + amount, 0);
}

/** Everything received but what the order keeps. */
function shouldBeBack(order: StaffOrder, sessions: Session[]): number {
  const received = sessions.reduce((sum, { paid, amount }) => sum + (paid ? amount : 0), 0);
  return received - (STANDS.includes(order.status) ? order.grossCents : 0);
}

function lacksCreditNote(order: StaffOrder): boolean {
  const back = order.refunds.filter(({ status, origin }) => status === 'succeeded' && origin !== 'owed_back');
  return count(order.invoices, 'credit_note') !== back.length;
}

function count(of: { kind: string }[], kind: string): number {
  return of.filter((each) => each.kind === kind).length;
}

/** Sendings repeat after a power cut; letters do not. */
function mailbox({ folder }: ChaosWorld) {
  const letters = new Map<string, Set<string>>();
  for (const { order, kind, messageId } of readLetters(folder)) {
    const key = `${order} ${kind}`;
    letters.set(key, (letters.get(key) ?? new Set()).add(messageId));
  }
  return (order: string, kind: string) => letters.get(`${order} ${kind}`)?.size ?? 0;
}

function reserved({ stock }: StaffOrder): number {
  return stock
    .filter(({ kind }) => kind === 'reservation' || kind === 'release')
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

function pieces({ lines }: StaffOrder): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Unpaid orders hold their stock while somebody may still pay. */
function held(order: StaffOrder): number {
  return order.status === 'awaiting_payment' && order.payment === 'pending' ? pieces(order) : 0;
}

/** A fixed prefix and a counter from 1. */
function gapsIn(numbers: string[]): string[] {
  const serials = numbers.map((number) => Number(/(\d+)$/.exec(number)?.[1])).sort((a, b) => a - b);
  return serials.flatMap((serial, index) =>
    serial === index + 1 ? [] : [`${serial} in place of ${index + 1}`],
  );
}

function isOpenThere({ sessions }: Ledger, gatewayId: string | null): boolean {
  return sessions.some((session) => session.id === gatewayId && session.status === 'open');
}
