// Sentences of the checkout and of the page a buyer lands on after paying.

const landing = {
  order: (number: string) => `Order ${number}`,
  succeeded: {
    title: 'Paid',
    heading: (amount: string) => `Paid. Thank you for ${amount}.`,
    free: 'Ordered. There is nothing to pay.',
    printing: (day: string) => `We print your stickers and hand the parcel over by ${day}.`,
    held: 'Before we print, one of us looks at your order. We write to you today or on the next working day.',
    moneyBack: 'Your money is on its way back to you.',
    letter: (email: string) => `The confirmation goes to ${email}. We write again when the parcel leaves.`,
    order: 'See your order',
  },
  failed: {
    title: 'Not paid',
    heading: 'The payment did not go through.',
    lead: 'Nothing was charged. Your order is still here, with everything in it.',
    until: (day: string) => `You can pay for it until ${day}. After that we let it go.`,
    pay: (amount: string) => `Pay ${amount}`,
    cancelled: 'This order is cancelled.',
    cancelledLead: 'Nothing was charged and nothing will be printed.',
    again: 'Back to the shop',
  },
  pending: {
    title: 'Payment pending',
    open: {
      heading: 'Your payment is not finished yet.',
      lead: 'The payment page is still open. Nothing was charged so far.',
    },
    unopened: {
      heading: 'Your order is safe, but not paid yet.',
      lead: 'The payment service did not answer when we opened your payment page. Nothing was charged. Try it now.',
    },
    unasked: {
      heading: 'Your order is safe. We could not ask about its payment yet.',
      lead: 'The payment service does not answer right now. We ask again by ourselves. If you have paid, there is nothing more to do.',
    },
    running: {
      heading: 'Your bank is moving the money.',
      lead: 'A bank debit takes up to five working days. We print as soon as it arrives and write to you then. There is nothing more to do.',
    },
    wrongAmount: {
      heading: 'We received a different sum than the order’s.',
      lead: 'One of us looks at it and writes to you by the next working day. Please do not pay again.',
    },
    asking: 'This page refreshes itself every few seconds.',
    pay: (amount: string) => `Pay ${amount} now`,
    goOn: (amount: string) => `Continue to pay ${amount}`,
  },
  letterComes: (email: string) => `We write to ${email} as soon as it is settled.`,
  see: 'See the order',
};

export const checkout = {
  title: 'Checkout',
  heading: 'Where should it go?',
  signInText: 'Have an account?',
  signIn: 'Sign in and skip the typing',

  contact: 'You',
  emailHint: 'For the confirmation and the tracking link.',
  address: 'Delivery address',
  book: 'Send it to',
  thisAddress: 'The address below',
  startsAs: (address: string) => `Starts as your default, ${address}`,
  saveAddress: 'Keep this address in my account',

  business: 'Buying for a business?',
  company: 'Company',
  taxId: 'Tax id',
  taxIdHint: 'VAT number or what your country calls it. It is printed on the invoice.',

  delivery: 'Delivery',
  free: 'Free',
  promised: (day: string) => `With you by ${day}`,
  coupon: 'Coupon',

  summary: 'Your order',
  change: 'Change the cart',
  goods: 'Subtotal',
  tax: 'Tax',
  taxAt: (name: string, percent: string) => `${name} ${percent} %`,
  taxIncluded: (label: string) => `${label}, included`,
  taxFree: 'No tax',
  total: 'Total',
  pay: (amount: string) => `Pay ${amount}`,
  payNote: 'You pay on the next page. We never see your card.',

  invalid: 'Some fields need another look.',
  couponOff: (code: string) => `Coupon ${code}`,
  couponHint: 'It comes off the goods before you pay.',
  coupons: {
    unknown: 'We do not know this coupon. Leave the field empty to go on.',
    not_yet: 'This coupon does not count yet. Leave the field empty to go on.',
    over: 'This coupon has run out. Leave the field empty to go on.',
    minimum: 'The goods cost too little for this coupon. Add more, or leave the field empty.',
    used_up: 'This coupon was used up. Leave the field empty to go on.',
    used_by_you: 'You have used this coupon already. Leave the field empty to go on.',
  },
  fields: {
    delivery: 'Choose a delivery we have.',
    taxId: (country: string) =>
      `That is not how a tax id of ${country} is written. Leave it empty if you buy for yourself.`,
  },
  priceChanged: (amount: string) =>
    `The total has changed since you looked. It is now ${amount}. Nothing was ordered yet.`,
  linesGone: 'Something in your cart cannot be had any more. Nothing was ordered yet.',
  toCart: 'Look at the cart',
  outOfStock: (what: string) =>
    `There is not enough left for ${what}. Nothing was ordered yet; take fewer, or another material.`,
  tooExpensive:
    'That takes the total over $999,999.99, more than one payment can carry. Split it into two orders.',
  landing,
};
