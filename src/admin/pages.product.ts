// One product at the desk: a form for every concern of it.
import { EMPTY, type Field, type Filled, fieldOf } from '../accounts/pages.ts';
import type { Catalogue } from '../catalog/catalogue.ts';
import type { WholeProduct } from '../catalog/queries.products.ts';
import { customOptions, variantBreaks } from '../catalog/queries.window.ts';
import { money } from '../lib/format.ts';
import { SHAPES } from '../sticker.ts';
import { stickerView } from '../web/sticker-view.ts';
import { en } from '../words/en.ts';
import { within } from './pages.fields.ts';
import { productState, STATE_TONES } from './pages.products.ts';

const t = en.catalog;

/** The form that came back, by the name it has on the page. */
export interface Returned extends Filled {
  form: string;
  /** Boxes that were ticked. */
  ticked?: Ticked;
}

export interface Ticked {
  shapes: readonly string[];
  materials: readonly string[];
  finishes: readonly string[];
}

export interface ProductDesk {
  product: WholeProduct;
  catalogue: Catalogue;
  categories: readonly { id: string; name: string }[];
  currency: string;
  back: Returned | null;
}

export function productPage(desk: ProductDesk) {
  const { product, back } = desk;
  const state = productState(product);
  return {
    title: product.name,
    room: 'products' as const,
    problems: back?.problems ?? {},
    action: `/admin/products/${product.id}`,
    state: { text: t.states[state], tone: STATE_TONES[state] },
    isPublished: state === 'published',
    isArchived: state === 'archived',
    seenAt: `/products/${product.slug}`,
    formerSlugs: product.formerSlugs.map(({ slug }) => `/products/${slug}`),
    texts: textsForm(desk),
    seo: seoForm(desk),
    offer: product.kind === 'custom' ? offerForm(desk) : null,
    only: product.kind === 'stocked' && product.variants.length === 0 ? onlyForm(desk) : null,
    variants:
      product.kind === 'stocked' ? product.variants.map((variant) => variantForm(desk, variant)) : null,
    newVariant: product.kind === 'stocked' ? variantForm(desk, null) : null,
    pictures: product.pictures.map((picture) => pictureForm(desk, picture)),
    newPicture: within('new-picture', fieldsOf(desk, 'new-picture', {})('alt', { ...ALT })),
    categories: desk.categories.map(({ id, name }) => ({
      id,
      name,
      isIn: product.categories.some(({ categoryId }) => categoryId === id),
    })),
  };
}

type FieldLook = { label: string; [attribute: string]: unknown };

/** Fields of one of the forms: as they were typed when it came back, as they are otherwise. */
function fieldsOf({ back }: ProductDesk, form: string, stored: Record<string, string>) {
  const filled = back?.form === form ? back : { ...EMPTY, typed: stored };
  return (name: string, look: FieldLook): Field => within(form, fieldOf(filled, name, look));
}

const PLACE = {
  label: t.fields.position,
  hint: t.fields.positionHint,
  inputmode: 'numeric',
  short: true,
  required: false,
};
const ALT = { label: t.fields.alt, hint: t.fields.altHint, maxlength: 200, required: false };

function textsForm(desk: ProductDesk): Field[] {
  const { name, slug, tagline, description, position } = desk.product;
  const field = fieldsOf(desk, 'texts', { name, slug, tagline, description, position: String(position) });
  return [
    field('name', { label: t.fields.name, maxlength: 100 }),
    field('slug', { label: t.fields.slug, hint: t.fields.slugHint, maxlength: 60, autocomplete: 'off' }),
    field('tagline', { label: t.fields.tagline, maxlength: 140, required: false }),
    field('description', {
      label: t.fields.description,
      hint: t.fields.descriptionHint,
      rows: 6,
      maxlength: 5_000,
      required: false,
    }),
    field('position', PLACE),
  ];
}

function seoForm(desk: ProductDesk): Field[] {
  const { seoTitle, seoDescription } = desk.product;
  const field = fieldsOf(desk, 'search-engines', { seoTitle, seoDescription });
  return [
    field('seoTitle', { label: t.fields.seoTitle, maxlength: 70, required: false }),
    field('seoDescription', {
      label: t.fields.seoDescription,
      rows: 3,
      maxlength: 170,
      required: false,
    }),
  ];
}

function offerForm(desk: ProductDesk) {
  const { product, catalogue, back } = desk;
  const { minMm, maxMm, presetsMm, ...stored } = customOptions.parse(JSON.parse(product.options));
  const chosen: Ticked = (back?.form === 'offer' && back.ticked) || stored;
  const field = fieldsOf(desk, 'offer', {
    minMm: String(minMm),
    maxMm: String(maxMm),
    presetsMm: presetsMm.join(', '),
  });
  const boxes = (name: keyof Ticked, choices: readonly { slug: string; name: string }[]) => ({
    name,
    label: t.fields[name],
    choices: choices.map((each) => ({ ...each, isOn: chosen[name].includes(each.slug) })),
  });
  const millimetres = { unit: 'mm', inputmode: 'numeric', short: true };
  return {
    groups: [
      boxes(
        'shapes',
        SHAPES.map((slug) => ({ slug, name: en.storefront.shapes[slug].name })),
      ),
      boxes('materials', catalogue.materials),
      boxes('finishes', catalogue.finishes),
    ],
    fields: [
      field('minMm', { label: t.fields.minMm, hint: t.fields.sizeHint, ...millimetres }),
      field('maxMm', { label: t.fields.maxMm, ...millimetres }),
      field('presetsMm', { label: t.fields.presetsMm, hint: t.fields.presetsHint, required: false }),
    ],
  };
}

