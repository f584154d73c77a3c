// The table an order moves along.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canMove,
  isOrderStatus,
  nextStatuses,
  OPEN_STATUSES,
  ORDER_STATUSES,
  type OrderStatus,
} from '../../src/orders/transitions.ts';

const WAYS: Record<OrderStatus, OrderStatus[]> = {
  awaiting_payment: ['paid', 'cancelled'],
  paid: ['in_production', 'ready_to_ship', 'on_hold', 'shipped', 'refund_due'],
  on_hold: ['paid', 'in_production', 'ready_to_ship', 'refund_due'],
  in_production: ['ready_to_ship', 'on_hold', 'shipped', 'refund_due'],
  ready_to_ship: ['shipped', 'on_hold', 'refund_due'],
  shipped: ['delivered', 'returned', 'ready_to_ship', 'refund_due'],
  delivered: ['returned', 'refund_due'],
  returned: ['shipped', 'refund_due'],
  cancelled: [],
  refund_due: ['refunded'],
  refunded: ['refund_due'],
};

const status = fc.constantFrom(...ORDER_STATUSES);

describe('the table', () => {
  it.each(ORDER_STATUSES)('leads from %s where it should and nowhere else', (from) => {
    expect(ORDER_STATUSES.filter((to) => canMove(from, to)).toSorted()).toEqual(WAYS[from].toSorted());
    expect([...nextStatuses(from)].toSorted()).toEqual(WAYS[from].toSorted());
  });

  it('leads no order to where it already is', () => {
    fc.assert(fc.property(status, (at) => !canMove(at, at)));
  });

  it('never takes an order back to unpaid', () => {
    fc.assert(fc.property(status, (from) => !canMove(from, 'awaiting_payment')));
  });

  it('ends for good when an order is cancelled; refunded it only ever owes the money again', () => {
    fc.assert(
      fc.property(fc.array(status), (wishes) => {
        expect(walk('cancelled', wishes)).toBe('cancelled');
        expect(['refunded', 'refund_due']).toContain(walk('refunded', wishes));
      }),
    );
  });

  it('cancels without a refund only what was never paid', () => {
    fc.assert(
      fc.property(fc.array(status, { maxLength: 30 }), (wishes) => {
        const visited = steps('awaiting_payment', wishes);
        if (visited.includes('paid')) expect(visited).not.toContain('cancelled');
      }),
    );
  });

  it('always lets paid money go back, until it has', () => {
    const paid = ORDER_STATUSES.filter((each) => !['awaiting_payment', 'cancelled'].includes(each));
    for (const from of paid) expect(reach(from)).toContain('refunded');
  });

  it('never skips the payment: nothing is made before it is paid', () => {
    const without = reach('awaiting_payment', 'paid');
    for (const made of [...OPEN_STATUSES, 'shipped', 'delivered', 'returned'])
      expect(without).not.toContain(made);
  });
});

describe('a status', () => {
  it.each(['', 'PAID', 'toString', '__proto__', 'lost'])('is not %j', (text) => {
    expect(isOrderStatus(text)).toBe(false);
  });
});

/** Follows the wishes the table allows, passes over the others. */
function steps(from: OrderStatus, wishes: readonly OrderStatus[]): OrderStatus[] {
  const visited = [from];
  for (const wish of wishes) {
    const at = visited.at(-1) ?? from;
    if (canMove(at, wish)) visited.push(wish);
  }
  return visited;
}

function walk(from: OrderStatus, wishes: readonly OrderStatus[]): OrderStatus {
  return steps(from, wishes).at(-1) ?? from;
}

/** Everywhere an order can get to, without setting foot on one place. */
function reach(from: OrderStatus, avoiding?: OrderStatus): OrderStatus[] {
  const found = new Set<OrderStatus>([from]);
  for (const at of found) for (const to of nextStatuses(at)) if (to !== avoiding) found.add(to);
  return [...found];
}
