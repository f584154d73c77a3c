// Sentences of the room cart.
import type { CartProblemCode } from '../../cart/priced.ts';
import { count } from '../../lib/format.ts';
import { MAX_QUANTITY, MAX_SIDE_MM, MIN_SIDE_MM, type Shape } from '../../sticker.ts';

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
  variant_gone: 'We do not sell it in this form any more. Remove it, or order another one.',
  shape_gone: 'We do not cut this shape any more. Remove it, or order it again in another shape.',
  size_gone: 'We do not make this one so large any more. Remove it, or order it again in another size.',
  material_gone: 'We do not have this material right now. Remove it, or choose another one.',
  finish_gone: 'We do not offer this finish right now. Remove it, or choose another one.',
  artwork_gone: 'The design of this sticker is gone. Remove it, or upload the design again.',
};

/** Next to a field. */
const fields = {
  product: 'Choose what to order.',
  variant: 'Choose one that we have.',
  artworkId: 'Upload your design first.',
  shape: 'Choose a shape.',
  side: `Choose a size from ${MIN_SIDE_MM} to ${MAX_SIDE_MM} mm, with at most two decimals.`,
  sideOf: (minMm: number, maxMm: number) =>
    `Choose a size from ${minMm} to ${maxMm} mm for the longest side.`,
  equalSides: 'A circle or square is as wide as it is high.',
  material: 'Choose a material we have.',
  finish: 'Choose a finish we have.',
  quantity: `Choose a whole number from 1 to ${count(MAX_QUANTITY)}.`,
};

/** Why something does not go into the cart. */
const refusals = {
  notOrderable: 'This design needs a change before we can print it. Its page says which.',
  tooMany: `That would be more than ${count(MAX_QUANTITY)} of one kind. Take fewer.`,
  full: (most: number) => `A cart holds ${most} lines. Check out with these, then start the next one.`,
  tooExpensive:
    'That takes the total over $999,999.99, more than one payment can carry. Split it into two orders.',
};

export const cart = {
  stickers,
  problems,
  fields,
  refusals,
  invalid: 'Something in there needs another look.',
  /** `75 × 50 mm · White vinyl · Gloss` */
  detail: (widthMm: number, heightMm: number, material: string, finish: string) =>
    `${widthMm} × ${heightMm} mm · ${material} · ${finish}`,
  unit: (amount: string, isRounded: boolean) => `${isRounded ? 'about ' : ''}${amount} each`,
  pictureOf: (title: string, filename: string) => `${title}: ${filename}`,

  title: 'Your cart',
  gone: 'Not available',
  quantity: 'Quantity',
  quantityOf: (title: string) => `Quantity of ${title}`,
  update: 'Update',
  remove: 'Remove',
  /** After `Update` or `Remove`, for who cannot see which line it stands on. */
  ofLine: (title: string) => `: ${title}`,
  summary: 'Summary',
  goods: 'Subtotal',
  tax: 'Tax',
  total: 'Total',
  deliveryLater: 'Delivery is chosen at the checkout.',
  deliveryFrom: (amount: string) => `Delivery from ${amount}, chosen at the checkout.`,
  deliveryFree: 'Standard delivery is free.',
  /** Of a line whose material or finish is gone. */
  choose: { material: 'Another material', finish: 'Another finish' },
  change: 'Change',
  repriced: (amount: string) => `Our prices have changed since you last looked. It was ${amount}.`,
  checkout: 'Check out',
  blocked: 'Change or remove what we cannot make, then check out.',
  goOn: 'Make another sticker',
  emptyHeading: 'Nothing in it yet.',
  empty: 'Send us a design and it turns into a sticker here: cut to its outline, at its real size.',
  start: 'Make a sticker',
  waiting: (number: string) => `Order ${number} waits for its payment.`,
  waitingLink: 'See how it stands',
};
