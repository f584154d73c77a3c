// Pictures of nothing: clear or white all over.
import { expect, test } from 'vitest';
import { isBlank } from '../../src/artwork/blank.ts';

/** A row of pixels. */
function row(...pixels: [number, number, number, number][]) {
  return { data: Uint8Array.from(pixels.flat()), width: pixels.length, height: 1 };
}

const CLEAR: [number, number, number, number] = [0, 0, 0, 0];
const RED_HAZE: [number, number, number, number] = [255, 0, 0, 12];
const WHITE: [number, number, number, number] = [255, 255, 255, 255];
const PAPER: [number, number, number, number] = [253, 251, 254, 255];
const RED: [number, number, number, number] = [255, 0, 0, 255];

test.each([
  ['clear all over', row(CLEAR, CLEAR)],
  ['a haze that nobody sees', row(CLEAR, RED_HAZE)],
  ['white all over', row(WHITE, PAPER)],
])('nothing is to be seen of what is %s', (_what, pixels) => {
  expect(isBlank(pixels)).toBe(true);
});

test.each([
  ['one dot on white', row(WHITE, RED)],
  ['one dot on nothing', row(CLEAR, RED)],
  ['white art on nothing', row(CLEAR, WHITE)],
  ['one colour all over', row(RED, RED)],
])('something is: %s', (_what, pixels) => {
  expect(isBlank(pixels)).toBe(false);
});
