// @ts-check
// Draws cut lines beside the page, by the very module that the server uses: `new Worker(address, { type: 'module' })`.
// In: `{ id, mask: { width, height, data }, ratio, wish }`; `mask` is the grey of mask.png, one byte a pixel, `ratio`
// the artboard's width over its height, `wish` a `CutWish`. A mask is kept, so a later message for the same art may
// leave it out. Out: `{ id, cut }`, a `CutPath`, or null when there is no room inside the border.

import { contour } from './artwork/contour.js';

/** @type {import('./artwork/mask.js').Mask | undefined} */
let mask;

self.addEventListener('message', ({ data }) => {
  mask = data.mask ?? mask;
  const cut = mask ? contour(mask, data.ratio, data.wish) : null;
  self.postMessage({ id: data.id, cut });
});
