// Bad luck around the pay page: the back button, two tabs, a buyer who never comes back, a webhook that never comes.
// The gateway is a sandbox of the test's own, so that its webhooks can be lost.
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type StripeSandbox, startStripeSandbox } from '../../src/sandbox/stripe.ts';
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { openBuyer } from '../support/http-buyer.ts';
import { lettersOfKind } from '../support/letters.ts';
import { OWNER, type RunningShop, startShop } from '../support/running-shop.ts';
import { landedWith, onPayPage, orderFromMat, sendDesign } from './steps.ts';

const SECRETS = { secretKey: 'sk_test_of_the_journeys', webhookSecret: 'whsec_of_the_journeys' };

interface StaffOrder {
  payment: string;
  status: string;
  payments: { status: string }[];
}

let gateway: StripeSandbox;
let shop: RunningShop;
let browser: Browser;
beforeAll(async () => {
  gateway = await startStripeSandbox({ ...SECRETS, firstRetryMs: 200, debitMs: 1_500 });
  const env = {
    PAYMENTS: 'stripe',
    STRIPE_SECRET_KEY: SECRETS.secretKey,
    STRIPE_WEBHOOK_SECRET: SECRETS.webhookSecret,
    STRIPE_API_BASE: gateway.origin,
  };
  [shop, browser] = await Promise.all([startShop({ env }), openBrowser()]);
  gateway.deliverTo(`${shop.url}/webhooks/stripe`);
});
afterAll(async () => {
  await browser?.close();
  await shop?.remove();
  await gateway?.close();
});

describe('paying', () => {
  let buyer: WatchedPage;
  afterEach(async () => {
    gateway.webhooks({ mode: 'send' });
    await buyer?.close();
  });

  async function atThePayPage() {
    buyer = await openPage(browser);
    await sendDesign(buyer.page, shop.url);
    await orderFromMat(buyer.page);
    return buyer.page;
  }

  it('and pressing the back button neither pays twice nor loses the order', async () => {
    const page = await atThePayPage();
    await onPayPage(page, 'Pay');
    const order = await landedWith(page, 'succeeded');
    await page.goBack();
    await page.goBack();
    await page.goto(`${shop.url}/checkout`);
    expect(page.url()).toBe(`${shop.url}/cart`);
    expect(await ordersPaid(order)).toBe(1);
    expect(await lettersOfKind(shop.folder, order, 'order-confirmed')).toHaveLength(1);
  });

  it('in two tabs charges once', async () => {
    const page = await atThePayPage();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await Promise.all([onPayPage(page, 'Pay'), onPayPage(other, 'Pay')]);
    const order = await landedWith(page, 'succeeded');
    expect(await landedWith(other, 'succeeded')).toBe(order);
    expect(await ordersPaid(order)).toBe(1);
    expect(await lettersOfKind(shop.folder, order, 'order-confirmed')).toHaveLength(1);
  });

  it('and pressing Pay at the checkout twice opens one pay page', async () => {
    buyer = await openPage(browser);
    const { page } = buyer;
    await sendDesign(page, shop.url);
    await orderFromMat(page);
    const first = page.url();
    await page.goBack();
    await page.reload();
    expect(page.url()).toBe(`${shop.url}/cart`);
    await page
      .getByRole('link', { name: /pay|order/i })
      .first()
      .waitFor();
    await page.goto(first);
    await onPayPage(page, 'Pay');
    await landedWith(page, 'succeeded');
  });

  it('and never coming back is enough: the webhook tells', async () => {
    const page = await atThePayPage();
    await page.route('**/landing?**', (route) => route.abort());
    await onPayPage(page, 'Pay').catch(() => {});
    const order = await latestOrder();
    expect(await lettersOfKind(shop.folder, order, 'order-confirmed')).toHaveLength(1);
    expect(await ordersPaid(order)).toBe(1);
  });

  it('is noticed although the webhook is lost and the buyer never comes back', async () => {
    gateway.webhooks({ mode: 'drop' });
    const page = await atThePayPage();
    await page.route('**/landing?**', (route) => route.abort());
    await onPayPage(page, 'Pay').catch(() => {});
    const order = await latestOrder();
    expect(await lettersOfKind(shop.folder, order, 'order-confirmed')).toHaveLength(1);
    expect(await ordersPaid(order)).toBe(1);
  });

  it('by bank debit says pending, then by itself that the money is there', async () => {
    const page = await atThePayPage();
    await onPayPage(page, 'Pay later (bank debit)');
    await landedWith(page, 'pending');
    await landedWith(page, 'succeeded');
  });
});

async function staffJson<T>(path: string): Promise<T> {
  const staff = openBuyer(shop.url);
  await staff.post('/login', OWNER);
  return staff.json<T>(path);
}

async function latestOrder(): Promise<string> {
  const { items } = await staffJson<{ items: { number: string }[] }>('/admin/orders');
  return items[0]?.number ?? '';
}

/** Payments of the order that brought money; the order must be paid too. */
async function ordersPaid(number: string): Promise<number> {
  const order = await staffJson<StaffOrder>(`/admin/orders/${number}`);
  expect(order).toMatchObject({ payment: 'succeeded', status: 'paid' });
  return order.payments.filter(({ status }) => status === 'succeeded').length;
}
