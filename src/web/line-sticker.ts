// The sticker that stands for a line of a cart or an order, wherever it is listed.
import { isShape } from '../sticker.ts';
import { en } from '../words/en.ts';
import { asset } from './assets.ts';
import { type StickerView, stickerView } from './sticker-view.ts';

interface PicturedLine {
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
  previewUrl: asset('img/art/citrus.svg'),
} as const;

export function pictureOfLine(
  line: PicturedLine,
  { title, previewUrl, sizePx }: { title: string; previewUrl: string | null; sizePx: number },
): StickerView {
  const { shape, widthMm, heightMm, material, artwork } = line;
  if (!shape || !isShape(shape) || !widthMm || !heightMm) {
    return stickerView({ ...OUR_OWN, label: title, sizePx });
  }
  const label = artwork ? en.cart.pictureOf(title, artwork.filename) : title;
  return stickerView({ shape, widthMm, heightMm, material: material ?? 'vinyl', previewUrl, label, sizePx });
}
