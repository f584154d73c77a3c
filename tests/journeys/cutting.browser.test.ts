// How a design is cut, in a real browser: the border slider draws at once, the shop's own line follows, and that is the
// one in the cart. Without scripts the same choices are made by sending the form.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawSvg } from '../support/art.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { type RunningShop, startShop } from '../support/running-shop.ts';
import { choose, mainAction } from './steps.ts';

const CAT = { name: 'cat.svg', mimeType: 'image/svg+xml', buffer: drawSvg('cat') };

/** The machine may be busy. */
const PATIENCE = { timeout: 20_000 };

let shop: RunningShop;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.remove();
});

describe('the cut of a design', () => {
  it('follows the border slider at once, then the shop’s own line, and lies in the cart like that', async () => {
    const { page, complaints, close } = await openPage(browser);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${shop.url}/products/custom-stickers`);
    await page.locator('input[name=artwork]').setInputFiles(CAT);
    await page.waitForURL(/\/artwork\/[\w-]+/);
    const narrow = await cutLine(page);
    expect(asked.filter((path) => /contour/.test(path))).toEqual([]);

    await page.locator('[name=offsetMm]').focus();
    for (let steps = 0; steps < 6; steps += 1) await page.keyboard.press('ArrowRight');
    expect(await page.locator('output[for=offsetMm]').innerText()).toBe('5 mm');
    await expect.poll(() => cutLine(page), PATIENCE).not.toBe(narrow);
    expect(asked.filter((path) => path.endsWith('/contour-worker.js'))).toHaveLength(1);
    await expect.poll(() => cutLine(page), PATIENCE).toBe(await bindingLine(page));
    expect(await page.locator(':focus').getAttribute('name')).toBe('offsetMm');

    const finished = await page.locator('[data-live=finished]').innerText();
    expect(finished).toMatch(/^Finished: \d+(\.\d)? × \d+(\.\d)? mm$/);
    const price = await page.locator('.price-total').innerText();
    await mainAction(page).click();
    await page.waitForURL(/\/cart$/);
    expect(await page.locator('main').innerText()).toContain(price);
    const drawn = page.locator('main .sticker path[data-cut]').first();
    expect((await drawn.getAttribute('d'))?.length).toBeGreaterThan(100);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is chosen without scripts too', async () => {
    const { page, complaints, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${shop.url}/products/custom-stickers`);
    await page.locator('input[name=artwork]').setInputFiles(CAT);
    await page.locator('form[action="/artwork"] button').first().click();
    await page.waitForURL(/\/artwork\/[\w-]+/);
    const before = await cutLine(page);
    await page.locator('[name=offsetMm]').fill('6');
    await page.getByRole('button', { name: 'Update price' }).last().click();
    await page.waitForURL(/offsetMm=6/);
    expect(await cutLine(page)).not.toBe(before);
    expect(await page.locator('output[for=offsetMm]').innerText()).toBe('6 mm');

    await page.locator('[name=guides]').uncheck();
    await choose(page, 'shape', 'kiss-cut');
    await page.getByRole('button', { name: 'Update price' }).last().click();
    await page.waitForURL(/shape=kiss-cut/);
    expect(await page.locator('[name=guides]').isChecked()).toBe(false);
    const shown = `getComputedStyle(document.querySelector('.mat-guides')).opacity`;
    expect(await page.evaluate<string>(shown)).toBe('0');
    expect(complaints).toEqual([]);
    await close();
  });

  it('starts with a picture pasted from the clipboard', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${shop.url}/products/custom-stickers`);
    await page.locator('form[data-enhance=upload]').waitFor();
    await page.waitForLoadState('networkidle');
    await page.evaluate(`
      const pasted = new DataTransfer();
      pasted.items.add(new File([${JSON.stringify(CAT.buffer.toString())}], 'cat.svg', { type: 'image/svg+xml' }));
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true }));
    `);
    await page.waitForURL(/\/artwork\/[\w-]+/);
    expect(await page.locator('main').innerText()).toContain('cat.svg');
    await close();
  });
});

async function cutLine(page: Page): Promise<string> {
  return (await page.locator('.mat .mat-cut').getAttribute('d')) ?? '';
}

/** What the shop answers for the form as it stands, as a page draws it: to a hundredth of a millimetre. */
async function bindingLine(page: Page): Promise<string> {
  return page.evaluate<string>(`(async () => {
    const choice = new URLSearchParams(new FormData(document.querySelector('#choice')));
    const answer = await fetch(location.pathname + '/cut-line.svg?' + choice);
    const svg = new DOMParser().parseFromString(await answer.text(), 'image/svg+xml');
    const d = svg.querySelector('path').getAttribute('d');
    return d.replace(/-?\\d*\\.?\\d+/g, (figure) => String(Math.round(Number(figure) * 100) / 100));
  })()`);
}
