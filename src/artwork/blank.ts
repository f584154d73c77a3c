// Whether there is anything to see in a picture at all.
import type { Pixels } from './picture.ts';

/** Paler than this, nobody sees it. */
const FAINT = 0.08 * 255;
/** Paper as JPEG leaves it. */
const PAPER = 250;

/** Clear or white all over. Another even colour is a design, as full as can be; white art on nothing is one, too. */
export function isBlank({ data }: Pixels): boolean {
  let [sawClear, sawPaper] = [false, false];
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
    if ((data[at + 3] as number) < FAINT) sawClear = true;
    else if (Math.min(red, green, blue) < PAPER) return false;
    else sawPaper = true;
    if (sawClear && sawPaper) return false;
  }
  return true;
}
