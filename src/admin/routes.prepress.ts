// The lines that wait for prepress, in the back office. What is done about them is done on the order's page.
import { Router } from 'express';
import type { Db } from '../db/open.ts';
import type { Clock } from '../lib/time.ts';
import {
  listPrepress,
  PREPRESS_SORTS,
  type PrepressRow,
  type PrepressSort,
  picturesOfLines,
} from '../orders/queries.prepress.ts';
import { answerList, type List } from './list.ts';
import { PREPRESS_COLUMNS, prepressItem, prepressPage } from './pages.prepress.ts';
import { sendOffice } from './shell.ts';

export interface PrepressDeps {
  db: Db;
  clock: Clock;
}

export function prepressRoutes(deps: PrepressDeps): Router {
  const router = Router();
  const list: List<PrepressRow, PrepressSort, never> = {
    path: '/admin/prepress',
    sorts: PREPRESS_SORTS,
    firstSort: 'paidAt',
    filters: {},
    find: (wanted) => listPrepress(deps.db, wanted),
    toItem: prepressItem,
    columns: PREPRESS_COLUMNS,
  };
  router.get('/prepress', (req, res) =>
    answerList(req, res, list, async (shown) => {
      const pictures = await picturesOfLines(
        deps.db,
        shown.found.rows.map(({ lineId }) => lineId),
      );
      sendOffice(req, res, 'list', prepressPage(shown, { pictures, now: deps.clock() }));
    }),
  );
  return router;
}
