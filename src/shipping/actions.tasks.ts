// What is still to be done with the provider, done by the worker: purchases that broke off, labels to fetch,
// codes to follow, labels to give back. Each is claimed first, and none twice at once.
import { OutsideFailure, Refusal } from '../lib/refusal.ts';
import { type BuyDeps, carryOutPurchase, takenInHand } from './actions.buy.ts';
import { type LabelDeps, labelOf } from './actions.label.ts';
import { codeKey } from './carriers.ts';
import { dueTasks, getShipment } from './queries.parcels.ts';
import { nextTry } from './schedule.ts';

export type TaskDeps = BuyDeps & LabelDeps;

type Task = 'buy' | 'label' | 'track' | 'refund';

const AT_ONCE = 4;
const MOST = 100;

export async function finishParcels(deps: TaskDeps): Promise<void> {
  if (deps.carrier.name === 'manual') return;
  const due = (await dueTasks(deps.db, deps.clock(), MOST)).values();
  const workOff = async () => {
    for (const { id } of due) await finishParcel(deps, id);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workOff));
}

/** One of them, when it is due; what fails is put off, and told to nobody. */
export async function finishParcel(deps: TaskDeps, id: string): Promise<void> {
  const now = deps.clock();
  const { task } = await getShipment(deps.db, id);
  if (task === null) return;
  const claimed = await deps.db.shipment.updateMany({
    where: { id, task, nextTryAt: { lte: now } },
    data: takenInHand(now),
  });
  if (claimed.count === 0) return;
  try {
    await TASKS[task as Task](deps, id); // the column holds nothing else
  } catch (error) {
    if (!(error instanceof OutsideFailure || error instanceof Refusal)) throw error;
    // a purchase notes its own failures
    if (task !== 'buy') await putOff(deps, { id, task, error });
  }
}

const TASKS: Record<Task, (deps: TaskDeps, id: string) => Promise<void>> = {
  buy: carryOutPurchase,

  async label(deps, id) {
    await labelOf(deps, id, 'pdf');
    const { trackerId } = await getShipment(deps.db, id);
    if (trackerId !== null) return finished(deps, id, 'label');
    // a label that came without its tracker is followed by its code
    await deps.db.shipment.updateMany({
      where: { id, task: 'label' },
      data: { task: 'track', nextTryAt: deps.clock(), attempts: 0, error: '' },
    });
  },

  async track(deps, id) {
    const { carrier, trackingCode } = await getShipment(deps.db, id);
    const { trackerId, trackingCode: told } = await deps.carrier.track({ carrier, trackingCode });
    if (codeKey(told) !== codeKey(trackingCode)) return finished(deps, id, 'track');
    const now = deps.clock();
    await deps.db.shipment.updateMany({
      // the code may have been corrected meanwhile
      where: { id, task: 'track', trackingCode },
      data: { task: null, nextTryAt: null, error: '', trackerId, nextPollAt: now },
    });
  },

  async refund(deps, id) {
    const { gatewayId } = await getShipment(deps.db, id);
    const bought = gatewayId === null ? null : await deps.carrier.look(gatewayId);
    const refund = gatewayId === null || !bought ? 'none' : await deps.carrier.refund(gatewayId);
    await deps.db.shipment.updateMany({ where: { id }, data: { refund } });
    await finished(deps, id, 'refund');
  },
};

async function finished(deps: TaskDeps, id: string, task: Task): Promise<void> {
  await deps.db.shipment.updateMany({
    where: { id, task },
    data: { task: null, nextTryAt: null, error: '', attempts: 0 },
  });
}

interface Failed {
  id: string;
  task: string;
  error: OutsideFailure | Refusal;
}

/** What can never be done is not tried again; the parcel goes its way without it. */
async function putOff(deps: TaskDeps, { id, task, error }: Failed): Promise<void> {
  const now = deps.clock();
  const isOver = error instanceof OutsideFailure && error.permanent;
  const { attempts } = await getShipment(deps.db, id);
  deps.log.warn({ parcel: id, task, attempt: attempts, permanent: isOver }, 'the carrier did not do it');
  await deps.db.shipment.updateMany({
    where: { id, task },
    data: {
      error: error.message.slice(0, 300),
      ...(isOver ? { task: null, nextTryAt: null } : { nextTryAt: nextTry(attempts, now, deps.workerPace) }),
      ...(isOver && task === 'refund' ? { refund: 'rejected' } : {}),
    },
  });
}

/** At the start of the only process there is: whoever had these in hand is dead. */
export async function takeBackParcels(deps: Pick<TaskDeps, 'db' | 'clock'>): Promise<void> {
  await deps.db.shipment.updateMany({
    where: { task: { not: null } },
    data: { nextTryAt: deps.clock() },
  });
  // papers that nobody waits for any more: their parcels go on the next one
  const broken = { status: 'asking', gatewayId: null };
  await deps.db.shipment.updateMany({ where: { manifest: broken }, data: { manifestId: null } });
  await deps.db.manifest.updateMany({ where: broken, data: { status: 'failed' } });
}
