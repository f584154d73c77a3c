// Changing materials and finishes, each change with its entry in the audit.
import { writeAudit } from '../accounts/actions.audit.ts';
import {
  addChoice,
  type ChoiceFacts,
  changeChoice,
  moveChoice,
  putOnSale,
} from '../catalog/actions.materials.ts';
import { type ChoiceKind, choiceSlugs } from '../catalog/queries.materials.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { en } from '../words/en.ts';

export interface ChoiceDeps {
  db: Db;
  clock: Clock;
  shop: { refresh(): Promise<boolean> };
}

/** Which one, and who changes it. */
export interface Chosen {
  kind: ChoiceKind;
  slug: string;
  who: string;
}

/** Throws `Refusal('taken')`, 422, for a code that is there already. */
export async function makeChoice(
  deps: ChoiceDeps,
  { kind, slug, who }: Chosen,
  facts: ChoiceFacts,
): Promise<void> {
  const now = deps.clock();
  try {
    await transaction(deps.db, async (tx) => {
      await addChoice(tx, kind, slug, facts);
      await writeAudit(tx, { who, what: `${kind}.saved`, subject: slug, after: inWords(facts), now });
    });
  } catch (error) {
    // of both tables the code is the primary key, which PostgreSQL names like an id
    if (!isUniqueViolation(error)) throw error;
    const { taken } = en.materials.problems;
    throw new Refusal('taken', taken, { status: 422, problems: { slug: taken } });
  }
  await deps.shop.refresh();
}

export async function saveChoice(
  deps: ChoiceDeps,
  { kind, slug, who }: Chosen,
  facts: ChoiceFacts,
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const before = await changeChoice(tx, kind, slug, facts);
    const change = { before: inWords(before), after: inWords(facts) };
    await writeAudit(tx, { who, what: `${kind}.saved`, subject: slug, ...change, now });
  });
  await deps.shop.refresh();
}

/** Pressed twice, it is the same as once. */
export async function decideSale(
  deps: ChoiceDeps,
  { kind, slug, who }: Chosen,
  onSale: boolean,
): Promise<void> {
  const now = deps.clock();
  const { on, off } = en.materials.states;
  await transaction(deps.db, async (tx) => {
    if (!(await putOnSale(tx, kind, slug, onSale))) return;
    const change = onSale ? { before: off, after: on } : { before: on, after: off };
    await writeAudit(tx, { who, what: `${kind}.sale`, subject: slug, ...change, now });
  });
  await deps.shop.refresh();
}

export async function reorderChoice(
  deps: ChoiceDeps,
  { kind, slug, who }: Chosen,
  direction: 'up' | 'down',
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const before = (await choiceSlugs(tx, kind)).join(', ');
    const after = (await moveChoice(tx, kind, slug, direction)).join(', ');
    if (after !== before)
      await writeAudit(tx, { who, what: `${kind}.moved`, subject: slug, before, after, now });
  });
  await deps.shop.refresh();
}

function inWords({ name, description, swatch, ...roll }: ChoiceFacts): string {
  const { thicknessUm, outdoorYears, rollWidthMm, stockSku } = roll;
  const t = en.materials;
  const facts = [
    thicknessUm > 0 && t.micrometres(thicknessUm),
    outdoorYears > 0 && t.years(outdoorYears),
    rollWidthMm > 0 && t.rollWidth(String(rollWidthMm)),
    stockSku,
  ];
  return [name, description, swatch, ...facts].filter(Boolean).join(' · ');
}