/** A product that is sold as one thing. */
function onlyForm(desk: ProductDesk): Field[] | null {
  const { unitCents, weightGrams } = desk.product;
  if (unitCents === null) return null;
  const field = fieldsOf(desk, 'price', { price: amount(unitCents), weightGrams: String(weightGrams) });
  return [
    field('price', { label: t.fields.price, inputmode: 'decimal', short: true }),
    field('weightGrams', { label: t.fields.weightGrams, unit: 'g', inputmode: 'numeric', short: true }),
  ];
}

type VariantRow = WholeProduct['variants'][number];

function variantForm(desk: ProductDesk, variant: VariantRow | null) {
  const form = variant ? `variant-${variant.id}` : 'new-variant';
  const isBack = desk.back?.form === form;
  const field = fieldsOf(desk, form, variant ? storedVariant(variant) : {});
  const number = { inputmode: 'numeric', short: true, required: false };
  return {
    form,
    isOpen: isBack,
    id: variant?.id ?? null,
    title: variant ? `${variant.name || variant.sku}, ${money(variant.unitCents, desk.currency)}` : '',
    sku: variant?.sku ?? '',
    facts: variant ? factsOf(variant, desk.currency) : '',
    state: variant && {
      text: variant.onSale ? t.sale.on : t.sale.off,
      tone: variant.onSale ? 'good' : 'quiet',
    },
    onSale: isBack ? Boolean(desk.back?.typed.onSale) : (variant?.onSale ?? true),
    fields: [
      field('sku', { label: t.fields.sku, hint: t.fields.skuHint, maxlength: 60, autocomplete: 'off' }),
      field('name', { label: t.fields.variantName, hint: t.fields.variantNameHint, maxlength: 80 }),
      field('price', { label: t.fields.price, inputmode: 'decimal', short: true }),
      field('breaks', { label: t.fields.breaks, hint: t.fields.breaksHint, rows: 3, required: false }),
      field('weightGrams', { label: t.fields.weightGrams, unit: 'g', ...number }),
      field('stockSku', { label: t.fields.stockSku, hint: t.fields.stockHint, required: false }),
      field('stockPieces', { label: t.fields.stockPieces, ...number }),
      field('position', PLACE),
    ],
  };
}

function factsOf({ breaks, weightGrams, stockSku, stockPieces }: VariantRow, currency: string): string {
  const steps = variantBreaks.parse(JSON.parse(breaks));
  return [
    ...steps.map(({ quantity, unitCents }) => `${quantity}: ${money(unitCents, currency)}`),
    weightGrams > 0 ? `${weightGrams} g` : '',
    stockSku ? t.takes(stockPieces, stockSku) : t.notCounted,
  ]
    .filter(Boolean)
    .join(' · ');
}

function storedVariant(variant: VariantRow): Record<string, string> {
  const breaks = variantBreaks.parse(JSON.parse(variant.breaks));
  return {
    sku: variant.sku,
    name: variant.name,
    price: amount(variant.unitCents),
    breaks: breaks.map(({ quantity, unitCents }) => `${quantity}: ${amount(unitCents)}`).join('\n'),
    weightGrams: String(variant.weightGrams),
    stockSku: variant.stockSku ?? '',
    stockPieces: String(variant.stockPieces),
    position: String(variant.position),
  };
}

function pictureForm(desk: ProductDesk, picture: WholeProduct['pictures'][number]) {
  const form = `picture-${picture.id}`;
  const field = fieldsOf(desk, form, { alt: picture.alt, position: String(picture.position) });
  const scale = 75 / Math.max(picture.widthPx, picture.heightPx);
  return {
    id: picture.id,
    sticker: stickerView({
      shape: 'rounded',
      widthMm: Math.max(8, picture.widthPx * scale),
      heightMm: Math.max(8, picture.heightPx * scale),
      material: 'vinyl',
      previewUrl: `/pictures/${picture.name}.webp?width=320`,
      label: picture.alt || desk.product.name,
      sizePx: 120,
    }),
    fields: [field('alt', ALT), field('position', { ...PLACE, hint: '' })],
  };
}

/** As a field shows it. */
function amount(cents: number): string {
  return (cents / 100).toFixed(2);
}

export function newProductPage(filled: Filled) {
  return {
    title: t.create,
    room: 'products' as const,
    problems: filled.problems,
    fields: [
      fieldOf(filled, 'name', { label: t.fields.name, maxlength: 100 }),
      fieldOf(filled, 'slug', { label: t.fields.slug, hint: t.fields.slugHint, maxlength: 60 }),
      fieldOf(filled, 'kind', {
        label: t.fields.kind,
        options: Object.entries(t.kinds).map(([value, label]) => ({ value, label })),
      }),
    ],
  };
}
