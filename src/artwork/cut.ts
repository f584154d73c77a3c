// What decides a cut line, and what one is.
import type { Shape } from '../sticker.ts';
import type { Box } from './placement.ts';

/** What somebody chose about the cut of one sticker. Lengths in mm. */
export interface CutWish {
  shape: Shape;
  /** The finished sticker's bounding box; a contour is fitted inside. */
  widthMm: number;
  heightMm: number;
  /** From the design to the line, 0 to 10; plain shapes have none. */
  offsetMm: number;
  /** Notches narrower than twice this are filled, 1 to 25. */
  closingMm: number;
  /** One line around everything, however far apart its parts are. */
  joined: boolean;
  /** Holes inside the design are cut out too. */
  holes: boolean;
  /** What of the file covers a plain shape: the whole page, or its trim box. */
  fit: 'page' | 'trim';
  /** Use the cut line found in the file instead of ours. */
  own: boolean;
}

export const DEFAULT_CLOSING_MM = 1.5;

/** A finished line. */
export interface CutPath {
  /** Closed subpaths of absolute `M L C Z` in mm, y down, the box starting at 0,0. */
  path: string;
  /** Of the line's box: at most what was wished. */
  widthMm: number;
  heightMm: number;
  /** Where the whole artboard lies, in mm from the box's top left. */
  art: Box;
  /** Separate stickers, holes not counted. */
  parts: number;
  /** What it took: a joined line may need more closing than was wished. */
  offsetMm: number;
  closingMm: number;
  /** `contour-1`, `plain-1`, `own-1`: goes up when the same wish gives another line. */
  algorithm: string;
}
