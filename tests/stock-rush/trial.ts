// One rush over HTTP: everybody presses at once, some let their pages run out, others come again; and then the sums.
import { setTimeout as wait } from 'node:timers/promises';
import { drawPng } from '../support/art.ts';
import { ADA, type Buyer, landed, openBuyer, pay, STICKER } from '../support/http-buyer.ts';
import type { RushWorld } from './world.ts';

export interface Scarce {
  name: string;
  sku: string;
  stock: number;
  /** What one buyer takes of it. */
  need: number;
  line: Record<string, string | number>;
}

export const SCARCE: Scarce[] = [
  ...[1, 10].map((stock) => ({
    name: stock === 1 ? 'the last pack' : 'the last ten packs',
    sku: 'sample-pack',
    stock,
    need: 1,
    line: { product: 'sample-pack', quantity: 1 },
  })),
  { name: 'the last square metre', sku: 'roll-vinyl', stock: 1_000_000, need: 164_640, line: STICKER },
];

export interface Outcome {
  name: string;
  buyers: number;
  /** Orders that got stock, first wave and second. */
  got: number;
  gotAgain: number;
  refused: number;
  /** Anything that is neither. */
  odd: string[];
  /** Times the shelf was looked at, and the most that was ever sold and held. */
  looks: number;
  mostTaken: number;
  stock: number;
  rushMs: number;
  p95Ms: number;
  /** From the gateway's word to stock on the shelf, without any webhook. */
  backAfterMs: number;
  paid: number;
  sumsAgree: boolean;
}

interface Level {
  onHand: number;
  reserved: number;
}

export async function runRush(world: RushWorld, scarce: Scarce, buyers: number): Promise<Outcome> {
  const crowd = await equip(world, scarce, buyers);
  await leaveOnShelf(world, scarce);
  const taken = watch(world, scarce);
  const began = performance.now();
  const first = await Promise.all(crowd.map(press));
  const rushMs = performance.now() - began;
  const got = first.filter(({ payPage }) => payPage !== '');

  // with every webhook lost, the half that runs out must be asked about
  const leaves = got.slice(0, Math.ceil(got.length / 2));
  const pays = got.slice(leaves.length);
  await world.pull('webhooks', { mode: 'drop' });
  for (const { payPage } of leaves)
    await world.pull('sessions', { session: sessionOf(payPage), does: 'expire' });
  const backAfterMs = await backOnShelf(world, scarce, leaves.length);
  await world.pull('webhooks', { mode: 'send' });

  // pressed at once again by everybody who got nothing
  const again = first.filter(({ payPage }) => payPage === '').map(({ buyer }) => buyer);
  const second = await Promise.all(again.map(press));
  const gotAgain = second.filter(({ payPage }) => payPage !== '');
  // late, and still fulfilled: the page was open all the while
  const landings = await Promise.all([...pays, ...gotAgain].map(payFor));
  const { looks, mostTaken } = await taken.stop();
  const all = [...first, ...second];
  return {
    name: scarce.name,
    buyers,
    got: got.length,
    gotAgain: gotAgain.length,
    refused: all.filter(({ status }) => status === 409).length,
    odd: all
      .filter(({ status, payPage }) => status !== 409 && payPage === '')
      .map(({ status }) => `${status}`),
    looks,
    mostTaken,
    stock: scarce.stock,
    rushMs,
    p95Ms: p95(all.map(({ tookMs }) => tookMs)),
    backAfterMs,
    paid: landings.filter((payment) => payment === 'succeeded').length,
    sumsAgree: await sumsAgree(world, scarce),
  };
}

