// @ts-check
// Width and height belong together: circles and squares have one measure, and a design keeps its proportions
// unless somebody says otherwise.

const EQUAL_SIDED = ['circle', 'square'];
const CONTOUR = ['die-cut', 'kiss-cut'];
/** A contour keeps 2 mm free on every side. */
const BORDERS = { mm: 4, in: 4 / 25.4 };

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
  else if (changed.name === 'shape' || changed.dataset.keepRatio)
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
  const border = CONTOUR.includes(shapeOf(form)) ? BORDERS[unitOf(form)] : 0;
  return side > border ? (side - border) / ratio + border : side;
}

/** Width over height; null when both are free. @param {HTMLFormElement} form */
function ratioOf(form) {
  if (EQUAL_SIDED.includes(shapeOf(form))) return 1;
  const keep = form.querySelector('[data-keep-ratio]');
  return keep instanceof HTMLInputElement && keep.checked ? Number(keep.dataset.keepRatio) : null;
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

/** @param {number} length @param {HTMLFormElement} form */
function figure(length, form) {
  const digits = unitOf(form) === 'mm' ? 10 : 100;
  return String(Math.round(length * digits) / digits);
}
