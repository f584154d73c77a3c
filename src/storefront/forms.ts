// What people choose in the configurator, read from an address or from a form that came back.
import { usualChoices } from '../artwork/cut.ts';
import { inMillimetres, specificationForm } from '../cart/forms.ts';
import { problemsOfOffer } from '../cart/priced.ts';
import { type CustomProduct, customProduct } from '../catalog/catalogue.ts';
import { inches, millimetres } from '../lib/format.ts';
import type { Problems } from '../lib/refusal.ts';
import type { ShopNow } from '../shop.ts';
import { isShape, type StickerSpec } from '../sticker.ts';
import { readForm, type Typed } from '../web/read-form.ts';
import { en } from '../words/en.ts';
import {
  type Choice,
  type Design,
  presetSide,
  START_SIDE_MM,
  sizeAfterShapeChange,
  sizeFor,
  startingSpec,
  type Unit,
} from './choice.ts';
import { readCut, readGuides, withUsed } from './forms.cut.ts';

export interface ChoiceContext {
  product: CustomProduct;
  shop: ShopNow;
  design: Design;
}

export type Specification =
  | { ok: true; product: CustomProduct; spec: StickerSpec }
  | { ok: false; problems: Problems };

/** Everything that decides a price, all of it needed. */
export function readSpecification(input: unknown, shop: ShopNow): Specification {
  const form = readForm(specificationForm, input);
  if (!form.ok) return { ok: false, problems: form.problems };
  const { product: slug, ...spec } = form.value;
  const product = customProduct(shop.catalogue, slug);
  if (!product) return { ok: false, problems: { product: en.cart.fields.product } };
  const problems = problemsOfOffer(spec, product, shop);
  return problems ? { ok: false, problems } : { ok: true, product, spec };
}

/** What is missing starts at its usual; what cannot be used is named, and kept as it was typed. */
export function readChoice(input: unknown, context: ChoiceContext): Choice {
  const { product, shop } = context;
  const typed = withUsed(readForm(specificationForm, input).typed);
  const unit: Unit = typed.unit === 'in' ? 'in' : 'mm';
  const start = startingSpec(product, shop.catalogue, startingDesign(context.design, unit));
  const fields = { ...start, ...asked(inMillimetres(typed), start, { unit, context }) };
  const read = readSpecification({ ...asTyped(fields), product: product.slug }, shop);
  const problems = read.ok ? {} : read.problems;
  const spec = read.ok ? read.spec : sensible(fields, start, problems, context);
  return {
    unit,
    spec,
    cut: readCut(input, usualChoices(shop.settings)),
    guides: readGuides(typed),
    typed: shownFields(typed, spec, problems, unit),
    problems,
    isPriceable: read.ok,
  };
}

/** Three inches for whoever measures in inches. */
function startingDesign(design: Design, unit: Unit): Design {
  return design.sideMm === START_SIDE_MM ? { ...design, sideMm: presetSide(START_SIDE_MM, unit) } : design;
}

interface Asking {
  unit: Unit;
  context: ChoiceContext;
}

type Fields = Record<keyof StickerSpec, string | number>;

/** What was typed or chosen, and what pressing a button makes of it. */
function asked(typed: Typed, start: StickerSpec, { unit, context }: Asking): Partial<Fields> {
  const { shape = start.shape, material = start.material, finish = start.finish } = typed;
  const quantity = typed.pick ?? typed.quantity ?? start.quantity;
  const size = isShape(shape) ? sizeAsked(typed, shape, { unit, context }) : typedSize(typed);
  return { shape, material, finish, quantity, ...size };
}

function sizeAsked(typed: Typed, shape: StickerSpec['shape'], { unit, context }: Asking) {
  const { design, product } = context;
  const pressed = pressedSide(typed, unit, product.presetsMm);
  if (pressed !== null) return sizeFor(shape, pressed, design);
  const size = typedSize(typed);
  if (size === null) return sizeFor(shape, startingDesign(design, unit).sideMm, design);
  const [widthMm, heightMm] = [Number(size.widthMm), Number(size.heightMm)];
  const from = typed.shown ?? '';
  const hasChanged = isShape(from) && from !== shape && widthMm > 0 && heightMm > 0;
  return hasChanged ? sizeAfterShapeChange({ widthMm, heightMm }, { from, to: shape, design }) : size;
}

/** One of the common sizes, or the largest sharp one. */
function pressedSide(typed: Typed, unit: Unit, presets: readonly number[]): number | null {
  const preset = Number(typed.preset);
  if (presets.includes(preset)) return presetSide(preset, unit);
  const side = Number(typed.side);
  return Number.isInteger(side) && side > 0 ? side : null;
}

function typedSize({ widthMm, heightMm }: Typed): { widthMm: string; heightMm: string } | null {
  if (widthMm === undefined && heightMm === undefined) return null;
  return { widthMm: widthMm ?? '', heightMm: heightMm ?? '' };
}

/** What the picture shows while something is wrong: the good parts of what was asked. */
function sensible(
  fields: Fields,
  start: StickerSpec,
  problems: Problems,
  { design }: ChoiceContext,
): StickerSpec {
  const shape = String(fields.shape);
  const spec = { ...start };
  if (isShape(shape) && !problems.shape) spec.shape = shape;
  if (!problems.material) spec.material = String(fields.material);
  if (!problems.finish) spec.finish = String(fields.finish);
  return { ...spec, ...sizeFor(spec.shape, Math.max(start.widthMm, start.heightMm), design) };
}

/** Fields with a problem keep what was typed; the others show what counts. */
function shownFields(typed: Typed, spec: StickerSpec, problems: Problems, unit: Unit): Choice['typed'] {
  const isSizeWrong = problems.widthMm !== undefined || problems.heightMm !== undefined;
  const width = isSizeWrong ? (typed.widthMm ?? typed.widthIn) : undefined;
  const height = isSizeWrong ? (typed.heightMm ?? typed.heightIn) : undefined;
  const quantity = problems.quantity === undefined ? undefined : typed.quantity;
  return {
    width: width ?? figure(spec.widthMm, unit),
    height: height ?? figure(spec.heightMm, unit),
    quantity: quantity ?? String(spec.quantity),
  };
}

function asTyped(fields: Fields): Typed {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
}

/** As a field shows it: no thousands, a point. */
function figure(mm: number, unit: Unit): string {
  return (unit === 'mm' ? millimetres(mm) : inches(mm)).replaceAll(',', '');
}
