// A stock item as a form, and what the stock is worth as a list.
import { EMPTY, type Filled, fieldOf } from '../accounts/pages.ts';
import type { StockFilter, StockRow, StockSort } from '../inventory/queries.ts';
import { worthOf } from '../inventory/valuation.ts';
import { money } from '../lib/format.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage } from './pages.list.ts';
import { worthOfRow } from './pages.stock.ts';
import { amountInUnit } from './pages.units.ts';

const t = en.inventory;
const { fields: say } = t.item;

/** `item` is null for one to be made. */
export function stockFormPage(item: StockRow | null, currency: string, back: Filled = EMPTY) {
  const filled = back === EMPTY ? { typed: typedOf(item), problems: {} } : back;
  const field = (name: string, label: string, look: Record<string, unknown> = {}) =>
    fieldOf(filled, name, { label, ...look });
  const units = Object.entries(say.units).map(([value, label]) => ({ value, label }));
  const free = { optional: true, autocomplete: 'off' };
  const amount = { ...free, short: true, maxlength: 20 };
  return {
    title: item ? item.name : t.item.create,
    room: 'stock' as const,
    problems: back.problems,
    action: item ? `/admin/stock/${item.sku}/details` : '/admin/stock',
    isBackorder: Boolean(filled.typed.backorder),
    fields: [
      ...(item ? [] : [field('sku', say.sku, { hint: say.skuHint, maxlength: 60, autocomplete: 'off' })]),
      field('name', say.name, { maxlength: 120 }),
      ...(item ? [] : [field('unit', say.unit, { options: units })]),
      field('code', say.code, { ...free, hint: say.codeHint, maxlength: 80 }),
      field('lowLevel', say.lowLevel, { ...amount, hint: say.quantityHint }),
      ...(item ? [] : openingFields(field, amount, currency)),
    ],
    days: field('backorderDays', say.backorderDays, {
      hint: say.backorderDaysHint,
      optional: true,
      inputmode: 'numeric',
      short: true,
    }),
  };
}

function openingFields(
  field: (name: string, label: string, look?: Record<string, unknown>) => ReturnType<typeof fieldOf>,
  amount: Record<string, unknown>,
  currency: string,
) {
  return [
    field('quantity', say.quantity, { ...amount, hint: say.quantityHint }),
    field('supplier', say.supplier, { optional: true, maxlength: 100 }),
    field('cost', say.cost, { ...amount, hint: say.costHint(currency), inputmode: 'decimal' }),
  ];
}

function typedOf(item: StockRow | null): Record<string, string> {
  if (!item) return {};
  const { name, code, lowLevel, backorder, backorderDays } = item;
  return {
    name,
    code: code ?? '',
    lowLevel: String(lowLevel),
    backorder: backorder ? '1' : '',
    backorderDays: String(backorderDays),
  };
}

export const VALUE_COLUMNS = [
  'sku',
  'name',
  'unit',
  'onHand',
  'basisCents',
  'basisQuantity',
  'valueCents',
] as const;

/** The average is a fraction: `basisCents` for `basisQuantity` of the item's unit. */
export function valueItem(row: StockRow): Item {
  const { sku, name, unit } = row;
  const value = worthOfRow(row);
  return {
    sku,
    name,
    unit,
    onHand: Number(row.onHand),
    basisCents: Number(row.basisCents),
    basisQuantity: Number(row.basisQuantity),
    valueCents: value === null ? null : Number(value),
  };
}

/** People think of rolls in metres. */
const PER: Record<string, bigint> = { piece: 1n, mm: 1_000n, mm2: 1_000_000n };

export function valuePage(
  shown: Shown<StockRow, StockSort, StockFilter>,
  { value, currency }: { value: bigint; currency: string },
): ListPage {
  const units: Record<string, string> = t.averageUnits;
  const page = listPage(shown, {
    room: 'stock',
    title: t.valueTitle,
    search: en.admin.stock.search,
    columns: [
      { key: 'sku', label: en.admin.stock.columns.sku, sort: 'sku' },
      { key: 'name', label: en.admin.stock.columns.name, sort: 'name' },
      { key: 'onHand', label: en.admin.stock.columns.onHand, number: true, sort: 'onHand' },
      { key: 'average', label: t.average, number: true },
      { key: 'worth', label: t.value, number: true },
    ],
    row: (row) => {
      const basis = { cents: row.basisCents, quantity: row.basisQuantity };
      const average = worthOf(PER[row.unit] ?? 1n, basis);
      const worth = worthOfRow(row);
      return {
        cells: {
          sku: { text: row.sku, href: `/admin/stock/${row.sku}` },
          name: row.name,
          onHand: amountInUnit(row.onHand, row.unit),
          average:
            average === null
              ? ''
              : t.averageOf(money(Number(average), currency), units[row.unit] ?? row.unit),
          worth: worth === null ? '' : money(Number(worth), currency),
        },
      };
    },
    filters: {},
    empty: en.admin.stock.empty,
  });
  return { ...page, total: t.worth(money(Number(value), currency)) };
}
