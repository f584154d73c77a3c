// Orders in words: where they stand, what happened to them, what they cost, where their parcels are.
import { count } from '../../lib/format.ts';
import type { OrderStatus } from '../../orders/transitions.ts';
import type { ShipmentStatus } from '../../shipping/status.ts';
import { plural } from '../plural.ts';

/** In the middle of a sentence, or beside a dot of colour. */
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

/** What the customer reads at the top of an order. */
const story: Record<OrderStatus, { heading: string; lead: string }> = {
  awaiting_payment: {
    heading: 'Waiting for your payment.',
    lead: 'We keep your order and start once it is paid.',
  },
  paid: { heading: 'Paid. Next we print.', lead: 'It is in the queue for the press.' },
  on_hold: {
    heading: 'One of us looks at it.',
    lead: 'Something needs a decision before we go on. We write to you about it.',
  },
  in_production: { heading: 'On the press.', lead: 'Your stickers are being printed and cut.' },
  ready_to_ship: { heading: 'Packed.', lead: 'Your parcel waits for the carrier.' },
  shipped: { heading: 'On its way.', lead: 'The carrier has your parcel.' },
  delivered: { heading: 'Delivered.', lead: 'Have fun sticking.' },
  returned: {
    heading: 'It came back to us.',
    lead: 'The carrier could not deliver your parcel. We write to you about what to do.',
  },
  cancelled: { heading: 'Cancelled.', lead: 'Nothing will be printed or sent.' },
  refund_due: { heading: 'Your money is on its way back.', lead: 'Banks take up to ten days to show it.' },
  refunded: { heading: 'Refunded.', lead: 'We sent your money back. Banks take up to ten days to show it.' },
};

/** What happened when an order became this. */
const moved: Record<OrderStatus, string> = {
  awaiting_payment: 'Ordered',
  paid: 'Paid',
  on_hold: 'Waiting for a decision',
  in_production: 'Printing started',
  ready_to_ship: 'Packed',
  shipped: 'Handed to the carrier',
  delivered: 'Delivered',
  returned: 'Came back to us',
  cancelled: 'Cancelled',
  refund_due: 'Refund started',
  refunded: 'Refunded',
};

/** Where a parcel stands, as a sentence. */
const shipment: Record<ShipmentStatus, string> = {
  pending: 'Handed over; the carrier has not scanned it yet.',
  pre_transit: 'The carrier knows about the parcel and will collect it.',
  in_transit: 'On its way.',
  out_for_delivery: 'In the van, with you today.',
  available_for_pickup: 'Waiting for you to pick it up.',
  attempt_failed: 'The carrier could not hand it over and will try again.',
  delivered: 'Delivered.',
  returned: 'On its way back to us.',
  exception: 'Something holds it up at the carrier. We keep an eye on it.',
  cancelled: 'This parcel was not sent.',
  unknown: 'The carrier has no news yet.',
};

export const orders = {
  status,
  story,
  moved,
  /** A hold ended. */
  released: 'Going on',
  shipment,
  totals: {
    goods: 'Subtotal',
    delivery: (name: string) => `Delivery, ${name}`,
    tax: 'Tax',
    gross: 'Total',
    free: 'Free',
    coupon: (code: string) => `Coupon ${code}`,
    refunded: 'Refunded',
  },
  pieces: (n: number) => `${count(n)} ${plural(n, { one: 'piece', other: 'pieces' })}`,
  payLine: (n: number, title: string) => `${count(n)} × ${title}`,
  moveNotPossible: (from: string, to: string) => `This order is ${from}; it cannot become ${to}.`,
  heldForStock: (what: string) => `Paid after its stock went back; not enough ${what}.`,
  /** In the letter about a cancelled order. */
  notPaidInTime: 'It was not paid for in time, so we let it go.',
  cancel: {
    title: 'Cancel this order',
    question: 'Cancel this order?',
    back: 'No, back to the order',
    unpaid: 'Nothing was paid, so nothing has to go back.',
    paid: (amount: string) => `We send ${amount} back the way you paid.`,
    confirm: 'Yes, cancel it',
    done: 'Cancelled. A letter to you is on its way.',
  },
  cancelTooLate: 'This order cannot be cancelled any more. Write to us and we see what we can do.',
  /** In the letter about an order its customer cancelled. */
  cancelledByCustomer: 'You asked us to cancel it.',
  stillLacking: (what: string) => `There is still not enough ${what}. Book the stock in first, then release.`,
  addressTooLate: (status: string) =>
    `This order is ${status}; the parcel cannot go to another address any more.`,
  goneMeanwhile: (what: string) =>
    `Not enough is left for ${what}. Nothing was charged; write to us and we find a way.`,

  title: (number: string) => `Order ${number}`,
  placedOn: (day: string) => `Ordered ${day}`,
  dueBy: (day: string) => `We hand it to the carrier by ${day}.`,
  payableUntil: (day: string) => `You can pay for it until ${day}.`,
  pay: (amount: string) => `Pay ${amount}`,
  standing: 'See how the payment stands',
  progress: 'Progress',
  lines: 'What you ordered',
  total: 'Total',
  address: 'It goes to',
  parcels: 'Tracking',
  parcel: (n: number) => `Parcel ${n}`,
  noParcel: 'The tracking link appears here when the parcel leaves.',
  track: (carrier: string) => `Track it at ${carrier}`,
  carrier: 'Carrier',
  code: 'Tracking code',
  times: 'Times are UTC.',

  /** Steps of the progress line, in order. */
  steps: {
    paid: 'Paid',
    printing: 'Printing',
    shipped: 'On its way',
    delivered: 'Delivered',
  },
  events: {
    payment_running: 'Bank debit started',
    payment_failed: 'Payment did not go through',
    payment_expired: 'Payment page ran out',
    payment_owed_back: 'A payment too many is going back to you',
    payment_wrong_amount: 'A payment of a different sum arrived',
    problem_reported: 'You reported a problem',
    problem_answered: 'We answered about the problem',
    reprinted: 'We print it again',
  },

  list: {
    title: 'Your orders',
    empty: 'Nothing ordered yet.',
    emptyNext: 'When you order, it stands here with its tracking.',
    start: 'Make a sticker',
    again: 'Order again',
    more: (n: number) => `and ${n} more ${plural(n, { one: 'line', other: 'lines' })}`,
  },
  reordered: 'Back in your cart, at today’s prices.',
  artwork: {
    title: 'Your designs',
    empty: 'No designs yet.',
    emptyNext: 'What you send us appears here. What you order is kept for good, ready to be ordered again.',
    start: 'Upload a design',
    again: 'Order it again',
    make: 'Make a sticker of it',
    sent: (day: string) => `Sent ${day}`,
    page: (page: number, pages: number) => `page ${page} of ${pages}`,
    prepress: 'We prepare it',
    download: 'Download the file',
  },
};
