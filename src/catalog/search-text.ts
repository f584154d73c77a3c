// What the desk's search looks through for one product. Pure.

export function productSearchText(product: { name: string; slug: string; skus: readonly string[] }): string {
  return [product.name, product.slug, ...product.skus].join(' ').toLowerCase();
}
