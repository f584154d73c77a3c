// Every page there is, of an empty shop and of a busy one: axe, widths, headings, the console, and weight.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawPng } from '../support/art.ts';
import { openBrowser, openPage, total, transferredBytes, type WatchedPage } from '../support/browser.ts';
import { ADA, type Buyer, landed, openBuyer, orderLine, pay, STICKER } from '../support/http-buyer.ts';
import { readLetters } from '../support/letters.ts';
import { OWNER, type RunningShop, startShop } from '../support/running-shop.ts';
import { axeFindings, shiftFindings, sidewaysFindings, structureFindings, watchShifts } from './looks.ts';
import { mainAction } from './steps.ts';

const WIDTHS = [320, 390, 1280];
const PHONE = { width: 390, height: 844 };
const FIRST_VIEW = 60_000;

const FOR_EVERYBODY = [
  '/',
  '/products',
  '/products/custom-stickers',
  '/products/custom-stickers?quantity=abc&widthMm=9',
  '/products/sample-pack',
  '/products/field-pack',
  '/products/labels',
  '/products?category=packs&stock=in',
  '/products?q=zebra',
  '/cart',
  '/login',
  '/login?next=/account',
  '/signup',
  '/password-reset',
  '/nothing-here',
];
const ACCOUNT = ['/account', '/account/orders', '/account/addresses', '/account/artwork'];
const OFFICE = [
  '/admin',
  '/admin/orders',
  '/admin/orders?q=nobody&status=paid',
  '/admin/parcels',
  '/admin/customers',
  '/admin/stock',
  '/admin/stock/roll-vinyl',
  '/admin/letters',
  '/admin/letters/settings',
  '/admin/invoices',
  '/admin/tax',
  '/admin/payments',
  '/admin/coupons',
  '/admin/coupons/new',
  '/admin/products',
  '/admin/products/new',
  '/admin/categories',
  '/admin/categories/new',
  '/admin/materials',
  '/admin/materials/vinyl',
  '/admin/materials/new',
  '/admin/finishes',
  '/admin/prices',
  '/admin/prices/1',
  '/admin/prices/1/comparison',
  '/admin/prices/imports',
  '/admin/orders/new',
  '/admin/staff',
  '/admin/audit',
  '/admin/prepress',
  '/admin/settings',
];

let shop: RunningShop;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.remove();
});

describe('an empty shop', () => {
  it('shows everybody pages that are in order', async () => {
    expect(await findings('', FOR_EVERYBODY)).toEqual([]);
  });

  it('shows a new customer pages that are in order', async () => {
    expect(await findings((await newCustomer()).cookie(), ACCOUNT)).toEqual([]);
  });

  it('shows staff pages that are in order', async () => {
    expect(await findings(await staffCookie(), OFFICE)).toEqual([]);
  });
});

describe('a busy shop', () => {
  let ada: Buyer;
  let artworkId: string;
  /** Number and landing page of each order. */
  let paid: string;
  let shipped: string;
  let unpaid: string;
  beforeAll(async () => {
    ada = await newCustomer({
      ...ADA,
      name: 'Ada Augusta King-Noel, Countess of Lovelace',
      email: 'busy@example.com',
    });
    artworkId = await ada.upload(
      await drawPng(120),
      'a-very-long-file-name-that-nobody-would-read-to-its-end.png',
    );
    const line = { ...STICKER, artworkId };
    const order = async () => (await landed(ada, await pay(ada, await orderLine(ada, line)))).order;
    paid = await order();
    shipped = await order();
    const declined = await orderLine(ada, { product: 'sample-pack', quantity: 3 });
    unpaid = (await ada.post(`${declined}/decline`, {})).location.match(/KC-[\w-]+/)?.[0] ?? '';
    const staff = await staffBuyer();
    await staff.post(`/admin/orders/${shipped}/shipments`, {
      carrier: 'UPS',
      trackingCode: '1Z999AA10123456784',
    });
    await staff.post(`/admin/orders/${paid}/notes`, { text: 'Call before cutting: '.repeat(20) });
    await ada.post('/cart/lines', {
      ...line,
      shape: 'kiss-cut',
      widthMm: 300,
      heightMm: 300,
      quantity: 10000,
    });
    await ada.post('/cart/lines', { product: 'sample-pack', quantity: 2 });
  });

  it('shows a customer pages that are in order', async () => {
    const orders = [paid, shipped, unpaid].flatMap((number) => [
      `/orders/${number}`,
      `/orders/${number}/landing`,
    ]);
    const pages = [
      '/',
      '/products/custom-stickers',
      `/artwork/${artworkId}`,
      `/artwork/${artworkId}?shape=rectangle&widthMm=300&heightMm=20&quantity=10000`,
      '/cart',
      '/checkout',
      '/checkout?delivery=express&country=DE',
      ...orders,
      ...ACCOUNT,
    ];
    expect(await findings(ada.cookie(), pages)).toEqual([]);
  });

  it('shows staff pages that are in order', async () => {
    const staff = await staffBuyer();
    const { items } = await staff.json<{ items: { id: string }[] }>('/admin/customers');
    const orders = [paid, shipped, unpaid].map((number) => `/admin/orders/${number}`);
    const letters = await staff.json<{ items: { id: string }[] }>('/admin/letters');
    const letter = `/admin/letters/${letters.items[0]?.id}`;
    const pages = [...OFFICE, ...orders, `/admin/customers/${items[0]?.id}`, letter];
    expect(await findings(staff.cookie(), pages)).toEqual([]);
  });

  it('opens the links of its letters on pages that are in order', async () => {
    await openBuyer(shop.url).post('/password-reset', { email: 'busy@example.com' });
    await (await staffBuyer()).post('/admin/staff/invitations', {
      email: 'pat@example.com',
      role: 'packing',
    });
    const pages = [
      await linkIn('password-reset', 'busy@example.com'),
      await linkIn('staff-invitation', 'pat@example.com'),
    ];
    expect(await findings('', pages)).toEqual([]);
    expect(await findings(ada.cookie(), [await linkIn('verify-email', 'busy@example.com')])).toEqual([]);
  });

  it.each(['/login', '/signup', '/checkout', '/products/sample-pack'])(
    'shows the form of %s again in order, with what was wrong with it',
    async (path) => {
      const signedIn = path === '/checkout' || path === '/products/sample-pack';
      const { page, complaints, close } = await visitor(signedIn ? ada.cookie() : '', PHONE, 'light');
      await page.goto(shop.url + path);
      await page.locator('main input:not([type=hidden], [type=radio], [type=checkbox])').first().fill('');
      await page.evaluate(
        `for (const form of document.querySelectorAll('main form')) form.noValidate = true`,
      );
      await mainAction(page).click();
      await page.locator('main [aria-invalid=true], main [role=alert]').first().waitFor();
      expect([...(await structureFindings(page)), ...(await axeFindings(page))]).toEqual([]);
      expect(await sidewaysFindings(page, WIDTHS)).toEqual([]);
      expect(complaints.filter((text) => !text.includes('status of 422'))).toEqual([]);
      await close();
    },
  );
});

