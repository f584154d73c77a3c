// Orders in the back office: the list, the order, and what staff do to it.
import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import {
  addNote,
  type ByStaff,
  changeAddress,
  finishProduction,
  holdOrder,
  releaseOrder,
  startProduction,
} from '../orders/actions.staff.ts';
import {
  firstLinesOf,
  listOrders,
  ORDER_SORTS,
  type OrderFilter,
  type OrderRow,
  type OrderSort,
} from '../orders/queries.list.ts';
import { ORDER_STATUSES } from '../orders/transitions.ts';
import { cancelByStaff } from '../payments/actions.cancel.ts';
import type { StartDeps } from '../payments/actions.start.ts';
import { en } from '../words/en.ts';
import { cancellationFields, deliveryAddressFields, holdFields, noteFields } from './forms.ts';
import { answerList, type List } from './list.ts';
import type { CameBack } from './pages.order.ts';
import { ORDER_COLUMNS, orderItem, ordersPage } from './pages.orders.ts';
import { carryOut, carryOutForm, deskAt, showOrder } from './routes.order-page.ts';
import { handlesMoney, MONEY, only } from './routes.permissions.ts';
import { goToScanned } from './routes.scanned.ts';
import { sendOffice, whoIs } from './shell.ts';

export type OrderDeps = StartDeps;

const { done, addressSaved } = en.admin.order;

export function orderRoutes(deps: OrderDeps): Router {
  const router = Router();
  const list = ordersList(deps);
  router.get('/orders', goToScanned(deps), (req, res) =>
    answerList(req, res, list, async (shown) => {
      const ids = shown.found.rows.map(({ id }) => id);
      const firstLines = await firstLinesOf(deps.db, ids);
      sendOffice(req, res, 'list', ordersPage(shown, { firstLines, mayDraft: handlesMoney(req) }));
    }),
  );
  router.get('/orders/:number', async (req, res) => showOrder(await deskAt(deps, req, res)));
  const cashiers = only(MONEY, en.money.notAllowed);
  for (const [verb, move] of Object.entries(moves(deps))) {
    // a paid order that is cancelled sends all of its money back
    const doors = verb === 'cancellation' ? [cashiers] : [];
    router.post(`/orders/:number/${verb}`, ...doors, move);
  }
  return router;
}

/** What stands behind `/orders/:number/` in each address. */
function moves(deps: OrderDeps) {
  return {
    production: pressed(deps, done.production, startProduction),
    ready: pressed(deps, done.ready, finishProduction),
    release: pressed(deps, done.release, releaseOrder),
    hold: filledIn(deps, 'hold', holdFields, async (by, { reason }) => {
      await holdOrder(deps, { ...by, why: reason });
      return done.hold;
    }),
    notes: filledIn(deps, 'note', noteFields, async (by, { text }) => {
      await addNote(deps, { ...by, text });
      return done.note;
    }),
    address: filledIn(deps, 'address', deliveryAddressFields, async (by, address) => {
      await changeAddress(deps, { ...by, address });
      return addressSaved;
    }),
    cancellation: filledIn(deps, 'cancellation', cancellationFields, async (by, { reason, restock }) => {
      const after = await cancelByStaff(deps, { ...by, why: reason, restock });
      return after === 'cancelled' ? done.cancelled : done.refundDue;
    }),
  };
}

/** A button without fields. */
function pressed(deps: OrderDeps, said: string, act: (deps: OrderDeps, by: ByStaff) => Promise<void>) {
  return async (req: Request, res: Response): Promise<void> => {
    const desk = await deskAt(deps, req, res);
    await carryOut(desk, async () => {
      await act(deps, { number: desk.number, who: whoIs(req) });
      return said;
    });
  };
}

function filledIn<S extends z.ZodType>(
  deps: OrderDeps,
  name: CameBack['form'],
  schema: S,
  act: (by: ByStaff, value: z.output<S>, req: Request) => Promise<string | null>,
) {
  return async (req: Request, res: Response): Promise<void> => {
    const desk = await deskAt(deps, req, res);
    const by = { number: desk.number, who: whoIs(req) };
    await carryOutForm(desk, { name, schema }, (value) => act(by, value, req));
  };
}

/** What an id looks like, so that a customer's page can show only their orders. */
const ID = /^[0-9a-f-]{36}$/;

export function ordersList(deps: Pick<OrderDeps, 'db' | 'clock'>): List<OrderRow, OrderSort, OrderFilter> {
  return {
    path: '/admin/orders',
    sorts: ORDER_SORTS,
    firstSort: '-placedAt',
    filters: {
      status: ORDER_STATUSES,
      payment: ['succeeded', 'failed', 'pending'],
      due: ['overdue'],
      stock: ['lacking'],
      customer: ID,
    },
    find: (wanted) => listOrders(deps.db, wanted, deps.clock()),
    toItem: orderItem,
    columns: ORDER_COLUMNS,
  };
}
