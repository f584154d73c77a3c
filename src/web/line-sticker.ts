// The sticker that stands for a line of a cart or an order, wherever it is listed.
import { isShape } from '../sticker.ts';
import { en } from '../words/en.ts';
import { type StickerView, stickerView } from './sticker-view.ts';

export interface PicturedLine {
  title: string;
  shape: string | null;
  widthMm: number | null;
  heightMm: number | null;
  material: string | null;
  artwork: { filename: string } | null;
}

/** A stocked product has no design of the customer's: one of ours stands for it. */
const OUR_OWN = {
  shape: 'circle',
  widthMm: 75,
  heightMm: 75,
  material: 'vinyl',
  previewUrl: '/img/art/citrus.svg',
} as const;

export function pictureOfLine(
  line: PicturedLine,
  look: { previewUrl: string | null; sizePx: number; frameMm?: number },
): StickerView {
  const { title, shape, widthMm, heightMm, artwork } = line;
  const material = line.material ?? 'vinyl';
  if (!shape || !isShape(shape) || !widthMm || !heightMm)
    return stickerView({ ...OUR_OWN, ...look, previewUrl: OUR_OWN.previewUrl, label: title });
  const label = artwork ? en.cart.pictureOf(title, artwork.filename) : title;
  return stickerView({ shape, widthMm, heightMm, material, label, ...look });
}
