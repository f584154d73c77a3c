// The configurator as a page: what was chosen, what it looks like on the mat, what it costs.

import type { CustomProduct } from '../catalog/catalogue.ts';
import { finishOf, materialOf, offersFinish, offersMaterial } from '../catalog/catalogue.ts';
import { count, inches, millimetres, money } from '../lib/format.ts';
import { type Quote, quote } from '../pricing/quote.ts';
import { homeTax } from '../pricing/tax.ts';
import type { ShopNow } from '../shop.ts';
import { isContour, type StickerSpec } from '../sticker.ts';
import { stickerView } from '../web/sticker-view.ts';
import { en } from '../words/en.ts';
import { type Choice, presetSide, sizeFor, type Unit } from './choice.ts';
import { matFor } from './mat.ts';
import { SAMPLES } from './samples.ts';

const words = en.storefront.configurator;
/** What a kiss-cut sticker keeps around it on the mat. */
const BACKING_MM = 5;
/** Units of the drawing on the mat are millimetres. */
const ON_THE_MAT = 1;

/** Drawn by hand in views/storefront/materials and finishes. */
const MATERIAL_SWATCHES = ['vinyl', 'clear', 'holographic', 'paper'] as const;
const FINISH_SWATCHES = ['matte', 'gloss', 'soft-touch'] as const;

/** A design of the visitor's, as the page needs it. */
export interface ShownArtwork {
  id: string;
  filename: string;
  previewUrl: string | null;
  /** What it is, in words. */
  kind: string;
  /** Width over height of the design without its margins. */
  ratio: number | null;
  /** Where the whole artboard lies on a sticker of the chosen size. */
  art: { x: number; y: number; width: number; height: number } | null;
  findings: { severity: 'ok' | 'warning' | 'needs_fix'; message: string; useSideMm: number | null }[];
  /** Nothing in the file itself stands in the way. */
  orderable: boolean;
  /** At this size it needs a fix, and nobody was asked to make it yet. */
  needsHelp: boolean;
}

export interface ConfiguratorPage {
  product: CustomProduct;
  shop: ShopNow;
  choice: Choice;
  artwork: ShownArtwork | null;
  /** Address of one of our own drawings. */
  art: (file: string) => string;
}

export function configuratorPage(page: ConfiguratorPage) {
  const { product, choice, artwork } = page;
  return {
    title: artwork ? artwork.filename : product.name,
    heading: product.name,
    tagline: product.tagline,
    product: product.slug,
    action: artwork ? `/artwork/${artwork.id}` : `/products/${product.slug}`,
    artwork: artwork && {
      id: artwork.id,
      filename: artwork.filename,
      kind: artwork.kind,
      ratio: artwork.ratio,
    },
    orderable: artwork?.orderable ?? false,
    needsHelp: artwork?.needsHelp ?? false,
    findings: (artwork?.findings ?? []).map((finding) => shownFinding(finding, choice)),
    mat: matView(page),
    shapes: product.shapes.map((slug) => ({
      slug,
      ...en.storefront.shapes[slug],
      checked: slug === choice.spec.shape,
    })),
    size: sizeView(page),
    materials: materialChoices(page),
    finishes: finishChoices(page),
    quantity: { value: choice.typed.quantity, problem: choice.problems.quantity ?? '' },
    problems: choice.problems,
    price: choice.isPriceable ? pricePanel(choice.spec, page.shop) : null,
  };
}

export function pricePanel(spec: StickerSpec, shop: ShopNow) {
  return priceWords(quote(spec, shop.priceSheet, homeTax(shop)));
}

/** A quote in words: what the page shows, and what it asks for again with every change. */
export function priceWords(quoted: Quote) {
  const cash = (cents: number) => money(cents, quoted.currency);
  const { nudge } = quoted;
  return {
    total: cash(quoted.netCents),
    each: words.each(cash(quoted.unitCents)),
    tax: quoted.taxCents > 0 ? words.tax(cash(quoted.taxCents), cash(quoted.grossCents)) : '',
    nudge: nudge && {
      quantity: nudge.quantity,
      text: words.nudge(nudge.quantity - quoted.quantity, cash(nudge.moreCents)),
    },
    breaks: quoted.breaks.map(({ quantity, unitCents, netCents, savePercent }) => ({
      value: quantity,
      quantity: count(quantity),
      unit: words.each(cash(unitCents)),
      net: cash(netCents),
      save: savePercent > 0 ? words.save(savePercent) : '',
      chosen: quantity === quoted.quantity,
    })),
    trace: quoted.trace.map(({ label, cents }) => ({ label: en.pricing.trace[label], amount: cash(cents) })),
  };
}

/** `50 mm` or `2 in`. */
export function lengthIn(mm: number, unit: Unit): string {
  return `${unit === 'mm' ? millimetres(mm) : inches(mm)} ${words.units[unit]}`;
}

