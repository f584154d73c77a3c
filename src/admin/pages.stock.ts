// Stock as a list, one item with its movements, and the form to book one.
import { EMPTY, type Filled, fieldOf } from '../accounts/pages.ts';
import { type Catalogue, productFrom } from '../catalog/catalogue.ts';
import { daysLeft } from '../inventory/forecast.ts';
import { availableOf, isLow } from '../inventory/levels.ts';
import type {
  MovementRow,
  MovementSort,
  StockFilter,
  StockRow,
  StockSort,
  StockSummary,
} from '../inventory/queries.ts';
import { worthOf } from '../inventory/valuation.ts';
import { money, stamp } from '../lib/format.ts';
import { DAY } from '../lib/time.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage, type TableRow } from './pages.list.ts';
import { actor, movementKind } from './pages.order.tables.ts';
import { movementItem } from './pages.order-json.ts';
import { amountInUnit } from './pages.units.ts';
import type { Tone } from './tones.ts';

const t = en.admin.stock;
const words = en.inventory;

/** What the pages say beside the levels. */
export interface StockFacts {
  catalogue: Catalogue;
  currency: string;
  /** By item id: used up by production in the days that are looked back on. */
  consumed: ReadonlyMap<string, bigint>;
  now: Date;
}

export const STOCK_COLUMNS = [
  'sku',
  'name',
  'unit',
  'product',
  'material',
  'onHand',
  'reserved',
  'available',
  'lowLevel',
  'backorder',
] as const;

export function stockItemJson(row: StockRow, catalogue: Catalogue): Item {
  const { sku, name, unit, backorder } = row;
  const { product, material } = usesOf(sku, catalogue);
  return {
    sku,
    name,
    unit,
    product: product?.slug ?? null,
    material: material?.slug ?? null,
    onHand: Number(row.onHand),
    reserved: Number(row.reserved),
    available: Number(row.onHand - row.reserved),
    lowLevel: Number(row.lowLevel),
    backorder,
  };
}

function usesOf(sku: string, catalogue: Catalogue) {
  const material = catalogue.materials.find((each) => each.stockSku === sku);
  return { product: productFrom(catalogue, sku), material };
}

export function stockPage(
  shown: Shown<StockRow, StockSort, StockFilter>,
  facts: StockFacts,
  { value, withoutCost, off }: StockSummary,
) {
  const page = listPage(shown, {
    room: 'stock',
    title: t.title,
    search: t.search,
    columns: [
      { key: 'sku', label: t.columns.sku, sort: 'sku' },
      { key: 'name', label: t.columns.name, sort: 'name' },
      { key: 'use', label: t.columns.use },
      { key: 'onHand', label: t.columns.onHand, number: true, sort: 'onHand' },
      { key: 'reserved', label: t.columns.reserved, number: true },
      { key: 'available', label: t.columns.available, number: true, sort: 'available' },
      { key: 'level', label: t.columns.level },
      { key: 'lasts', label: words.forecast },
      { key: 'worth', label: words.value, number: true },
    ],
    row: (row) => stockRow(row, facts),
    filters: {
      level: { label: t.filters.level, words: { low: t.low } },
      check: { label: words.check.filter, words: { off: words.check.wrong } },
    },
    empty: t.empty,
  });
  return {
    ...page,
    table: { ...page.table, live: 'rows' },
    above: '/admin/partials/stock-head',
    off: off === 0 ? null : { text: words.check.off(off), href: '/admin/stock?check=off' },
    worth: words.worth(money(Number(value), facts.currency)),
    unknown: withoutCost === 0 ? '' : words.worthUnknown(withoutCost),
  };
}

function stockRow(row: StockRow, facts: StockFacts): TableRow {
  const { sku, name, unit, onHand, reserved } = row;
  const { product, material } = usesOf(sku, facts.catalogue);
  return {
    cells: {
      sku: { text: sku, href: `/admin/stock/${sku}` },
      name,
      use: product?.name ?? material?.name ?? '',
      onHand: amountInUnit(onHand, unit),
      reserved: amountInUnit(reserved, unit),
      available: amountInUnit(onHand - reserved, unit),
      level: levelOf(row),
      lasts: lastsOf(row, facts),
      worth: worthInWords(row, facts),
    },
  };
}

export function lastsOf(row: StockRow, { consumed, now }: StockFacts): string {
  const days = (now.getTime() - row.createdAt.getTime()) / DAY;
  const left = daysLeft({ available: availableOf(row), consumed: consumed.get(row.id) ?? 0n, days });
  return left === null ? '' : words.lasts(left);
}

/** In cents; null while nobody has said what it costs. */
export function worthOfRow({ onHand, basisCents, basisQuantity }: StockRow): bigint | null {
  return worthOf(onHand, { cents: basisCents, quantity: basisQuantity });
}

function worthInWords(row: StockRow, { currency }: StockFacts): string {
  const cents = worthOfRow(row);
  return cents === null ? '' : money(Number(cents), currency);
}

function levelOf(row: StockRow): { text: string; tone: Tone } {
  if (row.onHandOff !== 0n || row.reservedOff !== 0n) return { text: words.check.wrong, tone: 'bad' };
  if (availableOf(row) <= 0n) return { text: t.out, tone: 'bad' };
  return isLow(row) ? { text: t.low, tone: 'wait' } : { text: t.enough, tone: 'good' };
}

