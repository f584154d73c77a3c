// @ts-check
// The configurator comes alive: price, picture and findings follow every change. All figures and sentences
// come from the server; here is only who asks for them, when, and where the answers go.
import { refresh } from './morph.js';
import { fitCutBox, keepProportions, pressSide } from './proportions.js';

const TYPING_PAUSE_MS = 40;
/** A line takes longer to work out than a price. */
const SLIDING_PAUSE_MS = 350;
const PRICE = ['price', 'breaks', 'trace'];
/** Pieces of the page that follow a choice; the fields themselves are left to whoever types. */
const FOLLOWING = ['mat', 'findings', 'presets', 'cut', 'finished', ...PRICE];

/** @param {HTMLElement} bench */
export function enhance(bench) {
  const form = /** @type {HTMLFormElement} */ (bench.querySelector('form[data-page]'));
  const page = form.dataset.page ?? '';
  const priceAsked = latestOnly();
  const pageAsked = latestOnly();
  let timer = 0;
  let isSliding = false;

  bench.addEventListener('input', (event) => {
    const changed = event.target;
    if (!(changed instanceof HTMLInputElement) || changed.form !== form || changed.name === 'guides') return;
    keepProportions(form, changed);
    clearTimeout(timer);
    if (changed.type === 'range') slide(changed);
    else timer = setTimeout(update, changed.type === 'text' ? TYPING_PAUSE_MS : 0);
  });

  // a browser that comes back may have put old choices into the fields
  if (isFilledIn(form)) update();
  window.addEventListener('pageshow', () => isFilledIn(form) && update());

  form.addEventListener('submit', (event) => {
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (button?.formMethod !== 'get' && form.method !== 'get') {
      bench.querySelector('.mat')?.classList.add('is-peeling');
      return;
    }
    event.preventDefault();
    press(button);
  });

  /** What a button does without scripts by loading the page, done here and now. @param {HTMLButtonElement | null} button */
  function press(button) {
    if (button?.name === 'pick') field('quantity').value = button.value;
    else if (button?.name === 'preset') pressSide(form, Number(button.dataset.side));
    else if (button?.name === 'unit') return void askPage(button, () => true);
    else if (button?.name === 'use') return void use(button);
    update();
  }

  /** A finding's way on: sizes come back from the server, a choice is made in its field. @param {HTMLButtonElement} button */
  function use(button) {
    const [name, value] = button.value.split(':', 2);
    if (name === 'side') return void askPage(button, () => true).then(update);
    const choice = form.querySelector(`input[name="${name}"][value="${value}"]`);
    if (!(choice instanceof HTMLInputElement)) return;
    choice.checked = true;
    choice.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** The line is drawn anew while the slider moves; the shop's own follows when it rests. @param {HTMLInputElement} slider */
  async function slide(slider) {
    const said = form.querySelector(`[data-said-for="${slider.name}"]`);
    const text = lengthLike(said?.textContent ?? '', Number(slider.value));
    if (said) said.textContent = text;
    slider.setAttribute('aria-valuetext', text);
    timer = setTimeout(update, SLIDING_PAUSE_MS);
    isSliding = true;
    askPrice();
    const { redraw } = await import('./live-cut.js');
    redraw(bench, form, () => isSliding);
  }

  /** First the price, because it is what everybody waits for; the picture follows when there is one. */
  async function update() {
    clearTimeout(timer);
    if (await askPrice()) await askPage(null, (name) => FOLLOWING.includes(name));
  }

  /** Answers whether what was chosen has a price. */
  async function askPrice() {
    const query = choice();
    query.set('part', 'price');
    fitCutBox(form, query);
    const response = await priceAsked(`/quote?${query}`, 'application/json');
    if (!response) return false;
    const answer = JSON.parse(response.text);
    showProblems(answer.error?.problems ?? {});
    if (answer.html) show(answer.html);
    form.querySelector('.buy-price')?.classList.toggle('is-stale', !response.ok);
    return response.ok;
  }

  /**
   * @param {HTMLButtonElement | null} button
   * @param {(region: string) => boolean} wanted
   */
  async function askPage(button, wanted) {
    const query = choice(button);
    const response = await pageAsked(`${page}?${query}`, 'text/html');
    if (!response) return;
    isSliding = false; // what the worker still draws came too late
    show(response.text, wanted);
  }

  /**
   * @param {string} html
   * @param {(region: string) => boolean} [wanted]
   */
  function show(html, wanted) {
    const total = form.querySelector('.price-total');
    const before = total?.textContent;
    refresh(bench, html, wanted);
    const after = form.querySelector('.price-total');
    if (!after || after.textContent === before) return;
    after.classList.remove('is-rolling');
    void after.getBoundingClientRect(); // starts the roll anew
    after.classList.add('is-rolling');
  }

  /** @param {Record<string, string>} problems */
  function showProblems(problems) {
    for (const place of form.querySelectorAll('[data-problem]')) {
      const sentence = problems[place.getAttribute('data-problem') ?? ''] ?? '';
      place.textContent = sentence;
      place.toggleAttribute('hidden', sentence === '');
      const input = form.querySelector(`input[aria-describedby="${place.id}"]`);
      if (!place.id || !input) continue;
      if (sentence) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
    }
  }

  /** @param {HTMLButtonElement | null} [button] */
  function choice(button) {
    const data = new FormData(form, button?.name ? button : null);
    const query = new URLSearchParams();
    for (const [name, value] of data) if (name !== 'artworkId') query.set(name, String(value));
    const shape = query.get('shape');
    // the sides were already made to fit the shape
    if (!button && shape) query.set('shown', shape);
    return query;
  }

  /** @param {string} name */
  function field(name) {
    return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  }
}

/** `2 mm` or `0.08 in`, whichever the page said before. @param {string} before @param {number} mm */
function lengthLike(before, mm) {
  const unit = before.replace(/[\d.,\s]/g, '');
  return unit === 'in' ? `${Math.round((mm / 25.4) * 100) / 100} ${unit}` : `${mm} ${unit}`;
}

/** Whether the fields say something else than the page that came. @param {HTMLFormElement} form */
function isFilledIn(form) {
  return [...form.querySelectorAll('input')].some((input) =>
    input.type === 'radio' || input.type === 'checkbox'
      ? input.checked !== input.defaultChecked
      : input.value !== input.defaultValue,
  );
}

/** Fetches; no answer when a newer question overtook it, or the shop could not be reached. */
function latestOnly() {
  /** @type {AbortController | null} */
  let running = null;
  return async (/** @type {string} */ address, /** @type {string} */ accept) => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    try {
      const response = await fetch(address, { headers: { Accept: accept }, signal: mine.signal });
      const answer = { ok: response.ok, text: await response.text() };
      return response.status >= 500 ? null : answer;
    } catch {
      return null;
    }
  };
}
