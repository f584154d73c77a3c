// The first page of the back office.
import { Router } from 'express';
import type { Db } from '../db/open.ts';
import type { Clock } from '../lib/time.ts';
import { firstLinesOf, listOrders } from '../orders/queries.list.ts';
import { OPEN_STATUSES } from '../orders/transitions.ts';
import { todayPage } from './pages.today.ts';
import { countToday } from './queries.today.ts';
import { sendOffice } from './shell.ts';

export interface TodayDeps {
  db: Db;
  clock: Clock;
  shop: { now(): { priceSheet: { currency: string } } };
}

const SHOWN_NEXT = 10;

export function todayRoutes(deps: TodayDeps): Router {
  const router = Router();
  router.get('/', async (req, res) => {
    const now = deps.clock();
    const midnight = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
    const filters = { status: OPEN_STATUSES, payment: [], due: [], stock: [], customer: [] };
    const soonest = { by: 'dueAt', descending: false } as const;
    const wanted = { words: [], filters, sort: soonest, skip: 0, take: SHOWN_NEXT };
    const [today, { rows: next }] = await Promise.all([
      countToday(deps.db, now, midnight),
      listOrders(deps.db, wanted, now),
    ]);
    const firstLines = await firstLinesOf(
      deps.db,
      next.map(({ id }) => id),
    );
    const { currency } = deps.shop.now().priceSheet;
    sendOffice(req, res, 'today', todayPage({ today, now, midnight, currency, next, firstLines }));
  });
  return router;
}
