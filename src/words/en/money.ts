// Sentences about money in the back office: refunds, differences, coupons, payments by hand.
import { count } from '../../lib/format.ts';
import { plural } from '../plural.ts';

export const money = {
  refunds: {
    title: 'Refund',
    moreThanPaid: 'That is more than is left of what was paid. Nothing was sent back.',
    notPaid: 'Nothing was paid for this order.',
    lineIsBack: 'One of these lines was paid back already. Nothing was sent back.',
    noSuchLine: 'Choose lines of this order.',
    amount: 'Amount',
    amountHint: (most: string) => `Up to ${most}.`,
    lines: 'Or pay back whole lines',
    reason: 'Reason',
    reasonHint: 'Only staff read this.',
    restock: 'Put the used material back into stock',
    send: 'Send it back',
    byHand: 'It was paid by hand: pay it back the same way, then say so here.',
    paidBack: 'I have paid it back',
    done: 'On its way back. The customer gets a letter when the gateway has sent it.',
    problems: {
      amount: 'Type an amount, or choose lines.',
      both: 'Either an amount or lines, not both.',
    },
  },

  differences: {
    title: 'Held against the gateway',
    none: 'Difference $0.00. Everything of the last 35 days agrees.',
    some: (n: number) => `${count(n)} ${plural(n, { one: 'thing needs', other: 'things need' })} a person`,
    columns: { order: 'Order', what: 'What', amount: 'Amount', act: 'What to do' },
    kinds: {
      wrong_amount: (paid: string, asked: string) => `Paid ${paid} instead of ${asked}`,
      owed_back: 'Paid too often; the money waits here',
      refund_failed: 'The refund did not leave',
      by_hand: 'To be paid back by hand',
      unexplained: 'The gateway’s books say otherwise',
    },
    accept: 'Accept it',
    acceptReason: 'Why it is enough',
    refund: 'Send it back',
    ask: 'Ask again',
    otherCurrency: 'It came in another currency. It can only go back.',
    nothingOwed: 'There is nothing to send back any more.',
    notWrong: 'This payment was decided already.',
    done: {
      accepted: 'Accepted. The order is paid.',
      refund: 'On its way back.',
      asked: 'Asked. This is how it stands now.',
      notAsked: 'The gateway did not answer. Try again in a minute.',
      paidBack: 'Noted as paid back.',
    },
    facts: {
      lastNotice: 'Last webhook',
      lastPoll: 'Last look at the gateway',
      open: 'Open payments',
      oldest: 'Oldest open since',
      kept: 'Webhooks kept for later',
      disputes: 'Open disputes',
    },
    never: 'never',
  },

  disputes: {
    title: 'Disputes',
    columns: { when: 'Opened', status: 'Status', amount: 'Amount', reason: 'Why', gateway: 'At the gateway' },
  },

  byHand: {
    title: 'Mark as paid',
    hint: 'The payment page is closed first. Everything happens as if it was paid there.',
    method: 'How it was paid',
    methods: { bank_transfer: 'Bank transfer', cash: 'Cash', free: 'Nothing to pay' },
    note: 'Reference',
    noteHint: 'From the bank statement, or who brought it.',
    mark: (amount: string) => `${amount} is here`,
    why: (method: string, note: string) => (note === '' ? method : `${method}: ${note}`),
    done: 'Paid. The customer gets the confirmation.',
    problems: { method: 'Say how it was paid.' },
  },
};
