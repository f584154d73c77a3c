// @ts-check
// Shows the total with the delivery that is chosen, and asks anew when the tax may be another: where the parcel
// goes and who buys. The sums come from the server; this only moves them.

const DECIDES_TOTAL = ['country', 'region', 'taxId', 'addressId', 'coupon'];
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
  const askAnew = async () => {
    const turn = ++asked;
    const typed = new FormData(form);
    const fields = ['country', 'region', 'taxId', 'coupon', 'delivery'];
    const query = new URLSearchParams(fields.map((name) => [name, String(typed.get(name) ?? '')]));
    // from the address book: the server knows where that is when the order is placed, and says so then
    if (typed.get('addressId')) return;
    const answer = await fetch(`/checkout?${query}`, { headers: { accept: 'text/html' } }).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    take(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    show();
  };

  /** @param {Document} page */
  const take = (page) => {
    for (const place of REPLACED) {
      const fresh = page.querySelector(place);
      const old = form.querySelector(place);
      if (fresh && old) old.replaceChildren(...fresh.childNodes);
    }
    for (const old of form.querySelectorAll('input[name="delivery"], input[type="hidden"]')) {
      if (!(old instanceof HTMLInputElement)) continue;
      const value = old.name === 'delivery' ? `[value="${CSS.escape(old.value)}"]` : '';
      const fresh = page.querySelector(`main form input[name="${old.name}"]${value}`);
      if (!(fresh instanceof HTMLInputElement)) continue;
      if (old.name !== 'delivery') old.value = fresh.value;
      else Object.assign(old.dataset, fresh.dataset);
    }
  };

  form.addEventListener('change', (event) => {
    show();
    const field = event.target;
    const isOne = field instanceof HTMLInputElement || field instanceof HTMLSelectElement;
    if (isOne && DECIDES_TOTAL.includes(field.name)) askAnew();
  });
  // the browser may bring back an earlier choice with the page
  addEventListener('pageshow', show);
  show();
}
