// Products and categories as lists.
import type { ProductFilter, ProductRow, ProductSort, ProductState } from '../catalog/queries.products.ts';
import { money } from '../lib/format.ts';
import { stickerView } from '../web/sticker-view.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage, type TableCell } from './pages.list.ts';
import type { Tone } from './tones.ts';

const t = en.catalog;

export const PRODUCT_COLUMNS = [
  'id',
  'slug',
  'name',
  'kind',
  'status',
  'position',
  'variants',
  'fromCents',
  'createdAt',
] as const;

export function productState({
  published,
  archivedAt,
}: Pick<ProductRow, 'published' | 'archivedAt'>): ProductState {
  if (archivedAt) return 'archived';
  return published ? 'published' : 'draft';
}

export function productItem(row: ProductRow): Item {
  const { id, slug, name, kind, position, variants, fromCents, createdAt } = row;
  return { id, slug, name, kind, status: productState(row), position, variants, fromCents, createdAt };
}

export const STATE_TONES: Record<ProductState, Tone> = {
  published: 'good',
  draft: 'wait',
  archived: 'quiet',
};

export function productsPage(
  shown: Shown<ProductRow, ProductSort, ProductFilter>,
  { currency, categories }: { currency: string; categories: readonly { slug: string; name: string }[] },
): ListPage {
  const page = listPage(shown, {
    room: 'products',
    title: t.title,
    search: t.search,
    columns: [
      { key: 'picture', label: t.columns.picture },
      { key: 'name', label: t.columns.name, sort: 'name' },
      { key: 'slug', label: t.columns.slug, sort: 'slug' },
      { key: 'kind', label: t.columns.kind },
      { key: 'price', label: t.columns.price, number: true },
      { key: 'position', label: t.columns.position, number: true, sort: 'position' },
      { key: 'status', label: t.columns.status },
    ],
    row: (row) => ({
      cells: {
        picture: pictureCell(row),
        name: { text: row.name, href: `/admin/products/${row.id}` },
        slug: row.slug,
        kind: t.kinds[row.kind === 'custom' ? 'custom' : 'stocked'],
        price: row.fromCents === null ? '' : money(row.fromCents, currency),
        position: String(row.position),
        status: { text: t.states[productState(row)], tone: STATE_TONES[productState(row)] },
      },
    }),
    filters: {
      status: { label: t.filters.status, words: t.states },
      kind: { label: t.filters.kind, words: t.kinds },
      category: {
        label: t.filters.category,
        words: Object.fromEntries(categories.map(({ slug, name }) => [slug, name])),
      },
    },
    empty: t.empty,
  });
  return { ...page, above: '/admin/partials/products-bar' };
}

function pictureCell({ picture, name }: ProductRow): TableCell {
  if (!picture) return '';
  const previewUrl = `/pictures/${picture}.webp?width=160`;
  const look = { shape: 'rounded', widthMm: 40, heightMm: 40, material: 'vinyl', sizePx: 32 } as const;
  return { sticker: stickerView({ ...look, previewUrl, label: name }) };
}
