// Buying a label: our own row first, then the provider, then what it sold. Whatever breaks off in between is
// looked up at the provider and finished.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { isUniqueViolation } from '../db/trouble.ts';
import type { Log } from '../lib/log.ts';
import { OutsideFailure, Refusal } from '../lib/refusal.ts';
import { later } from '../lib/time.ts';
import { lockOrder, noteEvent } from '../orders/actions.move.ts';
import { en } from '../words/en.ts';
import {
  contentsOf,
  liveParcels,
  mustBeSendable,
  named,
  newParcel,
  type ParcelDeps,
  pageOf,
  tellSent,
} from './actions.ts';
import type { BoughtLabel, Carrier } from './carrier.ts';
import { carrierName, codeKey } from './carriers.ts';
import type { Content } from './contents.ts';
import { getOrder, getShipment } from './queries.parcels.ts';
import { CLAIM, nextPoll, nextTry } from './schedule.ts';

export interface BuyDeps extends ParcelDeps {
  carrier: Carrier;
  log: Log;
}

export interface Purchase {
  number: string;
  who: string;
  rateId: string;
  another: boolean;
}

const TRIES = 5;

/**
 * `already`: there is a parcel, or somebody else's press buys it this moment. Throws `OutsideFailure` while the
 * provider is out of reach (the purchase goes on by itself), `Refusal('label_refused')` when it says no.
 */
export async function buyParcel(deps: BuyDeps, purchase: Purchase): Promise<'bought' | 'already'> {
  const claimed = await claimPurchase(deps, purchase);
  if (claimed === null) return 'already';
  await carryOutPurchase(deps, claimed);
  return 'bought';
}

async function claimPurchase(deps: BuyDeps, purchase: Purchase): Promise<string | null> {
  for (let tries = TRIES; ; tries -= 1) {
    try {
      return await claimOnce(deps, purchase);
    } catch (error) {
      // pressed twice at once: the other press has the place, so look again
      if (tries === 1 || !isUniqueViolation(error)) throw error;
    }
  }
}

function claimOnce(deps: BuyDeps, { number, who, rateId, another }: Purchase): Promise<string | null> {
  const now = deps.clock();
  return transaction(deps.db, async (tx) => {
    const { id: orderId } = await getOrder(tx, { number });
    await lockOrder(tx, orderId);
    const order = await getOrder(tx, { id: orderId });
    const rate = await tx.shippingRate.findUnique({ where: { id: rateId } });
    if (!rate || rate.orderId !== order.id) throw new Refusal('rate_gone', en.parcels.rateGone);
    const there = liveParcels(order);
    const open = there.find((parcel) => parcel.task === 'buy');
    const isSame = there.some(({ gatewayId }) => gatewayId === rate.gatewayId);
    if (open && (isSame || !another)) return (await retakePurchase(tx, open.id, now)) ? open.id : null;
    if (there.length > 0 && (!another || isSame)) return null;
    if (order.shipments.some(({ gatewayId }) => gatewayId === rate.gatewayId))
      throw new Refusal('rate_gone', en.parcels.rateGone);

    mustBeSendable(order);
    const asked = JSON.parse(rate.contents) as Content[]; // ours
    const contents = asked.length === 0 ? [] : contentsOf(order, asked);
    await tx.shipment.create({
      data: {
        ...(await newParcel(tx, order, { who, contents, now })),
        id: rate.parcelId,
        carrier: carrierName(rate.carrier),
        service: rate.service,
        provider: 'easypost',
        gatewayId: rate.gatewayId,
        rateId,
        costCents: rate.cents,
        weightGrams: rate.weightGrams,
        task: 'buy',
        attempts: 1,
        nextTryAt: later(now, CLAIM),
      },
    });
    return rate.parcelId;
  });
}

/** Pressed again while the provider was out of reach: tried again at once, unless somebody is just at it. */
async function retakePurchase(tx: Tx, id: string, now: Date): Promise<boolean> {
  const claimed = await tx.shipment.updateMany({
    where: { id, task: 'buy', error: { not: '' } },
    data: takenInHand(now),
  });
  return claimed.count === 1;
}

