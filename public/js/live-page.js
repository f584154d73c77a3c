// @ts-check
// Keeps parts of a page true while it is open: the element's data-events names a stream; with everything it tells,
// the page is asked for once more and each [data-live] part takes the place of the one with the same name.
import { listenTo } from './stream.js';

/** Several changes at once are one, and not everybody asks at the same moment. */
const PAUSE_MS = 300;

/** @param {HTMLElement} element */
export function enhance(element) {
  const address = element.dataset.events;
  if (!address) return;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  listenTo(address, 'stock', () => {
    clearTimeout(timer);
    timer = setTimeout(renew, PAUSE_MS + Math.random() * PAUSE_MS);
  });
}

async function renew() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const old of document.querySelectorAll('[data-live]')) {
    const name = CSS.escape(old.getAttribute('data-live') ?? '');
    const fresh = page.querySelector(`[data-live="${name}"]`);
    // nobody loses the place they are at
    if (!fresh || fresh.isEqualNode(old) || old.contains(document.activeElement)) continue;
    old.replaceWith(fresh);
  }
}
