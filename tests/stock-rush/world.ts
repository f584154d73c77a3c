// The built shop as one process on SQLite or as two on PostgreSQL, and a Stripe of its own beside them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startScratchPostgresql } from '../../prisma/scratch-postgresql.ts';
import { type StripeSandbox, startStripeSandbox } from '../../src/sandbox/stripe.ts';
import { type Buyer, openBuyer } from '../support/http-buyer.ts';
import { OWNER, type RunningShop, startShop } from '../support/running-shop.ts';

export type Provider = 'sqlite' | 'postgresql';

const SECRET_KEY = 'sk_test_rush';
const WEBHOOK_SECRET = 'whsec_rush';

export interface RushWorld {
  sandbox: StripeSandbox;
  /** Of every web process. */
  urls: string[];
  staff: Buyer;
  /** One lever of the sandbox. */
  pull(lever: string, body: object): Promise<void>;
  close(): Promise<void>;
}

export async function openRush(provider: Provider): Promise<RushWorld> {
  const sandbox = await startStripeSandbox({ secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET });
  const uploads = mkdtempSync(path.join(tmpdir(), 'kisscut-rush-'));
  const server = provider === 'postgresql' ? await startScratchPostgresql() : null;
  const env = {
    PAYMENTS: 'stripe',
    STRIPE_SECRET_KEY: SECRET_KEY,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    STRIPE_API_BASE: sandbox.origin,
    SESSION_SECRET: 'r'.repeat(40),
    UPLOADS: uploads,
    // as it is in a real shop: how quickly stock comes back is measured
    WORKER_PACE: '1',
    ...(server && { DATABASE_URL: server.urlOf('postgres') }),
  };
  const shops: RunningShop[] = [];
  for (let process = 0; process < (server ? 2 : 1); process += 1) shops.push(await startShop({ env }));
  const urls = shops.map(({ url }) => url);
  sandbox.deliverTo(`${urls[0]}/webhooks/stripe`);
  const staff = openBuyer(urls[0] ?? '');
  await staff.post('/login', OWNER);
  return {
    sandbox,
    urls,
    staff,
    async pull(lever, body) {
      const headers = { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' };
      const answer = await fetch(`${sandbox.origin}/sandbox/${lever}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}: ${await answer.text()}`);
    },
    async close() {
      for (const shop of shops) await shop.remove();
      await sandbox.close();
      await server?.stop();
      rmSync(uploads, { recursive: true, force: true });
    },
  };
}
