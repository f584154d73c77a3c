// The sticker that stands for a line of a cart or an order, wherever it is listed: cut along its own line.
import { isShape } from '../sticker.ts';
import { en } from '../words/en.ts';
import { asset } from './assets.ts';
import { type Box, type StickerView, stickerView } from './sticker-view.ts';

interface PicturedLine {
  shape: string | null;
  widthMm: number | null;
  heightMm: number | null;
  material: string | null;
  artwork: { filename: string } | null;
  cutLine?: PicturedCut | null;
}

/** A cut line as its row has it. */
export interface PicturedCut {
  path: string;
  cutWidthMm: number;
  cutHeightMm: number;
  artX: number;
  artY: number;
  artWidth: number;
  artHeight: number;
}

/** A stocked product has no design of the customer's: one of ours stands for it. */
const OUR_OWN = {
  shape: 'circle',
  widthMm: 75,
  heightMm: 75,
  material: 'vinyl',
  previewUrl: asset('img/art/citrus.svg'),
} as const;

export function pictureOfLine(
  line: PicturedLine,
  { title, previewUrl, sizePx }: { title: string; previewUrl: string | null; sizePx: number },
): StickerView {
  const { shape, widthMm, heightMm, material, artwork, cutLine } = line;
  if (!shape || !isShape(shape) || !widthMm || !heightMm) {
    return stickerView({ ...OUR_OWN, label: title, sizePx });
  }
  return stickerView({
    shape,
    widthMm,
    heightMm,
    material: material ?? 'vinyl',
    previewUrl,
    label: artwork ? en.cart.pictureOf(title, artwork.filename) : title,
    sizePx,
    ...(cutLine && alongIts(cutLine)),
  });
}

/** What a sticker needs to know of its line. */
export function alongIts(cut: PicturedCut): { widthMm: number; heightMm: number; art: Box; cutPath: string } {
  const art = { x: cut.artX, y: cut.artY, width: cut.artWidth, height: cut.artHeight };
  return { widthMm: cut.cutWidthMm, heightMm: cut.cutHeightMm, art, cutPath: cut.path };
}
