// @ts-check
// Width and height belong together: circles and squares have one measure, and a design keeps its proportions
// unless somebody says otherwise.

const EQUAL_SIDED = ['circle', 'square'];
const CONTOUR = ['die-cut', 'kiss-cut'];
const MM_PER_INCH = 25.4;
const LEAST_MM = 10;
/** A side this close to what was typed counts as typed. */
const EXACT_MM = 0.1;

/**
 * After something was typed or chosen.
 * @param {HTMLFormElement} form
 * @param {EventTarget | null} changed
 */
export function keepProportions(form, changed) {
  if (!(changed instanceof HTMLInputElement)) return;
  const { width, height } = sides(form);
  if (changed === width) follow(form, width, height, 1);
  else if (changed === height) follow(form, height, width, -1);
  else if (changed.name === 'offsetMm') pressSide(form, longest(width, height), true);
  else if (changed.name === 'shape' || changed.hasAttribute('data-keep-ratio'))
    pressSide(form, longest(width, height), changed.name === 'shape');
}

/**
 * Makes `side` the longest side.
 * @param {HTMLFormElement} form
 * @param {number} side
 * @param {boolean} [keepFree] leave sides alone that nothing ties together
 */
export function pressSide(form, side, keepFree = false) {
  if (!(side > 0)) return;
  const { width, height } = sides(form);
  const ratio = ratioOf(form);
  if (keepFree && ratio === null) return;
  if (ratio === null || ratio >= 1) {
    width.value = figure(side, form);
    height.value = figure(ratio === null ? side : other(form, side, ratio), form);
  } else {
    height.value = figure(side, form);
    width.value = figure(other(form, side, 1 / ratio), form);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} typed
 * @param {HTMLInputElement} led
 * @param {1 | -1} direction
 */
function follow(form, typed, led, direction) {
  const ratio = ratioOf(form);
  const side = number(typed);
  if (ratio === null || !(side > 0)) return;
  led.value = figure(other(form, side, ratio ** direction), form);
}

/**
 * The side that goes with `side` when `side` is `ratio` times as long.
 * @param {HTMLFormElement} form
 * @param {number} side
 * @param {number} ratio
 */
function other(form, side, ratio) {
  const border = borderOf(form);
  return side > border ? (side - border) / ratio + border : side;
}

/**
 * The size of the sticker as it will be cut: a contour is fitted into the box that was typed. The server's word
 * follows; this is for the price until then.
 * @param {HTMLFormElement} form
 * @param {URLSearchParams} query
 */
export function fitCutBox(form, query) {
  const { width, height } = sides(form);
  const [wide, high] = [number(width), number(height)];
  const [ratio, border] = [designRatio(form), borderOf(form)];
  if (!isContour(form) || ratio === null || !(wide > border && high > border)) return;
  const isInches = unitOf(form) === 'in';
  const fitted = Math.min(wide, (high - border) * ratio + border);
  const least = isInches ? LEAST_MM / MM_PER_INCH : LEAST_MM;
  const digits = isInches ? 3 : 2;
  const exact = isInches ? EXACT_MM / MM_PER_INCH : EXACT_MM;
  const said = (/** @type {number} */ typed, /** @type {number} */ side) =>
    Math.abs(typed - side) <= exact ? String(typed) : Math.max(least, side).toFixed(digits);
  query.set(width.name, said(wide, fitted));
  query.set(height.name, said(high, (fitted - border) / ratio + border));
}

/** Both borders of a contour in the form's unit. @param {HTMLFormElement} form */
function borderOf(form) {
  const border = form.elements.namedItem('offsetMm');
  if (!isContour(form)) return 0;
  const isOwn = new FormData(form).get('own') === '1';
  const mm = isOwn ? 0 : 2 * (border instanceof HTMLInputElement ? Number(border.value) : 2);
  return unitOf(form) === 'in' ? mm / MM_PER_INCH : mm;
}

/** Width over height; null when both are free. @param {HTMLFormElement} form */
function ratioOf(form) {
  if (EQUAL_SIDED.includes(shapeOf(form))) return 1;
  const keep = form.querySelector('[data-keep-ratio]');
  return keep instanceof HTMLInputElement && keep.checked ? designRatio(form) : null;
}

/** Of the design as the chosen shape takes it; null while there is none. @param {HTMLFormElement} form */
function designRatio(form) {
  const known = form.querySelector('[data-contour-ratio]');
  const ratio = known?.getAttribute(isContour(form) ? 'data-contour-ratio' : 'data-plain-ratio');
  return ratio ? Number(ratio) : null;
}

/** @param {HTMLFormElement} form */
function isContour(form) {
  return CONTOUR.includes(shapeOf(form));
}

/** @param {HTMLFormElement} form */
function shapeOf(form) {
  const chosen = form.querySelector('input[name="shape"]:checked');
  return chosen instanceof HTMLInputElement ? chosen.value : '';
}

/** @param {HTMLFormElement} form @returns {'mm' | 'in'} */
function unitOf(form) {
  return form.querySelector('[data-unit]')?.getAttribute('data-unit') === 'in' ? 'in' : 'mm';
}

/** @param {HTMLFormElement} form */
function sides(form) {
  const find = (/** @type {string} */ side) =>
    /** @type {HTMLInputElement} */ (form.querySelector(`[data-side-of="${side}"]`));
  return { width: find('width'), height: find('height') };
}

/** @param {HTMLInputElement} width @param {HTMLInputElement} height */
function longest(width, height) {
  return Math.max(number(width) || 0, number(height) || 0);
}

/** @param {HTMLInputElement} input */
function number(input) {
  return Number(input.value.trim().replace(',', '.'));
}

/** Up, so that it is the longest side that decides. @param {number} length @param {HTMLFormElement} form */
function figure(length, form) {
  const digits = unitOf(form) === 'mm' ? 10 : 100;
  return String(Math.ceil(length * digits - 1e-6) / digits);
}
