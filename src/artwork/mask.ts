// Where on its artboard a design is: the picture that cut lines are made from.
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
}

/** Paler than this is no design. */
const SEEN = 0.35 * 255;
/** A few stray clear pixels make no background. */
const CLEAR_SHARE = 0.002;

/** Alpha where enough of the artboard is clear, else everything. */
export function findDesign({ data, width, height }: Pixels): Found {
  const mask = { width, height, data: new Uint8Array(width * height) };
  let [left, top, right, bottom, clear] = [width, height, -1, -1, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const alpha = data[(y * width + x) * 4 + 3] ?? 0;
      mask.data[y * width + x] = alpha;
      if (alpha < SEEN) {
        clear += 1;
        continue;
      }
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0 || clear <= CLEAR_SHARE * width * height) {
    mask.data.fill(255);
    return { mask, from: 'none', design: null };
  }
  const design = {
    x: left / width,
    y: top / height,
    width: (right + 1 - left) / width,
    height: (bottom + 1 - top) / height,
  };
  return { mask, from: 'alpha', design };
}
