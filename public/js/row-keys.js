// @ts-check
// A list by keyboard: j and k move, Enter opens the row's first link, / goes to the search field.

/** @param {HTMLElement} table */
export function enhance(table) {
  // anew each time: a page that listens gets other rows
  const rows = () => [...table.querySelectorAll('tbody tr')].filter((row) => row.querySelector('a'));
  let current = -1;

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === 'j') move(1);
    else if (event.key === 'k') move(-1);
    else if (event.key === 'Enter' && current >= 0 && document.activeElement === document.body) open();
    else if (event.key === '/') focusSearch(event);
  });

  /** @param {number} by */
  function move(by) {
    const all = rows();
    all[current]?.classList.remove('is-current');
    current = Math.max(0, Math.min(all.length - 1, current + by));
    all[current]?.classList.add('is-current');
    all[current]?.scrollIntoView({ block: 'nearest' });
  }

  function open() {
    const link = rows()[current]?.querySelector('a');
    if (link) location.assign(link.href);
  }
}

/** @param {KeyboardEvent} event */
function focusSearch(event) {
  const field = document.querySelector('input[type="search"]');
  if (!(field instanceof HTMLInputElement)) return;
  event.preventDefault();
  field.select();
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && target.matches('input, select, textarea, [contenteditable]');
}
