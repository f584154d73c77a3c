// What a page uses: colours, spot colours, fonts it does not carry, its smallest text, thinnest line, coarsest picture.
import type { Colour } from '../facts.ts';
import type { Eye, ImageMark, PathMark, TextMark } from './canvas.ts';
import { type Ink, type Model, readSpace, type Space, spotsOf } from './colours.ts';
import { isCutInk } from './cut-spots.ts';
import { scaleOf } from './matrix.ts';
import type { PdfObjects } from './objects.ts';
import { type Dict, isName, isStream, type Value } from './syntax.ts';

/** Lengths in points of the sheet. */
export interface Survey {
  models: Set<Model>;
  spots: Set<string>;
  fontsMissing: Set<string>;
  smallestText: number | null;
  thinnestLine: number | null;
  /** Pixels per point of the coarsest placed picture. */
  pixelsPerPoint: number | null;
}

interface Sheet {
  width: number;
  height: number;
}

/** A picture smaller than this part of the sheet's longer side is no reason to worry about its pixels. */
const TINY_SHARE = 0.04;
/** Fewer pixels than this on a side are a flat colour or a gradient's strip. */
const FEWEST_PIXELS = 8;
/** A thin outline in the fill's own colour only makes a shape a little fatter. */
const INVISIBLE = new Set([3, 7]);

export function surveyor(objects: PdfObjects, sheet: Sheet): { eye: Eye; survey: Survey } {
  const survey: Survey = {
    models: new Set(),
    spots: new Set(),
    fontsMissing: new Set(),
    smallestText: null,
    thinnestLine: null,
    pixelsPerPoint: null,
  };
  const fontsSeen = new Set<Dict>();

  const eye: Eye = {
    path(mark) {
      if (mark.fills) seeInk(mark.state.fill);
      if (mark.strokes) seeInk(mark.state.stroke);
      if (mark.strokes && !isHairTrim(mark) && touches(sheet, mark.points)) seeLine(mark);
    },
    text: seeText,
    image: seeImage,
    space: seeSpace,
    resources: seeResources,
  };
  return { eye, survey };

  function seeInk(ink: Ink): void {
    if (ink.space) seeSpace(ink.space);
  }

  function seeSpace(space: Space): void {
    if (space.model) survey.models.add(space.model);
    for (const spot of spotsOf(space)) survey.spots.add(spot);
  }

  /** Spot colours make plates as soon as they are declared. */
  function seeResources(resources: Dict): void {
    const spaces = objects.dictOf(resources.get('ColorSpace')) ?? new Map<string, Value>();
    for (const value of spaces.values()) {
      for (const spot of spotsOf(readSpace(objects, value, resources))) survey.spots.add(spot);
    }
  }

  function seeLine({ state }: PathMark): void {
    const width = state.lineWidth * scaleOf(state.matrix);
    survey.thinnestLine = Math.min(survey.thinnestLine ?? width, width);
  }

  function seeText({ bytes, state, matrix }: TextMark): void {
    if (INVISIBLE.has(state.renderMode) || bytes.every((code) => code === 32 || code === 0)) return;
    seeInk(state.fill);
    if (state.renderMode === 1 || state.renderMode === 2) seeInk(state.stroke);
    if (isCutInk(state.fill)) return;
    const { font } = state;
    const isDrawn = isName(objects.resolve(font?.get('Subtype')), 'Type3');
    const size = Math.hypot(matrix[2], matrix[3]);
    const [x, y] = [matrix[4], matrix[5]];
    const isOnSheet = touches(sheet, [x, y - size, x, y]);
    if (!isDrawn && size > 0 && isOnSheet) survey.smallestText = Math.min(survey.smallestText ?? size, size);
    if (!font || fontsSeen.has(font)) return;
    fontsSeen.add(font);
    const missing = isDrawn ? null : missingName(objects, font);
    if (missing !== null) survey.fontsMissing.add(missing);
  }

  function seeImage({ widthPx, heightPx, isMask, fill, matrix }: ImageMark): void {
    if (isMask) {
      seeInk(fill);
      return;
    }
    const [a, b, c, d, e, f] = matrix;
    const [across, down] = [Math.hypot(a, b), Math.hypot(c, d)];
    const corners = [e, f, e + a, f + b, e + c, f + d, e + a + c, f + b + d];
    const isTiny = Math.max(across, down) < TINY_SHARE * Math.max(sheet.width, sheet.height);
    if (isTiny || Math.min(widthPx, heightPx) < FEWEST_PIXELS || !touches(sheet, corners)) return;
    const coarser = Math.min(widthPx / across, heightPx / down);
    survey.pixelsPerPoint = Math.min(survey.pixelsPerPoint ?? coarser, coarser);
  }
}

/** A stroke around a shape in its own colour, or a cut line: neither prints as a line. */
function isHairTrim({ fills, state }: PathMark): boolean {
  if (isCutInk(state.stroke)) return true;
  const { fill, stroke } = state;
  return fills && fill.space === stroke.space && `${fill.parts}` === `${stroke.parts}`;
}

function touches({ width, height }: Sheet, points: readonly number[]): boolean {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at + 1 < points.length; at += 2) {
    const [x = 0, y = 0] = [points[at], points[at + 1]];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return left <= width && right >= 0 && top <= height && bottom >= 0;
}

/** The name of a font that is used and not in the file; null when it is. */
function missingName(objects: PdfObjects, font: Dict): string | null {
  const [descendant] = objects.arrayOf(font.get('DescendantFonts'));
  const described = objects.dictOf(descendant) ?? font;
  const descriptor = objects.dictOf(described.get('FontDescriptor'));
  const programs = ['FontFile', 'FontFile2', 'FontFile3'].map((key) => objects.resolve(descriptor?.get(key)));
  if (programs.some(isStream)) return null;
  const name = objects.resolve(font.get('BaseFont'));
  return isName(name) ? name.name.replace(/^[A-Z]{6}\+/, '') : '?';
}

/** Grey beside colour is part of it: black text in a CMYK file. */
export function colourOf(models: ReadonlySet<Model>): Colour | null {
  const colours = [...models].filter((model) => model !== 'gray');
  if (colours.length > 1) return 'mixed';
  return colours[0] ?? (models.has('gray') ? 'gray' : null);
}
