// A customer with an account: the address is there already, another can be kept, orders stand in the profile.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage } from '../support/browser.ts';
import { ADA } from '../support/http-buyer.ts';
import { type RunningShop, startShop } from '../support/running-shop.ts';
import {
  fillAddress,
  landedWith,
  mainAction,
  onPayPage,
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

describe('the start page on a phone', () => {
  it('keeps its stickers in their frames and the strip on top on one line, with an account and a full cart', async () => {
    const { page, close } = await openPage(browser, { viewport: { width: 390, height: 844 } });
    await page.goto(`${shop.url}/signup`);
    await fillAddress(page, { ...ADA, email: 'phone@example.com', password: 'engine and analysis' });
    await mainAction(page).click();
    await page.waitForURL(/\/account/);
    await page.goto(shop.url);
    const [frame, sticker] = await Promise.all([
      page.locator('.shelf-art').first().boundingBox(),
      page.locator('.shelf-art > .sticker').first().boundingBox(),
    ]);
    expect(sticker?.height).toBeLessThan(frame?.height ?? 0);
    await page.locator('form[action="/cart/lines"] button').first().click();
    await page.waitForURL(/\/cart$/);
    const [home, cart] = await Promise.all([
      page.locator('.masthead-home').boundingBox(),
      page.locator('.masthead-cart').boundingBox(),
    ]);
    expect(cart?.y).toBeLessThan((home?.y ?? 0) + (home?.height ?? 0));
    await close();
  });
});

describe('Ada with an account', () => {
  it('orders to her address, then to another that is kept, and follows both in her profile', async () => {
    const { page, complaints, close } = await openPage(browser);
    await page.goto(`${shop.url}/signup`);
    await page.fill('[name=password]', 'engine and analysis');
    await fillAddress(page, ADA);
    await mainAction(page).click();
    await page.waitForURL((url) => url.pathname !== '/signup');

    await sendDesign(page, shop.url);
    await mainAction(page).click();
    await page.waitForURL(/\/cart$/);
    await mainAction(page).click();
    await page.waitForURL(/\/checkout$/);
    expect(await page.locator('[name=line1]').inputValue()).toBe(ADA.line1);
    expect(await page.locator('[name=email]').inputValue()).toBe(ADA.email);
    await mainAction(page).click();
    await onPayPage(page, 'Pay');
    const first = await landedWith(page, 'succeeded');

    await page.goto(`${shop.url}/products/sample-pack`);
    await mainAction(page).click();
    await page.waitForURL(/\/cart$/);
    await mainAction(page).click();
    await page.waitForURL(/\/checkout$/);
    const otherAddress = page.locator('input[name=addressId][value=""]');
    if ((await otherAddress.count()) > 0) await otherAddress.check({ force: true });
    await page.fill('[name=line1]', '1 Difference Lane');
    await page.locator('[name=saveAddress]').check();
    await mainAction(page).click();
    await onPayPage(page, 'Pay');
    const second = await landedWith(page, 'succeeded');

    await page.goto(`${shop.url}/account/addresses`);
    const addresses = await page.locator('main').innerText();
    expect(addresses).toContain(ADA.line1);
    expect(addresses).toContain('1 Difference Lane');

    const staff = await openPage(browser);
    await signInAsStaff(staff.page, shop.url);
    await shipOrder(staff.page, shop.url, first, '1Z999AA10123456784');
    await staff.close();

    await page.goto(`${shop.url}/account/orders`);
    const orders = await page.locator('main').innerText();
    expect(orders).toContain(first);
    expect(orders).toContain(second);
    await page.getByRole('link', { name: first }).first().click();
    await page.waitForURL(new RegExp(`/orders/${first}`));
    expect(await page.locator('main').innerText()).toContain('1Z999AA10123456784');
    await page.goto(`${shop.url}/account/artwork`);
    expect(await page.locator('main').innerText()).toContain('sun.png');
    expect(complaints).toEqual([]);
    await close();
  });
});
