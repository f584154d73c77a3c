// How an order's payment stands, told apart as far as it matters to the buyer. Pure.
import type { WholeOrder } from '../orders/queries.ts';

export type Standing =
  | 'paid'
  | 'paid_held'
  | 'paid_back'
  | 'failed'
  | 'cancelled'
  /** Its pay page can still be used. */
  | 'open'
  /** It never got a pay page. */
  | 'unopened'
  /** There is a pay page, but the gateway did not say what happened on it. */
  | 'unasked'
  | 'running'
  | 'wrong_amount';

type Known = Pick<WholeOrder, 'status' | 'payment'> & {
  payments: readonly { status: string; liveOrderId: string | null }[];
};

export function standingOf(order: Known, { asked }: { asked: boolean }): Standing {
  if (order.payment === 'succeeded') return paidStanding(order.status);
  if (order.status === 'cancelled') return 'cancelled';
  if (order.payment === 'failed') return 'failed';
  const live = order.payments.find((payment) => payment.liveOrderId !== null);
  if (live?.status === 'wrong_amount') return 'wrong_amount';
  if (live?.status === 'running') return 'running';
  if (live?.status !== 'open') return 'unopened';
  return asked ? 'open' : 'unasked';
}

function paidStanding(status: string): Standing {
  if (status === 'refund_due' || status === 'refunded') return 'paid_back';
  return status === 'on_hold' ? 'paid_held' : 'paid';
}

/** Whether the buyer may be shown a way to the pay page: never beside money that may be on its way. */
export function mayPay(standing: Standing): boolean {
  return standing === 'failed' || standing === 'open' || standing === 'unopened';
}