/** Every buyer has the line in the cart and the total before the eyes. */
async function equip(world: RushWorld, { line }: Scarce, howMany: number): Promise<Ready[]> {
  const design = await drawPng(400);
  const ready: Ready[] = [];
  const places = Array.from({ length: howMany }, (_, index) => world.urls[index % world.urls.length] ?? '');
  const waiting = places.values();
  const lane = async () => {
    for (const url of waiting) {
      const buyer = openBuyer(url);
      const artworkId = 'shape' in line ? await buyer.upload(design, 'sun.png') : '';
      await buyer.post('/cart/lines', { ...line, ...(artworkId && { artworkId }) });
      const { delivery, seenGrossCents } = await buyer.json<Seen>('/checkout');
      ready.push({ buyer, seen: { delivery, seenGrossCents } });
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return ready;
}

interface Seen extends Record<string, string | number> {
  delivery: string;
  seenGrossCents: number;
}

interface Ready {
  buyer: Buyer;
  seen: Seen;
}

interface Pressed {
  buyer: Ready;
  status: number;
  /** Empty for who got nothing. */
  payPage: string;
  tookMs: number;
}

async function press(ready: Ready): Promise<Pressed> {
  const began = performance.now();
  const { status, location } = await ready.buyer.post('/checkout', { ...ADA, ...ready.seen });
  const payPage = status === 303 && location.startsWith('http') ? location : '';
  return { buyer: ready, status, payPage, tookMs: performance.now() - began };
}

async function payFor({ buyer: { buyer }, payPage }: Pressed): Promise<string> {
  return (await landed(buyer, await pay(buyer, payPage))).payment;
}

function sessionOf(payPage: string): string {
  const id = /cs_[A-Za-z0-9_]+/.exec(payPage)?.[0];
  if (!id) throw new Error(`no session in ${payPage}`);
  return id;
}

async function leaveOnShelf({ staff }: RushWorld, { sku, stock }: Scarce): Promise<void> {
  const { onHand, reserved } = await staff.json<Level>(`/admin/stock/${sku}`);
  const quantity = stock + reserved - onHand;
  if (quantity === 0) return;
  await staff.post(`/admin/stock/${sku}/movements`, { kind: 'adjustment', quantity, reason: 'Rush' });
}

/** Looks as often as it can; what is sold has left the shelf or is held. */
function watch({ staff }: RushWorld, { sku, stock }: Scarce) {
  let isOver = false;
  const before = staff.json<Level>(`/admin/stock/${sku}`);
  const watching = (async () => {
    const start = await before;
    let looks = 0;
    let mostTaken = 0;
    while (!isOver) {
      const { onHand, reserved } = await staff.json<Level>(`/admin/stock/${sku}`);
      mostTaken = Math.max(mostTaken, start.onHand - onHand + reserved - start.reserved);
      looks += 1;
      await wait(20);
    }
    return { looks, mostTaken, stock };
  })();
  return {
    stop() {
      isOver = true;
      return watching;
    },
  };
}

const LONGEST_WAIT = 120_000;

async function backOnShelf({ staff }: RushWorld, { sku, need }: Scarce, orders: number): Promise<number> {
  const began = performance.now();
  const wanted = need * orders;
  while (performance.now() - began < LONGEST_WAIT) {
    const { onHand, reserved } = await staff.json<Level>(`/admin/stock/${sku}`);
    if (onHand - reserved >= wanted) return performance.now() - began;
    await wait(100);
  }
  return Number.POSITIVE_INFINITY;
}

interface Movements {
  items: { kind: string; quantity: number }[];
  pages: number;
}

async function sumsAgree({ staff }: RushWorld, { sku }: Scarce): Promise<boolean> {
  const sums = { onHand: 0, reserved: 0 };
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const found = await staff.json<Movements>(`/admin/stock/${sku}/movements?perPage=200&page=${page}`);
    pages = found.pages;
    for (const { kind, quantity } of found.items)
      sums[kind === 'reservation' || kind === 'release' ? 'reserved' : 'onHand'] += quantity;
  }
  const { onHand, reserved } = await staff.json<Level>(`/admin/stock/${sku}`);
  return sums.onHand === onHand && sums.reserved === reserved;
}

function p95(times: number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? 0;
}
