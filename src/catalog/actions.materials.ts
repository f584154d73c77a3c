// Making, changing, ordering materials and finishes, and putting them on or off sale. What was ordered stays as it was.
import type { Tx } from '../db/open.ts';
import { NotFound } from '../lib/refusal.ts';
import { bumpRevision } from './actions.ts';
import { type ChoiceKind, type ChoiceRow, choiceSlugs, findChoice } from './queries.materials.ts';

/** Of a finish, what belongs to a roll is passed over. */
export type ChoiceFacts = Omit<ChoiceRow, 'slug' | 'position' | 'onSale'>;

/** On sale, below the others. The database refuses a slug that is there. */
export async function addChoice(tx: Tx, kind: ChoiceKind, slug: string, facts: ChoiceFacts): Promise<void> {
  const position = (await choiceSlugs(tx, kind)).length + 1;
  const row = { slug, position, onSale: true };
  if (kind === 'material') await tx.material.create({ data: { ...row, ...facts }, select: { slug: true } });
  else await tx.finish.create({ data: { ...row, ...looksOf(facts) }, select: { slug: true } });
  await bumpRevision(tx);
}

/** Answers what it was before. */
export async function changeChoice(
  tx: Tx,
  kind: ChoiceKind,
  slug: string,
  facts: ChoiceFacts,
): Promise<ChoiceRow> {
  const before = await getChoice(tx, kind, slug);
  const where = { slug };
  if (kind === 'material') await tx.material.updateMany({ where, data: facts });
  else await tx.finish.updateMany({ where, data: looksOf(facts) });
  await bumpRevision(tx);
  return before;
}

function looksOf({ name, description, swatch }: ChoiceFacts) {
  return { name, description, swatch };
}

/** Answers whether anything changed. Carts that hold it say so, and orders keep it. */
export async function putOnSale(tx: Tx, kind: ChoiceKind, slug: string, onSale: boolean): Promise<boolean> {
  const change = { where: { slug, onSale: !onSale }, data: { onSale } };
  const { count } =
    kind === 'material' ? await tx.material.updateMany(change) : await tx.finish.updateMany(change);
  if (count === 0) await getChoice(tx, kind, slug);
  else await bumpRevision(tx);
  return count > 0;
}

/** One place up or down; answers the new order. At the end nothing moves. */
export async function moveChoice(
  tx: Tx,
  kind: ChoiceKind,
  slug: string,
  direction: 'up' | 'down',
): Promise<string[]> {
  // whoever orders waits here for the other
  await bumpRevision(tx);
  const slugs = await choiceSlugs(tx, kind);
  const from = slugs.indexOf(slug);
  if (from < 0) throw new NotFound(kind);
  const to = Math.min(slugs.length - 1, Math.max(0, direction === 'up' ? from - 1 : from + 1));
  slugs.splice(to, 0, ...slugs.splice(from, 1));
  for (const [index, each] of slugs.entries()) {
    const place = { where: { slug: each }, data: { position: index + 1 } };
    if (kind === 'material') await tx.material.updateMany(place);
    else await tx.finish.updateMany(place);
  }
  return slugs;
}

async function getChoice(tx: Tx, kind: ChoiceKind, slug: string): Promise<ChoiceRow> {
  const row = await findChoice(tx, kind, slug);
  if (!row) throw new NotFound(kind);
  return row;
}
