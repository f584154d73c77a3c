// Count sheets as a list, and one of them: what should be there, what was found, what moved meanwhile.
import { EMPTY, type Filled, fieldOf } from '../accounts/pages.ts';
import type { CountLine, CountRow, CountSheet, CountSort } from '../inventory/queries.counts.ts';
import { stamp } from '../lib/format.ts';
import { en } from '../words/en.ts';
import type { RowProblem, SheetRow } from './count-csv.ts';
import type { Item, Shown } from './list.ts';
import { listPage } from './pages.list.ts';
import { actor } from './pages.order.tables.ts';
import { amountInUnit } from './pages.units.ts';
import type { Tone } from './tones.ts';

const t = en.inventory.counts;

export const COUNT_LIST_COLUMNS = [
  'id',
  'name',
  'status',
  'lines',
  'counted',
  'createdAt',
  'createdBy',
  'postedAt',
  'postedBy',
] as const;

export function countItem(row: CountRow): Item {
  const { id, name, status, lines, counted, createdAt, createdBy, postedAt, postedBy } = row;
  return { id, name, status, lines, counted, createdAt, createdBy, postedAt, postedBy };
}

const TONES: Record<string, Tone> = { open: 'wait', posted: 'good', dropped: 'quiet' };

function statusOf(status: string): { text: string; tone: Tone } {
  const words: Record<string, string> = t.statuses;
  return { text: words[status] ?? status, tone: TONES[status] ?? 'quiet' };
}

export function countsPage(shown: Shown<CountRow, CountSort, 'status'>, back: Filled = EMPTY) {
  const page = listPage(shown, {
    room: 'stock',
    title: t.title,
    search: t.search,
    columns: [
      { key: 'name', label: t.columns.name, sort: 'name' },
      { key: 'status', label: t.columns.status },
      { key: 'counted', label: t.columns.counted, number: true },
      { key: 'created', label: t.columns.created, sort: 'createdAt' },
      { key: 'posted', label: t.columns.posted },
    ],
    row: (row) => ({
      cells: {
        name: { text: row.name, href: `/admin/stock/counts/${row.id}` },
        status: statusOf(row.status),
        counted: t.of(row.counted, row.lines),
        created: `${stamp(row.createdAt)} ${actor(row.createdBy)}`,
        posted: row.postedAt ? `${stamp(row.postedAt)} ${actor(row.postedBy)}` : '',
      },
    }),
    filters: { status: { label: t.filter, words: t.statuses } },
    empty: t.empty,
  });
  return {
    ...page,
    above: '/admin/partials/count-start',
    problems: back.problems,
    fields: [
      fieldOf(back, 'name', { label: t.name, maxlength: 100 }),
      fieldOf(back, 'only', { label: t.only, hint: t.onlyHint, optional: true, maxlength: 100 }),
    ],
  };
}

export function sheetRows({ lines }: CountSheet): SheetRow[] {
  return lines.map(({ id, item, expected, counted }) => ({
    lineId: id,
    sku: item.sku,
    name: item.name,
    unit: item.unit,
    expected,
    counted,
  }));
}

export function countJson(sheet: CountSheet, moved: ReadonlyMap<string, bigint>) {
  const { id, name, status, createdAt, createdBy, postedAt, postedBy } = sheet;
  return {
    ...{ id, name, status, createdAt, createdBy, postedAt, postedBy },
    lines: sheet.lines.map((line) => ({
      id: line.id,
      sku: line.item.sku,
      expected: Number(line.expected),
      counted: line.counted === null ? null : Number(line.counted),
      level: Number(line.level ?? line.item.onHand),
      difference: differenceOf(line) === null ? null : Number(differenceOf(line)),
      moved: Number(moved.get(line.itemId) ?? 0n),
    })),
  };
}

/** To the level of this moment while the sheet is open, to that of its posting afterwards. */
function differenceOf({ counted, difference, item }: CountLine): bigint | null {
  return difference ?? (counted === null ? null : counted - item.onHand);
}

export interface CountBack extends Filled {
  refusal?: string;
  /** Of a file that was not taken in. */
  rows?: readonly RowProblem[];
}

export function countPage(sheet: CountSheet, moved: ReadonlyMap<string, bigint>, back: CountBack = EMPTY) {
  const isOpen = sheet.status === 'open';
  const path = `/admin/stock/counts/${sheet.id}`;
  const rows = back.rows ?? [];
  const movedLines = isOpen ? sheet.lines.filter(({ itemId }) => moved.has(itemId)).length : 0;
  return {
    title: sheet.name,
    room: 'stock' as const,
    status: statusOf(sheet.status),
    about: [
      `${t.columns.created} ${stamp(sheet.createdAt)} ${actor(sheet.createdBy)}`,
      sheet.postedAt ? `${t.columns.posted} ${stamp(sheet.postedAt)} ${actor(sheet.postedBy)}` : '',
    ].filter(Boolean),
    isOpen,
    path,
    csv: `${path}?format=csv`,
    refusal: back.refusal ?? null,
    problems: back.problems,
    wrongRows:
      rows.length === 0
        ? null
        : { heading: t.rowsWrong(rows.length), rows: rows.map(({ row, message }) => t.row(row, message)) },
    moved: movedLines === 0 ? '' : t.moved(movedLines),
    levelLabel: isOpen ? t.sheet.level : t.sheet.levelPosted,
    lines: sheet.lines.map((line) => countLine(line, moved, back)),
    reason: fieldOf(back, 'reason', { label: t.reason, hint: t.reasonHint, maxlength: 300 }),
    rowsField: fieldOf(back, 'rows', { label: t.importRows, rows: 6, optional: true }),
  };
}

function countLine(line: CountLine, moved: ReadonlyMap<string, bigint>, back: Filled) {
  const { id, item, expected, counted, level } = line;
  const amount = (quantity: bigint) => amountInUnit(quantity, item.unit);
  const name = `counted-${id}`;
  const difference = differenceOf(line);
  const since = moved.get(line.itemId);
  return {
    sku: item.sku,
    href: `/admin/stock/${item.sku}`,
    name: item.name,
    expected: amount(expected),
    level: amount(level ?? item.onHand),
    counted: counted === null ? '' : amount(counted),
    difference: difference === null || difference === 0n ? '' : withSign(difference, amount),
    isOff: difference !== null && difference !== 0n,
    moved: since === undefined ? '' : withSign(since, amount),
    field: {
      name,
      label: t.sheet.countedOf(item.name),
      value: back.typed[name] ?? (counted === null ? '' : String(counted)),
      problem: back.problems[name] ?? '',
    },
  };
}

function withSign(quantity: bigint, amount: (quantity: bigint) => string): string {
  return quantity > 0n ? `+${amount(quantity)}` : amount(quantity);
}
