// A buyer without a browser: keeps a cookie, follows no redirect by itself, and can do the whole way to a paid order.
import { setTimeout as wait } from 'node:timers/promises';

export interface Answer {
  status: number;
  /** Where it sends the buyer, '' when nowhere. */
  location: string;
  body: string;
}

export interface Buyer {
  cookie(): string;
  get(address: string): Promise<Answer>;
  /** Asks for JSON and expects 200. */
  json<T>(address: string): Promise<T>;
  post(address: string, fields: Record<string, string | number>): Promise<Answer>;
  /** Answers the artwork's id. */
  upload(bytes: Buffer, filename: string): Promise<string>;
}

/** `address` is a path of the shop, or whole for other sites such as a pay page. */
export function openBuyer(shopUrl: string): Buyer {
  let cookie = '';

  async function send(address: string, init: RequestInit): Promise<Answer> {
    const url = new URL(address, shopUrl);
    const own = url.origin === new URL(shopUrl).origin;
    const headers = { ...init.headers, ...(own && cookie && { cookie }) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    const given = response.headers.getSetCookie()[0]?.split(';', 1)[0];
    if (own && given) cookie = given;
    return {
      status: response.status,
      location: response.headers.get('location') ?? '',
      body: await response.text(),
    };
  }

  return {
    cookie: () => cookie,
    get: (address) => send(address, {}),
    async json(address) {
      const { status, body } = await send(address, { headers: { accept: 'application/json' } });
      if (status !== 200) throw new Error(`${address} answered ${status}: ${body.slice(0, 300)}`);
      return JSON.parse(body);
    },
    post(address, fields) {
      const body = new URLSearchParams(
        Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
      );
      return send(address, { method: 'POST', body });
    },
    async upload(bytes, filename) {
      const body = new FormData();
      body.set('artwork', new Blob([Uint8Array.from(bytes)]), filename);
      const answer = await send('/artwork', { method: 'POST', body });
      const id = /^\/artwork\/([\w-]+)/.exec(answer.location)?.[1];
      if (!id) throw new Error(`the upload was answered ${answer.status}: ${answer.body.slice(0, 300)}`);
      return id;
    },
  };
}

export const STICKER = {
  product: 'custom-stickers',
  shape: 'circle',
  widthMm: 50,
  heightMm: 50,
  material: 'vinyl',
  finish: 'gloss',
  quantity: 50,
};

export const ADA = {
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  line1: '12 Engine Street',
  line2: '',
  city: 'Portland',
  region: 'OR',
  postalCode: '97205',
  country: 'US',
  phone: '+1 503 555 0100',
};

/** Puts the line into the cart and orders it; answers the address of the pay page. */
export async function orderLine(
  buyer: Buyer,
  line: Record<string, string | number>,
  contact: Record<string, string> = ADA,
): Promise<string> {
  const added = await buyer.post('/cart/lines', line);
  if (added.status !== 303) throw new Error(`/cart/lines answered ${added.status}`);
  const { delivery, seenGrossCents } = await buyer.json<{ delivery: string; seenGrossCents: number }>(
    '/checkout',
  );
  const placed = await buyer.post('/checkout', { ...contact, delivery, seenGrossCents });
  if (placed.status !== 303)
    throw new Error(`/checkout answered ${placed.status}: ${placed.body.slice(0, 300)}`);
  return placed.location;
}

/** Presses Pay; answers the address of the landing page. */
export async function pay(buyer: Buyer, payPage: string): Promise<string> {
  const paid = await buyer.post(`${payPage}/pay`, {});
  if (paid.status !== 303)
    throw new Error(`the pay page answered ${paid.status}: ${paid.body.slice(0, 300)}`);
  return paid.location;
}

export interface Landing {
  order: string;
  payment: 'succeeded' | 'failed' | 'pending';
  status: string;
  paidCents: number;
  grossCents: number;
}

/** Looks at the landing page as it looks at itself, until the money is there. */
export async function landed(buyer: Buyer, landing: string): Promise<Landing> {
  for (let tries = 0; tries < 100; tries += 1) {
    const now = await buyer.json<Landing>(landing);
    if (now.payment === 'succeeded') return now;
    await wait(20);
  }
  throw new Error(`${landing} never said succeeded`);
}
