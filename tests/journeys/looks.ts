// What is wrong with a page, as a visitor would meet it: axe's findings, sideways scrolling, headings, things that jump.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary: string }[];
}

/** One sentence per violation and place; letters shown in a frame are not looked into. Runs beside the page's scripts, so the page's CSP does not apply. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<{ violations: Violation[] }>(
    `axe.run(document, { resultTypes: ['violations'], iframes: false })`,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary.split('\n').slice(1).join(' ').trim();
      return `${id}: ${help} at ${target.join(' ')} (${why})`;
    }),
  );
}

export async function structureFindings(page: Page): Promise<string[]> {
  const [mains, headings, lang] = await Promise.all([
    page.locator('main').count(),
    page.locator('h1').count(),
    page.locator('html').getAttribute('lang'),
  ]);
  return [
    ...(mains === 1 ? [] : [`${mains} <main>`]),
    ...(headings === 1 ? [] : [`${headings} <h1>`]),
    ...(lang === 'en' ? [] : [`language ${lang}`]),
  ];
}

/** What makes the page wider than the window, at each width. */
export async function sidewaysFindings(page: Page, widths: readonly number[]): Promise<string[]> {
  const findings: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate<string[]>(WIDER_THAN_THE_WINDOW);
    if (wide.length > 0) findings.push(`scrolls sideways at ${width} px: ${wide.slice(0, 8).join(', ')}`);
  }
  return findings;
}

const WIDER_THAN_THE_WINDOW = `(() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return ['the page', ...[...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > room + 1)
    .map((element) => [
      element.tagName.toLowerCase(),
      element.getAttribute('class'),
      Math.round(element.getBoundingClientRect().right) + ' px',
    ].join(' '))];
})()`;

/** To be called before the page is opened. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(`
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.hadRecentInput) continue;
        const nodes = entry.sources.map(({ node }) => node && (node.className || node.nodeName));
        window.shifts.push({ value: entry.value, nodes: nodes.map(String) });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  `);
}

/** A hundredth of a window for an instant is what nobody sees: a swapped font's figures are that much wider. */
const SEEN_BY_NOBODY = 0.01;

export async function shiftFindings(page: Page): Promise<string[]> {
  const shifts = await page.evaluate<{ value: number; nodes: string[] }[]>('window.shifts');
  return shifts
    .filter(({ value }) => value > SEEN_BY_NOBODY)
    .map(({ value, nodes }) => `jumps by ${value.toFixed(3)}: ${nodes.join(', ')}`);
}
