// What people type about artwork: the sticker they have in mind, a page of the file, the width of a preview.
import { z } from 'zod';
import { EQUAL_SIDED_SHAPES, isShape, MAX_SIDE_MM, MIN_SIDE_MM, type Shape } from '../sticker.ts';
import { en } from '../words/en.ts';
import { type CutChoices, type CutWish, DEFAULT_CHOICES } from './cut.ts';

const { size: sentences } = en.artwork;
const MAX_PREVIEW_PX = 2000;
const MAX_PAGE = 99_999;

const filled = (text: unknown) => (text === '' ? undefined : text);

const length = (least: number, most: number, sentence: string) =>
  z
    .string({ error: sentence })
    .trim()
    .regex(/^\d{1,4}([.,]\d{1,6})?$/, sentence)
    .transform((text) => Number(text.replace(',', '.')))
    .refine((mm) => mm >= least && mm <= most, sentence);

const side = length(MIN_SIDE_MM, MAX_SIDE_MM, sentences.range(MIN_SIDE_MM, MAX_SIDE_MM));

const orUsual = <T extends z.ZodType>(field: T, usual: z.output<T>) =>
  z.preprocess(filled, field.optional()).transform((value) => value ?? usual);

const yesOrNo = z.enum(['0', '1'], { error: sentences.yesOrNo }).transform((text) => text === '1');

const choiceFields = (usual: CutChoices) => ({
  offsetMm: orUsual(length(0, 10, sentences.offset), usual.offsetMm),
  closingMm: orUsual(length(1, 25, sentences.closing), usual.closingMm),
  joined: orUsual(yesOrNo, usual.joined),
  holes: orUsual(yesOrNo, usual.holes),
  fit: orUsual(z.enum(['page', 'trim'], { error: sentences.fit }), usual.fit),
  own: orUsual(yesOrNo, usual.own),
});

/** `offsetMm?, closingMm?, joined?, holes?, fit?, own?`: beside a shape and size that are read elsewhere. */
export function cutChoicesForm(usual: CutChoices = DEFAULT_CHOICES): z.ZodType<CutChoices> {
  return z.object(choiceFields(usual));
}

/** What was chosen so far: `wish` is null as long as there is no size. */
export interface ChosenSticker {
  wish: CutWish | null;
  material: string | null;
}

const shape = z.custom<Shape>((text) => typeof text === 'string' && isShape(text), sentences.shape);

/** Whatever else is wrong, so that all of it is said at once. */
const always = { when: () => true };

const equalSides = { path: ['heightMm'], error: sentences.equalSides, ...always };

const sideMissing = (field: 'widthMm' | 'heightMm') => ({ path: [field], error: sentences.both, ...always });

/** `shape, widthMm, heightMm` and the choices above, of a line that somebody asks for. */
export function cutLineForm(usual: CutChoices = DEFAULT_CHOICES) {
  return z
    .object({ shape, widthMm: side, heightMm: side, ...choiceFields(usual) })
    .refine(hasEqualSides, equalSides);
}

interface Sides {
  shape?: unknown;
  widthMm?: unknown;
  heightMm?: unknown;
}

/** Where one of them is missing or nonsense, that is said elsewhere. */
function hasEqualSides(typed: Sides): boolean {
  const [width, height] = [typed.widthMm, typed.heightMm].map(Number);
  const isEqual = !width || !height || width === height;
  return isEqual || !EQUAL_SIDED_SHAPES.some((each) => each === typed.shape);
}

/** `shape?, widthMm?, heightMm?`, the choices above and `material?` of an address. */
export function wishForm(usual: CutChoices = DEFAULT_CHOICES) {
  return z
    .object({
      shape: z.preprocess(filled, shape.optional()),
      widthMm: z.preprocess(filled, side.optional()),
      heightMm: z.preprocess(filled, side.optional()),
      material: z.preprocess(filled, z.string().max(60, sentences.material).optional()),
      ...choiceFields(usual),
    })
    .refine((typed) => typed.widthMm !== undefined || !typed.heightMm, sideMissing('widthMm'))
    .refine((typed) => typed.heightMm !== undefined || !typed.widthMm, sideMissing('heightMm'))
    .refine(hasEqualSides, equalSides)
    .transform(({ shape = 'die-cut', widthMm, heightMm, material = null, ...choices }): ChosenSticker => {
      if (widthMm === undefined || heightMm === undefined) return { wish: null, material };
      return { wish: { shape, widthMm, heightMm, ...choices }, material };
    });
}

const wholeNumber = (most: number, sentence: string) =>
  z
    .string({ error: sentence })
    .trim()
    .regex(/^\d{1,5}$/, sentence)
    .transform(Number)
    .refine((number) => number >= 1 && number <= most, sentence);

/** `page`, from 1. Whether the file has it is another question. */
export const pageForm = z.object({ page: wholeNumber(MAX_PAGE, sentences.page) });

/** `width?` of a preview, in pixels. */
export const previewForm = z.object({
  width: z.preprocess(filled, wholeNumber(MAX_PREVIEW_PX, sentences.previewWidth).optional()),
});
