// Notices of the carrier: stored once by their id, believed in the same transaction, looked at again when they
// came before we knew their parcel.
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import { backOff, type Clock, DAY, later, MINUTE, SECOND } from '../lib/time.ts';
import { addTracking } from './actions.news.ts';
import type { Carrier, CarrierNotice, Tracking } from './carrier.ts';
import { codeKey } from './carriers.ts';
import { matchParcel } from './match.ts';
import { keptCarrierNotices, parcelsAbout } from './queries.parcels.ts';
import { nextPoll } from './schedule.ts';

export interface NoticeDeps {
  db: Db;
  clock: Clock;
  carrier: Pick<Carrier, 'readKept'>;
  workerPace: number;
}

/** Notices about parcels of somebody else come too, when one account serves several shops. */
const KEEP_TRYING = 35 * DAY;
const FIRST_TRY = SECOND;
const LONGEST_WAIT = 5 * MINUTE;

/** Answers when the notice and all it means are stored for good. The same notice twice means nothing new. */
export async function receiveCarrierNotice(
  deps: NoticeDeps,
  notice: CarrierNotice,
  body: string,
): Promise<void> {
  for (let tries = 3; ; tries -= 1) {
    try {
      return await transaction(deps.db, (tx) => storeAndBelieve(tx, deps, notice, body));
    } catch (error) {
      // told by two connections at once
      if (isUniqueViolation(error, 'id') && (await isStored(deps, notice.id))) return;
      if (tries === 1 || !isUniqueViolation(error)) throw error;
    }
  }
}

async function isStored(deps: NoticeDeps, id: string): Promise<boolean> {
  return (await deps.db.carrierNotice.count({ where: { id } })) > 0;
}

async function storeAndBelieve(tx: Tx, deps: NoticeDeps, notice: CarrierNotice, body: string): Promise<void> {
  const { id, description } = notice;
  if (await tx.carrierNotice.findUnique({ where: { id }, select: { id: true } })) return;
  const now = deps.clock();
  const outcome = await believe(tx, deps, notice, now);
  const isKept = outcome === 'unknown';
  await tx.carrierNotice.create({
    data: {
      id,
      description: description.slice(0, 100),
      codeKey: notice.tracking ? codeKey(notice.tracking.trackingCode) : '',
      body,
      receivedAt: now,
      status: isKept ? 'kept' : outcome === 'nothing_of_ours' ? 'ignored' : 'processed',
      nextTryAt: isKept ? later(now, FIRST_TRY) : null,
      outcome,
    },
    select: { id: true },
  });
}

type Outcome = 'news' | 'refund' | 'unknown' | 'nothing_of_ours';

async function believe(tx: Tx, deps: NoticeDeps, notice: CarrierNotice, now: Date): Promise<Outcome> {
  if (notice.tracking) return believeTracking(tx, deps, notice.tracking, now);
  if (!notice.refund) return 'nothing_of_ours';
  const { gatewayId, refund } = notice.refund;
  const known = await tx.shipment.updateMany({ where: { gatewayId }, data: { refund } });
  return known.count === 0 ? 'unknown' : 'refund';
}

/** Inside the caller's transaction, for notices and answers alike. */
export async function believeTracking(
  tx: Tx,
  deps: Pick<NoticeDeps, 'workerPace'>,
  tracking: Tracking,
  now: Date,
): Promise<'news' | 'unknown'> {
  const about = { ...tracking, codeKey: codeKey(tracking.trackingCode) };
  const parcel = matchParcel(await parcelsAbout(tx, about), tracking);
  if (!parcel) return 'unknown';
  await addTracking(tx, parcel.id, tracking, now);
  await tx.shipment.updateMany({
    where: { id: parcel.id, voidedAt: null, nextPollAt: { not: null } },
    data: { nextPollAt: nextPoll(now, deps.workerPace) },
  });
  return 'news';
}

export async function retryCarrierNotices(deps: NoticeDeps): Promise<void> {
  for (const { id, body, attempts } of await keptCarrierNotices(deps.db, deps.clock(), 200)) {
    const notice = deps.carrier.readKept(body);
    await transaction(deps.db, async (tx) => {
      const now = deps.clock();
      const outcome = await believe(tx, deps, notice, now);
      const next =
        outcome === 'unknown' ? again(deps, attempts + 1, now) : { status: 'processed', nextTryAt: null };
      await tx.carrierNotice.update({
        where: { id },
        data: { ...next, outcome, attempts: { increment: 1 } },
        select: { id: true },
      });
    });
  }
}

function again({ workerPace }: NoticeDeps, attempts: number, now: Date) {
  if (attempts * LONGEST_WAIT > KEEP_TRYING) return { status: 'ignored', nextTryAt: null };
  return {
    status: 'kept',
    nextTryAt: later(now, backOff(attempts + 1, FIRST_TRY, LONGEST_WAIT) / workerPace),
  };
}