describe('the first view', () => {
  it.each(['/', '/products/custom-stickers'])('of %s is light', async (path) => {
    const bytes = await transferredBytes(browser, shop.url + path);
    expect(total(bytes), [...bytes].map(([url, size]) => `${size} ${url}`).join('\n')).toBeLessThanOrEqual(
      FIRST_VIEW,
    );
  });
});

/** One line per trouble, with the page it was met on. In light at desk width, in dark on a phone. */
async function findings(cookie: string, paths: readonly string[]): Promise<string[]> {
  const troubles: string[] = [];
  const light = await visitor(cookie, { width: 1280, height: 900 }, 'light');
  const dark = await visitor(cookie, PHONE, 'dark');
  await Promise.all([light, dark].map(({ page }) => watchShifts(page)));
  for (const path of paths) {
    const found = (await Promise.all([light, dark].map((watched) => lookAt(watched, path)))).flat();
    troubles.push(...[...new Set(found)].map((trouble) => `${path}: ${trouble}`));
  }
  await Promise.all([light.close(), dark.close()]);
  return troubles;
}

async function lookAt(watched: WatchedPage, path: string): Promise<string[]> {
  const { page, complaints } = watched;
  complaints.length = 0;
  const answer = await page.goto(shop.url + path, { waitUntil: 'networkidle' });
  const status = answer?.status() ?? 0;
  const expected = path === '/nothing-here' ? 404 : path.includes('quantity=abc') ? 422 : 200;
  const found = [
    ...(status === expected ? [] : [`answered ${status}`]),
    ...(await shiftFindings(page)),
    ...(await structureFindings(page)),
    ...(await axeFindings(page)),
  ];
  const size = page.viewportSize();
  if (size?.width === 1280) found.push(...(await sidewaysFindings(page, WIDTHS)));
  if (size) await page.setViewportSize(size);
  // the console tells of every answer that is not 2xx, meant or not
  return [
    ...found,
    ...complaints.filter((text) => !(expected !== 200 && text.includes(`status of ${expected}`))),
  ];
}

async function visitor(
  cookie: string,
  viewport: { width: number; height: number },
  colorScheme: 'light' | 'dark',
): Promise<WatchedPage> {
  const opened = await openPage(browser, { viewport, colorScheme, reducedMotion: 'reduce' });
  const [name, value] = cookie.split('=', 2);
  if (name && value) await opened.page.context().addCookies([{ name, value, url: shop.url }]);
  return opened;
}

/** The path of the link in the latest letter of that kind. */
async function linkIn(kind: string, to: string): Promise<string> {
  const found = () => readLetters(shop.folder, { to }).findLast((letter) => letter.kind === kind);
  await expect.poll(found, { timeout: 20_000 }).toBeDefined();
  return found()?.text.match(/https?:\/\/[^/]+(\/\S+)/)?.[1] ?? '';
}

async function newCustomer(contact: Record<string, string> = ADA): Promise<Buyer> {
  const buyer = openBuyer(shop.url);
  await buyer.post('/signup', { ...contact, password: 'engine and analysis' });
  return buyer;
}

async function staffBuyer(): Promise<Buyer> {
  const staff = openBuyer(shop.url);
  await staff.post('/login', OWNER);
  return staff;
}

async function staffCookie(): Promise<string> {
  return (await staffBuyer()).cookie();
}
