// @ts-check
// A moment in the reader's own time, with the name of their zone; without this script it stands in UTC.

const FORMAT = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
});

/** @param {HTMLElement} time */
export function enhance(time) {
  const at = new Date(time.getAttribute('datetime') ?? '');
  if (Number.isNaN(at.getTime())) return;
  time.title = time.textContent ?? '';
  time.textContent = FORMAT.format(at);
  // where every time says its own zone, the page need not
  document.querySelector('[data-utc-note]')?.remove();
}
