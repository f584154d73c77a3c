// What views/partials/sticker.ejs draws: one sticker as the real thing, all lengths in millimetres.
import { isContour, ROUNDED_RADIUS_MM, type Shape } from '../sticker.ts';

export interface StickerPicture {
  shape: Shape;
  widthMm: number;
  heightMm: number;
  material: string;
  /** null while there is nothing to show: an empty sticker with a dashed line. */
  previewUrl: string | null;
  /** What a screen reader says, for example the file's name. */
  label: string;
  /** Longest side on the page in CSS pixels. */
  sizePx: number;
  /** Shows the stickers of one list at true relative size: the longest side of the largest of them. */
  frameMm?: number;
  /** Where the whole artboard lies on the sticker, from its top left; without it the art is fitted or covers. */
  art?: Box | undefined;
  /** The cut line of a die-cut or kiss-cut sticker from 0,0 to widthMm,heightMm, when it is known. */
  cutPath?: string | undefined;
  /** Whether its corner lifts under the pointer; by default only where it is big enough to be seen. */
  peels?: boolean;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface StickerView {
  className: string;
  label: string;
  previewUrl: string | null;
  /** A contour without a cut line: the border comes from a filter over the design's own outline. */
  filtered: boolean;
  /** What of the art is left after cutting: a CSS shape, from the top left of the art. */
  clip: string | null;
  sheen: boolean;
  cutPath: string | null;
  widthMm: number;
  heightMm: number;
  radius: { x: number; y: number };
  art: Box;
  artFit: string;
  backing: Box | null;
  viewBox: string;
  widthPx: number;
  heightPx: number;
  fold: { place: string; back: string } | null;
}

/** Distance from the design to the cut where the cut line is not known. */
const OFFSET_MM = 2;
/** Backing paper that a kiss-cut sticker keeps on every side. */
const BACKING_MM = 5;
const EMPTY_RADIUS_MM = 4;
const SMALL_PX = 72;
/** From this many pixels per millimetre on, a tenth of a millimetre shows. */
const FINE_PX_PER_MM = 4;

export function stickerView(picture: StickerPicture): StickerView {
  const { shape, widthMm, heightMm, previewUrl } = picture;
  const whole = { x: 0, y: 0, width: widthMm, height: heightMm };
  const contour = isContour(shape);
  const known = contour ? (picture.cutPath ?? null) : null;
  const filtered = contour && known === null && previewUrl !== null;
  const backing = shape === 'kiss-cut' ? grow(whole, BACKING_MM) : null;
  const view = framed(backing ?? whole, picture.frameMm);
  const pxPerMm = picture.sizePx / Math.max(view.width, view.height);
  const cutPath = known && roundedPath(known, pxPerMm > FINE_PX_PER_MM ? 2 : 1);
  const art = rounded(picture.art ?? (contour ? grow(whole, -OFFSET_MM) : whole));
  const peels = (picture.peels ?? picture.sizePx > SMALL_PX) && previewUrl !== null;
  return {
    className: classesOf(picture, { filtered, peels }),
    label: picture.label,
    previewUrl,
    filtered,
    clip: cutPath ? pathClip(cutPath, art) : contour ? null : clipOf(picture, art),
    sheen: picture.material === 'holographic',
    cutPath,
    widthMm,
    heightMm,
    radius: radiusOf(shape, widthMm, heightMm),
    art,
    artFit: contour ? 'xMidYMid meet' : 'xMidYMid slice',
    backing,
    viewBox: `${round2(view.x)} ${round2(view.y)} ${round2(view.width)} ${round2(view.height)}`,
    widthPx: Math.round(view.width * pxPerMm),
    heightPx: Math.round(view.height * pxPerMm),
    fold: peels && !filtered ? foldOf(picture, cutPath) : null,
  };
}

function classesOf(picture: StickerPicture, is: { filtered: boolean; peels: boolean }): string {
  const names = ['sticker', `sticker--${picture.material}`];
  if (is.peels) names.push(is.filtered ? 'sticker--tips' : 'sticker--peels');
  return names.join(' ');
}

function radiusOf(shape: Shape, width: number, height: number): { x: number; y: number } {
  if (shape === 'circle' || shape === 'oval') return { x: width / 2, y: height / 2 };
  const radius = shape === 'rounded' ? ROUNDED_RADIUS_MM : isContour(shape) ? EMPTY_RADIUS_MM : 0;
  return { x: radius, y: radius };
}

function clipOf(picture: StickerPicture, art: Box): string {
  const { shape, widthMm, heightMm } = picture;
  const radius = radiusOf(shape, widthMm, heightMm);
  const px = (mm: number) => `${round2(mm)}px`;
  if (shape === 'circle' || shape === 'oval') {
    const centre = `${px(widthMm / 2 - art.x)} ${px(heightMm / 2 - art.y)}`;
    return `ellipse(${px(radius.x)} ${px(radius.y)} at ${centre})`;
  }
  const right = px(art.x + art.width - widthMm);
  const bottom = px(art.y + art.height - heightMm);
  return `inset(${px(-art.y)} ${right} ${bottom} ${px(-art.x)} round ${px(radius.x)})`;
}

/** The path as seen from the art's top left. */
function pathClip(path: string, art: Box): string {
  return `path(evenodd, "${movedPath(path, { dx: -art.x, dy: -art.y })}")`;
}

/** Scales a path of absolute points about 0,0, then moves it. */
export function movedPath(path: string, { scale = 1, dx = 0, dy = 0 }: Move): string {
  let isX = false;
  return path.replace(FIGURE, (figure) => {
    isX = !isX;
    return String(round2(Number(figure) * scale + (isX ? dx : dy)));
  });
}

interface Move {
  scale?: number;
  dx?: number;
  dy?: number;
}

const FIGURE = /-?\d*\.?\d+/g;

/** What a screen cannot show need not go over the wire several times. */
function roundedPath(path: string, digits: number): string {
  return path.replace(FIGURE, (figure) => String(Math.round(Number(figure) * 10 ** digits) / 10 ** digits));
}

function grow(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

function rounded({ x, y, width, height }: Box): Box {
  return { x: round2(x), y: round2(y), width: round2(width), height: round2(height) };
}

function framed(box: Box, frameMm: number | undefined): Box {
  if (frameMm === undefined) return box;
  const side = Math.max(frameMm, box.width, box.height);
  return { x: box.x - (side - box.width) / 2, y: box.y - (side - box.height) / 2, width: side, height: side };
}

/**
 * The fold runs at 45° just outside the bottom right of the shape. Its drawing units are hundredths of the
 * shorter side, so that the style sheet can move every sticker's fold by the same amount.
 */
function foldOf(picture: StickerPicture, cutPath: string | null): { place: string; back: string } {
  const { widthMm: width, heightMm: height } = picture;
  const reach = cutPath ? pathReach(cutPath) : shapeReach(picture.shape, width, height);
  const inset = (width + height - reach) / 2 - 0.75;
  const [x, y] = [round2(width - inset), round2(height - inset)];
  const scale = round2(Math.min(width, height)) / 100;
  return {
    place: `translate(${x} ${y}) scale(${scale})`,
    back: `scale(${Math.round(10_000 / scale) / 10_000}) translate(${-x} ${-y})`,
  };
}

/** The largest x + y inside a plain shape: where its bottom right corner ends at 45°. */
function shapeReach(shape: Shape, width: number, height: number): number {
  const round = shape === 'circle' || shape === 'oval';
  return round ? (width + height + Math.hypot(width, height)) / 2 : width + height;
}

/** The same for a path of absolute points. */
function pathReach(path: string): number {
  const numbers = path.match(FIGURE)?.map(Number) ?? [];
  let reach = 0;
  for (let i = 0; i + 1 < numbers.length; i += 2)
    reach = Math.max(reach, (numbers[i] ?? 0) + (numbers[i + 1] ?? 0));
  return reach;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
