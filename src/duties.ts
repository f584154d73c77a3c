// What the worker looks after, and how often.
import { tellLowStock } from './admin/actions.low-stock.ts';
import { sweepDrafts } from './artwork/actions.sweep.ts';
import type { Deps } from './compose.ts';
import { checkLevels } from './inventory/actions.check.ts';
import { earlier, HOUR, MINUTE, SECOND } from './lib/time.ts';
import { sendDueLetters } from './mail/actions.ts';
import { cancelOverdueOrders, reconcilePayments } from './payments/actions.ask.ts';
import { checkPayments } from './payments/actions.check.ts';
import { retryKeptNotices } from './payments/actions.notice.ts';
import { sendDueRefunds } from './payments/actions.refund.send.ts';
import { giveWay } from './payments/actions.uncovered.ts';
import { publishDueSheets } from './pricing/actions.sheets.ts';
import { makePrintFiles } from './production/actions.make.ts';
import { retryCarrierNotices } from './shipping/actions.notice.ts';
import { pollTrackers } from './shipping/actions.poll.ts';
import { forgetOldRates } from './shipping/actions.rates.ts';
import { finishParcels } from './shipping/actions.tasks.ts';
import { findTroubledParcels } from './shipping/actions.trouble.ts';
import type { Duty } from './worker.ts';

/** In every process, whether it works or only serves pages. */
export function dutiesOfEveryProcess(deps: Deps): Duty[] {
  return [
    { name: 'shop data', every: SECOND, work: () => deps.shop.refresh() },
    { name: 'the shelf', every: SECOND, work: () => deps.shelf.look() },
  ];
}

export function dutiesOfWorker(deps: Deps): Duty[] {
  const post = { ...deps, pace: deps.workerPace };
  return [
    { name: 'letters', every: SECOND, work: () => sendDueLetters(post) },
    { name: 'open payments', every: SECOND, work: () => reconcilePayments(deps) },
    { name: 'the gateway’s books', every: 5 * SECOND, work: () => checkPayments(deps) },
    { name: 'kept notices', every: SECOND, work: () => retryKeptNotices(deps) },
    { name: 'refunds', every: SECOND, work: () => sendDueRefunds(deps) },
    { name: 'scheduled prices', every: SECOND, work: () => publishScheduled(deps) },
    { name: 'print files', every: SECOND, work: () => makePrintFiles(deps) },
    { name: 'levels', every: 10 * SECOND, work: () => checkLevels(deps) },
    { name: 'low stock', every: 2 * SECOND, work: () => tellLowStock(deps) },
    { name: 'paid and not in stock', every: 5 * SECOND, work: () => giveWay(deps) },
    { name: 'parcels', every: SECOND, work: () => finishParcels(deps) },
    { name: 'notices of the carrier', every: SECOND, work: () => retryCarrierNotices(deps) },
    { name: 'silent carriers', every: SECOND, work: () => pollTrackers(deps) },
    { name: 'old offers of carriers', every: HOUR, work: () => forgetOldRates(deps) },
    { name: 'parcels in trouble', every: MINUTE, work: () => findTroubledParcels(deps) },
    { name: 'unpaid orders', every: 10 * SECOND, work: () => cancelOverdueOrders(deps) },
    { name: 'old drafts', every: HOUR, work: () => sweepDrafts(deps) },
    { name: 'old sessions', every: HOUR, work: () => sweepSessions(deps) },
  ];
}

/** This process sells by it at once, the others within a second. */
async function publishScheduled(deps: Deps): Promise<void> {
  if ((await publishDueSheets(deps)) > 0) await deps.shop.refresh();
}

/** Sessions and sign-in tries whose time is over. */
async function sweepSessions({ db, clock }: Deps): Promise<void> {
  await db.session.deleteMany({ where: { expiresAt: { lt: clock() } } });
  await db.signInTry.deleteMany({ where: { at: { lt: earlier(clock(), 24 * 60 * MINUTE) } } });
}
