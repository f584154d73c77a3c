// Orders in words: where they stand, what happened to them, what they cost.
import type { OrderStatus } from '../../orders/transitions.ts';
import { count } from '../../lib/format.ts';
import { plural } from '../plural.ts';

const status: Record<OrderStatus, string> = {
  awaiting_payment: 'awaiting payment',
  paid: 'paid',
  on_hold: 'on hold',
  in_production: 'in production',
  ready_to_ship: 'ready to ship',
  shipped: 'shipped',
  delivered: 'delivered',
  returned: 'returned',
  cancelled: 'cancelled',
  refund_due: 'refund due',
  refunded: 'refunded',
};

export const orders = {
  status,
  totals: { goods: 'Stickers', tax: 'Tax', gross: 'Total', free: 'Free' },
  pieces: (n: number) => `${count(n)} ${plural(n, { one: 'piece', other: 'pieces' })}`,
  payLine: (n: number, title: string) => `${count(n)} × ${title}`,
  moveNotPossible: (from: string, to: string) => `This order is ${from}; it cannot become ${to}.`,
  heldForStock: (what: string) => `Paid after its stock went back; not enough ${what}.`,
  goneMeanwhile: (what: string) => `Not enough is left for ${what}. Nothing was charged; write to us and we find a way.`,
};
