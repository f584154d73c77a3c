// What a buyer and staff do in a browser, one function per step. Fields are found by their names and buttons by what
// the page says is its main action, so that words and looks may change.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { drawPng } from '../support/art.ts';
import { ADA } from '../support/http-buyer.ts';
import { OWNER } from '../support/running-shop.ts';

/** The one thing a page is for. */
export function mainAction(page: Page) {
  return page
    .locator('main [data-main-action]:visible, main:not(:has([data-main-action])) button:visible')
    .first();
}

/** With JavaScript a dropped design is sent at once, without it by the button. */
export async function sendDesign(page: Page, shopUrl: string, { scripts = true } = {}): Promise<void> {
  await page.goto(`${shopUrl}/products/custom-stickers`);
  const form = page.locator('form[action="/artwork"]');
  const design = { name: 'sun.png', mimeType: 'image/png', buffer: await drawPng() };
  await form.locator('input[name=artwork]').setInputFiles(design);
  if (!scripts) await form.locator('button[type=submit], button:not([type])').first().click();
  await page.waitForURL(/\/artwork\/[\w-]+/);
}

/** A choice among radios is its label: the radio itself may be drawn over. */
export async function choose(page: Page, name: string, value: string): Promise<void> {
  await page.locator(`input[name="${name}"][value="${value}"]`).check({ force: true });
}

export async function fillAddress(page: Page, contact: Record<string, string> = ADA): Promise<void> {
  for (const [name, value] of Object.entries(contact)) {
    const field = page.locator(`main [name="${name}"]`).first();
    const isSelect = await field.evaluate((element) => element.tagName === 'SELECT');
    if (isSelect) await field.selectOption(value);
    else await field.fill(value);
  }
}

/** From a design on the mat to the pay page. */
export async function orderFromMat(page: Page, contact: Record<string, string> = ADA): Promise<void> {
  await mainAction(page).click();
  await page.waitForURL(/\/cart$/);
  await mainAction(page).click();
  await page.waitForURL(/\/checkout$/);
  await fillAddress(page, contact);
  await mainAction(page).click();
  await page.waitForURL(/\/c\/pay\//);
}

export type PayChoice = 'Pay' | 'Decline' | 'Pay later (bank debit)' | 'Go back';

export async function onPayPage(page: Page, choice: PayChoice): Promise<void> {
  await page.getByRole('button', { name: choice, exact: true }).click();
}

/** What the landing page says, once it says that. */
export async function landedWith(page: Page, payment: 'succeeded' | 'failed' | 'pending'): Promise<string> {
  const main = page.locator(`main[data-payment="${payment}"]`);
  await main.waitFor();
  const order = await main.getAttribute('data-order');
  expect(order).toMatch(/^KC-/);
  return order ?? '';
}

export async function signInAsStaff(page: Page, shopUrl: string): Promise<void> {
  await page.goto(`${shopUrl}/login`);
  await page.fill('[name=email]', OWNER.email);
  await page.fill('[name=password]', OWNER.password);
  await mainAction(page).click();
  await page.waitForURL(/\/admin$/);
}

/** On the order's page in the back office. */
export async function shipOrder(page: Page, shopUrl: string, order: string, code: string): Promise<void> {
  await page.goto(`${shopUrl}/admin/orders/${order}`);
  const form = page.locator(`form[action="/admin/orders/${order}/shipments"]`);
  const carrier = form.locator('[name=carrier]');
  if ((await carrier.evaluate((element) => element.tagName)) === 'SELECT')
    await carrier.selectOption({ index: 1 });
  else await carrier.fill('ups');
  await form.locator('[name=trackingCode]').fill(code);
  await form.locator('button').first().click();
  await page.waitForLoadState();
}
