// @ts-check
// A stream of events while its page is in sight. Browsers open few connections to one shop at once, so a page in
// the background gives its own back.

/**
 * Calls `tell` with every event of that name.
 * @param {string} address
 * @param {string} name
 * @param {() => void} tell
 */
export function listenTo(address, name, tell) {
  /** @type {EventSource | null} */
  let source = null;
  const decide = () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      source = new EventSource(address);
      source.addEventListener(name, tell);
    }
  };
  document.addEventListener('visibilitychange', decide);
  addEventListener('pagehide', () => source?.close());
  // out of the browser's memory, with a stream that is gone
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    source = null;
    decide();
  });
  decide();
}
