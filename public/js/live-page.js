// @ts-check
// Keeps parts of a page true while it is open: the element's data-events names a stream; with everything it tells,
// the page is asked for once more and each [data-live] part takes the place of the one with the same name.

/** Several changes at once are one. */
const PAUSE_MS = 400;

/** @param {HTMLElement} element */
export function enhance(element) {
  const address = element.dataset.events;
  if (!address) return;
  const events = new EventSource(address);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let isFirst = true;
  events.addEventListener('stock', () => {
    // what comes at once is what the page was made with, unless the browser brought back an old one
    const wait = isFirst ? 0 : PAUSE_MS + Math.random() * PAUSE_MS;
    if (isFirst && !cameBack()) {
      isFirst = false;
      return;
    }
    isFirst = false;
    clearTimeout(timer);
    timer = setTimeout(renew, wait);
  });
  addEventListener('pagehide', () => events.close());
}

function cameBack() {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && entry.type === 'back_forward';
}

async function renew() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const old of document.querySelectorAll('[data-live]')) {
    const fresh = page.querySelector(`[data-live="${CSS.escape(old.getAttribute('data-live') ?? '')}"]`);
    if (!fresh || fresh.isEqualNode(old)) continue;
    if (old.contains(document.activeElement)) continue;
    old.replaceWith(fresh);
  }
}
