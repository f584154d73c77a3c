// @ts-check
// While a payment is not decided: looks again every few seconds and shows what is new without a reload.

const EVERY_MS = 4_000;

/** @param {HTMLElement} main */
export function enhance(main) {
  const later = () => setTimeout(look, EVERY_MS);

  const look = async () => {
    const fresh = await load().catch(() => null);
    if (fresh && fresh.dataset.state !== main.dataset.state) show(fresh);
    if (main.dataset.payment === 'pending') later();
  };

  /** @param {HTMLElement} fresh */
  const show = (fresh) => {
    main.innerHTML = fresh.innerHTML;
    Object.assign(main.dataset, { payment: fresh.dataset.payment, state: fresh.dataset.state });
    main.querySelector('h1')?.focus();
  };

  later();
}

/** The same page as it is now. */
async function load() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-store' });
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  document.title = page.title;
  return page.querySelector('main');
}
