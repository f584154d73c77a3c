// Sentences of the letters.
import { plural } from '../plural.ts';

export const mail = {
  seeOrder: 'See your order',
  order: (number: string) => `Order ${number}`,
  address: 'It goes to',
  picture: 'Your design',

  orderConfirmed: {
    subject: (number: string) => `Paid: order ${number}`,
    fact: 'Paid. Now we print.',
    thanks: (name: string, total: string) => `Thank you, ${name}. We received ${total}.`,
    promised: (day: string) => `The parcel should be with you by ${day}. We write again when it leaves.`,
    next: 'We write again when the parcel leaves.',
    pickUp: (day: string) => `You can pick it up by ${day}. We write as soon as it is ready.`,
  },
  paymentPending: {
    subject: (number: string) => `Your bank is moving the money: order ${number}`,
    fact: 'Your bank is moving the money.',
    wait: (name: string, total: string) =>
      `Thank you, ${name}. A bank debit of ${total} takes up to five working days. We print as soon as it arrives and write to you then.`,
    nothingToDo: 'There is nothing more to do. Your order is safe until then.',
  },
  paymentProblem: {
    subject: (number: string) => `We look at your payment: order ${number}`,
    fact: 'We received a different sum than the order’s.',
    why: (name: string, amount: string) =>
      `${name}, ${amount} arrived, and that is not what your order costs.`,
    next: 'One of us looks at it and writes to you by the next working day. Please do not pay again.',
  },
  paymentFailed: {
    subject: (number: string) => `Not paid yet: order ${number}`,
    fact: 'The payment did not go through.',
    nothingCharged: (name: string) => `Nothing was charged, ${name}, and your order is still here.`,
    until: (moment: string) => `You can pay for it until ${moment}. After that we let it go.`,
    button: (total: string) => `Pay ${total}`,
  },
  payLink: {
    subject: (total: string, number: string) => `Your order ${number}: ${total} to pay`,
    fact: (total: string) => `Your order is ready to be paid: ${total}.`,
    next: (name: string) =>
      `${name}, we have put everything together for you. We start as soon as it is paid.`,
    until: (moment: string) => `You can pay for it until ${moment}.`,
    button: (total: string) => `Pay ${total}`,
  },
  paymentOwedBack: {
    subject: (amount: string, number: string) => `${amount} goes back to you: order ${number}`,
    fact: (amount: string) => `You paid ${amount} that we cannot keep.`,
    why: (name: string, number: string) =>
      `${name}, a payment for order ${number} arrived when there was nothing left to pay.`,
    next: (amount: string) => `We send ${amount} back the way it came. Banks take up to ten days to show it.`,
  },
  refunded: {
    subject: (amount: string, number: string) => `Refunded: ${amount} for order ${number}`,
    fact: (amount: string) => `We sent ${amount} back to you.`,
    next: (name: string, number: string) =>
      `${name}, the refund for order ${number} goes the way you paid. Banks take up to ten days to show it.`,
  },
  cancelled: {
    subject: (number: string) => `Cancelled: order ${number}`,
    fact: (number: string) => `Order ${number} is cancelled.`,
    next: (name: string) =>
      `Nothing will be printed or sent, ${name}. If you had paid, we send the money back and write again when we do.`,
  },
  onHold: {
    subject: (number: string) => `We look at your order first: ${number}`,
    fact: 'Your order waits for a moment.',
    why: (name: string) => `${name}, before we go on, one of us looks at your order.`,
    because: (name: string, reason: string) => `${name}, we have your payment. ${reason}`,
    next: 'If we need something from you, we write by the next working day. Otherwise it just goes on.',
  },
  inProduction: {
    subject: (number: string) => `We are printing: order ${number}`,
    fact: 'Your stickers are being printed.',
    due: (name: string, day: string) =>
      `${name}, the parcel leaves us by ${day}. We write again when it does.`,
    next: (name: string) => `${name}, we write again when the parcel leaves.`,
  },
  readyToShip: {
    subject: (number: string) => `Packed: order ${number}`,
    fact: 'Your parcel is packed.',
    next: (name: string) => `${name}, it leaves us with the next pick-up. We write again when it does.`,
  },
  readyForPickUp: {
    subject: (number: string) => `Ready to pick up: order ${number}`,
    fact: 'Your order is ready.',
    next: (name: string, number: string) => `${name}, come by and say your order’s number: ${number}.`,
    at: (place: string) => `You find us here: ${place}.`,
    open: (hours: string) => `We are there: ${hours}.`,
  },
  problemReceived: {
    subject: (number: string) => `We look at it: order ${number}`,
    fact: 'Thank you for telling us.',
    next: (name: string, days: number) =>
      `${name}, one of us looks at what you wrote and answers within ${days} working ${plural(days, { one: 'day', other: 'days' })}. Keep the stickers until then.`,
  },
  problemAnswered: {
    subject: (number: string) => `About the problem with order ${number}`,
    about: (name: string, number: string) => `${name}, you told us about a problem with order ${number}.`,
  },
  shipped: {
    subject: (number: string) => `On its way: order ${number}`,
    fact: 'Your parcel is on its way.',
    by: (name: string, carrier: string, code: string) =>
      code === ''
        ? `${name}, ${carrier} brings it.`
        : `${name}, it travels with ${carrier}. Your tracking code is ${code}.`,
    button: 'Track the parcel',
  },
  outForDelivery: {
    subject: (number: string) => `Today: order ${number}`,
    fact: 'Your parcel comes today.',
    by: (name: string, carrier: string) => `${name}, ${carrier} has it on the van.`,
  },
  problem: {
    subject: (number: string) => `Your parcel needs a look: order ${number}`,
    fact: (carrier: string) => `${carrier} could not deliver your parcel.`,
    next: (name: string) =>
      `${name}, see what they say, and where the parcel is now. If it does not move on by tomorrow, write to us.`,
    code: (code: string) => `Your tracking code is ${code}.`,
  },
  returned: {
    subject: (number: string) => `Your parcel came back to us: order ${number}`,
    fact: 'Your parcel came back to us.',
    next: (name: string) =>
      `${name}, look whether your address is right and write to us. We send it again, or your money back.`,
  },
  delivered: {
    subject: (number: string) => `Delivered: order ${number}`,
    fact: 'Your parcel has arrived.',
    next: (name: string, number: string) =>
      `Have fun sticking, ${name}. If something is not right, write to us and mention ${number}.`,
  },
  passwordReset: {
    subject: 'Choose a new password',
    fact: 'Here is the way to a new password.',
    why: (name: string) =>
      `${greeting(name)} A new password was asked for, for the account with this address.`,
    once: (minutes: number) =>
      `The link works once, for ${minutes} ${plural(minutes, { one: 'minute', other: 'minutes' })}.`,
    button: 'Choose a password',
    notYou: 'You did not ask for it? Then do nothing. Your password stays as it is.',
  },
  verifyEmail: {
    subject: 'Confirm your e-mail address',
    fact: 'Is this your address?',
    why: (name: string) =>
      `${greeting(name)} Confirm it, and orders that you placed with it before join your account.`,
    once: (days: number) =>
      `The link works for ${days} ${plural(days, { one: 'day', other: 'days' })}, after you sign in.`,
    button: 'Confirm address',
    notYou: 'You did not make an account? Then do nothing, and nobody sees your orders.',
  },
  staffInvitation: {
    subject: 'Your way into the back office',
    fact: 'You are invited to the back office.',
    role: (role: string) => `You join as ${role}. Choose a name and a password, and you are in.`,
    once: (days: number) =>
      `The link works once, for ${days} ${plural(days, { one: 'day', other: 'days' })}.`,
    button: 'Accept the invitation',
    notYou: 'You did not expect this? Then do nothing.',
  },
};

function greeting(name: string): string {
  return name === '' ? 'Hello.' : `Hello ${name}.`;
}
