// What every list of the back office can do: search, filter, sort, page, CSV, JSON. A list says only what it
// holds; this file reads the address, asks for the rows and answers in the form that was wanted.
import type { Request, Response } from 'express';
import type { Found, Wanted } from '../lib/listing.ts';
import { wantsJson } from '../web/request.ts';
import { type Cell, CSV_END, csvLine } from './csv.ts';

export interface List<Row, Sort extends string, Filter extends string> {
  /** Address, also the name of the CSV file: `/admin/orders` → `orders.csv`. */
  path: string;
  sorts: readonly Sort[];
  /** With `-` for descending. */
  firstSort: Sort | `-${Sort}`;
  /** The values each filter takes, or what they look like; others are passed over. */
  filters: Record<Filter, readonly string[] | RegExp>;
  find(wanted: Wanted<Sort, Filter>): Promise<Found<Row>>;
  /** The row as JSON tells it; its fields are the CSV's columns. */
  toItem(row: Row): Item;
  /** The CSV's columns, needed when there is no row to read them from. */
  columns: readonly string[];
}

export type Item = Record<string, Cell>;

/** A list's address, read. */
export interface Ask<Sort extends string, Filter extends string> extends Wanted<Sort, Filter> {
  q: string;
  page: number;
  perPage: number;
}

export interface Shown<Row, Sort extends string, Filter extends string> {
  list: List<Row, Sort, Filter>;
  ask: Ask<Sort, Filter>;
  found: Found<Row>;
  pages: number;
}

const PER_PAGE = 50;
const MOST_PER_PAGE = 200;
const CSV_BATCH = 2_000;

/** Answers CSV and JSON by itself, and leaves the page to `show`. */
export async function answerList<Row, Sort extends string, Filter extends string>(
  req: Request,
  res: Response,
  list: List<Row, Sort, Filter>,
  show: (shown: Shown<Row, Sort, Filter>) => Promise<void> | void,
): Promise<void> {
  const query = new URL(req.originalUrl, 'http://shop.invalid').searchParams;
  const ask = readAsk(query, list);
  if (query.get('format') === 'csv') return sendCsv(res, list, ask);
  const found = await list.find(ask);
  const pages = Math.max(1, Math.ceil(found.total / ask.perPage));
  if (!wantsJson(req)) return show({ list, ask, found, pages });
  res.json({ items: found.rows.map(list.toItem), total: found.total, page: ask.page, pages });
}

/** Nonsense falls back to what the list shows without it. */
export function readAsk<Sort extends string, Filter extends string>(
  query: URLSearchParams,
  list: Pick<List<unknown, Sort, Filter>, 'sorts' | 'firstSort' | 'filters'>,
): Ask<Sort, Filter> {
  const q = cleanSearch(query.get('q') ?? '');
  const page = wholeNumber(query.get('page'), 1_000_000) ?? 1;
  const perPage = wholeNumber(query.get('perPage'), MOST_PER_PAGE) ?? PER_PAGE;
  return {
    q,
    words: q.toLowerCase().split(' ').filter(Boolean).slice(0, 8),
    filters: readFilters(query, list.filters),
    sort: readSort(query.get('sort'), list) ?? sortOf(list.firstSort),
    page,
    perPage,
    skip: (page - 1) * perPage,
    take: perPage,
  };
}

function cleanSearch(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 100);
}

function wholeNumber(text: string | null, most: number): number | null {
  if (text === null || !/^\d{1,7}$/.test(text)) return null;
  const value = Number(text);
  return value >= 1 && value <= most ? value : null;
}

/** `status=paid&status=shipped` and `status=paid,shipped` are the same. */
function readFilters<Filter extends string>(
  query: URLSearchParams,
  filters: Record<Filter, readonly string[] | RegExp>,
): Record<Filter, string[]> {
  const read = {} as Record<Filter, string[]>; // filled for every name right below
  for (const name in filters) {
    const accepted = filters[name];
    const given = query.getAll(name).flatMap((value) => value.split(','));
    const known = given.filter((value) =>
      accepted instanceof RegExp ? accepted.test(value) : accepted.includes(value),
    );
    read[name] = [...new Set(known)].slice(0, 50);
  }
  return read;
}

function readSort<Sort extends string>(
  text: string | null,
  list: { sorts: readonly Sort[] },
): Wanted<Sort>['sort'] | null {
  const by = list.sorts.find((sort) => text === sort || text === `-${sort}`);
  return by === undefined ? null : { by, descending: text === `-${by}` };
}

function sortOf<Sort extends string>(sort: Sort | `-${Sort}`): Wanted<Sort>['sort'] {
  const descending = sort.startsWith('-');
  return { by: (descending ? sort.slice(1) : sort) as Sort, descending }; // a list's own sort, minus its sign
}

/** Every row that fits, whatever page was on the screen, a batch at a time. */
async function sendCsv<Row, Sort extends string, Filter extends string>(
  res: Response,
  list: List<Row, Sort, Filter>,
  ask: Ask<Sort, Filter>,
): Promise<void> {
  const name = list.path.split('/').at(-1);
  res.type('text/csv; charset=utf-8').attachment(`${name}.csv`);
  res.write(csvLine(list.columns) + CSV_END);
  for (let skip = 0; ; skip += CSV_BATCH) {
    const { rows } = await list.find({ ...ask, skip, take: CSV_BATCH });
    const lines = rows.map((row) => {
      const item = list.toItem(row);
      return csvLine(list.columns.map((column) => item[column])) + CSV_END;
    });
    if (lines.length > 0) res.write(lines.join(''));
    if (rows.length < CSV_BATCH) break;
  }
  res.end();
}

/** The list's address with something changed; `null` leaves it out. Another filter begins at page one again. */
export function listUrl<Sort extends string, Filter extends string>(
  {
    list,
    ask,
  }: Pick<Shown<unknown, Sort, Filter>, 'ask'> & {
    list: Pick<List<unknown, Sort, Filter>, 'path' | 'firstSort'>;
  },
  changes: {
    filter?: { name: Filter; values: readonly string[] };
    sort?: string;
    page?: number;
    format?: 'csv';
  } = {},
): string {
  const query = new URLSearchParams();
  if (ask.q) query.set('q', ask.q);
  const filters = changes.filter
    ? { ...ask.filters, [changes.filter.name]: changes.filter.values }
    : ask.filters;
  for (const [name, values] of Object.entries<readonly string[]>(filters)) {
    if (values.length > 0) query.set(name, values.join(','));
  }
  const sort = changes.sort ?? `${ask.sort.descending ? '-' : ''}${ask.sort.by}`;
  if (sort !== list.firstSort) query.set('sort', sort);
  if (ask.perPage !== PER_PAGE) query.set('perPage', String(ask.perPage));
  if (changes.page !== undefined && changes.page > 1) query.set('page', String(changes.page));
  if (changes.format) query.set('format', changes.format);
  const text = query.toString().replaceAll('%2C', ',');
  return text ? `${list.path}?${text}` : list.path;
}
