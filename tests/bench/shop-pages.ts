// The shop's pages that are measured, and the visitors who ask for them.
import { drawPng } from '../support/art.ts';
import { ADA, openBuyer, STICKER } from '../support/http-buyer.ts';
import type { Target } from './load.ts';

const PRODUCT = '/products/custom-stickers';

export async function productPageBytes(shopUrl: string): Promise<number> {
  const response = await fetch(shopUrl + PRODUCT, { headers: { 'accept-encoding': 'identity' } });
  return (await response.arrayBuffer()).byteLength;
}

export async function openPages(shopUrl: string): Promise<Target[]> {
  const { product, shape, widthMm, heightMm, material, finish, quantity } = STICKER;
  const specification = { product, shape, widthMm, heightMm, material, finish, quantity };
  const query = new URLSearchParams(
    Object.entries(specification).map(([key, value]): [string, string] => [key, String(value)]),
  );
  return [
    { name: 'product page, no session', url: shopUrl + PRODUCT },
    { name: 'product page, signed in', url: shopUrl + PRODUCT, cookie: await signedIn(shopUrl) },
    { name: 'quote', url: `${shopUrl}/quote?${query}` },
    { name: 'cart with two lines', url: `${shopUrl}/cart`, cookie: await withCart(shopUrl) },
  ];
}

async function signedIn(shopUrl: string): Promise<string> {
  const buyer = openBuyer(shopUrl);
  const answer = await buyer.post('/signup', { ...ADA, password: 'correct horse battery' });
  if (answer.status !== 303)
    throw new Error(`/signup answered ${answer.status}: ${answer.body.slice(0, 300)}`);
  return buyer.cookie();
}

async function withCart(shopUrl: string): Promise<string> {
  const buyer = openBuyer(shopUrl);
  const artworkId = await buyer.upload(await drawPng(600), 'sun.png');
  await buyer.post('/cart/lines', { ...STICKER, artworkId });
  await buyer.post('/cart/lines', { product: 'sample-pack', quantity: 2 });
  return buyer.cookie();
}