export function sizeIn(size: { widthMm: number; heightMm: number }, unit: Unit): string {
  const figure = unit === 'mm' ? millimetres : inches;
  return `${figure(size.widthMm)} × ${figure(size.heightMm)} ${words.units[unit]}`;
}

function sizeView({ product, choice, artwork }: ConfiguratorPage) {
  const { spec, unit, typed, problems } = choice;
  const field = unit === 'mm' ? (['widthMm', 'heightMm'] as const) : (['widthIn', 'heightIn'] as const);
  return {
    unit,
    unitName: words.units[unit],
    otherUnit: unit === 'mm' ? ('in' as const) : ('mm' as const),
    width: { name: field[0], value: typed.width, problem: problems.widthMm ?? '' },
    height: { name: field[1], value: typed.height, problem: problems.heightMm ?? '' },
    step: unit === 'mm' ? 0.5 : 0.05,
    presets: product.presetsMm.map((presetMm) => {
      const sideMm = presetSide(presetMm, unit);
      const size = sizeFor(spec.shape, sideMm, artwork?.ratio ?? null);
      const chosen = size.widthMm === spec.widthMm && size.heightMm === spec.heightMm;
      return {
        value: presetMm,
        side: unit === 'mm' ? millimetres(sideMm) : inches(sideMm),
        label: lengthIn(sideMm, unit),
        chosen,
      };
    }),
  };
}

function materialChoices({ product, shop: { catalogue }, choice }: ConfiguratorPage) {
  return product.materials.flatMap((slug) => {
    const material = materialOf(catalogue, slug);
    if (!material || !offersMaterial(catalogue, product, slug)) return [];
    return [{ ...choiceOf(material, MATERIAL_SWATCHES), checked: slug === choice.spec.material }];
  });
}

function finishChoices({ product, shop: { catalogue }, choice }: ConfiguratorPage) {
  return product.finishes.flatMap((slug) => {
    const finish = finishOf(catalogue, slug);
    if (!finish || !offersFinish(catalogue, product, slug)) return [];
    return [{ ...choiceOf(finish, FINISH_SWATCHES), checked: slug === choice.spec.finish }];
  });
}

/** A material or finish that the shop added later borrows the plainest swatch. */
function choiceOf(
  { slug, name, description }: { slug: string; name: string; description: string },
  swatches: readonly [string, ...string[]],
) {
  return { slug, name, note: description, swatch: swatches.includes(slug) ? slug : swatches[0] };
}

function shownFinding(finding: ShownArtwork['findings'][number], { unit }: Choice) {
  const { severity, message, useSideMm } = finding;
  if (useSideMm === null) return { severity, message, action: null };
  const side = Math.floor(useSideMm);
  return { severity, message, action: { side, label: words.useSize(lengthIn(side, unit)) } };
}

function matView({ choice: { spec, unit }, artwork, art }: ConfiguratorPage) {
  const shape = en.storefront.shapes[spec.shape].name;
  const room = spec.shape === 'kiss-cut' ? BACKING_MM : 0;
  const mat = matFor(spec, room);
  const label = words.picture(shape, sizeIn(spec, unit), artwork?.filename ?? words.exampleLabel);
  const design = artwork
    ? { previewUrl: artwork.previewUrl, art: artwork.art ?? undefined }
    : exampleDesign(spec, art);
  return {
    ...mat,
    label,
    step: words.mat(lengthIn(mat.fineMm, 'mm')),
    widthLabel: lengthIn(spec.widthMm, unit),
    heightLabel: lengthIn(spec.heightMm, unit),
    sticker: stickerView({ ...spec, ...design, label, sizePx: ON_THE_MAT * mat.spanMm, peels: true }),
  };
}

/** The mushroom with its own cut line, stretched to the chosen box as the cut line would be: proportions kept. */
function exampleDesign(spec: StickerSpec, art: (file: string) => string) {
  const { mushroom } = SAMPLES;
  const previewUrl = art(mushroom.file);
  if (!isContour(spec.shape)) return { previewUrl };
  const scale = Math.min(spec.widthMm / mushroom.widthMm, spec.heightMm / mushroom.heightMm);
  const { x, y, width, height } = mushroom.art;
  const left = (spec.widthMm - mushroom.widthMm * scale) / 2;
  const top = (spec.heightMm - mushroom.heightMm * scale) / 2;
  return {
    previewUrl,
    art: { x: left + x * scale, y: top + y * scale, width: width * scale, height: height * scale },
    cutPath: movedPath(mushroom.cutPath, scale, left, top),
  };
}

/** Scales and moves a path of absolute points. */
function movedPath(path: string, scale: number, dx: number, dy: number): string {
  let isX = false;
  return path.replace(/-?\d*\.?\d+/g, (figure) => {
    isX = !isX;
    return String(Math.round((Number(figure) * scale + (isX ? dx : dy)) * 10) / 10);
  });
}
