// The shop's side of the tests with the sandbox: a clock that stands still, a gateway, an ear for webhooks.
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Stripe } from 'stripe';
import { stripeGateway } from '../../src/payments/gateway.stripe.ts';
import type { GatewayNotice, PaymentGateway, PayRequest } from '../../src/payments/gateway.ts';
import {
  type StripeSandbox,
  type StripeSandboxOptions,
  startStripeSandbox,
} from '../../src/sandbox/stripe.ts';

export const SECRET_KEY = 'sk_test_ada';
export const WEBHOOK_SECRET = 'whsec_ada';
export const NOON = new Date('2026-11-24T12:00:00.000Z');

export interface Ear {
  url: string;
  /** Every genuine notice, in the order of arrival. */
  notices: GatewayNotice[];
  /** The raw deliveries, forged ones included. */
  deliveries: { body: Buffer; signature: string }[];
  /** What the shop answers from now on. */
  answer: number;
  close(): Promise<void>;
}

export interface World {
  sandbox: StripeSandbox;
  gateway: PaymentGateway;
  /** The official SDK, for what the shop itself never asks. */
  stripe: Stripe;
  ear: Ear;
  pass(ms: number): void;
  close(): Promise<void>;
}

export async function openWorld(options: Partial<StripeSandboxOptions> = {}): Promise<World> {
  let now = NOON;
  const clock = () => now;
  const ear = await openEar(clock);
  const sandbox = await startStripeSandbox({
    secretKey: SECRET_KEY,
    webhookSecret: WEBHOOK_SECRET,
    webhookUrl: ear.url,
    clock,
    firstRetryMs: 10,
    ...options,
  });
  return {
    sandbox,
    gateway: gatewayTo(sandbox.origin, clock),
    stripe: sdkTo(sandbox.origin),
    ear,
    pass(ms) {
      now = new Date(now.getTime() + ms);
      sandbox.sweep();
    },
    async close() {
      await sandbox.close();
      await ear.close();
    },
  };
}

export function gatewayTo(apiBase: string, now: () => Date = () => NOON): PaymentGateway {
  return stripeGateway({
    secretKey: SECRET_KEY,
    webhookSecrets: [WEBHOOK_SECRET],
    apiBase,
    now,
    timeoutMs: 1_000,
  });
}

export function sdkTo(origin: string, secretKey = SECRET_KEY): Stripe {
  const { hostname: host, port } = new URL(origin);
  return new Stripe(secretKey, { host, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 });
}

async function openEar(now: () => Date): Promise<Ear> {
  const gateway = gatewayTo('http://127.0.0.1:1', now);
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const signature = String(request.headers['stripe-signature']);
    ear.deliveries.push({ body, signature });
    try {
      if (ear.answer === 200) ear.notices.push(gateway.readNotice(body, signature));
      response.writeHead(ear.answer).end();
    } catch {
      response.writeHead(400).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ear: Ear = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`,
    notices: [],
    deliveries: [],
    answer: 200,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return ear;
}

/** Ada's order: two sticker lines, delivery and tax, $70.20 in all. */
export function adasRequest(changes: Partial<PayRequest> = {}): PayRequest {
  return {
    orderNumber: 'KC-7K3M-9QXF',
    paymentId: '0193-payment-of-ada',
    email: 'ada@example.com',
    currency: 'USD',
    lines: [
      { name: '100 × die-cut stickers, 76 × 76 mm & „Größe“', amountCents: 5_500, quantity: 1 },
      { name: 'Sample pack', amountCents: 500, quantity: 2 },
      { name: 'Tax', amountCents: 520, quantity: 1 },
    ],
    successUrl: 'http://127.0.0.1:3000/orders/KC-7K3M-9QXF/landing?key=k%26y',
    cancelUrl: 'http://127.0.0.1:3000/orders/KC-7K3M-9QXF?key=k%26y',
    expiresAt: '2026-11-24T12:31:00Z',
    ...changes,
  };
}
