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

export const DEFAULT_OFFSET_MM = 2;
export const DEFAULT_CLOSING_MM = 1.5;

/** Everything about the cut beside shape and size. */
export type CutChoices = Omit<CutWish, 'shape' | 'widthMm' | 'heightMm'>;

export const DEFAULT_CHOICES: CutChoices = {
  offsetMm: DEFAULT_OFFSET_MM,
  closingMm: DEFAULT_CLOSING_MM,
  joined: false,
  holes: false,
  fit: 'page',
  own: false,
};

/** What counts where nobody chose: blades do not turn in less than the owner says. */
export function usualChoices(settings: CutSettings): CutChoices {
  return { ...DEFAULT_CHOICES, closingMm: settings['cut.minRadiusMm'] };
}

/** What the owner decides about cutting. */
export interface CutSettings {
  'cut.bleedMm': number;
  'cut.minRadiusMm': number;
}

/** The usual cut of a sticker of this shape and size, but for what was chosen. */
export function wishFor(
  { shape, widthMm, heightMm }: Pick<CutWish, 'shape' | 'widthMm' | 'heightMm'>,
  choices: Partial<CutChoices> = {},
): CutWish {
  return { shape, widthMm, heightMm, ...DEFAULT_CHOICES, ...choices };
}

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

/** A line as it was written down, as far as it is drawn: its box, and where the artboard lies in it. */
export interface DrawnCut {
  path: string;
  cutWidthMm: number;
  cutHeightMm: number;
  artX: number;
  artY: number;
  artWidth: number;
  artHeight: number;
}

/** How exact a line is: a side this close to what was wished counts as wished. */
const EXACT_MM = 0.1;

/** The size of the finished sticker as it is sold and written down, in hundredths of a millimetre. */
export function finishedBox(
  wish: Pick<CutWish, 'widthMm' | 'heightMm'>,
  cut: Pick<CutPath, 'widthMm' | 'heightMm'>,
): { widthMm: number; heightMm: number } {
  return { widthMm: sold(wish.widthMm, cut.widthMm), heightMm: sold(wish.heightMm, cut.heightMm) };
}

function sold(wishedMm: number, cutMm: number): number {
  return Math.round((Math.abs(wishedMm - cutMm) <= EXACT_MM ? wishedMm : cutMm) * 100) / 100;
}
