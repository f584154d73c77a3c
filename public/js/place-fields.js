// @ts-check
// Asks for the fields of another country when one is chosen.
import { takePlace } from './place.js';

/** @param {HTMLFormElement} form */
export function enhance(form) {
  let asked = 0;
  form.addEventListener('change', async ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || target.name !== 'country') return;
    const turn = ++asked;
    const query = new URLSearchParams(location.search);
    query.set('country', target.value);
    const answer = await fetch(`${location.pathname}?${query}`, { headers: { accept: 'text/html' } }).catch(
      () => null,
    );
    if (!answer?.ok || turn !== asked) return;
    takePlace(form, new DOMParser().parseFromString(await answer.text(), 'text/html'));
  });
}
