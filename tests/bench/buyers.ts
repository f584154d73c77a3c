// Whole orders: every buyer has uploaded once, then fills a cart, checks out, pays and lands, again and again.
import { drawPng } from '../support/art.ts';
import { type Buyer, landed, openBuyer, orderLine, pay, STICKER } from '../support/http-buyer.ts';

interface Equipped {
  buyer: Buyer;
  /** What goes into the cart; small, so that the demo shop's rolls last. */
  line: Record<string, string | number>;
}

const MATERIALS = ['vinyl', 'clear', 'holographic', 'paper'];

export async function equipBuyers(shopUrl: string, howMany: number): Promise<Equipped[]> {
  const design = await drawPng(600);
  const equipped: Equipped[] = [];
  for (let index = 0; index < howMany; index += 1) {
    const buyer = openBuyer(shopUrl);
    const artworkId = await buyer.upload(design, 'sun.png');
    const material = MATERIALS[index % MATERIALS.length] ?? 'vinyl';
    equipped.push({ buyer, line: { ...STICKER, widthMm: 25, heightMm: 25, material, artworkId } });
  }
  return equipped;
}

export interface OrderRound {
  perSecond: number;
  /** Order numbers whose landing page said succeeded. */
  paid: string[];
  failures: string[];
  p99Ms: number;
}

/** All of them at once, each one order after the other, for so long. */
export async function orderFor(buyers: readonly Equipped[], seconds: number): Promise<OrderRound> {
  const paid: string[] = [];
  const failures: string[] = [];
  const times: number[] = [];
  const began = performance.now();
  const shop = async ({ buyer, line }: Equipped) => {
    while (performance.now() - began < seconds * 1000) {
      const start = performance.now();
      try {
        const landing = await landed(buyer, await pay(buyer, await orderLine(buyer, line)));
        paid.push(landing.order);
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
      times.push(performance.now() - start);
    }
  };
  await Promise.all(buyers.map(shop));
  const perSecond = paid.length / ((performance.now() - began) / 1000);
  times.sort((a, b) => a - b);
  return { perSecond, paid, failures, p99Ms: times[Math.floor(times.length * 0.99)] ?? 0 };
}
