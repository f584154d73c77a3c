// @ts-check
// Keeps what a product's page says about stock true while somebody looks at it.
import { listenTo } from './stream.js';

/** Where no stream comes through. */
const EVERY_MS = 60_000;

/** @typedef {{ sku: string, text: string, tone: string, canBeHad: boolean }} Variant */

/** @param {HTMLElement} main */
export function enhance(main) {
  const address = main.dataset.stockOf ?? '';
  const couldBeHad = main.querySelector('button[data-main-action]') !== null;

  const look = async () => {
    if (document.hidden) return;
    const variants = await load(address).catch(() => null);
    if (!variants) return;
    // another form, with other words around it
    if (variants.some(({ canBeHad }) => canBeHad) !== couldBeHad) location.reload();
    for (const variant of variants) show(main, variant);
  };

  setInterval(look, EVERY_MS);
  document.addEventListener('visibilitychange', look);
  if (main.dataset.events) listenTo(main.dataset.events, 'stock', look);
}

/**
 * @param {HTMLElement} main
 * @param {Variant} variant
 */
function show(main, { sku, text, tone }) {
  const words = main.querySelector(`[data-stock="${CSS.escape(sku)}"] .status`);
  if (!words || words.textContent === text) return;
  words.textContent = text;
  words.className = `status status--${tone}`;
}

/**
 * @param {string} address
 * @returns {Promise<Variant[] | null>}
 */
async function load(address) {
  const answer = await fetch(address, { headers: { accept: 'application/json' }, cache: 'no-store' });
  return answer.ok ? (await answer.json()).variants : null;
}
