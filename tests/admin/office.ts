// The back office over HTTP: a demo shop behind it, Sam at the desk, Ada who buys, and fakes at the ports.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import request from 'supertest';
import { adminRoutes } from '../../src/admin/routes.ts';
import { staffOnly } from '../../src/admin/shell.ts';
import { sweepTemp } from '../../src/artwork/actions.ts';
import { startDecoder } from '../../src/artwork/decoder.pool.ts';
import { diskStore } from '../../src/artwork/store.disk.ts';
import { newId } from '../../src/lib/ids.ts';
import type { OrderHead } from '../../src/orders/actions.place.ts';
import { settleSession } from '../../src/payments/actions.settle.ts';
import { startPayment } from '../../src/payments/actions.start.ts';
import type { Carrier } from '../../src/shipping/carrier.ts';
import { formBody } from '../../src/web/body.ts';
import { answerErrors, sendNotFound } from '../../src/web/errors.ts';
import { renewSession, withVisitor } from '../../src/web/session.ts';
import { ADA, openWorld, orderPacks, placedOrder, someVisitor, type World } from '../support/world.ts';

export const SECRET = 's'.repeat(32);

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** `changes`: other adapters at the ports. */
export async function openOffice(changes: { carrier?: Carrier } = {}) {
  const world = { ...(await openWorld()), ...changes };
  const uploadsDir = mkdtempSync(path.join(tmpdir(), 'kisscut-office-'));
  await sweepTemp({ uploadsDir });
  const decoder = startDecoder({ log: world.log, deadlineMs: 60_000 });
  const store = { files: diskStore(uploadsDir), decoder, uploadsDir, maxUploadBytes: 1_000_000 };
  const app = express();
  app.use(withVisitor({ ...world, secrets: [SECRET], secure: false }));
  app.post('/test/sign-in/:kind/:id', async (req, res) => {
    const { kind, id } = req.params;
    await renewSession(req, kind === 'staff' ? { staffId: id } : { customerId: id });
    res.end();
  });
  app.use('/admin', staffOnly);
  app.use(formBody());
  app.use(
    adminRoutes({ ...world, ...store, secret: SECRET, pictureOf: async () => null }),
    sendNotFound,
    answerErrors(world),
  );

  const staff = async (name: string, role: string) => {
    const email = `${name.toLowerCase()}@example.com`;
    const data = {
      id: newId(),
      email,
      emailKey: email,
      name,
      role,
      passwordHash: '-',
      createdAt: world.clock(),
    };
    return desk(await signedIn(app, `staff/${(await world.db.staff.create({ data })).id}`));
  };
  return {
    ...world,
    ...store,
    async close() {
      await decoder.close();
      await world.close();
      rmSync(uploadsDir, { recursive: true });
    },
    sam: await staff('Sam', 'manager'),
    /** Somebody else who works here. */
    staff,
    nobody: desk(request.agent(app)),
    /** Signed in, but not as somebody who works here. */
    async customer(id: string) {
      return desk(await signedIn(app, `customer/${id}`));
    },
  };
}

async function signedIn(app: express.Express, who: string) {
  const agent = request.agent(app);
  await agent.post(`/test/sign-in/${who}`);
  return agent;
}

export type Desk = ReturnType<typeof desk>;

/** Keeps its cookies and follows no redirect. */
function desk(agent: ReturnType<typeof request.agent>) {
  return {
    page: (path: string) => agent.get(path).set('Accept', 'text/html'),
    json: (path: string) => agent.get(path).set('Accept', 'application/json'),
    send: (path: string, fields: object = {}) => agent.post(path).type('form').send(fields),
    /** A form sent by a program. */
    sendJson: (path: string, fields: object = {}) =>
      agent.post(path).set('Accept', 'application/json').type('form').send(fields),
    any: agent,
  };
}

type Contact = Partial<typeof ADA>;

/** An order whose payment page is open. */
export async function openOrder(world: World, contact: Contact = {}, quantity = 2): Promise<OrderHead> {
  const placed = await orderPacks(world, quantity, someVisitor(), { ...ADA, ...contact });
  const order = placedOrder(placed);
  await startPayment(world, order.id);
  return order;
}

export async function paidOrder(world: World, contact: Contact = {}, quantity = 2): Promise<OrderHead> {
  const order = await openOrder(world, contact, quantity);
  const { sessionId } = await world.db.payment.findFirstOrThrow({ where: { orderId: order.id } });
  await settleSession(world, world.gateway.set(sessionId ?? '', 'paid'));
  return order;
}

export const statusOf = async (world: World, order: { id: string }) =>
  (await world.db.order.findUniqueOrThrow({ where: { id: order.id } })).status;

export const letters = (world: World, kind: string) =>
  world.db.letter.findMany({ where: { kind }, orderBy: { createdAt: 'asc' } });

export const packs = (world: World) =>
  world.db.stockItem.findUniqueOrThrow({ where: { sku: 'sample-pack' } });

export const UPS = { carrier: 'UPS', trackingCode: '1Z 999 AA1 01 2345 6784' };
