// Where on its artboard a design is: the picture that cut lines are made from.
import { withoutBackground } from './background.ts';
import type { OutlineSource, Part } from './facts.ts';
import type { Pixels } from './picture.ts';

/** Coverage of every pixel of the whole artboard, 0 outside the design to 255 inside it. Kept as a grey PNG. */
export interface Mask {
  width: number;
  height: number;
  data: Uint8Array;
}

export interface Found {
  mask: Mask;
  from: OutlineSource;
  /** The design's bounding box on the artboard; null: all of it. */
  design: Part | null;
  /** Art without a background of which nothing would show on white. */
  whiteOnWhite: boolean;
}

/** Paler than this is no design. */
const SEEN = 0.35 * 255;
/** A few stray clear pixels make no background. */
const CLEAR_SHARE = 0.002;

/** By its transparency where it has any; else by an even background around it; else all of it is design. */
export function findDesign(pixels: Pixels): Found {
  const { width, height, data } = pixels;
  const alpha = new Uint8Array(width * height);
  let clear = 0;
  for (let index = 0, at = 3; index < alpha.length; index++, at += 4) {
    const its = data[at] as number;
    alpha[index] = its;
    if (its < SEEN) clear += 1;
  }
  if (clear > CLEAR_SHARE * alpha.length) {
    const mask = { width, height, data: alpha };
    const design = boxOf(mask);
    if (design) return { mask, from: 'alpha', design, whiteOnWhite: isWhite(pixels) };
  }
  const cut = withoutBackground(pixels);
  const design = cut && boxOf(cut);
  if (cut && design) return { mask: cut, from: 'background', design, whiteOnWhite: false };
  return {
    mask: { width, height, data: alpha.fill(255) },
    from: 'none',
    design: null,
    whiteOnWhite: false,
  };
}

/** null when nothing is seen. */
function boxOf({ width, height, data }: Mask): Part | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let x = 0;
    while (x < width && (data[row + x] as number) < SEEN) x += 1;
    if (x === width) continue;
    if (x < left) left = x;
    x = width - 1;
    while ((data[row + x] as number) < SEEN) x -= 1;
    if (x > right) right = x;
    if (top > y) top = y;
    bottom = y;
  }
  if (right < 0) return null;
  return {
    x: left / width,
    y: top / height,
    width: (right + 1 - left) / width,
    height: (bottom + 1 - top) / height,
  };
}

const WHITE = 240;
/** Of what is seen: a thin outline in another colour is enough to be seen by. */
const WHITE_SHARE = 0.995;

function isWhite({ data }: Pixels): boolean {
  let [seen, white] = [0, 0];
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at + 3] as number) < SEEN) continue;
    seen += 1;
    if (
      (data[at] as number) >= WHITE &&
      (data[at + 1] as number) >= WHITE &&
      (data[at + 2] as number) >= WHITE
    )
      white += 1;
  }
  return white >= WHITE_SHARE * seen;
}
