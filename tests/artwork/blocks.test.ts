// Blocks of pixels become one pixel each, in which what is clear has no say.
import { expect, test } from 'vitest';
import { averageRows } from '../../src/artwork/blocks.ts';

const RED = [255, 0, 0, 255];
const BLUE = [0, 0, 255, 255];
const CLEAR = [9, 200, 9, 0];

function rows(...pixels: number[][]): Uint8Array {
  return Uint8Array.from(pixels.flat());
}

test('the average of a block', () => {
  expect([...averageRows(rows(RED, BLUE, RED, BLUE), 2, 2)]).toEqual([128, 0, 128, 255]);
});

test('clear pixels make it paler, not of their colour', () => {
  expect([...averageRows(rows(RED, CLEAR, CLEAR, RED), 2, 2)]).toEqual([255, 0, 0, 128]);
  expect([...averageRows(rows(CLEAR, CLEAR), 2, 2)]).toEqual([0, 0, 0, 0]);
});

test('the last block and the last rows may be smaller', () => {
  expect([...averageRows(rows(RED, RED, BLUE), 3, 2)]).toEqual([...RED, ...BLUE]);
});
