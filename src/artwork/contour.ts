// The cut line that follows a design at a distance: the same on the server, where it binds, and in the browser.
//
// The design, sub-pixel exact, is grown by border and closing and shrunk by closing, both by exact distances: what
// remains has no notch narrower than the closing. Its outline becomes curves.
import { cornersOf } from './corners.ts';
import { boxOf, type Curve, pathText } from './curve.ts';
import type { CutPath, CutWish } from './cut.ts';
import { addPoints, distanceTo } from './distance-field.ts';
import { areaOf, type Loop, levelLines, topLines } from './marching.ts';
import type { Mask } from './mask.ts';
import { type PlacedDesign, placeDesign } from './placed-design.ts';
import { looseLines, smoothLines } from './smooth-line.ts';

export const CONTOUR_ALGORITHM = 'contour-1';

/** Of the longest side. Distances are exact between cells, so more of them make the line no better, only later. */
const MOST_CELLS = 840;
/** Pieces and holes smaller than this are lost on the way to the customer. */
const LEAST_PART_MM2 = 5;

/**
 * `ratio` is width over height of the artboard that the mask covers.
 * null when there is no design, or no room for it inside its border.
 */
export function contour(mask: Mask, ratio: number, wish: CutWish): CutPath | null {
  const outline = wish.joined ? joinedOutline(mask, ratio, wish) : outlineOf(mask, ratio, wish, MOST_CELLS);
  if (!outline) return null;
  const { design, loops, closingMm, lines } = drawn(outline, mask, ratio, wish);
  const box = boxOf(lines.flat());
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const scale = Math.min(wish.widthMm / width, wish.heightMm / height);
  const inMm = design.cellMm * scale;
  return {
    path: pathText(lines, { x: -box.left, y: -box.top, scale }),
    widthMm: width * scale,
    heightMm: height * scale,
    art: {
      x: design.art.x * inMm - box.left * scale,
      y: design.art.y * inMm - box.top * scale,
      width: design.art.width * inMm,
      height: design.art.height * inMm,
    },
    parts: topLines(loops).length,
    offsetMm: wish.offsetMm,
    closingMm,
    algorithm: CONTOUR_ALGORITHM,
  };
}

/** More closing leaves fewer bends; the line comes no nearer to the design. */
const MORE_CLOSING = 3;
const CLOSINGS = 5;

/** With as much closing as it takes until few curves follow the line. */
function drawn(first: Outline, mask: Mask, ratio: number, wish: CutWish): Outline & { lines: Curve[][] } {
  let outline: Outline | null = first;
  for (let time = 0; time < CLOSINGS && outline; time += 1) {
    const lines = smoothLines(keptOf(outline, wish), outline.design.cellMm, wish.offsetMm);
    if (lines) return { ...outline, lines };
    const closingMm = outline.closingMm * MORE_CLOSING;
    outline = outlineOf(mask, ratio, { ...wish, closingMm }, MOST_CELLS);
  }
  return { ...first, lines: looseLines(keptOf(first, wish), first.design.cellMm) };
}

function keptOf({ loops }: Outline, { holes }: CutWish): Loop[] {
  return holes ? loops : topLines(loops);
}

interface Outline {
  design: PlacedDesign;
  /** In cells, those of holes too. */
  loops: Loop[];
  closingMm: number;
}

/** For looking how much closing it takes; the line itself is drawn from more cells. */
const SEARCH_CELLS = 300;
const SEARCH_STEPS = 9;
/** Few cells see a bridge a little earlier or later than many, and specks not at all. */
const SOME_MORE = 1.03;

/** The closing grows until one part remains. Parts closer than the design is large always meet. */
function joinedOutline(mask: Mask, ratio: number, wish: CutWish): Outline | null {
  const wished = outlineOf(mask, ratio, wish, MOST_CELLS);
  if (!wished || partsOf(wished) === 1) return wished;
  const diagonal = Math.hypot(wish.widthMm, wish.heightMm);
  let [apart, together] = [wish.closingMm, diagonal];
  for (let step = 0; step < SEARCH_STEPS; step += 1) {
    const closingMm = Math.sqrt(apart * together);
    const coarse = outlineOf(mask, ratio, { ...wish, closingMm }, SEARCH_CELLS);
    if (coarse && partsOf(coarse) === 1) together = closingMm;
    else apart = closingMm;
  }
  for (let more = SOME_MORE; together <= more * diagonal; more *= more) {
    const closingMm = together;
    const fine = outlineOf(mask, ratio, { ...wish, closingMm }, MOST_CELLS);
    if (fine && partsOf(fine) === 1) return fine;
    together *= more;
  }
  return wished;
}

function partsOf({ loops }: Outline): number {
  return topLines(loops).length;
}

function outlineOf(mask: Mask, ratio: number, wish: CutWish, mostCells: number): Outline | null {
  const { offsetMm, closingMm } = wish;
  const [widthMm, heightMm] = [wish.widthMm - 2 * offsetMm, wish.heightMm - 2 * offsetMm];
  if (widthMm <= 0 || heightMm <= 0) return null;
  const design = placeDesign(mask, ratio, { widthMm, heightMm, marginMm: offsetMm + closingMm, mostCells });
  if (!design) return null;
  const out = (offsetMm + closingMm) / design.cellMm;
  const back = closingMm / design.cellMm;
  const grown = distanceTo(design.field, 0, out + 1.5);
  addPoints(grown, design.tips, out);
  const closed = distanceTo(grown, out, back + 1.5);
  // here the farther side is the higher one: what points into the design points out of these lines
  const clefts = levelLines(grown, out).flatMap((loop) => cornersOf(loop, { unit: 1, mostLost: 6, way: 1 }));
  addPoints(closed, clefts, back);
  const least = LEAST_PART_MM2 / design.cellMm ** 2;
  const loops = levelLines(closed, back).filter((loop) => Math.abs(areaOf(loop)) >= least);
  return loops.length === 0 ? null : { design, loops, closingMm };
}
