// @ts-check
// The part of an address form that another country writes in another way: its fields come from the server, what was
// typed stays.

/** @param {ParentNode} form @param {Document} page */
export function takePlace(form, page) {
  const fresh = page.querySelector('[data-part="place"]');
  const old = form.querySelector('[data-part="place"]');
  // what is labelled the same is the same: somebody may be typing in it
  if (!fresh || !old || labelsOf(fresh) === labelsOf(old)) return;
  /** @type {Map<string, string>} */
  const typed = new Map();
  for (const field of fieldsIn(old)) typed.set(field.name, field.value);
  const focused = fieldsIn(old).find((field) => field === document.activeElement)?.name;
  old.replaceChildren(...fresh.childNodes);
  for (const field of fieldsIn(old)) {
    field.value = typed.get(field.name) ?? field.value;
    if (field.name === focused) field.focus();
  }
}

/** @param {Element} part */
function fieldsIn(part) {
  return [...part.querySelectorAll('input, select')].filter(
    (field) => field instanceof HTMLInputElement || field instanceof HTMLSelectElement,
  );
}

/** @param {Element} part */
function labelsOf(part) {
  const labels = [...part.querySelectorAll('label')].map((label) => label.textContent);
  return [...labels, ...fieldsIn(part).map((field) => field.getAttribute('placeholder'))].join('|');
}
