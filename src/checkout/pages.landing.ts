// The page a buyer lands on: exactly one of paid, not paid, not decided yet, each with what happens next.
import { day, money } from '../lib/format.ts';
import type { WholeOrder } from '../orders/queries.ts';
import { en } from '../words/en.ts';
import { linkTo, picturesOf } from './pages.orders.ts';
import { type Standing, standingOf } from './standing.ts';

const t = en.checkout.landing;

export interface Landing {
  order: WholeOrder;
  /** From the link; empty for the owner. */
  key: string;
  /** Whether the gateway answered just now. */
  asked: boolean;
}

interface Copy {
  title: string;
  heading: string;
  lead: string;
  more: string[];
  /** Words on the button that leads to the pay page; null where nobody should pay now. */
  pay: string | null;
}

export function landingPage(landing: Landing) {
  const { order, key } = landing;
  const state = standingOf(landing.order, landing);
  const { title, heading, lead, more, pay } = COPIES[state](order);
  const isPending = order.payment === 'pending' && state !== 'cancelled';
  return {
    title,
    heading,
    lead,
    more,
    state,
    number: order.number,
    payment: order.payment,
    orderLabel: t.order(order.number),
    ...shownPictures(order, key),
    asking: isPending ? t.pending.asking : null,
    // without scripts the page loads itself anew
    refreshSeconds: isPending ? 5 : null,
    pay: pay === null ? null : { label: pay, action: `/orders/${order.number}/payments`, key },
    see: { label: order.payment === 'succeeded' ? t.succeeded.order : t.see, href: linkTo(order, key) },
  };
}

const COPIES: Record<Standing, (order: WholeOrder) => Copy> = {
  paid: (order) => paid(order, order.dueAt ? t.succeeded.printing(day(order.dueAt)) : ''),
  paid_held: (order) => paid(order, t.succeeded.held),
  paid_back: (order) => ({ ...paid(order, t.succeeded.moneyBack), more: [] }),
  failed: (order) => ({
    title: t.failed.title,
    heading: t.failed.heading,
    lead: t.failed.lead,
    more: [t.failed.until(day(order.payableUntil))],
    pay: t.failed.pay(total(order)),
  }),
  cancelled: () => ({
    title: t.failed.title,
    heading: t.failed.cancelled,
    lead: t.failed.cancelledLead,
    more: [],
    pay: null,
  }),
  open: (order) => ({
    ...pending(order, t.pending.open),
    more: [t.failed.until(day(order.payableUntil))],
    pay: t.pending.goOn(total(order)),
  }),
  unopened: (order) => ({ ...pending(order, t.pending.unopened), pay: t.pending.pay(total(order)) }),
  unasked: (order) => pending(order, t.pending.unasked),
  running: (order) => pending(order, t.pending.running),
  wrong_amount: (order) => pending(order, t.pending.wrongAmount),
};

function paid(order: WholeOrder, lead: string): Copy {
  const { title, heading, free, letter } = t.succeeded;
  const said = order.paidCents === 0 ? free : heading(money(order.paidCents, order.currency));
  return { title, heading: said, lead, more: [letter(order.email)], pay: null };
}

function pending(order: WholeOrder, copy: { heading: string; lead: string }): Copy {
  return { title: t.pending.title, ...copy, more: [t.letterComes(order.email)], pay: null };
}

function total(order: WholeOrder): string {
  return money(order.grossCents, order.currency);
}

/** As many as stand in one row on a phone, so that the fact comes into sight. */
const SHOWN = 3;

function shownPictures(order: WholeOrder, key: string) {
  const pictures = picturesOf(order, key, 104);
  const hidden = pictures.length - SHOWN;
  return { pictures: pictures.slice(0, SHOWN), morePictures: hidden > 0 ? en.orders.list.more(hidden) : '' };
}

export function landingJson(order: WholeOrder) {
  const { number, payment, status, paidCents, grossCents } = order;
  return { order: number, payment, status, paidCents, grossCents };
}
