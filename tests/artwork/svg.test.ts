// An SVG's own size, in all the units people write.
import { expect, test } from 'vitest';
import { svgSize } from '../../src/artwork/svg.ts';
import { svg } from './files.ts';

const sizeOf = (attributes: string) => svgSize(svg(attributes).toString());
const size = (widthMm: number, heightMm: number) => ({
  widthMm: expect.closeTo(widthMm, 6),
  heightMm: expect.closeTo(heightMm, 6),
});

test.each([
  ['millimetres', 'width="90mm" height="50mm"', 90, 50],
  ['centimetres', 'width="9cm" height="5.5cm"', 90, 55],
  ['inches', 'width="2in" height="1.5in"', 50.8, 38.1],
  ['points', 'width="72pt" height="36pt"', 25.4, 12.7],
  ['picas', 'width="6pc" height="3pc"', 25.4, 12.7],
  ['quarter millimetres', 'width="40Q" height="20Q"', 10, 5],
  ['pixels', 'width="96px" height="48px"', 25.4, 12.7],
  ['nothing, 96 to the inch', 'width="96" height="48"', 25.4, 12.7],
  ['exponents and spaces', 'width=" 9.6e1 " height="480e-1"', 25.4, 12.7],
  ['one side and a viewBox', 'width="60mm" viewBox="0 0 30 20"', 60, 40],
  ['the other side and a viewBox', 'viewBox="0,0,30,20" height="60mm"', 90, 60],
])('%s', (_what, attributes, widthMm, heightMm) => {
  expect(sizeOf(attributes)).toEqual(size(widthMm, heightMm));
});

test.each([
  ['nothing at all', ''],
  ['only a viewBox', 'viewBox="0 0 30 20"'],
  ['percentages', 'width="100%" height="100%" viewBox="0 0 30 20"'],
  ['sizes of letters', 'width="10em" height="5em"'],
  ['zero', 'width="0" height="0"'],
  ['less than nothing', 'width="-10" height="5"'],
  ['words', 'width="auto" height="auto"'],
  ['one side alone', 'width="60mm"'],
])('%s states no size', (_what, attributes) => {
  expect(sizeOf(attributes)).toBeNull();
});

test('only the root counts, not a comment and not a nested drawing', () => {
  expect(
    svgSize(
      '<!-- <svg width="1mm" height="1mm"> --><svg\n  width=\'20mm\'\n height = "10mm"><svg width="5mm" height="5mm"/></svg>',
    ),
  ).toEqual(size(20, 10));
  expect(svgSize('<s:svg xmlns:s="http://www.w3.org/2000/svg" width="20mm" height="10mm"/>')).toEqual(
    size(20, 10),
  );
});
