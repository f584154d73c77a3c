// A cut line that the customer drew, at the size somebody chose.
import { expect, test } from 'vitest';
import { wishFor } from '../../src/artwork/cut.ts';
import type { ArtworkFacts } from '../../src/artwork/facts.ts';
import { ownCutBounds, ownCutLine, ownCutOf } from '../../src/artwork/own-cut.ts';

const own = (path: string) => ({ spot: 'CutContour', path });
const K = 0.5522847;
/** A circle of a quarter of the artboard's sides, around its middle. */
const CIRCLE =
  `M.75 .5C.75 ${0.5 + 0.25 * K} ${0.5 + 0.25 * K} .75 .5 .75C${0.5 - 0.25 * K} .75 .25 ${0.5 + 0.25 * K} .25 .5` +
  `C.25 ${0.5 - 0.25 * K} ${0.5 - 0.25 * K} .25 .5 .25C${0.5 + 0.25 * K} .25 .75 ${0.5 - 0.25 * K} .75 .5Z`;
const wish = (widthMm: number, heightMm = widthMm) =>
  wishFor({ shape: 'die-cut', widthMm, heightMm }, { own: true });

test('its box is that of the curves, not of their handles', () => {
  const { x, y, width, height } = ownCutBounds(own(CIRCLE));
  expect([x, y, width, height].map((part) => Math.round(part * 1000) / 1000)).toEqual([0.25, 0.25, 0.5, 0.5]);
  expect(ownCutBounds(own('M0 0C0 1 1 1 1 0Z')).height).toBeCloseTo(0.75);
});

test('it is fitted into the size with the proportions of the artboard', () => {
  const cut = ownCutLine(own('M.25 .25L.75 .25L.75 .75L.25 .75Z'), 2, wish(60));
  expect(cut).toMatchObject({
    path: 'M0 0L60 0L60 30L0 30Z',
    widthMm: 60,
    heightMm: 30,
    art: { x: -30, y: -15, width: 120, height: 60 },
    parts: 1,
    offsetMm: 0,
    closingMm: 0,
    algorithm: 'own-1',
  });
});

test('a hole is no part of its own, a neighbour is', () => {
  const hole = 'M.4 .4L.6 .4L.6 .6L.4 .6Z';
  expect(ownCutLine(own(`${CIRCLE}${hole}`), 1, wish(50)).parts).toBe(1);
  expect(ownCutLine(own(`${CIRCLE}M.1 .1L.2 .1L.2 .2Z`), 1, wish(50)).parts).toBe(2);
  expect(ownCutLine(own(`M.3 .3L.34 .3L.34 .34Z${CIRCLE}`), 1, wish(50)).parts).toBe(2);
});

test('one that goes around nothing is none', () => {
  const facts = (path: string) => ({ ownCut: own(path) }) as ArtworkFacts;
  for (const path of ['', 'M.5 .5L.5 .5Z', 'M.1 .5L.9 .5Z', 'M0 0Z'])
    expect(ownCutOf(facts(path))).toBeNull();
  expect(ownCutOf(facts(CIRCLE))).not.toBeNull();
});
