// The first start and the second: what they print, what they fill, what they leave alone.
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningShop, startShop } from '../support/running-shop.ts';

// each starts the shop, on a machine that also runs the other tests
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** As a stranger starts it: no owner named, limits on, at the usual pace. */
const OUT_OF_THE_BOX = {
  ADMIN_EMAIL: '',
  ADMIN_PASSWORD: '',
  RATE_LIMIT: '',
  WORKER_PACE: '',
  LOG_LEVEL: '',
};

describe('a shop started for the first time', () => {
  let shop: RunningShop;
  beforeAll(async () => {
    shop = await startShop({ env: OUT_OF_THE_BOX });
  });
  afterAll(() => shop.remove());

  it('prints where the shop and the back office are, and how to sign in', async () => {
    const output = shop.output();
    expect(output).toContain(`Kisscut is open    ${shop.url}\n`);
    expect(output).toContain(`Back office        ${shop.url}/admin\n`);
    const link = output.match(/choose your password at (\S+)/)?.[1] ?? '';
    expect((await fetch(link)).status).toBe(200);
  });

  it('has the demo shop in it', async () => {
    for (const slug of ['custom-stickers', 'sample-pack']) {
      expect((await fetch(`${shop.url}/products/${slug}`)).status).toBe(200);
    }
  });

  it('is alive, ready and measured', async () => {
    expect((await fetch(`${shop.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${shop.url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${shop.url}/metrics`)).text()).toContain('event_loop_delay_p99_ms');
  });

  it('changes nothing but the worker’s pulse when it is started again', async () => {
    await shop.stop();
    const before = everyRow(shop.folder);
    const firstLink = shop.output().match(/choose your password at (\S+)/)?.[1];
    shop = await startShop({ folder: shop.folder, port: shop.port, env: OUT_OF_THE_BOX });
    await shop.stop();
    expect(everyRow(shop.folder)).toEqual(before);
    expect(shop.output()).toContain(`choose your password at ${firstLink}\n`);
    // two seconds on a quiet machine; this one also runs the other tests
    expect(shop.readyAfterMs).toBeLessThan(10_000);
  });
});

describe('a shop with SEED=none', () => {
  it('starts empty and stays empty', async () => {
    const shop = await startShop({ env: { SEED: 'none' } });
    try {
      expect((await fetch(`${shop.url}/products`)).status).toBe(200);
      expect((await fetch(`${shop.url}/products/custom-stickers`)).status).toBe(404);
    } finally {
      await shop.remove();
    }
  });
});

describe('a shop with WORKER=off', () => {
  it('is ready, and serves pages', async () => {
    const shop = await startShop({ env: { WORKER: 'off' } });
    try {
      expect((await fetch(shop.url)).status).toBe(200);
    } finally {
      await shop.remove();
    }
  });
});

/** Without the pulse, which says when the worker last looked. */
function everyRow(folder: string): Record<string, unknown[]> {
  const database = new BetterSqlite3(path.join(folder, 'data', 'shop.db'), { readonly: true });
  try {
    const tables = database
      .prepare<[], string>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'Pulse' ORDER BY name`,
      )
      .pluck()
      .all();
    return Object.fromEntries(
      tables.map((table) => [table, database.prepare(`SELECT * FROM "${table}"`).all()]),
    );
  } finally {
    database.close();
  }
}
