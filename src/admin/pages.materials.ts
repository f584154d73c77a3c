// Materials and finishes as a list and as a form.
import { EMPTY, type Filled, fieldOf } from '../accounts/pages.ts';
import type { Catalogue } from '../catalog/catalogue.ts';
import type { ChoiceFilter, ChoiceKind, ChoiceRow, ChoiceSort } from '../catalog/queries.materials.ts';
import { COLOUR, finishSwatch, materialSwatch, type Swatch } from '../catalog/swatches.ts';
import { millimetres } from '../lib/format.ts';
import type { PriceSheet } from '../pricing/sheet.ts';
import { en } from '../words/en.ts';
import { PLAIN_COLOUR } from './forms.materials.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage } from './pages.list.ts';

const t = en.materials;

export const CHOICE_PATHS: Record<ChoiceKind, string> = {
  material: '/admin/materials',
  finish: '/admin/finishes',
};

const COLUMNS = ['slug', 'name', 'description', 'swatch', 'factor', 'onSale', 'position'] as const;
export const CHOICE_COLUMNS: Record<ChoiceKind, readonly string[]> = {
  material: [...COLUMNS, 'thicknessUm', 'outdoorYears', 'rollWidthMm', 'stockSku'],
  finish: COLUMNS,
};

/** By the live sheet; null where it has none. */
export function factorOf(
  { materials, finishes }: Pick<PriceSheet, 'materials' | 'finishes'>,
  kind: ChoiceKind,
  slug: string,
): number | null {
  const factors = kind === 'material' ? materials : finishes;
  return Object.hasOwn(factors, slug) ? (factors[slug] ?? null) : null;
}

export function choiceItem(kind: ChoiceKind, row: ChoiceRow, sheet: PriceSheet): Item {
  const { slug, name, description, swatch, onSale, position } = row;
  const common = { slug, name, description, swatch, factor: factorOf(sheet, kind, slug), onSale, position };
  if (kind === 'finish') return common;
  const { thicknessUm, outdoorYears, rollWidthMm, stockSku } = row;
  return { ...common, thicknessUm, outdoorYears, rollWidthMm, stockSku };
}

interface Drawn extends Swatch {
  folder: 'materials' | 'finishes';
}

function drawn(kind: ChoiceKind, row: { slug: string; swatch: string }): Drawn {
  return kind === 'material'
    ? { folder: 'materials', ...materialSwatch(row) }
    : { folder: 'finishes', ...finishSwatch(row) };
}

/** Both kinds are one room: the way from one to the other stands above each. */
function tabs(kind: ChoiceKind) {
  return (['material', 'finish'] as const).map((each) => ({
    label: t.titles[each],
    href: CHOICE_PATHS[each],
    isCurrent: each === kind,
  }));
}

export function choicesPage(
  kind: ChoiceKind,
  shown: Shown<ChoiceRow, ChoiceSort, ChoiceFilter>,
  sheet: PriceSheet,
) {
  const page: ListPage = listPage(shown, {
    room: 'materials',
    title: t.titles[kind],
    search: t.search,
    columns: [],
    row: () => ({ cells: {} }),
    filters: { sale: { label: t.filters.sale, words: t.states } },
    empty: t.empty[kind],
  });
  const path = CHOICE_PATHS[kind];
  return {
    ...page,
    kind,
    tabs: tabs(kind),
    create: { href: `${path}/new`, label: t.create[kind] },
    rows: shown.found.rows.map((row) => choiceRow(kind, row, sheet)),
  };
}

function choiceRow(kind: ChoiceKind, row: ChoiceRow, sheet: PriceSheet) {
  const href = `${CHOICE_PATHS[kind]}/${row.slug}`;
  const factor = factorOf(sheet, kind, row.slug);
  return {
    href,
    slug: row.slug,
    name: row.name,
    description: row.description,
    swatch: drawn(kind, row),
    factor: factor === null ? t.noPrice : String(factor),
    thickness: row.thicknessUm > 0 ? t.micrometres(row.thicknessUm) : '',
    outdoor: t.years(row.outdoorYears),
    roll: row.rollWidthMm > 0 ? t.rollWidth(millimetres(row.rollWidthMm)) : '',
    stock: row.stockSku && { sku: row.stockSku, href: `/admin/stock/${row.stockSku}` },
    state: row.onSale
      ? { label: t.states.on, tone: factor === null ? 'wait' : 'good' }
      : { label: t.states.off, tone: 'quiet' },
    sale: saleButton(href, row),
    move: { action: `${href}/position`, up: t.up(row.name), down: t.down(row.name) },
  };
}

