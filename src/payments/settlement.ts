// What a gateway's word about one session means for our payment and our order. Pure: the webhook, the
// landing page and the reconciler all ask this one function.
import type { OrderStatus, PaymentWord } from '../orders/transitions.ts';
import type { PaySession } from './gateway.ts';

export const PAYMENT_STATUSES = [
  'creating',
  'open',
  'running',
  'succeeded',
  'failed',
  'expired',
  'wrong_amount',
  'owed_back',
  'refunded',
] as const;

export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** Money was received; nothing the gateway says about the session changes that any more. */
const HAS_MONEY: readonly PaymentStatus[] = ['succeeded', 'wrong_amount', 'owed_back', 'refunded'];
export const UNDECIDED: readonly PaymentStatus[] = ['creating', 'open', 'running'];

export type Settlement =
  /** The order's own money, at last or late. */
  | 'pays_order'
  /** Right or not, it is for an order that needs no money (any more). */
  | 'owed_back'
  | 'wrong_amount'
  | 'running'
  | 'failed'
  | 'expired'
  /** Nothing new. */
  | 'already';

export interface Facts {
  payment: { status: PaymentStatus; amountCents: number; currency: string };
  order: { status: OrderStatus };
  session: Pick<PaySession, 'state' | 'amountCents' | 'currency'>;
}

/** News may be old, doubled or out of order: money beats everything, the undecided is decided once. */
export function settle({ payment, order, session }: Facts): Settlement {
  if (HAS_MONEY.includes(payment.status)) return 'already';
  if (session.state === 'paid') return settlePaid({ payment, order, session });
  if (!UNDECIDED.includes(payment.status) || session.state === 'open') return 'already';
  if (session.state === 'running') return payment.status === 'running' ? 'already' : 'running';
  return session.state;
}

function settlePaid({ payment, order, session }: Facts): Settlement {
  if (order.status !== 'awaiting_payment') return 'owed_back';
  const right = session.amountCents === payment.amountCents && session.currency === payment.currency;
  return right ? 'pays_order' : 'wrong_amount';
}

/** The customer's word for all attempts of an order together. */
export function paymentWord(statuses: readonly PaymentStatus[]): PaymentWord {
  if (statuses.some((status) => status === 'succeeded' || status === 'refunded')) return 'succeeded';
  const open = statuses.some((status) => UNDECIDED.includes(status) || status === 'wrong_amount');
  return open ? 'pending' : 'failed';
}

export function isPaymentStatus(text: string): text is PaymentStatus {
  return (PAYMENT_STATUSES as readonly string[]).includes(text);
}
