// @ts-check
// `/` goes to the search field from anywhere on the page.

/** @param {HTMLElement} form */
export function enhance(form) {
  const field = form.querySelector('input[type="search"]');
  if (!(field instanceof HTMLInputElement)) return;

  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && target.matches('input, select, textarea, [contenteditable]');
}
