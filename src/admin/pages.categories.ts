// Categories as a list and as a form.
import { EMPTY, type Filled, fieldOf } from '../accounts/pages.ts';
import type { CategoryRow, CategorySort } from '../catalog/queries.categories.ts';
import { count } from '../lib/format.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage } from './pages.list.ts';

const t = en.catalog;

export interface Category {
  id: string;
  slug: string;
  name: string;
  description: string;
  position: number;
}

export const CATEGORY_COLUMNS = ['id', 'slug', 'name', 'position', 'products'] as const;

export function categoryItem({ id, slug, name, position, products }: CategoryRow): Item {
  return { id, slug, name, position, products };
}

export function categoriesPage(shown: Shown<CategoryRow, CategorySort, never>): ListPage {
  const page = listPage(shown, {
    room: 'products',
    title: t.category.title,
    search: t.category.search,
    columns: [
      { key: 'name', label: t.columns.name, sort: 'name' },
      { key: 'slug', label: t.columns.slug, sort: 'slug' },
      { key: 'products', label: t.category.products, number: true },
      { key: 'position', label: t.columns.position, number: true, sort: 'position' },
    ],
    row: ({ id, name, slug, products, position }) => ({
      cells: {
        name: { text: name, href: `/admin/categories/${id}` },
        slug,
        products: { text: count(products), href: `/admin/products?category=${slug}` },
        position: String(position),
      },
    }),
    filters: {},
    empty: t.category.empty,
  });
  return { ...page, above: '/admin/partials/categories-bar' };
}

export function categoryPage(category: Category | null, back: Filled) {
  const typed = category ? { ...category, position: String(category.position) } : {};
  const filled = back === EMPTY ? { typed, problems: {} } : back;
  return {
    title: category ? category.name : t.category.create,
    room: 'products' as const,
    problems: back.problems,
    action: category ? `/admin/categories/${category.id}` : '/admin/categories',
    isNew: category === null,
    fields: [
      fieldOf(filled, 'name', { label: t.fields.name, maxlength: 60 }),
      fieldOf(filled, 'slug', { label: t.fields.slug, hint: t.fields.slugHint, maxlength: 60 }),
      fieldOf(filled, 'description', {
        label: t.fields.description,
        rows: 3,
        maxlength: 300,
        required: false,
      }),
      fieldOf(filled, 'position', {
        label: t.fields.position,
        hint: t.fields.positionHint,
        inputmode: 'numeric',
        short: true,
        required: false,
      }),
    ],
  };
}
