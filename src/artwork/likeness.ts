// How much two pictures of the same size differ. Pure.
import type { SelfCheck } from './print.ts';

/** Anti-aliasing and a lossy preview differ by less than this; a missing, moved or inverted thing by more. */
const BAD = 40;

/** `counts` says which pixels are looked at. Three channels each. */
export function compare(a: Uint8Array, b: Uint8Array, counts: Uint8Array): SelfCheck {
  let [sum, bad, pixels] = [0, 0, 0];
  for (let at = 0; at < counts.length; at++) {
    if (counts[at] === 0) continue;
    let worst = 0;
    for (let channel = at * 3; channel < at * 3 + 3; channel++) {
      const difference = Math.abs((a[channel] ?? 0) - (b[channel] ?? 0));
      sum += difference;
      if (difference > worst) worst = difference;
    }
    if (worst > BAD) bad += 1;
    pixels += 1;
  }
  if (pixels === 0) return { mean: 255, badPercent: 100 };
  return { mean: rounded(sum / (pixels * 3)), badPercent: rounded((bad / pixels) * 100) };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
