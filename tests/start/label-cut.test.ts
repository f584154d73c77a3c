// kill -9 between buying a label and storing it: the next start finds what was bought, and buys nothing again.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type EasyPostSandbox, startEasyPostSandbox } from '../../src/sandbox/easypost.ts';
import { landed, openBuyer, orderLine, pay } from '../support/http-buyer.ts';
import { lettersOfKind } from '../support/letters.ts';
import { OWNER, type RunningShop, startShop } from '../support/running-shop.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const API_KEY = 'EZTKcut';
const SECRET = 'a secret of the carrier';

interface Order {
  status: string;
  shipments: { status: string; trackingCode: string }[];
}

describe('a shop that is killed while it buys a label', () => {
  let shop: RunningShop;
  let carrier: EasyPostSandbox;
  const env = () => ({
    SHIPPING: 'easypost',
    EASYPOST_API_KEY: API_KEY,
    EASYPOST_WEBHOOK_SECRET: SECRET,
    EASYPOST_API_BASE: carrier.apiBase,
    ADMIN_EMAIL: OWNER.email,
    ADMIN_PASSWORD: OWNER.password,
  });
  beforeAll(async () => {
    carrier = await startEasyPostSandbox({ apiKey: API_KEY, webhookSecret: SECRET });
    shop = await startShop({ env: env() });
    carrier.deliverTo(() => `${shop.url}/webhooks/easypost`);
  });
  afterAll(async () => {
    await shop.remove();
    await carrier.close();
  });

  it('has it after the next start, once, and the customer one letter', async () => {
    const ada = openBuyer(shop.url);
    const sam = openBuyer(shop.url);
    await sam.post('/login', OWNER);
    const pack = { product: 'sample-pack', quantity: 1 };
    const { order } = await landed(ada, await pay(ada, await orderLine(ada, pack)));
    const { rates } = await sam.json<{ rates: { id: string }[] }>(`/admin/orders/${order}/rates`);
    carrier.fail({ kind: 'hang', on: 'POST /v2/shipments/', afterWork: true });
    const press = sam
      .post(`/admin/orders/${order}/shipments`, { rateId: rates[0]?.id ?? '' })
      .catch(() => null);
    await vi.waitFor(() => expect(carrier.calls().get('POST /v2/shipments/:id/buy')).toBe(1), 10_000);
    await shop.kill();
    await press;
    shop = await startShop({ folder: shop.folder, port: shop.port, env: env() });

    let found: Order | null = null;
    for (let look = 0; look < 40 && found?.status !== 'shipped'; look += 1) {
      await wait(250);
      found = await sam.json<Order>(`/admin/orders/${order}`);
    }
    const [bought] = carrier.shipments().filter(({ rateId }) => rateId !== null);
    expect(found).toMatchObject({
      status: 'shipped',
      shipments: [{ status: 'pre_transit', trackingCode: bought?.trackingCode }],
    });
    expect(carrier.calls().get('POST /v2/shipments/:id/buy')).toBe(1);
    await wait(1_500);
    expect(await lettersOfKind(shop.folder, order, 'shipped')).toHaveLength(1);
  });
});
