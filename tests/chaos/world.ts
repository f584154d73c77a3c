// The built shop and a Stripe of its own beside it, so that the money's ledger survives whatever happens to the shop.
import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { RefundRow, SessionRow } from '../../src/sandbox/stripe.rows.ts';
import { type StripeSandbox, startStripeSandbox } from '../../src/sandbox/stripe.ts';
import { type Buyer, openBuyer } from '../support/http-buyer.ts';
import { OWNER, type RunningShop, startShop } from '../support/running-shop.ts';

const SECRET_KEY = 'sk_test_chaos';
const WEBHOOK_SECRET = 'whsec_chaos';

export interface Ledger {
  sessions: SessionRow[];
  refunds: RefundRow[];
}

export interface ChaosWorld {
  sandbox: StripeSandbox;
  /** Stays the same whatever is killed. */
  shopUrl: string;
  folder: string;
  kills: number;
  /** SIGKILL, and the next start. */
  killShop(): Promise<void>;
  ledger(): Promise<Ledger>;
  staff(): Promise<Buyer>;
  /** A webhook with a signature; answers the shop's status, 0 for no answer. */
  deliver(body: string, secret?: string): Promise<number>;
  close(): Promise<void>;
}

export async function openChaos(): Promise<ChaosWorld> {
  const sandbox = await startStripeSandbox({
    secretKey: SECRET_KEY,
    webhookSecret: WEBHOOK_SECRET,
    firstRetryMs: 200,
    debitMs: 3_000,
  });
  const env = {
    PAYMENTS: 'stripe',
    STRIPE_SECRET_KEY: SECRET_KEY,
    // a rotation is under way: the old one still counts
    STRIPE_WEBHOOK_SECRET: `whsec_next,${WEBHOOK_SECRET}`,
    STRIPE_API_BASE: sandbox.origin,
  };
  let shop: RunningShop = await startShop({ env });
  const { folder, port, url: shopUrl } = shop;
  const webhookUrl = `${shopUrl}/webhooks/stripe`;
  sandbox.deliverTo(webhookUrl);
  const world: ChaosWorld = {
    sandbox,
    shopUrl,
    folder,
    kills: 0,
    async killShop() {
      await shop.kill();
      world.kills += 1;
      shop = await startShop({ folder, port, env });
    },
    async ledger() {
      const headers = { authorization: `Bearer ${SECRET_KEY}` };
      return (await fetch(`${sandbox.origin}/sandbox`, { headers })).json() as Promise<Ledger>;
    },
    async staff() {
      const buyer = openBuyer(shopUrl);
      await patiently(() => buyer.post('/login', OWNER));
      return buyer;
    },
    async deliver(body, secret = WEBHOOK_SECRET) {
      const at = Math.floor(Date.now() / 1_000);
      const v1 = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
      const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${v1}` };
      return fetch(webhookUrl, { method: 'POST', headers, body }).then(
        ({ status }) => status,
        () => 0,
      );
    },
    async close() {
      await shop.remove();
      await sandbox.close();
    },
  };
  return world;
}

/** A shop that is being started again answers nobody for a moment; people press again. */
export async function patiently<T extends { status: number }>(ask: () => Promise<T>): Promise<T> {
  const began = performance.now();
  for (;;) {
    const isOver = performance.now() - began > MOST_PATIENCE;
    const answer = await ask().catch((error: unknown) => {
      if (isOver) throw error;
      return null;
    });
    if (answer && (answer.status < 500 || isOver)) return answer;
    await wait(100);
  }
}

/** Longer than the slowest start of a shop on a machine that does much else. */
const MOST_PATIENCE = 90_000;
