// What staff do to the design of a line: finish its prepress, or put another in its place.
import { writeAudit } from '../accounts/actions.audit.ts';
import { keepCutLine } from '../artwork/actions.cut.ts';
import { useArtwork } from '../artwork/actions.ts';
import type { CutPath, CutWish } from '../artwork/cut.ts';
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { newId } from '../lib/ids.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { remakePrintFile } from '../production/actions.ts';
import { en } from '../words/en.ts';
import { noteEvent, statusOf } from './actions.move.ts';
import { findDesignedLine } from './queries.ts';
import { isBeforeShipping, type OrderStatus } from './transitions.ts';

type Deps = { db: Db; clock: Clock };

export interface LineByStaff {
  number: string;
  lineId: string;
  who: string;
}

const { office } = en.artwork;

/** From here on the line may be printed. */
export async function finishPrepress(deps: Deps, { number, lineId, who }: LineByStaff): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const line = await getLine(tx, { number, lineId });
    const { count } = await tx.orderLine.updateMany({
      where: { id: lineId, prepress: true, prepressDoneAt: null },
      data: { prepressDoneAt: now },
    });
    if (count === 0) throw new Refusal('nothing_to_prepare', office.prepressNothing);
    await remakePrintFile(tx, { lineId, now });
    const { order, name } = told(line);
    await noteEvent(tx, { orderId: order.id, who, event: 'prepress_done', why: name, now });
    const after = name;
    await writeAudit(tx, { who, what: 'line.prepress', subject: number, orderId: order.id, after, now });
  });
}

export interface Replacement extends LineByStaff {
  /** A new design that belongs to whom the old one belongs. */
  artworkId: string;
  cut: { wish: CutWish; cut: CutPath };
  why: string;
}

/** Price and size of the line stay as they were agreed; every design it ever had is kept, and told in its versions. */
export async function replaceArtwork(deps: Deps, replacement: Replacement): Promise<void> {
  const { number, artworkId, cut, who, why } = replacement;
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const line = await getLine(tx, replacement);
    const { order, name } = told(line);
    const status = statusOf(order.status);
    refuseAfterShipping(status);
    const cutLineId = await keepCutLine(tx, { artworkId, ...cut, now });
    const { count } = await tx.orderLine.updateMany({
      where: { id: line.id, artworkId: line.artworkId, order: { status } },
      data: { artworkId, cutLineId },
    });
    if (count === 0) throw new Refusal('changed_meanwhile', office.replacedMeanwhile);
    await remakePrintFile(tx, { lineId: line.id, now });
    await useArtwork(tx, [artworkId], now);
    await writeVersions(tx, line, { artworkId, cutLineId, who, why, at: now });
    await noteEvent(tx, { orderId: order.id, who, event: 'artwork_replaced', why: `${name}: ${why}`, now });
    await writeAudit(tx, {
      who,
      what: 'line.artwork',
      subject: number,
      orderId: order.id,
      before: line.artworkId ?? '',
      after: artworkId,
      now,
    });
  });
}

/** Throws when the parcel has left: what is in it stays as it was. */
export function refuseAfterShipping(status: OrderStatus): void {
  if (isBeforeShipping(status)) return;
  throw new Refusal('too_late', office.replacedTooLate(en.orders.status[status]));
}

type Line = Awaited<ReturnType<typeof getLine>>;

async function getLine(tx: Tx, { number, lineId }: { number: string; lineId: string }) {
  const line = await findDesignedLine(tx, { number, lineId });
  if (!line) throw new NotFound('order line');
  return line;
}

/** How the timeline calls it. */
function told({ order, position, title }: Line) {
  return { order, name: `${office.line(position)}, ${title}` };
}

/** The first replacement writes down what the customer sent, too. */
async function writeVersions(
  tx: Tx,
  line: Line,
  next: { artworkId: string; cutLineId: string; who: string; why: string; at: Date },
): Promise<void> {
  const last = line.versions.at(-1)?.version ?? 0;
  if (last === 0 && line.artworkId !== null) {
    const { artworkId, cutLineId, order } = line;
    const first = { artworkId, cutLineId, who: 'customer', at: order.placedAt };
    await tx.lineVersion.create({ data: { id: newId(), lineId: line.id, version: 1, ...first } });
  }
  const version = Math.max(last, 1) + 1;
  await tx.lineVersion.create({ data: { id: newId(), lineId: line.id, version, ...next } });
}
