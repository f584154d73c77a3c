// @ts-check
// Makes a piece of page look like a newer one without throwing it away: nothing flickers, focus stays.

/**
 * Brings every [data-live] region of `page` up to date with the region of the same name in `html`.
 * @param {ParentNode} page
 * @param {string} html
 * @param {(name: string) => boolean} [wanted]
 */
export function refresh(page, html, wanted = () => true) {
  const fresh = new DOMParser().parseFromString(html, 'text/html');
  for (const region of page.querySelectorAll('[data-live]')) {
    const name = region.getAttribute('data-live') ?? '';
    const newer = wanted(name) && fresh.querySelector(`[data-live="${name}"]`);
    if (newer) morph(region, newer);
  }
}

/**
 * @param {Element} old
 * @param {Element} newer
 */
function morph(old, newer) {
  copyAttributes(old, newer);
  // what somebody is at is left alone
  const isHeld = old === document.activeElement;
  if (old instanceof HTMLInputElement && newer instanceof HTMLInputElement && !isHeld)
    old.value = newer.value;
  const [before, after] = [[...old.childNodes], [...newer.childNodes]];
  if (before.length !== after.length || before.some((node, i) => node.nodeName !== after[i]?.nodeName)) {
    old.replaceChildren(...after);
    return;
  }
  before.forEach((node, i) => {
    const next = after[i];
    if (node instanceof Element && next instanceof Element) morph(node, next);
    else if (next && node.nodeValue !== next.nodeValue) node.nodeValue = next.nodeValue;
  });
}

/** Where a button leads without scripts, and what somebody opened, is not part of what changes. */
const OWN = new Set(['formaction', 'open']);

/**
 * @param {Element} old
 * @param {Element} newer
 */
function copyAttributes(old, newer) {
  for (const { name } of [...old.attributes]) {
    if (!newer.hasAttribute(name) && !OWN.has(name)) old.removeAttribute(name);
  }
  for (const { name, value } of newer.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}