function saleButton(href: string, { name, onSale }: ChoiceRow) {
  return {
    action: `${href}/sale`,
    value: onSale ? '0' : '1',
    label: onSale ? t.takeOff : t.putOn,
    named: onSale ? t.takeOffNamed(name) : t.putOnNamed(name),
  };
}

export interface ChoicePage {
  kind: ChoiceKind;
  /** Null makes a new one. */
  row: ChoiceRow | null;
  back: Filled;
  sheet: PriceSheet;
  catalogue: Catalogue;
  /** What can be reserved by area. */
  stock: readonly { sku: string; name: string }[];
}

export function choicePage({ kind, row, back, sheet, catalogue, stock }: ChoicePage) {
  const filled = back === EMPTY ? { typed: typedOf(row), problems: {} } : back;
  const path = CHOICE_PATHS[kind];
  return {
    title: row?.name ?? t.create[kind],
    room: 'materials' as const,
    problems: back.problems,
    tabs: tabs(kind),
    action: row ? `${path}/${row.slug}` : path,
    swatch: row && drawn(kind, row),
    fields: fieldsOf(kind, filled, { isNew: row === null, stock }),
    beside: row && {
      price: priceOf(kind, row, sheet),
      offers: offersOf(kind, row.slug, catalogue),
      sale: {
        ...saleButton(`${path}/${row.slug}`, row),
        says: saleWords(row, factorOf(sheet, kind, row.slug)),
      },
    },
  };
}

function saleWords({ onSale }: ChoiceRow, factor: number | null): string {
  if (!onSale) return t.sale.off;
  return factor === null ? t.sale.waiting : t.sale.on;
}

function priceOf(kind: ChoiceKind, { slug }: ChoiceRow, sheet: PriceSheet) {
  const factor = factorOf(sheet, kind, slug);
  return {
    says: factor === null ? t.price.none(sheet.version) : t.price.factor(String(factor), sheet.version),
    href: `/admin/prices/${sheet.version}`,
  };
}

function offersOf(kind: ChoiceKind, slug: string, { products }: Catalogue) {
  return products
    .filter((each) => each.kind === 'custom')
    .filter((each) => (kind === 'material' ? each.materials : each.finishes).includes(slug))
    .map((each) => ({ name: each.name, href: `/admin/products/${each.slug}` }));
}

function fieldsOf(
  kind: ChoiceKind,
  filled: Filled,
  { isNew, stock }: { isNew: boolean; stock: ChoicePage['stock'] },
) {
  const { fields, units } = t;
  const field = (name: string, look: { label: string; [key: string]: unknown }) =>
    fieldOf(filled, name, look);
  const drawings = Object.entries(t.drawings[kind]).map(([value, label]) => ({ value, label }));
  const whole = { inputmode: 'numeric', short: true };
  const roll = [
    field('thicknessUm', { label: fields.thickness, unit: units.thickness, ...whole }),
    field('outdoorYears', { label: fields.outdoor, hint: fields.outdoorHint, unit: units.years, ...whole }),
    field('rollWidthMm', {
      label: fields.roll,
      hint: fields.rollHint,
      unit: units.roll,
      inputmode: 'decimal',
      short: true,
    }),
    field('stockSku', {
      label: fields.stock,
      hint: fields.stockHint,
      required: false,
      options: [
        { value: '', label: fields.noStock },
        ...stock.map(({ sku, name }) => ({ value: sku, label: name })),
      ],
    }),
  ];
  return [
    field('name', { label: fields.name, maxlength: 60 }),
    ...(isNew
      ? [field('slug', { label: fields.slug, hint: fields.slugHint, maxlength: 40, autocomplete: 'off' })]
      : []),
    field('description', {
      label: fields.description,
      hint: fields.descriptionHint,
      optional: true,
      maxlength: 200,
    }),
    field('swatch', {
      label: fields.swatch,
      options: [...drawings, { value: PLAIN_COLOUR, label: fields.plainColour }],
    }),
    field('colour', {
      label: fields.colour,
      hint: fields.colourHint,
      type: 'color',
      required: false,
      short: true,
    }),
    ...(kind === 'material' ? roll : []),
  ];
}

const SOME_COLOUR = '#f2b134';

function typedOf(row: ChoiceRow | null): Record<string, string> {
  if (!row) return { colour: SOME_COLOUR, thicknessUm: '0', outdoorYears: '0', rollWidthMm: '0' };
  const isPlain = COLOUR.test(row.swatch);
  return {
    name: row.name,
    description: row.description,
    swatch: isPlain ? PLAIN_COLOUR : row.swatch || row.slug,
    colour: isPlain ? row.swatch : SOME_COLOUR,
    thicknessUm: String(row.thicknessUm),
    outdoorYears: String(row.outdoorYears),
    rollWidthMm: String(row.rollWidthMm),
    stockSku: row.stockSku ?? '',
  };
}