export interface StockItemPageParts {
  item: StockRow;
  facts: StockFacts;
  movements: readonly MovementRow[];
  back?: Filled | undefined;
  refusal?: string | undefined;
}

export function stockItemPage({ item, facts, movements, back = EMPTY, refusal }: StockItemPageParts) {
  const { sku, name, unit, onHand, reserved, lowLevel } = item;
  const { cells } = stockRow(item, facts);
  const unitNames: Record<string, string> = t.unitNames;
  const kinds = Object.entries(t.kindOptions).map(([value, label]) => ({ value, label }));
  return {
    title: name,
    room: 'stock' as const,
    sku,
    level: levelOf(item),
    levels: [
      { label: t.columns.available, amount: amountInUnit(onHand - reserved, unit) },
      { label: t.columns.onHand, amount: amountInUnit(onHand, unit) },
      { label: t.columns.reserved, amount: amountInUnit(reserved, unit) },
    ],
    about: [
      cells.use === name ? '' : cells.use,
      item.code ?? '',
      t.lowAt(amountInUnit(lowLevel, unit)),
      item.backorder ? words.later(item.backorderDays) : '',
      cells.lasts,
      cells.worth === '' ? '' : `${words.value} ${cells.worth}`,
    ].filter(Boolean),
    details: `/admin/stock/${sku}/details`,
    off: offPart(item, back),
    action: `/admin/stock/${sku}/movements`,
    refusal: refusal ?? null,
    problems: back.problems,
    fields: [
      fieldOf(back, 'kind', { label: t.kind, options: kinds }),
      fieldOf(back, 'quantity', {
        label: t.quantity(unitNames[unit] ?? unit),
        hint: t.quantityHint,
        maxlength: 20,
        short: true,
        autocomplete: 'off',
      }),
      fieldOf(back, 'reason', { label: t.reason, maxlength: 300 }),
      fieldOf(back, 'supplier', { label: words.item.fields.supplier, optional: true, maxlength: 100 }),
      fieldOf(back, 'cost', {
        label: words.item.fields.cost,
        hint: words.item.fields.costHint(facts.currency),
        optional: true,
        inputmode: 'decimal',
        short: true,
        autocomplete: 'off',
      }),
    ],
    movements: {
      caption: t.movements,
      columns: MOVEMENT_LOOK,
      live: 'movements',
      rows: movements.map((row) => movementRow(row, facts.currency)),
      empty: t.noMovements,
    },
    allMovements: `/admin/stock/${sku}/movements`,
  };
}

/** What is off, and the form that makes it right. */
function offPart({ sku, unit, onHand, reserved, onHandOff, reservedOff }: StockRow, back: Filled) {
  if (onHandOff === 0n && reservedOff === 0n) return null;
  const say = words.check;
  const amount = (quantity: bigint) => amountInUnit(quantity, unit);
  return {
    texts: [
      ...(onHandOff === 0n ? [] : [say.onHand(amount(onHand), amount(onHand - onHandOff))]),
      ...(reservedOff === 0n ? [] : [say.reserved(amount(reserved), amount(reserved - reservedOff))]),
    ],
    action: `/admin/stock/${sku}/check`,
    fields: [
      fieldOf(back, 'counted', { label: say.counted, short: true, autocomplete: 'off', maxlength: 20 }),
      { ...fieldOf(back, 'reason', { label: t.reason, maxlength: 300 }), id: 'mend-reason' },
    ],
  };
}

export const MOVEMENT_COLUMNS = ['id', 'at', 'kind', 'quantity', 'order', 'who', 'reason'] as const;

export { movementItem };

const MOVEMENT_LOOK = [
  { key: 'at', label: t.movementColumns.at },
  { key: 'kind', label: t.movementColumns.kind },
  { key: 'quantity', label: t.movementColumns.quantity, number: true },
  { key: 'order', label: t.movementColumns.order },
  { key: 'who', label: t.movementColumns.who },
  { key: 'reason', label: t.movementColumns.reason },
];

function movementRow(row: MovementRow, currency: string): TableRow {
  const cost = row.costCents === null ? '' : money(Number(row.costCents), currency);
  return {
    cells: {
      at: stamp(row.at),
      kind: movementKind(row.kind),
      quantity: amountInUnit(row.quantity, row.unit),
      order: row.order ? { text: row.order, href: `/admin/orders/${row.order}` } : '',
      who: actor(row.who),
      reason: [row.reason, row.supplier, cost].filter(Boolean).join(', '),
    },
  };
}

export function movementsPage(
  shown: Shown<MovementRow, MovementSort, 'kind'>,
  { item, currency }: { item: StockRow; currency: string },
): ListPage {
  return listPage(shown, {
    room: 'stock',
    title: `${item.name}: ${t.movements.toLowerCase()}`,
    search: t.movementColumns.reason,
    columns: MOVEMENT_LOOK.map((column) =>
      column.key === 'at' ? { ...column, sort: 'at' as const } : column,
    ),
    row: (row) => movementRow(row, currency),
    filters: { kind: { label: t.movementColumns.kind, words: t.kinds } },
    empty: t.noMovements,
  });
}
