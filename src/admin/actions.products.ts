// Changes of the catalogue, each with its entry in the audit: what was different before and after, and nothing else.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Audited } from '../accounts/audit.ts';
import {
  addProduct,
  type CategoryFacts,
  changeProduct,
  copyProduct,
  deleteCategory,
  deleteProduct,
  type NewProduct,
  saveCategory,
} from '../catalog/actions.products.ts';
import { countOrdered, findProductWhole, type WholeProduct } from '../catalog/queries.products.ts';
import { variantBreaks } from '../catalog/queries.window.ts';
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { en } from '../words/en.ts';

export interface CatalogDeps {
  db: Db;
  clock: Clock;
  /** This process sees the change with its very next page; the others within a second. */
  shop: { refresh(): Promise<boolean> };
}

interface By {
  id: string;
  who: string;
}

const t = en.catalog;

/** `work` runs inside the transaction. Throws `Refusal('taken')`, 422, for an address or a code that is there. */
export async function changeWithAudit(
  deps: CatalogDeps,
  { id, who, what }: By & { what: Audited },
  work: (tx: Tx, now: Date) => Promise<void>,
): Promise<void> {
  const now = deps.clock();
  await written(deps, async (tx) => {
    const before = await getWhole(tx, id);
    await work(tx, now);
    const after = await getWhole(tx, id);
    const change = difference(factsOf(before), factsOf(after));
    if (change) await writeAudit(tx, { who, what, subject: after.slug, ...change, now });
  });
}

export async function makeProduct(
  deps: CatalogDeps,
  { who, ...product }: Omit<NewProduct, 'now'> & { who: string },
): Promise<string> {
  const now = deps.clock();
  return written(deps, async (tx) => {
    await refuseFormerSlug(tx, product.slug, null);
    const id = await addProduct(tx, { ...product, now });
    const { slug: subject, name: after } = product;
    await writeAudit(tx, { who, what: 'product.made', subject, after, now });
    return id;
  });
}

/** Under the first free address that ends in `-copy`. */
export async function duplicateProduct(deps: CatalogDeps, { id, who }: By): Promise<string> {
  const now = deps.clock();
  return written(deps, async (tx) => {
    const from = await getWhole(tx, id);
    const slug = await freeSlug(tx, `${from.slug.slice(0, 50)}-copy`);
    const copyId = await copyProduct(tx, id, { slug, name: t.copyOf(from.name), now });
    await writeAudit(tx, { who, what: 'product.made', subject: slug, after: t.copyOf(from.slug), now });
    return copyId;
  });
}

async function freeSlug(tx: Tx, wanted: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    const taken =
      (await tx.product.count({ where: { slug } })) + (await tx.formerSlug.count({ where: { slug } }));
    if (taken === 0) return slug;
  }
}

/** What was ordered once is kept, out of sight; anything else is gone. Answers which of the two. */
export async function discardProduct(deps: CatalogDeps, { id, who }: By): Promise<'deleted' | 'archived'> {
  const now = deps.clock();
  return written(deps, async (tx) => {
    const product = await getWhole(tx, id);
    const { slug: subject, name, formerSlugs } = product;
    const ordered = await countOrdered(tx, [subject, ...formerSlugs.map(({ slug }) => slug)]);
    if (ordered === 0) {
      await deleteProduct(tx, id);
      await writeAudit(tx, { who, what: 'product.deleted', subject, before: name, now });
      return 'deleted';
    }
    await putAway(tx, { id, archivedAt: now }, now);
    await writeAudit(tx, { who, what: 'product.archived', subject, before: name, now });
    return 'archived';
  });
}

/** Back as a draft. */
export async function restoreProduct(deps: CatalogDeps, { id, who }: By): Promise<void> {
  const now = deps.clock();
  await written(deps, async (tx) => {
    const { slug: subject, name } = await getWhole(tx, id);
    await putAway(tx, { id, archivedAt: null }, now);
    await writeAudit(tx, { who, what: 'product.restored', subject, after: name, now });
  });
}

function putAway(
  tx: Tx,
  { id, archivedAt }: { id: string; archivedAt: Date | null },
  now: Date,
): Promise<void> {
  return changeProduct(tx, id, { archivedAt, published: false }, now);
}

