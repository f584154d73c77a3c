// From a design to a parcel, in a real browser on the built shop: with scripts, without them, and by keyboard alone.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { ADA } from '../support/http-buyer.ts';
import { lettersOfKind } from '../support/letters.ts';
import { type RunningShop, startShop } from '../support/running-shop.ts';
import {
  choose,
  fillAddress,
  landedWith,
  mainAction,
  onPayPage,
  orderFromMat,
  sendDesign,
  shipOrder,
  signInAsStaff,
} from './steps.ts';

let shop: RunningShop;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.remove();
});

describe('a guest with a design', () => {
  let buyer: WatchedPage;
  let staff: WatchedPage;
  afterEach(async () => {
    await Promise.all([buyer?.close(), staff?.close()]);
  });

  it('sees it cut, chooses, pays, is written to, and follows the parcel that staff send', async () => {
    buyer = await openPage(browser);
    const { page } = buyer;
    await page.goto(shop.url);
    await page
      .getByRole('link', { name: /make|start|sticker/i })
      .first()
      .waitFor();
    await sendDesign(page, shop.url);
    await choose(page, 'shape', 'circle');
    await choose(page, 'material', 'holographic');
    await choose(page, 'finish', 'soft-touch');
    await page.locator('[name=quantity]').fill('200');
    const price = await shownPrice(page);
    expect(page.url()).not.toContain('quantity'); // it followed without a reload
    await mainAction(page).click();

    await page.waitForURL(/\/cart$/);
    const cart = await page.locator('main').innerText();
    expect(cart).toContain(price);
    expect(cart).toMatch(/circle/i);
    expect(cart).toMatch(/holographic/i);
    expect(cart).toMatch(/soft-touch/i);
    expect(await isShown(page, 'main .sticker image, main .sticker img')).toBe(true);

    await mainAction(page).click();
    await page.waitForURL(/\/checkout$/);
    await fillAddress(page);
    expect(await mainAction(page).innerText()).toContain(price);
    await mainAction(page).click();
    expect(await page.locator('body').innerText()).toContain(price);
    await onPayPage(page, 'Pay');
    const order = await landedWith(page, 'succeeded');

    const [confirmation, ...others] = await lettersOfKind(shop.folder, order, 'order-confirmed');
    expect(others).toEqual([]);
    expect(confirmation?.to).toContain(ADA.email);
    expect(confirmation?.text).toContain(price);
    const orderPage = confirmation?.text.match(/https?:\/\/\S+\/orders\/\S+/)?.[0] ?? '';
    await page.goto(orderPage);
    expect(await page.locator('main').innerText()).toContain('12 Engine Street');

    staff = await openPage(browser);
    await signInAsStaff(staff.page, shop.url);
    await staff.page.goto(`${shop.url}/admin/orders`);
    await staff.page.getByRole('link', { name: order }).first().waitFor();
    await shipOrder(staff.page, shop.url, order, '1Z 999 AA1 0123456784');

    const [shipped, ...more] = await lettersOfKind(shop.folder, order, 'shipped');
    expect(more).toEqual([]);
    expect(shipped?.text).toMatch(/https:\/\/www\.ups\.com\/\S*1Z/);
    await page.reload();
    expect(await page.locator('main').innerText()).toMatch(/1Z ?999/);
    const link = page.locator('main a[href^="https://www.ups.com"]');
    expect(await link.count()).toBe(1);
    expect([...buyer.complaints, ...staff.complaints]).toEqual([]);
  });

  it('does the same without JavaScript', async () => {
    buyer = await openPage(browser, { javaScriptEnabled: false });
    const { page } = buyer;
    await sendDesign(page, shop.url, { scripts: false });
    await choose(page, 'shape', 'oval');
    await page.locator('[name=quantity]').fill('300');
    await page
      .getByRole('button', { name: /update|price/i })
      .first()
      .click();
    await page.waitForURL(/quantity=300/);
    expect(await page.locator('[name=quantity]').inputValue()).toBe('300');
    const price = (await page.locator('[data-live=price]').innerText()).match(/\$[\d,.]+/)?.[0] ?? '';
    await mainAction(page).click();
    await page.waitForURL(/\/cart$/);
    expect(await page.locator('main').innerText()).toContain(price);
    await page.locator('main [name=quantity]').first().fill('500');
    await page.locator('main form:has([name=quantity]) button').first().click();
    expect(await page.locator('main [name=quantity]').first().inputValue()).toBe('500');
    await mainAction(page).click();
    await page.waitForURL(/\/checkout$/);
    await fillAddress(page);
    await choose(page, 'delivery', await lastDelivery(page));
    await mainAction(page).click();
    await onPayPage(page, 'Pay');
    const order = await landedWith(page, 'succeeded');
    expect(await lettersOfKind(shop.folder, order, 'order-confirmed')).toHaveLength(1);
    await mainAction(page).click();
    await page.waitForURL(new RegExp(`/orders/${order}`));
    expect(await page.locator('h1').innerText()).not.toBe('');
    expect(buyer.complaints).toEqual([]);
  });

  it('declines by mistake, tries again and pays', async () => {
    buyer = await openPage(browser);
    const { page } = buyer;
    await sendDesign(page, shop.url);
    await orderFromMat(page);
    await onPayPage(page, 'Decline');
    // the bank said no, and the pay page is still open
    await page.waitForURL(/\/orders\/KC-/);
    await page
      .getByRole('link', { name: /pay/i })
      .or(page.getByRole('button', { name: /pay/i }))
      .first()
      .click();
    const button = page.getByRole('button', { name: 'Pay', exact: true });
    if (!/\/c\/pay\//.test(page.url())) await mainAction(page).click();
    await button.click();
    const order = await landedWith(page, 'succeeded');
    expect(await lettersOfKind(shop.folder, order, 'order-confirmed')).toHaveLength(1);
  });

  it('buys with the keyboard alone', async () => {
    buyer = await openPage(browser);
    const { page } = buyer;
    await sendDesign(page, shop.url);
    await tabTo(page, '[name=quantity]');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('100');
    await tabTo(page, '[data-main-action]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/cart$/);
    await tabTo(page, '[data-main-action]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/checkout$/);
    for (const name of ['email', 'name', 'line1', 'city', 'region', 'postalCode', 'phone'] as const) {
      await tabTo(page, `[name=${name}]`);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(ADA[name]);
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/c\/pay\//);
    await tabTo(page, 'button');
    await page.keyboard.press('Enter');
    await landedWith(page, 'succeeded');
    expect(buyer.complaints).toEqual([]);
  });
});

/** What the page shows once it shows what the shop asks for the sticker as it is chosen. */
async function shownPrice(page: Page): Promise<string> {
  const query = await page.evaluate<string>(
    `new URLSearchParams(new FormData(document.querySelector('form[action="/cart/lines"]'))).toString()`,
  );
  const response = await fetch(`${shop.url}/quote?${query}`);
  const { netCents } = (await response.json()) as { netCents: number };
  const price = `$${(netCents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`;
  // the promise is 100 ms; the machine may be busy
  await page.locator('[data-live=price]', { hasText: price }).waitFor({ timeout: 3_000 });
  return price;
}

async function isShown(page: Page, selector: string): Promise<boolean> {
  const picture = page.locator(selector).first();
  await picture.waitFor();
  const box = await picture.boundingBox();
  return box !== null && box.width > 20 && box.height > 20;
}

async function lastDelivery(page: Page): Promise<string> {
  return (await page.locator('input[name=delivery]').last().getAttribute('value')) ?? '';
}

/** Fails when sixty stops do not lead there. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stops = 0; stops < 60; stops += 1) {
    await page.keyboard.press('Tab');
    const is = (await page.locator(':focus').and(page.locator(selector)).count()) > 0;
    if (is) return;
  }
  throw new Error(`the keyboard does not lead to ${selector}`);
}
