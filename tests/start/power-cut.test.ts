// kill -9 at the worst time: what was answered is still there, and the next start needs nobody's help.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { drawPng } from '../support/art.ts';
import { type Buyer, landed, openBuyer, orderLine, pay, STICKER } from '../support/http-buyer.ts';
import { lettersOfKind } from '../support/letters.ts';
import { type RunningShop, startAndEnd, startShop } from '../support/running-shop.ts';

// each starts the shop, on a machine that also runs the other tests
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

interface Cart {
  lines: { artworkId: string; quantity: number }[];
}

describe('a shop after a power cut', () => {
  let shop: RunningShop;
  let ada: Buyer;
  let artworkId: string;
  let payPage: string;
  beforeAll(async () => {
    shop = await startShop();
    ada = openBuyer(shop.url);
    artworkId = await ada.upload(await drawPng(400), 'sun.png');
    payPage = await orderLine(ada, { ...STICKER, artworkId });
    await ada.post('/cart/lines', { ...STICKER, artworkId, quantity: 200 });
    await shop.kill();
    shop = await startShop({ folder: shop.folder, port: shop.port });
  });
  afterAll(() => shop.remove());

  it('is soon ready again', () => {
    // five seconds on a quiet machine; this one also runs the other tests
    expect(shop.readyAfterMs).toBeLessThan(15_000);
  });

  it('still knows the visitor, the cart and the artwork', async () => {
    const { lines } = await ada.json<Cart>('/cart');
    expect(lines).toMatchObject([{ artworkId, quantity: 200 }]);
    expect((await ada.get(`/artwork/${artworkId}`)).status).toBe(200);
    expect((await ada.get(`/artwork/${artworkId}/original`)).status).toBe(200);
  });

  it('still sells: the order placed before is paid on the page opened before', async () => {
    const landing = await landed(ada, await pay(ada, payPage));
    expect(landing).toMatchObject({ payment: 'succeeded', status: 'paid' });
    expect(await lettersOfKind(shop.folder, landing.order, 'order-confirmed')).toHaveLength(1);
  });

  it('keeps an order that was paid in the instant before, and tells it once', async () => {
    const { order } = await landed(ada, await pay(ada, await orderLine(ada, { ...STICKER, artworkId })));
    await shop.kill();
    shop = await startShop({ folder: shop.folder, port: shop.port });
    expect(await ada.json(`/orders/${order}`)).toMatchObject({ number: order, payment: 'succeeded' });
    expect(await lettersOfKind(shop.folder, order, 'order-confirmed')).toHaveLength(1);
  });
});

describe('a second shop on the same SQLite database', () => {
  it('says whose it is and ends', async () => {
    const shop = await startShop();
    try {
      const { code, output } = await startAndEnd({ folder: shop.folder });
      expect(code).toBe(1);
      expect(output.trim()).toBe(
        `Another Kisscut (process ${shop.pid}) is already running on this database; stop it first, or give this one a DATABASE_URL of its own.`,
      );
      expect((await fetch(`${shop.url}/readyz`)).status).toBe(200);
    } finally {
      await shop.remove();
    }
  });

  it('says that the address is taken when only the port is the same', async () => {
    const shop = await startShop();
    try {
      const { code, output } = await startAndEnd({ port: shop.port });
      expect(code).toBe(1);
      expect(output.trim()).toBe('Another program already listens on this address; set PORT to a free one.');
    } finally {
      await shop.remove();
    }
  });
});
