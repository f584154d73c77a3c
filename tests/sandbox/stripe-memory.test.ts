// What the sandbox still knows after a restart, and the levers that another process can pull.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adasRequest, openWorld, SECRET_KEY, type World } from './stripe-world.ts';

describe('a restarted sandbox', () => {
  let folder: string;
  let stateFile: string;
  let worlds: World[];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
    stateFile = path.join(folder, 'stripe.jsonl');
    worlds = [];
  });
  afterEach(async () => {
    for (const world of worlds) await world.close();
    rmSync(folder, { recursive: true });
  });

  async function start(): Promise<World> {
    const world = await openWorld({ stateFile });
    worlds.push(world);
    return world;
  }
  const stop = async (world: World) => {
    worlds = worlds.filter((one) => one !== world);
    await world.close();
    // the SDK's idle connections hear of it a moment later
    await new Promise((resolve) => setTimeout(resolve, 10));
  };

  it('knows its open pages, at the very same address', async () => {
    const before = await start();
    const opened = await before.gateway.openSession(adasRequest(), 'key-1');
    await stop(before);
    const after = await start();
    expect(await after.gateway.askSession(opened.id)).toEqual(opened);
    expect((await fetch(String(opened.url))).status).toBe(200);
    expect(await after.gateway.openSession(adasRequest(), 'key-1')).toEqual(opened);
  });

  it('knows what was paid and gives it back', async () => {
    const before = await start();
    const { id } = await before.gateway.openSession(adasRequest(), 'key-1');
    before.sandbox.pay(id);
    await stop(before);
    const { gateway } = await start();
    const { state, intentId } = await gateway.askSession(id);
    expect(state).toBe('paid');
    const refund = await gateway.refund(
      { intentId: String(intentId), refundId: 'r', amountCents: 7_020 },
      'key-2',
    );
    expect(refund.status).toBe('succeeded');
  });

  it('delivers what the shop has not heard, and nothing that it has', async () => {
    const before = await start();
    const heard = await before.gateway.openSession(adasRequest(), 'key-1');
    before.sandbox.pay(heard.id);
    await before.sandbox.settled();
    before.ear.answer = 503;
    const unheard = await before.gateway.openSession(adasRequest(), 'key-2');
    before.sandbox.pay(unheard.id);
    await stop(before);
    const after = await start();
    await after.sandbox.settled();
    expect(after.ear.notices.map((notice) => notice.sessionId)).toEqual([unheard.id]);
  });

  it('gets over a last line that was torn by a kill', async () => {
    const before = await start();
    const { id } = await before.gateway.openSession(adasRequest(), 'key-1');
    await stop(before);
    appendFileSync(stateFile, '["session",{"id":"cs_test_torn","sta');
    const after = await start();
    expect((await after.gateway.askSession(id)).state).toBe('open');
    after.sandbox.pay(id);
    await stop(after);
    expect((await (await start()).gateway.askSession(id)).state).toBe('paid');
  });

  it('does not let its file grow for ever', async () => {
    const world = await start();
    const { id } = await world.gateway.openSession(adasRequest(), 'key-1');
    for (let times = 0; times < 20; times += 1) world.sandbox.decline(id);
    await world.sandbox.settled();
    await stop(world);
    const linesOf = (kind: string) => readFileSync(stateFile, 'utf8').split(`["${kind}"`).length - 1;
    expect(linesOf('session')).toBeGreaterThan(20);
    await stop(await start());
    expect(linesOf('session')).toBe(1);
  });

  it('takes another port when somebody else has its old one', async () => {
    const before = await start();
    const { id } = await before.gateway.openSession(adasRequest(), 'key-1');
    const port = Number(new URL(before.sandbox.origin).port);
    await stop(before);
    const squatter = http.createServer();
    await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve));
    const after = await start();
    expect(after.sandbox.origin).not.toBe(before.sandbox.origin);
    expect((await after.gateway.askSession(id)).url).toContain(after.sandbox.origin);
    squatter.close();
  });
});

describe('the levers', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  async function pull(call: string, how?: object, key = SECRET_KEY) {
    const [method = '', where = ''] = call.split(' ');
    const response = await fetch(world.sandbox.origin + where, {
      method,
      headers: { authorization: `Bearer ${key}` },
      ...(how ? { body: JSON.stringify(how) } : {}),
    });
    // each lever answers something else; the tests name what they look at
    const body = (await response.json()) as {
      status: string;
      sessions: unknown[];
      events: { type: string }[];
    };
    return { status: response.status, body };
  }
  const open = async () => (await world.gateway.openSession(adasRequest(), 'key-1')).id;

  it('want the secret key', async () => {
    expect((await pull('GET /sandbox', undefined, 'sk_test_bo')).status).toBe(401);
    expect((await pull('POST /sandbox/faults', { kind: 'hang' }, '')).status).toBe(401);
  });

  it('break the API and heal it', async () => {
    await pull('POST /sandbox/faults', { kind: 'empty_502', times: 100 });
    await expect(open()).rejects.toMatchObject({ code: 'nonsense' });
    await pull('DELETE /sandbox/faults');
    expect(await open()).toMatch(/^cs_test_/);
  });

  it('do what a buyer does, and show it', async () => {
    const id = await open();
    expect((await pull('POST /sandbox/sessions', { session: id, does: 'debit' })).body.status).toBe(
      'complete',
    );
    await pull('POST /sandbox/debits', { session: id, outcome: 'succeeded' });
    const { sessions, events } = (await pull('GET /sandbox')).body;
    expect(sessions).toMatchObject([{ id, paid: true }]);
    expect(events.map((event) => event.type)).toEqual([
      'checkout.session.completed',
      'checkout.session.async_payment_succeeded',
    ]);
  });

  it('hold webhooks back, turn them round and repeat them', async () => {
    await pull('POST /sandbox/webhooks', { mode: 'hold' });
    const id = await open();
    await pull('POST /sandbox/sessions', { session: id, does: 'debit' });
    await pull('POST /sandbox/debits', { session: id, outcome: 'failed' });
    await pull('POST /sandbox/webhooks/release', { order: 'reversed' });
    expect(world.ear.notices.map((notice) => notice.session?.state)).toEqual(['failed', 'running']);
    const [event] = world.sandbox.events();
    expect((await pull('POST /sandbox/webhooks/again', { event: event?.id })).body).toEqual({ status: 200 });
  });

  it('say what is wrong with a wrong pull', async () => {
    expect((await pull('POST /sandbox/faults', { kind: 'earthquake' })).status).toBe(400);
    expect((await pull('POST /sandbox/sessions', { session: 'cs_test_nobody', does: 'pay' })).status).toBe(
      404,
    );
    expect((await pull('POST /sandbox/doors')).status).toBe(404);
  });
});
