// Asking carriers that have been silent for too long.
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import type { Log } from '../lib/log.ts';
import { OutsideFailure } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { addTracking } from './actions.news.ts';
import type { Carrier } from './carrier.ts';
import { codeKey } from './carriers.ts';
import { getShipment, silentParcels } from './queries.parcels.ts';
import { isPolledNoMore, nextPoll } from './schedule.ts';
import { isOver } from './status.ts';

export interface PollDeps {
  db: Db;
  clock: Clock;
  log: Log;
  carrier: Carrier;
  workerPace: number;
}

const AT_ONCE = 4;
const MOST = 100;

export async function pollTrackers(deps: PollDeps): Promise<void> {
  if (deps.carrier.name === 'manual') return;
  const silent = (await silentParcels(deps.db, deps.clock(), MOST)).values();
  const askAll = async () => {
    for (const parcel of silent) await pollOne(deps, parcel);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askAll));
}

interface Silent {
  id: string;
  trackerId: string | null;
  status: string;
  createdAt: Date;
}

async function pollOne(deps: PollDeps, { id, trackerId, status, createdAt }: Silent): Promise<void> {
  const now = deps.clock();
  const isDone = isOver(status) || trackerId === null || isPolledNoMore(createdAt, now);
  const claimed = await deps.db.shipment.updateMany({
    where: { id, nextPollAt: { lte: now } },
    data: { nextPollAt: isDone ? null : nextPoll(now, deps.workerPace), polledAt: now },
  });
  if (claimed.count === 0 || isDone) return;
  try {
    const tracking = await deps.carrier.ask(trackerId);
    await transaction(deps.db, async (tx) => {
      const parcel = await getShipment(tx, id);
      // corrected while the carrier was asked
      if (parcel.codeKey !== codeKey(tracking.trackingCode)) return;
      await addTracking(tx, id, tracking, deps.clock());
    });
  } catch (error) {
    if (!(error instanceof OutsideFailure)) throw error;
    deps.log.warn({ parcel: id, code: error.code }, 'the carrier could not be asked');
  }
}