/** An error stands there only while nobody is at it. */
export function takenInHand(now: Date) {
  return { error: '', attempts: { increment: 1 }, nextTryAt: later(now, CLAIM) };
}

/** The caller has claimed the parcel. */
export async function carryOutPurchase(deps: BuyDeps, id: string): Promise<void> {
  const { gatewayId, rateId, attempts } = await getShipment(deps.db, id);
  if (gatewayId === null || rateId === null) return;
  try {
    // what an earlier try began may have come to its end
    const bought =
      (attempts > 1 ? await deps.carrier.look(gatewayId) : null) ??
      (await deps.carrier.buy({ gatewayId, rateId }));
    await storeLabel(deps, id, bought);
  } catch (error) {
    if (!(error instanceof OutsideFailure)) throw error;
    if (!error.permanent) {
      await tryLater(deps, id, error);
      throw error;
    }
    await giveUp(deps, id, error);
    throw new Refusal('label_refused', en.parcels.refused(error.message));
  }
}

async function storeLabel(deps: BuyDeps, id: string, bought: BoughtLabel): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const { orderId } = await getShipment(tx, id);
    await lockOrder(tx, orderId);
    const parcel = await getShipment(tx, id);
    const carrier = carrierName(bought.carrier || parcel.carrier);
    const { trackingCode } = bought;
    const label = {
      carrier,
      trackingCode,
      codeKey: codeKey(trackingCode),
      url: pageOf(deps, carrier, trackingCode) || bought.url,
      service: bought.service || parcel.service,
      costCents: bought.costCents ?? parcel.costCents,
      trackerId: bought.trackerId,
    };
    const done = { attempts: 0, error: '', nextTryAt: now };
    const claimed = await tx.shipment.updateMany({
      where: { id, task: 'buy', voidedAt: null },
      data: {
        ...label,
        ...done,
        status: 'pre_transit',
        task: 'label',
        shippedAt: now,
        nextPollAt: nextPoll(now, deps.workerPace),
      },
    });
    if (claimed.count === 0) {
      // taken back while it was being bought: the label goes back, too
      await tx.shipment.updateMany({
        where: { id, voidedAt: { not: null }, trackingCode: '' },
        data: { ...label, ...done, task: 'refund' },
      });
      return;
    }
    const order = await getOrder(tx, { id: orderId });
    await tellSent(tx, order, { shipment: { id, ...label }, who: parcel.who, now });
  });
}

async function tryLater(deps: BuyDeps, id: string, error: OutsideFailure): Promise<void> {
  const now = deps.clock();
  const { attempts } = await getShipment(deps.db, id);
  deps.log.warn({ parcel: id, attempt: attempts, code: error.code }, 'label not bought yet');
  await deps.db.shipment.updateMany({
    where: { id, task: 'buy' },
    data: {
      error: error.message.slice(0, 300),
      nextTryAt: nextTry(attempts, now, deps.workerPace),
    },
  });
}

/** The provider will never sell it: the row stays as what was tried, and the order is free for another offer. */
async function giveUp(deps: BuyDeps, id: string, error: OutsideFailure): Promise<void> {
  const now = deps.clock();
  const why = error.message.slice(0, 300);
  await transaction(deps.db, async (tx) => {
    const claimed = await tx.shipment.updateMany({
      where: { id, task: 'buy', voidedAt: null },
      data: { task: null, nextTryAt: null, voidedAt: now, status: 'cancelled', error: why },
    });
    if (claimed.count === 0) return;
    const parcel = await getShipment(tx, id);
    const order = await getOrder(tx, { id: parcel.orderId });
    const { who } = parcel;
    await noteEvent(tx, { orderId: order.id, who, event: 'label_refused', why, now });
    const change = { subject: order.number, orderId: order.id, before: named(parcel), after: why };
    await writeAudit(tx, { who, what: 'parcel.refused', ...change, now });
  });
}
