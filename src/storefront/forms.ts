// What people choose in the configurator, read from an address or from a form that came back.
import { inMillimetres, specificationForm } from '../cart/forms.ts';
import { notOffered } from '../cart/priced.ts';
import type { CustomProduct } from '../catalog/catalogue.ts';
import { inches, millimetres } from '../lib/format.ts';
import type { Problems } from '../lib/refusal.ts';
import type { ShopNow } from '../shop.ts';
import { isShape, type StickerSpec } from '../sticker.ts';
import { readForm, type Typed } from '../web/read-form.ts';
import { en } from '../words/en.ts';
import { type Choice, presetSide, sizeAfterShapeChange, sizeFor, startingSpec, type Unit } from './choice.ts';

export interface ChoiceContext {
  product: CustomProduct;
  shop: ShopNow;
  /** Width over height of the visitor's design; null without one. */
  ratio: number | null;
}

export type Specification =
  | { ok: true; product: CustomProduct; spec: StickerSpec }
  | { ok: false; problems: Problems };

/** Everything that decides a price, all of it needed. */
export function readSpecification(input: unknown, shop: ShopNow): Specification {
  const form = readForm(specificationForm, input);
  if (!form.ok) return { ok: false, problems: form.problems };
  const { product: slug, ...spec } = form.value;
  const product = shop.catalogue.products.find((each) => each.slug === slug);
  if (product?.kind !== 'custom') return { ok: false, problems: { product: en.cart.fields.product } };
  const part = notOffered(spec, product, shop);
  return part ? { ok: false, problems: { [part]: en.cart.fields[part] } } : { ok: true, product, spec };
}

/** What is missing starts at its usual; what cannot be used is named, and kept as it was typed. */
export function readChoice(input: unknown, context: ChoiceContext): Choice {
  const { product, shop, ratio } = context;
  const typed = readForm(specificationForm, input).typed;
  const unit: Unit = typed.unit === 'in' ? 'in' : 'mm';
  const start = startingSpec(product, shop.catalogue, ratio);
  const fields = asked(inMillimetres(typed), start, { unit, ratio, presets: product.presetsMm });
  const read = readSpecification({ ...fields, product: product.slug }, shop);
  const problems = read.ok ? {} : read.problems;
  const spec = read.ok ? read.spec : sensible(fields, start, problems, context);
  return {
    unit,
    spec,
    typed: {
      width: problems.widthMm ? (typed.widthMm ?? typed.widthIn ?? '') : figure(spec.widthMm, unit),
      height: problems.heightMm ? (typed.heightMm ?? typed.heightIn ?? '') : figure(spec.heightMm, unit),
      quantity: problems.quantity ? (typed.quantity ?? '') : String(spec.quantity),
    },
    problems,
    isPriceable: read.ok,
  };
}

interface Presets {
  unit: Unit;
  ratio: number | null;
  presets: readonly number[];
}

/** The fields with their starts filled in and the buttons that were pressed pressed. */
function asked(typed: Typed, start: StickerSpec, { unit, ratio, presets }: Presets): Typed {
  const shape = typed.shape ?? start.shape;
  const { material = start.material, finish = start.finish } = typed;
  const quantity = typed.pick ?? typed.quantity ?? String(start.quantity);
  const rest = { shape, material, finish, quantity };
  const side = pressedSide(typed, unit, presets);
  if (side !== null && isShape(shape)) return { ...rest, ...asText(sizeFor(shape, side, ratio)) };

  const size = typedSize(typed) ?? asText(isShape(shape) ? sizeFor(shape, longest(start), ratio) : start);
  const [widthMm, heightMm] = [Number(size.widthMm), Number(size.heightMm)];
  const from = typed.shown ?? '';
  if (isShape(from) && isShape(shape) && from !== shape && widthMm > 0 && heightMm > 0) {
    return { ...rest, ...asText(sizeAfterShapeChange({ widthMm, heightMm }, { from, to: shape, ratio })) };
  }
  return { ...rest, ...size };
}

/** One of the common sizes, or the largest sharp one. */
function pressedSide(typed: Typed, unit: Unit, presets: readonly number[]): number | null {
  const preset = Number(typed.preset);
  if (presets.includes(preset)) return presetSide(preset, unit);
  const side = Number(typed.side);
  return Number.isInteger(side) && side > 0 ? side : null;
}

function typedSize(typed: Typed): Typed | null {
  const { widthMm, heightMm } = typed;
  return widthMm === undefined && heightMm === undefined
    ? null
    : { widthMm: widthMm ?? '', heightMm: heightMm ?? '' };
}

/** What the picture shows while something is wrong: the good parts of what was asked. */
function sensible(
  fields: Typed,
  start: StickerSpec,
  problems: Problems,
  context: ChoiceContext,
): StickerSpec {
  const { shape = start.shape, material = start.material, finish = start.finish } = fields;
  const known = { ...start, ...(isShape(shape) && !problems.shape && { shape }) };
  if (!problems.material) known.material = material;
  if (!problems.finish) known.finish = finish;
  const size = sizeFor(known.shape, longest(start), context.ratio);
  return { ...known, ...size };
}

function longest(spec: StickerSpec): number {
  return Math.max(spec.widthMm, spec.heightMm);
}

function asText(size: { widthMm: number; heightMm: number }): Typed {
  return { widthMm: String(size.widthMm), heightMm: String(size.heightMm) };
}

/** As a field shows it: no thousands, a point. */
function figure(mm: number, unit: Unit): string {
  return (unit === 'mm' ? millimetres(mm) : inches(mm)).replaceAll(',', '');
}
