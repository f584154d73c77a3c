// npm run screenshots: the pictures of the README, taken from the built shop with a few days' work in it.
// npm run screenshots -- --every FOLDER: every page instead, at desk and phone width, in light and dark, to look at.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser, openPage } from './support/browser.ts';
import { type BusyShop, fillShop } from './support/busy-shop.ts';
import { startShop } from './support/running-shop.ts';

const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1.5 };
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

type Who = 'nobody' | 'customer' | 'staff';

interface Picture {
  name: string;
  path: string;
  who: Who;
  look: BrowserContextOptions;
}

function forReadme({ artworkId, shipped, paid }: BusyShop): Picture[] {
  const choice = 'shape=die-cut&widthMm=75&heightMm=70&material=vinyl&finish=matte&quantity=200';
  return [
    { name: 'home', path: '/', who: 'nobody', look: DESK },
    { name: 'configurator', path: `/artwork/${artworkId}?${choice}`, who: 'customer', look: DESK },
    { name: 'cart', path: '/cart', who: 'customer', look: DESK },
    { name: 'landing', path: `/orders/${paid}/landing`, who: 'customer', look: PHONE },
    { name: 'order', path: `/orders/${shipped}`, who: 'customer', look: PHONE },
    {
      name: 'configurator-phone',
      path: `/artwork/${artworkId}?${choice}`,
      who: 'customer',
      look: { ...PHONE, colorScheme: 'dark' },
    },
    { name: 'office', path: '/admin', who: 'staff', look: DESK },
    { name: 'office-order', path: `/admin/orders/${shipped}`, who: 'staff', look: DESK },
  ];
}

function everyPage({ artworkId, paid, shipped, unpaid, customerId }: BusyShop): Picture[] {
  const guests = [
    '/',
    '/products',
    '/products/custom-stickers',
    '/products/sample-pack',
    '/cart',
    '/login',
    '/signup',
    '/password-reset',
    '/nothing-here',
  ];
  const customers = [
    `/artwork/${artworkId}`,
    '/cart',
    '/checkout',
    ...[paid, shipped, unpaid].flatMap((number) => [`/orders/${number}`, `/orders/${number}/landing`]),
    '/account',
    '/account/orders',
    '/account/addresses',
    '/account/artwork',
  ];
  const office = [
    '',
    '/orders',
    `/orders/${shipped}`,
    `/orders/${paid}`,
    '/customers',
    `/customers/${customerId}`,
    '/stock',
    '/stock/roll-vinyl',
    '/letters',
    '/payments',
    '/audit',
  ];
  const pages: { path: string; who: Who }[] = [
    ...guests.map((each) => ({ path: each, who: 'nobody' as const })),
    ...customers.map((each) => ({ path: each, who: 'customer' as const })),
    ...office.map((each) => ({ path: `/admin${each}`, who: 'staff' as const })),
  ];
  const looks: [string, BrowserContextOptions][] = [
    ['desk', { viewport: { width: 1280, height: 900 } }],
    ['desk-dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
    ['phone', { viewport: { width: 390, height: 844 } }],
    ['phone-dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
  ];
  const states = new Map([
    [paid, 'paid'],
    [shipped, 'shipped'],
    [unpaid, 'unpaid'],
  ]);
  return pages.flatMap(({ path: page, who }) =>
    looks.map(([look, options]) => ({
      name: `${who}${nameOf(page, states)}.${look}`,
      path: page,
      who,
      look: options,
    })),
  );
}

function nameOf(page: string, states: ReadonlyMap<string, string>): string {
  const words = page
    .replace(/KC-\w+-\w+/, (number) => states.get(number) ?? number)
    .replace(/[0-9a-f-]{36}/, 'id');
  return words === '/' ? '-home' : words.replaceAll('/', '-');
}

async function take(
  browser: Browser,
  url: string,
  picture: Picture,
  cookies: Record<Who, string>,
): Promise<Buffer> {
  const watched = await openPage(browser, { ...picture.look, reducedMotion: 'reduce' });
  const [name, value] = cookies[picture.who].split('=', 2);
  if (name && value) await watched.page.context().addCookies([{ name, value, url }]);
  await watched.page.goto(url + picture.path, { waitUntil: 'networkidle' });
  const taken = await watched.page.screenshot({ fullPage: every !== undefined });
  for (const complaint of watched.complaints) console.error(`${picture.name}: ${complaint}`);
  await watched.close();
  return taken;
}

const { every } = parseArgs({ options: { every: { type: 'string' } } }).values;
const folder = every ?? path.resolve(import.meta.dirname, '../docs/screenshots');
mkdirSync(folder, { recursive: true });
const shop = await startShop({ env: { WORKER_PACE: '100' } });
const browser = await openBrowser();
try {
  const busy = await fillShop(shop.url);
  const pictures = every === undefined ? forReadme(busy) : everyPage(busy);
  let bytes = 0;
  for (const picture of pictures) {
    const taken = await take(browser, shop.url, picture, busy.cookies);
    const webp = await sharp(taken).webp({ quality: 82 }).toBuffer();
    writeFileSync(path.join(folder, `${picture.name}.webp`), webp);
    bytes += webp.length;
  }
  console.log(`${pictures.length} pictures, ${Math.round(bytes / 1000)} KB, in ${folder}`);
} finally {
  await browser.close();
  await shop.remove();
}
