// Lines that wait for prepress: their page, and their rows as JSON and CSV tell them.
import { dayStamp, millimetres } from '../lib/format.ts';
import { DAY } from '../lib/time.ts';
import type { PrepressRow, PrepressSort, picturesOfLines } from '../orders/queries.prepress.ts';
import { pictureOfLine } from '../web/line-sticker.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage, type TableRow } from './pages.list.ts';

const t = en.production.prepress;

export const PREPRESS_COLUMNS = [
  'order',
  'lineId',
  'name',
  'title',
  'artworkId',
  'filename',
  'shape',
  'widthMm',
  'heightMm',
  'material',
  'quantity',
  'paidAt',
  'dueAt',
] as const;

export function prepressItem(row: PrepressRow): Item {
  const { order, lineId, name, title, artworkId, filename, shape, widthMm, heightMm } = row;
  const { material, quantity, paidAt, dueAt } = row;
  const design = { artworkId, filename, shape, widthMm, heightMm };
  return { order, lineId, name, title, ...design, material, quantity, paidAt, dueAt };
}

type Pictures = Awaited<ReturnType<typeof picturesOfLines>>;

export function prepressPage(
  shown: Shown<PrepressRow, PrepressSort, never>,
  { pictures, now }: { pictures: Pictures; now: Date },
): ListPage {
  return listPage(shown, {
    room: 'prepress',
    title: t.title,
    search: t.search,
    columns: [
      { key: 'sticker', label: t.columns.sticker },
      { key: 'order', label: t.columns.order, sort: 'order' },
      { key: 'name', label: t.columns.name, sort: 'name' },
      { key: 'file', label: t.columns.file, wrap: true },
      { key: 'size', label: t.columns.size },
      { key: 'waits', label: t.columns.waits, sort: 'paidAt' },
      { key: 'due', label: t.columns.due, sort: 'dueAt' },
    ],
    row: (row) => prepressRow(row, { pictures, now }),
    filters: {},
    empty: t.empty,
  });
}

function prepressRow(row: PrepressRow, { pictures, now }: { pictures: Pictures; now: Date }): TableRow {
  const days = Math.floor((now.getTime() - row.paidAt.getTime()) / DAY);
  return {
    cells: {
      sticker: { sticker: tinySticker(row, pictures.get(row.lineId)) },
      order: { text: row.order, href: `/admin/orders/${row.order}` },
      name: row.name,
      file: row.artworkId
        ? { text: row.filename ?? '', href: `/artwork/${row.artworkId}/original` }
        : (row.filename ?? ''),
      size: t.size(millimetres(row.widthMm ?? 0), millimetres(row.heightMm ?? 0)),
      waits: t.days(days),
      due: row.dueAt ? dayStamp(row.dueAt) : '',
    },
  };
}

function tinySticker(row: PrepressRow, picture: ReturnType<Pictures['get']>) {
  const { artworkId, filename } = row;
  const previewUrl = picture?.artwork?.previewKey ? `/artwork/${artworkId}/preview.webp?width=120` : null;
  const line = {
    ...row,
    artwork: filename === null ? null : { filename },
    cutLine: picture?.cutLine ?? null,
  };
  return pictureOfLine(line, { title: row.title, previewUrl, sizePx: 28 });
}
