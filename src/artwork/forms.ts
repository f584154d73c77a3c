// What people type about artwork: the size it should have, the width of a preview.
import { z } from 'zod';
import { EQUAL_SIDED_SHAPES, isShape, MAX_SIDE_MM, MIN_SIDE_MM, type Shape } from '../sticker.ts';
import { en } from '../words/en.ts';
import { DEFAULT_OFFSET_MM, type Size } from './placement.ts';

const { size: sentences } = en.artwork;
const MAX_OFFSET_MM = 10;
const MAX_PREVIEW_PX = 2000;

const length = (least: number, most: number, sentence: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,4}([.,]\d{1,6})?$/, sentence)
    .transform((text) => Number(text.replace(',', '.')))
    .refine((mm) => mm >= least && mm <= most, sentence);

const side = length(MIN_SIDE_MM, MAX_SIDE_MM, sentences.range(MIN_SIDE_MM, MAX_SIDE_MM));
const filled = (text: unknown) => (text === '' ? undefined : text);

/** `shape?, widthMm?, heightMm?, offsetMm?` of an address; a Size, or null when none was chosen. */
export const sizeForm = z
  .object({
    shape: z.preprocess(
      filled,
      z.custom<Shape>((text) => typeof text === 'string' && isShape(text), sentences.shape).optional(),
    ),
    widthMm: z.preprocess(filled, side.optional()),
    heightMm: z.preprocess(filled, side.optional()),
    offsetMm: z.preprocess(filled, length(0, MAX_OFFSET_MM, sentences.offset).optional()),
  })
  .transform((typed, context): Size | null => {
    const { shape = 'die-cut', widthMm, heightMm, offsetMm = DEFAULT_OFFSET_MM } = typed;
    if (widthMm === undefined && heightMm === undefined) return null;
    const missing = widthMm === undefined ? 'widthMm' : heightMm === undefined ? 'heightMm' : null;
    if (missing) context.addIssue({ code: 'custom', path: [missing], message: sentences.both });
    if (!missing && EQUAL_SIDED_SHAPES.includes(shape) && widthMm !== heightMm) {
      context.addIssue({ code: 'custom', path: ['heightMm'], message: sentences.equalSides });
    }
    return { shape, widthMm: widthMm ?? 0, heightMm: heightMm ?? 0, offsetMm };
  });

/** `width?` of a preview, in pixels. */
export const previewForm = z.object({
  width: z.preprocess(
    filled,
    z
      .string()
      .regex(/^\d{1,4}$/, sentences.previewWidth)
      .transform(Number)
      .refine((width) => width >= 1 && width <= MAX_PREVIEW_PX, sentences.previewWidth)
      .optional(),
  ),
});
