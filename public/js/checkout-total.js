// @ts-check
// Shows the total with the delivery that is chosen. The sums come from the server; this only moves them.

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

  form.addEventListener('change', show);
  // the browser may bring back an earlier choice with the page
  addEventListener('pageshow', show);
  show();
}
