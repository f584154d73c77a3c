// @ts-check
// While a slider of the cut moves: works the line out in a worker beside the page, by the very rules of the shop, and
// draws it on the mat. The shop's own line replaces it when the slider rests.

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */
/** @typedef {{ path: string, widthMm: number, heightMm: number, art: Box }} Cut */
/** @typedef {{ width: number, height: number, data: Uint8Array }} Mask */

const MM_PER_INCH = 25.4;

/** @typedef {(form: HTMLFormElement, isWanted: () => boolean) => void} Draw */

/** @type {WeakMap<HTMLElement, Draw>} */
const benches = new WeakMap();

/**
 * @param {HTMLElement} bench
 * @param {HTMLFormElement} form
 * @param {() => boolean} isWanted whether a line that comes now is still to be drawn
 */
export function redraw(bench, form, isWanted) {
  let draw = benches.get(bench);
  if (!draw) {
    draw = start(bench);
    benches.set(bench, draw);
  }
  draw(form, isWanted);
}

/** One worker per page; while it works, only the latest wish waits. @param {HTMLElement} bench @returns {Draw} */
function start(bench) {
  const place = /** @type {HTMLElement} */ (bench.querySelector('[data-mask]'));
  const ratio = Number(place.dataset.ratio);
  const worker = new Worker(new URL('./contour-worker.js', import.meta.url), { type: 'module' });
  /** @type {object | null} */
  let waiting = null;
  let isBusy = true;
  let isStillWanted = () => true;

  const next = () => {
    isBusy = waiting !== null;
    if (waiting) worker.postMessage({ ratio, wish: waiting });
    waiting = null;
  };

  worker.addEventListener('message', ({ data }) => {
    if (data.cut && waiting === null && isStillWanted()) show(bench, data.cut);
    next();
  });
  readMask(place.dataset.mask ?? '')
    .then((mask) => {
      worker.postMessage({ mask, ratio, wish: waiting }, [mask.data.buffer]);
      waiting = null;
    })
    .catch(() => worker.terminate()); // then the line follows when the slider rests

  return (form, isWanted) => {
    isStillWanted = isWanted;
    waiting = wishOf(form);
    if (!isBusy) next();
  };
}

/** The grey of the picture, a byte each. @param {string} address @returns {Promise<Mask>} */
async function readMask(address) {
  const picture = await createImageBitmap(await (await fetch(address)).blob(), {
    colorSpaceConversion: 'none',
  });
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, height);
  const paint = canvas.getContext('2d');
  if (!paint) throw new Error('no canvas');
  paint.drawImage(picture, 0, 0);
  const pixels = paint.getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at++) data[at] = pixels[at * 4] ?? 0;
  return { width, height, data };
}

/** @param {HTMLFormElement} form */
function wishOf(form) {
  const data = new FormData(form);
  const figure = (/** @type {string} */ name) => Number(String(data.get(name) ?? '').replace(',', '.'));
  const isInches = data.has('widthIn');
  const side = (/** @type {string} */ name) =>
    isInches ? figure(`${name}In`) * MM_PER_INCH : figure(`${name}Mm`);
  return {
    shape: data.get('shape'),
    widthMm: side('width'),
    heightMm: side('height'),
    offsetMm: figure('offsetMm'),
    closingMm: figure('closingMm'),
    joined: data.get('joined') === '1',
    holes: data.get('holes') === '1',
    fit: 'page',
    own: false,
  };
}

/** The sticker keeps its middle; rulers and the safe zone come with the shop's line. @param {HTMLElement} bench @param {Cut} cut */
function show(bench, cut) {
  const sticker = bench.querySelector('[data-sticker]');
  if (!sticker?.querySelector('[data-cut]')) return;
  for (const line of sticker.querySelectorAll('[data-cut]')) line.setAttribute('d', cut.path);
  for (const image of sticker.querySelectorAll('image')) {
    for (const [side, mm] of Object.entries(cut.art)) image.setAttribute(side, String(mm));
    image.parentElement?.setAttribute('clip-path', `path(evenodd, "${moved(cut.path, cut.art)}")`);
  }
  sticker.querySelector('[data-safe]')?.setAttribute('visibility', 'hidden');
  const [x = 0, y = 0, width = 0, height = 0] = (sticker.getAttribute('data-sticker') ?? '')
    .split(' ')
    .map(Number);
  const [left, top] = [x + (width - cut.widthMm) / 2, y + (height - cut.heightMm) / 2];
  sticker.setAttribute('transform', `translate(${left} ${top})`);
}

/** As seen from the art's top left. @param {string} path @param {Box} art */
function moved(path, art) {
  let isX = false;
  return path.replace(/-?\d*\.?\d+/g, (figure) => {
    isX = !isX;
    return String(Math.round((Number(figure) - (isX ? art.x : art.y)) * 100) / 100);
  });
}