/** An address that leads to another product already stays that one's: old links and open carts hold it. */
export async function refuseFormerSlug(tx: Tx, slug: string, ownId: string | null): Promise<void> {
  const former = await tx.formerSlug.findUnique({ where: { slug }, include: { product: true } });
  if (former && former.productId !== ownId) throw taken({ slug: t.problems.leadsTo(former.product.name) });
}

export async function keepCategory(
  deps: CatalogDeps,
  { id, who }: { id: string | null; who: string },
  facts: CategoryFacts,
): Promise<void> {
  const now = deps.clock();
  await written(deps, async (tx) => {
    const before = id ? await tx.category.findUniqueOrThrow({ where: { id } }) : null;
    await saveCategory(tx, id, facts, now);
    const change = difference(before ? categoryFacts(before) : {}, categoryFacts(facts));
    if (change) await writeAudit(tx, { who, what: 'category.saved', subject: facts.slug, ...change, now });
  });
}

export async function discardCategory(deps: CatalogDeps, { id, who }: By): Promise<void> {
  const now = deps.clock();
  await written(deps, async (tx) => {
    const { slug: subject, name: before } = await tx.category.findUniqueOrThrow({ where: { id } });
    await deleteCategory(tx, id);
    await writeAudit(tx, { who, what: 'category.deleted', subject, before, now });
  });
}

async function written<T>(deps: CatalogDeps, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    const answer = await transaction(deps.db, work);
    await deps.shop.refresh();
    return answer;
  } catch (error) {
    if (isUniqueViolation(error, 'sku')) throw taken({ sku: t.problems.skuTaken });
    if (isUniqueViolation(error, 'slug')) throw taken({ slug: t.problems.slugTaken });
    throw error;
  }
}

function taken(problems: Record<string, string>): Refusal {
  const [sentence = ''] = Object.values(problems);
  return new Refusal('taken', sentence, { status: 422, problems });
}

async function getWhole(tx: Tx, id: string): Promise<WholeProduct> {
  const product = await findProductWhole(tx, id);
  if (!product) throw new NotFound('product');
  return product;
}

type Facts = Record<string, string>;

/** What of a product people change, by name. */
function factsOf(product: WholeProduct): Facts {
  const { name, slug, tagline, description, position, seoTitle, seoDescription, options, published } =
    product;
  const { unitCents, weightGrams } = product;
  const facts: Facts = { name, slug, tagline, description, position: String(position) };
  Object.assign(facts, { seoTitle, seoDescription, options, published: published ? 'yes' : 'no' });
  if (unitCents !== null) Object.assign(facts, { unitCents: String(unitCents), grams: String(weightGrams) });
  facts.categories = product.categories.map(({ category }) => category.slug).join(', ');
  for (const variant of product.variants) facts[`variant ${variant.sku}`] = variantInWords(variant);
  for (const { name: file, alt, position: place } of product.pictures)
    facts[`picture ${file.slice(0, 8)}`] = `${place} ${alt}`;
  return facts;
}

function variantInWords(variant: WholeProduct['variants'][number]): string {
  const { name, unitCents, weightGrams, stockSku, stockPieces, position, onSale } = variant;
  const breaks = variantBreaks.parse(JSON.parse(variant.breaks));
  const prices = [`${unitCents} cents`, ...breaks.map((each) => `${each.quantity}: ${each.unitCents} cents`)];
  const stock = stockSku ? `${stockPieces} × ${stockSku}` : 'not counted';
  const state = onSale ? 'on sale' : 'off sale';
  return [name, prices.join(', '), `${weightGrams} g`, stock, `place ${position}`, state].join(' · ');
}

function categoryFacts({ slug, name, description, position }: CategoryFacts): Facts {
  return { slug, name, description, position: String(position) };
}

/** Only what is different; null when nothing is. */
function difference(before: Facts, after: Facts): { before: string; after: string } | null {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => (before[name] ?? '') !== (after[name] ?? ''));
  if (changed.length === 0) return null;
  const told = (facts: Facts) => changed.flatMap((name) => (facts[name] ? `${name}: ${facts[name]}` : []));
  return { before: told(before).join('\n'), after: told(after).join('\n') };
}
