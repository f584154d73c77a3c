// Sentences that stand around every page: header, footer, forms, paging.
import { count } from '../../lib/format.ts';
import { plural } from '../plural.ts';

export const layout = {
  shop: 'Kisscut',
  /** In the browser's tab. */
  tab: (title: string) => (title === '' ? 'Kisscut · custom stickers, cut to shape' : `${title} · Kisscut`),
  description:
    'Custom stickers, printed and cut in our own workshop. Upload a design, see it cut, know the price.',
  skip: 'Skip to the page',
  mainNavigation: 'Shop',
  home: 'Kisscut, to the start page',
  products: 'All stickers',
  custom: 'Make a sticker',
  cart: 'Cart',
  cartCount: (lines: number) => `${count(lines)} ${plural(lines, { one: 'line', other: 'lines' })}`,
  signIn: 'Sign in',
  account: 'Account',
  backOffice: 'Back office',
  signOut: 'Sign out',
  signedInAs: (name: string) => `Signed in as ${name}`,
  messages: 'Messages',
  footer: {
    navigation: 'More',
    promise: 'Printed, laminated and cut by people who peel the first one themselves.',
    samplePack: 'Sample pack',
    orders: 'Your orders',
    artwork: 'Your artwork',
    imprint: 'Kisscut prints stickers to order. Files you send stay private.',
  },
  field: {
    optional: 'optional',
    problems: (fields: number) =>
      `${plural(fields, { one: 'One field needs', other: `${count(fields)} fields need` })} another look.`,
  },
  paging: {
    navigation: 'Pages',
    previous: 'Previous',
    next: 'Next',
    page: (page: number, pages: number) => `Page ${count(page)} of ${count(pages)}`,
  },
  table: {
    search: 'Search',
    sortBy: (column: string) => `Sort by ${column}`,
    empty: 'Nothing here.',
    total: (items: number) => `${count(items)} ${plural(items, { one: 'entry', other: 'entries' })}`,
  },
  // states of a timeline step
  done: 'done',
  now: 'now',
  later: 'still to come',
};
