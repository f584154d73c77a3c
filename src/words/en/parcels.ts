// Sentences about labels, offers of carriers, manifests and packing slips.
import { plural } from '../plural.ts';

const parcelsIn = (n: number) => `${n} ${plural(n, { one: 'parcel', other: 'parcels' })}`;

export const parcels = {
  noProvider: 'No provider of labels is set up. Type the code of a label you bought elsewhere.',
  senderMissing: 'Say in the settings where parcels leave from; then carriers can make an offer.',
  nothingLeft: 'Everything of this order is in a parcel already.',
  tooMany: (title: string, left: number) => `Of “${title}” only ${left} are left to send.`,
  rateGone: 'This offer is not known any more. Ask for offers again.',
  refused: (why: string) =>
    `The carrier did not sell this label: ${why}. Nothing was bought. Choose another offer.`,
  notOffered: (why: string) =>
    `The carrier makes no offer for this parcel: ${why}. Look at its address and weight.`,
  outOfReach:
    'The carrier is out of reach just now. Nothing is lost: the order stays as it is, and a label that was pressed for is bought once, as soon as the carrier answers. You can also type a code by hand.',
  noLabel: 'This parcel has no label of ours.',

  offers: {
    title: (number: string) => `Parcel for ${number}`,
    lead: 'What goes into it, what it weighs, and who brings it.',
    contents: 'In this parcel',
    of: (left: number) => `of ${left}`,
    weight: 'Weight',
    weightHint: 'Packed, in grams. Worked out from material and size; type what your scales say.',
    grams: 'g',
    again: 'Ask again',
    title2: 'Offers',
    none: 'No carrier offers anything for this parcel.',
    days: (n: number) => `${n} ${plural(n, { one: 'day', other: 'days' })}`,
    noDays: 'no promise',
    buy: 'Buy label',
    buyHint: 'Bought once, however often you press. The customer gets a letter with the tracking link.',
    size: (length: number, width: number, height: number) => `${length} × ${width} × ${height} mm`,
    compare: 'Compare offers',
    addressGood: 'The carrier knows this address.',
    addressBad: 'The carrier does not find this address:',
    addressUnknown: 'Nobody could check the address just now.',
    back: 'Back to the order',
    byHand: 'Or type a code by hand on the order’s page.',
    columns: { carrier: 'Carrier', service: 'Service', days: 'Takes', price: 'Price', action: 'Label' },
  },

  bought: 'Label bought. The customer gets a letter.',
  buying: 'We are buying this label. It is bought once, as soon as the carrier answers.',
  buyingNote: (error: string) =>
    `Not bought yet: ${error}. We try again by ourselves; pressing again is safe.`,
  label: 'Label',
  zpl: 'ZPL',
  slip: 'Packing slip',
  weighs: (grams: string) => `weighs ${grams}`,
  cost: (amount: string) => `label ${amount}`,
  contains: (what: string) => `In it: ${what}`,
  refunds: {
    none: '',
    submitted: 'The label is being refunded.',
    refunded: 'The label was refunded.',
    rejected: 'The carrier does not refund this label.',
  },
  refundWaits: 'The label goes back as soon as the carrier answers.',

  alsoTell: 'Also tell',
  alsoTellHint:
    'E-mail addresses, one a line. Each gets the letters about parcels, without a way into the order.',
  saveAlsoTell: 'Save addresses',
  alsoTold: 'Saved.',
  alsoTellProblem: 'Type up to ten e-mail addresses, one a line.',

  list: {
    title: 'Parcels',
    search: 'Code, order or name',
    empty: 'No parcels yet. They appear here when they are handed over.',
    columns: {
      createdAt: 'Sent',
      order: 'Order',
      name: 'To',
      carrier: 'Carrier',
      trackingCode: 'Code',
      status: 'Stands',
    },
    count: parcelsIn,
  },
  day: {
    title: 'End of the day',
    hint: 'One paper for each carrier that its driver scans instead of every parcel.',
    close: (carrier: string, n: number) => `Close ${carrier}: ${parcelsIn(n)}`,
    made: 'Manifest made.',
    asked: 'The carrier writes the manifest. It appears here when it is ready.',
    failed: 'The carrier refused the manifest; the parcels are free again.',
    outOfReach: 'The carrier is out of reach just now. The parcels wait; try again later.',
    nothing: 'No parcel of this carrier waits for a manifest.',
    open: (carrier: string, n: number) => `${carrier}, ${parcelsIn(n)}`,
    waiting: 'being written',
    papers: 'Manifests',
  },

  paper: {
    title: (number: string) => `Packing slip ${number}`,
    heading: 'Packing slip',
    order: 'Order',
    placed: 'Ordered',
    delivery: 'Delivery',
    to: 'Goes to',
    columns: { what: 'In this parcel', size: 'Size', quantity: 'Pieces' },
    parcel: (n: number) => `Parcel ${n}`,
    later: 'Sent separately',
    thanks: 'Thank you. Have fun sticking.',
  },
};
