// @ts-check
// Shows the total with the delivery that is chosen, and asks anew when deliveries or tax may be others: where the
// parcel goes and who buys. The sums come from the server; this only moves them.
import { takePlace } from './place.js';

const DECIDES_TOTAL = ['country', 'region', 'postalCode', 'taxId', 'addressId', 'coupon'];
const REPLACED = ['.totals', '[data-part="tax-note"]', '[data-part="pay"]', '[data-field="coupon"]'];

/** @param {HTMLFormElement} form */
export function enhance(form) {
  const show = () => {
    const chosen = form.querySelector('input[name="delivery"]:checked');
    if (!(chosen instanceof HTMLInputElement)) return;
    put('delivery', chosen.dataset.price);
    put('tax', chosen.dataset.tax);
    put('total', chosen.dataset.total);
    put('pay', chosen.dataset.pay);
  };

  /** @param {string} part @param {string | undefined} text */
  const put = (part, text) => {
    const place = form.querySelector(`[data-part="${part}"]`);
    if (place && text !== undefined) place.textContent = text;
  };

  let asked = 0;
  /** @param {boolean} withPlace */
  const askAnew = async (withPlace) => {
    const turn = ++asked;
    const typed = new FormData(form);
    const fields = ['country', 'region', 'city', 'postalCode', 'taxId', 'coupon', 'delivery'];
    const query = new URLSearchParams(fields.map((name) => [name, String(typed.get(name) ?? '')]));
    // the region of one country is none of another
    if (withPlace) query.delete('region');
    // from the address book: the server knows where that is when the order is placed, and says so then
    if (typed.get('addressId')) return;
    const answer = await fetch(`/checkout?${query}`, { headers: { accept: 'text/html' } }).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (withPlace) takePlace(form, page);
    take(page);
    show();
  };

  /** @param {Document} page */
  const take = (page) => {
    for (const place of REPLACED) {
      const fresh = page.querySelector(place);
      const old = form.querySelector(place);
      if (!fresh || !old) continue;
      old.replaceChildren(...fresh.childNodes);
      old.toggleAttribute('hidden', fresh.hasAttribute('hidden'));
    }
    takeDeliveries(page);
    for (const old of form.querySelectorAll('input[type="hidden"]')) {
      const fresh =
        old instanceof HTMLInputElement && page.querySelector(`main form input[name="${old.name}"]`);
      if (fresh instanceof HTMLInputElement) old.setAttribute('value', fresh.value);
    }
  };

  /** What reads the same stays where it is: somebody may be pressing it. @param {Document} page */
  const takeDeliveries = (page) => {
    const fresh = page.querySelector('[data-part="deliveries"]');
    const old = form.querySelector('[data-part="deliveries"]');
    if (!fresh || !old) return;
    if (old.textContent !== fresh.textContent) old.replaceChildren(...fresh.childNodes);
    for (const radio of old.querySelectorAll('input')) {
      const twin = fresh.querySelector(`input[value="${CSS.escape(radio.value)}"]`);
      if (twin instanceof HTMLInputElement) Object.assign(radio.dataset, twin.dataset);
    }
  };

  form.addEventListener('change', (event) => {
    show();
    const field = event.target;
    const isOne = field instanceof HTMLInputElement || field instanceof HTMLSelectElement;
    if (isOne && DECIDES_TOTAL.includes(field.name)) askAnew(field.name === 'country');
  });
  // the browser may bring back an earlier choice with the page
  addEventListener('pageshow', show);
  show();
}
