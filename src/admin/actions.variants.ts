// Variants of a product as staff change them: with the stock item they are taken from, and never the last one of a
// product that is in the shop.
import { removeVariant, saveVariant } from '../catalog/actions.products.ts';
import type { WholeProduct } from '../catalog/queries.products.ts';
import type { Tx } from '../db/open.ts';
import { addStockItem } from '../inventory/actions.ts';
import { Refusal } from '../lib/refusal.ts';
import { en } from '../words/en.ts';
import { type CatalogDeps, changeWithAudit } from './actions.products.ts';
import type { VariantTyped } from './forms.products.ts';

const t = en.catalog;

interface Place {
  product: WholeProduct;
  who: string;
}

/** `variantId` null makes a new one. Throws `Refusal`, 422, with the field it is about. */
export async function keepVariant(
  deps: CatalogDeps,
  { product, who }: Place,
  { variantId, typed }: { variantId: string | null; typed: VariantTyped },
): Promise<void> {
  const { price: unitCents, makeStock, stockSku: named, ...variant } = typed;
  const { id } = product;
  await changeWithAudit(deps, { id, who, what: 'product.variant' }, async (tx, now) => {
    const stockSku = named || (makeStock ? variant.sku : null);
    if (makeStock && stockSku) await makeStockItem(tx, { stockSku, product, variant }, { who, now });
    if (stockSku) await refuseUncounted(tx, stockSku);
    await saveVariant(tx, { productId: id, variantId }, { ...variant, unitCents, stockSku });
  });
}

interface Counted {
  stockSku: string;
  product: WholeProduct;
  variant: Pick<VariantTyped, 'name'>;
}

/** Empty until something is booked in. One that is there is taken as it is. */
async function makeStockItem(
  tx: Tx,
  { stockSku: sku, product, variant }: Counted,
  { who, now }: { who: string; now: Date },
): Promise<void> {
  if ((await tx.stockItem.count({ where: { sku } })) > 0) return;
  const name = `${product.name}, ${variant.name}`;
  const item = { sku, name, unit: 'piece', quantity: 0n, lowLevel: 0n } as const;
  await addStockItem(tx, item, { who, reason: t.openingStock, now });
}

async function refuseUncounted(tx: Tx, sku: string): Promise<void> {
  const item = await tx.stockItem.findUnique({ where: { sku }, select: { unit: true } });
  if (item?.unit === 'piece') return;
  const { stockSku } = t.problems;
  throw new Refusal('no_stock_item', stockSku, { status: 422, problems: { stockSku } });
}

export async function dropVariant(
  deps: CatalogDeps,
  { product, who }: Place,
  variantId: string,
): Promise<void> {
  const { id } = product;
  const others = product.variants.filter((variant) => variant.id !== variantId && variant.onSale);
  const { lastVariant } = t.problems;
  if (product.published && others.length === 0)
    throw new Refusal('last_variant', lastVariant, { status: 422, problems: { form: lastVariant } });
  await changeWithAudit(deps, { id, who, what: 'product.variant' }, (tx) =>
    removeVariant(tx, { productId: id, variantId }),
  );
}
