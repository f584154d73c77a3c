// SIGTERM: what runs is finished, nothing new begins, the exit is clean.
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { drawPng } from '../support/art.ts';
import { type RunningShop, startShop } from '../support/running-shop.ts';

// each starts the shop, on a machine that also runs the other tests
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe('a shop that is told to stop', () => {
  let shop: RunningShop;
  beforeEach(async () => {
    shop = await startShop();
  });
  afterEach(() => shop.remove());

  it('finishes the upload that is under way, then exits 0', async () => {
    const upload = await beginUpload(shop.url);
    const stopped = shop.stop();
    await wait(200);
    upload.finish();
    expect(await upload.status).toBe(303);
    expect((await stopped).code).toBe(0);
  });

  it('does not wait for browsers that only keep their connection', async () => {
    const agent = new Agent({ keepAlive: true });
    const asked = request(`${shop.url}/healthz`, { agent }).end();
    const [answer] = await once(asked, 'response');
    answer.resume();
    await once(answer, 'end');
    const began = performance.now();
    expect((await shop.stop()).code).toBe(0);
    expect(performance.now() - began).toBeLessThan(8_000);
    agent.destroy();
  });

  it('exits 0 within ten seconds although a request never ends', async () => {
    const upload = await beginUpload(shop.url);
    upload.status.catch(() => {});
    const began = performance.now();
    expect((await shop.stop()).code).toBe(0);
    // nine and a bit; a busy machine takes a little longer to notice
    expect(performance.now() - began).toBeLessThan(12_000);
  });

  it('takes no new visitors meanwhile', async () => {
    const upload = await beginUpload(shop.url);
    const stopped = shop.stop();
    await wait(300);
    await expect(fetch(`${shop.url}/healthz`)).rejects.toThrow();
    upload.finish();
    await upload.status;
    await stopped;
  });
});

/** Sends half of a design; the rest when asked. */
async function beginUpload(url: string) {
  const png = await drawPng(400);
  const head = Buffer.from(
    '--edge\r\nContent-Disposition: form-data; name="artwork"; filename="sun.png"\r\nContent-Type: image/png\r\n\r\n',
  );
  const body = Buffer.concat([head, png, Buffer.from('\r\n--edge--\r\n')]);
  const sending = request(`${url}/artwork`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=edge', 'content-length': body.length },
  });
  const status = once(sending, 'response').then(([answer]) => answer.statusCode as number);
  const half = Math.floor(body.length / 2);
  sending.write(body.subarray(0, half));
  await wait(200);
  return { status, finish: () => sending.end(body.subarray(half)) };
}
