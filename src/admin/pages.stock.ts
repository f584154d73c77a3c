// Stock as a list, one item with its movements, and the form to book one.
import { EMPTY, type Filled, fieldOf } from '../accounts/pages.ts';
import type { Catalogue } from '../catalog/catalogue.ts';
import type { MovementRow, MovementSort, StockRow, StockSort } from '../inventory/queries.ts';
import { stamp } from '../lib/format.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage, type TableRow } from './pages.list.ts';
import { actor, movementKind } from './pages.order.tables.ts';
import { movementItem } from './pages.order-json.ts';
import { amountInUnit } from './pages.units.ts';
import type { Tone } from './tones.ts';

const t = en.admin.stock;

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

function usesOf(sku: string, { products, materials }: Catalogue) {
  const product = products.find((each) => each.kind === 'stocked' && each.stockSku === sku);
  return { product, material: materials.find((each) => each.stockSku === sku) };
}

export function stockPage(shown: Shown<StockRow, StockSort, 'level'>, catalogue: Catalogue): ListPage {
  return listPage(shown, {
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
    ],
    row: (row) => stockRow(row, catalogue),
    filters: { level: { label: t.filters.level, words: { low: t.low } } },
    empty: t.empty,
  });
}

function stockRow(row: StockRow, catalogue: Catalogue): TableRow {
  const { sku, name, unit, onHand, reserved } = row;
  const { product, material } = usesOf(sku, catalogue);
  return {
    cells: {
      sku: { text: sku, href: `/admin/stock/${sku}` },
      name,
      use: product?.name ?? material?.name ?? '',
      onHand: amountInUnit(onHand, unit),
      reserved: amountInUnit(reserved, unit),
      available: amountInUnit(onHand - reserved, unit),
      level: levelOf(row),
    },
  };
}

function levelOf({ onHand, reserved, lowLevel }: StockRow): { text: string; tone: Tone } {
  const available = onHand - reserved;
  if (available <= 0n) return { text: t.out, tone: 'bad' };
  return available <= lowLevel ? { text: t.low, tone: 'wait' } : { text: t.enough, tone: 'good' };
}

export interface StockItemPageParts {
  item: StockRow;
  catalogue: Catalogue;
  movements: readonly MovementRow[];
  back?: Filled | undefined;
  refusal?: string | undefined;
}

export function stockItemPage({ item, catalogue, movements, back = EMPTY, refusal }: StockItemPageParts) {
  const { sku, name, unit, onHand, reserved, lowLevel } = item;
  const { cells } = stockRow(item, catalogue);
  const unitNames: Record<string, string> = t.unitNames;
  const kinds = Object.entries(t.kindOptions).map(([value, label]) => ({ value, label }));
  return {
    title: name,
    room: 'stock' as const,
    sku,
    use: cells.use === name ? '' : cells.use,
    level: levelOf(item),
    levels: [
      { label: t.columns.available, amount: amountInUnit(onHand - reserved, unit) },
      { label: t.columns.onHand, amount: amountInUnit(onHand, unit) },
      { label: t.columns.reserved, amount: amountInUnit(reserved, unit) },
    ],
    lowAt: t.lowAt(amountInUnit(lowLevel, unit)),
    action: `/admin/stock/${sku}/movements`,
    refusal: refusal ?? null,
    problems: back.problems,
    fields: [
      fieldOf(back, 'kind', { label: t.kind, options: kinds }),
      fieldOf(back, 'quantity', {
        label: t.quantity(unitNames[unit] ?? unit),
        hint: t.quantityHint,
        inputmode: 'numeric',
        maxlength: 16,
        short: true,
        autocomplete: 'off',
      }),
      fieldOf(back, 'reason', { label: t.reason, maxlength: 300 }),
    ],
    movements: {
      caption: t.movements,
      columns: MOVEMENT_LOOK,
      rows: movements.map(movementRow),
      empty: t.noMovements,
    },
    allMovements: `/admin/stock/${sku}/movements`,
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

function movementRow(row: MovementRow): TableRow {
  return {
    cells: {
      at: stamp(row.at),
      kind: movementKind(row.kind),
      quantity: amountInUnit(row.quantity, row.unit),
      order: row.order ? { text: row.order, href: `/admin/orders/${row.order}` } : '',
      who: actor(row.who),
      reason: row.reason,
    },
  };
}

export function movementsPage(shown: Shown<MovementRow, MovementSort, 'kind'>, item: StockRow): ListPage {
  return listPage(shown, {
    room: 'stock',
    title: `${item.name}: ${t.movements.toLowerCase()}`,
    search: t.movementColumns.reason,
    columns: MOVEMENT_LOOK.map((column) =>
      column.key === 'at' ? { ...column, sort: 'at' as const } : column,
    ),
    row: movementRow,
    filters: { kind: { label: t.movementColumns.kind, words: t.kinds } },
    empty: t.noMovements,
  });
}
