// Sentences of the room cart.
import type { CartProblemCode } from '../../cart/priced.ts';
import type { Shape } from '../../sticker.ts';
import { plural } from '../plural.ts';

const stickers: Record<Shape, string> = {
  'die-cut': 'Die-cut sticker',
  'kiss-cut': 'Kiss-cut sticker',
  circle: 'Circle sticker',
  square: 'Square sticker',
  rectangle: 'Rectangle sticker',
  rounded: 'Rounded sticker',
  oval: 'Oval sticker',
};

const problems: Record<CartProblemCode, string> = {
  product_gone: 'We do not sell this any more. Remove it to go on.',
  shape_gone: 'We do not cut this shape any more. Remove it, or order it again in another shape.',
  material_gone: 'We do not have this material right now. Remove it, or order it again on another one.',
  finish_gone: 'We do not offer this finish right now. Remove it, or order it again with another one.',
  artwork_gone: 'The design of this sticker is gone. Remove it, or upload the design again.',
};

/** Why something does not go into the cart. */
const refusals = {
  notOrderable: 'This design needs a change before we can print it. The design’s page says which.',
  tooMany: 'That would be more than 100,000 of one kind. Write to us for a quote.',
  full: (most: number) => `A cart holds ${most} lines. Check out with these, then start the next one.`,
  tooExpensive: 'That would take the total over $999,999.99, more than one payment can carry. Split it into two orders.',
};

export const cart = {
  stickers,
  problems,
  refusals,
  /** `75 × 50 mm · White vinyl · Gloss` */
  detail: (widthMm: number, heightMm: number, material: string, finish: string) =>
    `${widthMm} × ${heightMm} mm · ${material} · ${finish}`,
  title: 'Your cart',
  pieces: (n: number) => `${n} ${plural(n, { one: 'piece', other: 'pieces' })}`,
};
