// Every list as a page: one view, views/admin/list.ejs, for all of them.
import type { StickerView } from '../web/sticker-view.ts';
import { en } from '../words/en.ts';
import { type Ask, listUrl, type Shown } from './list.ts';
import type { RoomName } from './rooms.ts';
import type { OfficePage } from './shell.ts';
import type { Tone } from './tones.ts';

/** What partials/data-table.ejs draws in one place. */
export type TableCell =
  | string
  | { text: string; href: string }
  | { text: string; tone: Tone }
  | { sticker: StickerView };

export interface TableRow {
  cells: Record<string, TableCell>;
}

export interface Look<Row, Sort extends string, Filter extends string> {
  room: RoomName;
  title: string;
  /** What the search field says it searches. */
  search: string;
  columns: readonly { key: string; label: string; number?: boolean; wrap?: boolean; sort?: Sort }[];
  row: (row: Row) => TableRow;
  /** Filters people can choose from, value → word; the others only show that they are on. */
  filters: Partial<Record<Filter, { label: string; words: Readonly<Record<string, string>> }>>;
  empty: string;
}

export interface ListPage extends OfficePage {
  search: SearchField;
  groups: FilterGroup[];
  table: { caption: string; columns: Column[]; rows: TableRow[] };
  /** Shown instead of a table without rows. */
  empty: { drawing: string; heading: string; text: string };
  paging: { page: number; pages: number; previous: string | null; next: string | null };
  total: string;
  csv: string;
  clear: string | null;
}

export interface SearchField {
  action: string;
  label: string;
  value: string;
  /** Goes along, so that searching keeps the filters. */
  hidden: { name: string; value: string }[];
}

interface FilterGroup {
  label: string;
  choices: { label: string; href: string; isOn: boolean }[];
}

interface Column {
  key: string;
  label: string;
  number: boolean;
  wrap: boolean;
  sort?: string;
  sorted?: 'ascending' | 'descending';
}

export function listPage<Row, Sort extends string, Filter extends string>(
  shown: Shown<Row, Sort, Filter>,
  look: Look<Row, Sort, Filter>,
): ListPage {
  const { list, ask, found, pages } = shown;
  const isNarrowed =
    ask.q !== '' || Object.values<readonly string[]>(ask.filters).some((on) => on.length > 0);
  return {
    title: look.title,
    room: look.room,
    search: searchField(shown, look.search),
    groups: filterGroups(shown, look),
    table: {
      caption: look.title,
      columns: look.columns.map((column) => columnOf(shown, column)),
      rows: found.rows.map(look.row),
    },
    empty: isNarrowed
      ? { drawing: 'search', heading: en.admin.list.nothingFound, text: en.admin.list.nothingFoundNext }
      : { drawing: 'sheet', heading: en.admin.list.nothingYet, text: look.empty },
    paging: {
      page: ask.page,
      pages,
      previous: ask.page > 1 ? listUrl(shown, { page: Math.min(ask.page - 1, pages) }) : null,
      next: ask.page < pages ? listUrl(shown, { page: ask.page + 1 }) : null,
    },
    total: en.admin.list.total(found.total),
    csv: listUrl(shown, { format: 'csv' }),
    clear: isNarrowed ? list.path : null,
  };
}

function searchField<Row, Sort extends string, Filter extends string>(
  { list, ask }: Shown<Row, Sort, Filter>,
  label: string,
): SearchField {
  const hidden = Object.entries<readonly string[]>(ask.filters)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => ({ name, value: values.join(',') }));
  const sort = signed(ask.sort);
  if (sort !== list.firstSort) hidden.push({ name: 'sort', value: sort });
  return { action: list.path, label, value: ask.q, hidden };
}

function filterGroups<Row, Sort extends string, Filter extends string>(
  shown: Shown<Row, Sort, Filter>,
  look: Look<Row, Sort, Filter>,
): FilterGroup[] {
  const groups: FilterGroup[] = [];
  for (const name in look.filters) {
    const filter = look.filters[name];
    if (!filter) continue;
    const on = shown.ask.filters[name];
    const to = (values: readonly string[]) => listUrl(shown, { filter: { name, values } });
    const choices = Object.entries(filter.words).map(([value, label]) => {
      const isOn = on.includes(value);
      return { label, isOn, href: to(isOn ? [] : [value]) };
    });
    const all = { label: en.admin.list.all, isOn: on.length === 0, href: to([]) };
    groups.push({ label: filter.label, choices: [all, ...choices] });
  }
  return groups;
}

function columnOf<Row, Sort extends string, Filter extends string>(
  shown: Shown<Row, Sort, Filter>,
  column: Look<Row, Sort, Filter>['columns'][number],
): Column {
  const { key, label, number = false, wrap = false, sort } = column;
  if (sort === undefined) return { key, label, number, wrap };
  const { by, descending } = shown.ask.sort;
  const isSorted = by === sort;
  const href = listUrl(shown, { sort: isSorted && !descending ? `-${sort}` : sort });
  const sorted = isSorted ? { sorted: descending ? ('descending' as const) : ('ascending' as const) } : {};
  return { key, label, number, wrap, sort: href, ...sorted };
}

function signed({ by, descending }: Ask<string, string>['sort']): string {
  return descending ? `-${by}` : by;
}
