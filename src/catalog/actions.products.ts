// Changing products, their variants, pictures and categories. Every change moves the revision first, so that two people
// who change one product follow one another. What was ordered stays as it was.
import type { Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';
import { NotFound } from '../lib/refusal.ts';
import type { Shape } from '../sticker.ts';
import { bumpRevision } from './actions.ts';
import type { Picture } from './catalogue.ts';
import { findProductWhole, type WholeProduct } from './queries.products.ts';
import { onlyVariant } from './queries.window.ts';
import { productSearchText } from './search-text.ts';
import type { QuantityBreak, Variant } from './variants.ts';

export interface NewProduct {
  kind: 'custom' | 'stocked';
  slug: string;
  name: string;
  now: Date;
}

/** A draft behind all the others. The database refuses a slug that is there. */
export async function addProduct(tx: Tx, { kind, slug, name, now }: NewProduct): Promise<string> {
  await bumpRevision(tx);
  const { _max } = await tx.product.aggregate({ _max: { position: true } });
  const row = {
    id: newId(),
    kind,
    slug,
    name,
    options: JSON.stringify(kind === 'custom' ? NOTHING_OFFERED : {}),
    searchText: productSearchText({ name, slug, skus: [] }),
    position: (_max.position ?? 0) + 1,
    published: false,
    createdAt: now,
  };
  await tx.product.create({ data: row, select: { id: true } });
  return row.id;
}

export interface Offered {
  shapes: Shape[];
  materials: string[];
  finishes: string[];
  presetsMm: number[];
  /** Of the longest side. */
  minMm: number;
  maxMm: number;
}

const NOTHING_OFFERED: Partial<Offered> = { shapes: [], materials: [], finishes: [], presetsMm: [] };

export interface ProductChange {
  name?: string;
  slug?: string;
  tagline?: string;
  description?: string;
  position?: number;
  seoTitle?: string;
  seoDescription?: string;
  offered?: Offered;
  published?: boolean;
  archivedAt?: Date | null;
}

/** An address that changes goes on leading here. */
export async function changeProduct(tx: Tx, id: string, change: ProductChange, now: Date): Promise<void> {
  await bumpRevision(tx);
  const { slug: before } = await getProduct(tx, id);
  const { offered, ...fields } = change;
  const options = offered && { options: JSON.stringify(offered) };
  await tx.product.update({ where: { id }, data: { ...fields, ...options }, select: { id: true } });
  if (change.slug !== undefined && change.slug !== before) {
    await tx.formerSlug.deleteMany({ where: { slug: change.slug, productId: id } });
    await tx.formerSlug.create({ data: { slug: before, productId: id, createdAt: now } });
  }
  await writeSearchText(tx, id);
}

export async function putIntoCategories(tx: Tx, id: string, categoryIds: readonly string[]): Promise<void> {
  await bumpRevision(tx);
  await tx.productCategory.deleteMany({ where: { productId: id } });
  const known = await tx.category.findMany({ where: { id: { in: [...categoryIds] } }, select: { id: true } });
  await tx.productCategory.createMany({
    data: known.map(({ id: categoryId }) => ({ productId: id, categoryId })),
  });
}

export interface VariantChange extends Omit<Variant, 'breaks'> {
  breaks: readonly QuantityBreak[];
  position: number;
  onSale: boolean;
}

/** `variantId` null makes a new one. A product that was sold as one thing is sold in variants from then on. */
export async function saveVariant(
  tx: Tx,
  { productId, variantId }: { productId: string; variantId: string | null },
  { breaks, ...change }: VariantChange,
): Promise<void> {
  await bumpRevision(tx);
  const product = await getProduct(tx, productId);
  const data = { ...change, breaks: JSON.stringify(breaks) };
  if (variantId) {
    const { count } = await tx.productVariant.updateMany({ where: { id: variantId, productId }, data });
    if (count === 0) throw new NotFound('variant');
  } else {
    await keepOnlyVariant(tx, product);
    await tx.productVariant.create({ data: { id: newId(), productId, ...data }, select: { id: true } });
  }
  await writeSearchText(tx, productId);
}

/** Its price moves from the product's own row to a variant's. */
async function keepOnlyVariant(tx: Tx, product: WholeProduct): Promise<void> {
  const [only] = product.variants.length === 0 ? onlyVariant(product) : [];
  if (!only) return;
  const { breaks: _none, ...variant } = only;
  const row = { ...variant, sku: product.stockSku ?? product.slug, name: product.name };
  await tx.productVariant.create({
    data: { id: newId(), productId: product.id, ...row },
    select: { id: true },
  });
  await tx.product.update({ where: { id: product.id }, data: { unitCents: null }, select: { id: true } });
}

export interface OnlyVariantChange {
  unitCents: number;
  weightGrams: number;
}

/** The price of a product that is sold as one thing. */
export async function changeOnlyVariant(tx: Tx, productId: string, change: OnlyVariantChange): Promise<void> {
  await bumpRevision(tx);
  await tx.product.update({ where: { id: productId }, data: change, select: { id: true } });
}

export async function removeVariant(
  tx: Tx,
  { productId, variantId }: { productId: string; variantId: string },
): Promise<void> {
  await bumpRevision(tx);
  const { count } = await tx.productVariant.deleteMany({ where: { id: variantId, productId } });
  if (count === 0) throw new NotFound('variant');
  await writeSearchText(tx, productId);
}

/** Behind the ones that are there. */
export async function addPicture(
  tx: Tx,
  productId: string,
  { picture, now }: { picture: Picture; now: Date },
): Promise<void> {
  await bumpRevision(tx);
  const { _max } = await tx.productPicture.aggregate({ where: { productId }, _max: { position: true } });
  const position = (_max.position ?? 0) + 1;
  await tx.productPicture.create({
    data: { id: newId(), productId, ...picture, position, createdAt: now },
    select: { id: true },
  });
}

interface PictureOf {
  productId: string;
  pictureId: string;
}

export async function changePicture(
  tx: Tx,
  { productId, pictureId }: PictureOf,
  change: { alt: string; position: number },
): Promise<void> {
  await bumpRevision(tx);
  const { count } = await tx.productPicture.updateMany({
    where: { id: pictureId, productId },
    data: change,
  });
  if (count === 0) throw new NotFound('picture');
}

export async function removePicture(tx: Tx, { productId, pictureId }: PictureOf): Promise<void> {
  await bumpRevision(tx);
  const { count } = await tx.productPicture.deleteMany({ where: { id: pictureId, productId } });
  if (count === 0) throw new NotFound('picture');
}

/** A draft with everything but what belongs to one product alone: codes and counted stock. */
export async function copyProduct(
  tx: Tx,
  id: string,
  { slug, name, now }: { slug: string; name: string; now: Date },
): Promise<string> {
  const from = await getProduct(tx, id);
  const kind = from.kind === 'custom' ? 'custom' : 'stocked';
  const copyId = await addProduct(tx, { kind, slug, name, now });
  const { tagline, description, options, unitCents, weightGrams } = from;
  const data = { tagline, description, options, unitCents, weightGrams };
  await tx.product.update({ where: { id: copyId }, data, select: { id: true } });
  for (const { id: _id, sku, ...variant } of from.variants) {
    const copy = { ...variant, id: newId(), productId: copyId, sku: `${sku}-${slug}`, stockSku: null };
    await tx.productVariant.create({ data: copy, select: { id: true } });
  }
  for (const { id: _id, ...picture } of from.pictures) {
    const copy = { ...picture, id: newId(), productId: copyId, createdAt: now };
    await tx.productPicture.create({ data: copy, select: { id: true } });
  }
  await putIntoCategories(
    tx,
    copyId,
    from.categories.map(({ categoryId }) => categoryId),
  );
  await writeSearchText(tx, copyId);
  return copyId;
}

/** Only for what nobody ever ordered: the caller has looked. */
export async function deleteProduct(tx: Tx, id: string): Promise<void> {
  await bumpRevision(tx);
  await tx.product.delete({ where: { id }, select: { id: true } });
}

async function writeSearchText(tx: Tx, id: string): Promise<void> {
  const { name, slug, variants } = await getProduct(tx, id);
  const searchText = productSearchText({ name, slug, skus: variants.map(({ sku }) => sku) });
  await tx.product.update({ where: { id }, data: { searchText }, select: { id: true } });
}

async function getProduct(tx: Tx, id: string): Promise<WholeProduct> {
  const product = await findProductWhole(tx, id);
  if (!product) throw new NotFound('product');
  return product;
}

export interface CategoryFacts {
  slug: string;
  name: string;
  description: string;
  position: number;
}

/** `id` null makes a new one. */
export async function saveCategory(
  tx: Tx,
  id: string | null,
  facts: CategoryFacts,
  now: Date,
): Promise<void> {
  await bumpRevision(tx);
  if (id) await tx.category.update({ where: { id }, data: facts, select: { id: true } });
  else await tx.category.create({ data: { id: newId(), ...facts, createdAt: now }, select: { id: true } });
}

/** The products in it stay. */
export async function deleteCategory(tx: Tx, id: string): Promise<void> {
  await bumpRevision(tx);
  await tx.category.delete({ where: { id }, select: { id: true } });
}
