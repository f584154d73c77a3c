// One product as JSON tells it.
import type { WholeProduct } from '../catalog/queries.products.ts';
import { variantBreaks } from '../catalog/queries.window.ts';
import { productState } from './pages.products.ts';

export function productJson(product: WholeProduct) {
  const { id, slug, kind, name, tagline, description, position, seoTitle, seoDescription } = product;
  const { unitCents, weightGrams, stockSku, createdAt } = product;
  return {
    ...{ id, slug, kind, name, tagline, description, position, seoTitle, seoDescription },
    ...{ unitCents, weightGrams, stockSku, createdAt },
    status: productState(product),
    offer: kind === 'custom' ? JSON.parse(product.options) : null,
    variants: product.variants.map(({ productId: _product, breaks, ...variant }) => ({
      ...variant,
      breaks: variantBreaks.parse(JSON.parse(breaks)),
    })),
    pictures: product.pictures.map(({ name: file, ...picture }) => ({
      id: picture.id,
      url: `/pictures/${file}.webp`,
      widthPx: picture.widthPx,
      heightPx: picture.heightPx,
      alt: picture.alt,
      position: picture.position,
    })),
    categories: product.categories.map(({ category }) => category.slug),
    formerSlugs: product.formerSlugs.map((former) => former.slug),
  };
}
