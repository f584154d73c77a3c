// One model of each letter, about Ada and her order.

import type { LetterKind, LetterModels } from '../../src/mail/kinds.ts';
import type { Letterhead } from '../../src/mail/letter.ejs.ts';

const order = {
  number: 'KC-7K3M-9QXF',
  path: '/orders/KC-7K3M-9QXF?key=the-key-of-the-order',
  totals: [
    { label: 'Stickers', amount: '$66.00' },
    { label: 'Standard delivery', amount: 'Free' },
    { label: 'Total', amount: '$66.00' },
  ],
  lines: [
    {
      title: 'Die-cut stickers',
      detail: '76.2 × 76.2 mm, vinyl, gloss',
      quantity: '100',
      amount: '$61.00',
      artworkId: 'art-1',
    },
    { title: 'Sample pack', detail: '', quantity: '1', amount: '$5.00', artworkId: null },
  ],
  address: ['Ada Lovelace', '12 St James’s Square', 'London SW1Y 4JH', 'United Kingdom'],
};
const about = { order, name: 'Ada' };
const parcel = {
  ...about,
  carrier: 'USPS',
  trackingCode: '9400111',
  trackingUrl: 'https://usps.example/9400111',
};

export const MODELS: { [K in LetterKind]: LetterModels[K] } = {
  'order-confirmed': { ...about, total: '$66.00', promised: 'Friday, November 27' },
  'payment-pending': { ...about, total: '$66.00' },
  'payment-problem': { ...about, amount: '$60.00' },
  'payment-failed': {
    ...about,
    total: '$66.00',
    payPath: '/orders/KC-7K3M-9QXF?key=the-key-of-the-order#pay',
    until: 'Nov 23, 2026, 9:05 AM',
  },
  'pay-link': {
    ...about,
    total: '$66.00',
    payPath: '/orders/KC-7K3M-9QXF/landing?key=the-key-of-the-order',
    until: 'Nov 23, 2026, 9:05 AM',
  },
  'payment-owed-back': { ...about, amount: '$66.00' },
  refunded: { ...about, amount: '$20.00' },
  cancelled: { ...about, reason: 'Matte white is sold out.' },
  'on-hold': { ...about, reason: 'The sample pack sold out before your payment arrived.' },
  'low-stock': {
    name: 'White vinyl roll',
    path: '/admin/stock/roll-vinyl',
    available: '4.20 m²',
    level: '5.00 m²',
    days: 6,
  },
  'in-production': { ...about, due: 'Friday, November 27' },
  'ready-to-ship': about,
  shipped: parcel,
  'out-for-delivery': parcel,
  problem: parcel,
  delivered: about,
  returned: about,
  'ready-for-pick-up': { ...about, place: '4 Press Lane, Portland', hours: 'Monday to Friday, 9 to 17' },
  'problem-received': { ...about, days: 2 },
  'problem-answered': { ...about, what: 'We print them again.', text: 'The blade was blunt.' },
  'password-reset': {
    name: 'Ada',
    link: { path: '/password-reset/', purpose: 'password-reset:1' },
    minutes: 60,
  },
  'verify-email': { name: 'Ada', link: { path: '/verify-email/', purpose: 'verify-email:1' }, days: 7 },
  'staff-invitation': {
    link: { path: '/staff/invitations/', purpose: 'staff-invitation:1' },
    role: 'packing',
    days: 7,
  },
};

export const KINDS = Object.keys(MODELS) as LetterKind[]; // Object.keys forgets what it was given

export const HEAD: Letterhead = {
  baseUrl: 'https://shop.example',
  secret: 'a secret of thirty-two characters!',
  shopName: 'Kisscut',
  shopAddress: ['4 Press Lane', 'Portland, OR 97201'],
  pictureOf: async () => null,
  documentOf: async () => null,
};

/** The smallest PNG: one transparent pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
