// The back office with an EasyPost that stands beside it: the official SDK talks to the sandbox over HTTP.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { type EasyPostSandbox, startEasyPostSandbox } from '../../src/sandbox/easypost.ts';
import { retryCarrierNotices } from '../../src/shipping/actions.notice.ts';
import { pollTrackers } from '../../src/shipping/actions.poll.ts';
import { finishParcels } from '../../src/shipping/actions.tasks.ts';
import { easypostCarrier } from '../../src/shipping/carrier.easypost.ts';
import { easypostWebhookRoutes } from '../../src/shipping/routes.webhook.ts';
import { answerErrors } from '../../src/web/errors.ts';
import { type Office, openOffice, paidOrder } from '../admin/office.ts';

export const API_KEY = 'EZTKtest';
export const WEBHOOK_SECRET = 'sécret';

export type Dispatch = Awaited<ReturnType<typeof openDispatch>>;

export async function openDispatch({ timeoutMs = 4_000 } = {}) {
  const clock: { now: () => Date } = { now: () => new Date() };
  const sandbox = await startEasyPostSandbox({
    apiKey: API_KEY,
    webhookSecret: WEBHOOK_SECRET,
    clock: () => clock.now(),
    firstRetryMs: 20,
  });
  const carrier = easypostCarrier({
    apiKey: API_KEY,
    webhookSecrets: ['older', WEBHOOK_SECRET],
    apiBase: sandbox.apiBase,
    timeoutMs,
  });
  const office = await openOffice({ carrier });
  clock.now = office.clock;
  const server = await listening(office);
  const { port } = server.address() as AddressInfo; // listening on TCP
  const webhookUrl = `http://127.0.0.1:${port}/webhooks/easypost`;
  sandbox.deliverTo(webhookUrl);
  return {
    ...office,
    office,
    sandbox,
    webhookUrl,
    async close() {
      await sandbox.close();
      server.closeAllConnections();
      server.close();
      await office.close();
    },
    /** One look of the worker. */
    async work() {
      await finishParcels(office);
      await retryCarrierNotices(office);
      await pollTrackers(office);
    },
    /** Every webhook has come. */
    settled: () => sandbox.settled(),
  };
}

function listening(office: Office): Promise<Server> {
  const app = express();
  app.use(easypostWebhookRoutes(office), answerErrors(office));
  const server = createServer(app);
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

export async function rates({ sam }: Dispatch, number: string) {
  const { body } = await sam.json(`/admin/orders/${number}/rates`).expect(200);
  return body.rates as { id: string; carrier: string; service: string; cents: number; days: number }[];
}

/** An order with a bought label. */
export async function boughtParcel(dispatch: Dispatch) {
  const order = await paidOrder(dispatch.office);
  const [cheapest] = await rates(dispatch, order.number);
  await dispatch.sam
    .send(`/admin/orders/${order.number}/shipments`, { rateId: cheapest?.id ?? '' })
    .expect(303);
  const shipment = await dispatch.db.shipment.findFirstOrThrow({ where: { orderId: order.id } });
  return { order, shipment };
}

export type { EasyPostSandbox };
