// A few days' work in a shop, done over HTTP by customers and staff as they would.
import { type Design, drawSvg } from './art.ts';
import { ADA, type Buyer, landed, openBuyer, orderLine, pay } from './http-buyer.ts';
import { OWNER } from './running-shop.ts';

export interface BusyShop {
  cookies: { nobody: string; customer: string; staff: string };
  /** The customer's; a cart with two lines waits too. */
  artworkId: string;
  paid: string;
  shipped: string;
  unpaid: string;
  customerId: string;
}

interface Sale {
  contact: Record<string, string>;
  design: Design;
  line: Record<string, string | number>;
  /** What staff did with it. */
  nowAt?: 'production' | 'ship';
}

const SOMEWHERE = { line2: '', phone: '+1 415 555 0134', country: 'US' };
const GRACE = {
  ...SOMEWHERE,
  email: 'grace@example.com',
  name: 'Grace Hopper',
  line1: '7 Compiler Row',
  city: 'Arlington',
  region: 'VA',
  postalCode: '22201',
};
const ALAN = {
  ...SOMEWHERE,
  email: 'alan@example.com',
  name: 'Alan Turing',
  line1: '43 Hut Lane',
  city: 'Bletchley',
  region: '',
  postalCode: 'MK3 6EB',
  country: 'GB',
};
const KATHERINE = {
  ...SOMEWHERE,
  email: 'katherine@example.com',
  name: 'Katherine Johnson',
  line1: '100 Orbit Street',
  city: 'Hampton',
  region: 'VA',
  postalCode: '23666',
};
const MARGARET = {
  ...SOMEWHERE,
  email: 'margaret@example.com',
  name: 'Margaret Hamilton',
  line1: '11 Apollo Drive',
  city: 'Boston',
  region: 'MA',
  postalCode: '02109',
};

const die = {
  product: 'custom-stickers',
  shape: 'die-cut',
  material: 'vinyl',
  finish: 'matte',
  widthMm: 75,
  heightMm: 70,
  quantity: 200,
};

const SALES: Sale[] = [
  {
    contact: GRACE,
    design: 'bolt',
    line: { ...die, widthMm: 60, heightMm: 80, quantity: 500 },
    nowAt: 'ship',
  },
  {
    contact: ALAN,
    design: 'wave',
    line: { ...die, shape: 'rounded', material: 'clear', widthMm: 90, heightMm: 60 },
    nowAt: 'production',
  },
  {
    contact: KATHERINE,
    design: 'sun',
    line: { ...die, shape: 'circle', finish: 'gloss', widthMm: 50, heightMm: 50, quantity: 1000 },
  },
  {
    contact: MARGARET,
    design: 'mug',
    line: { ...die, material: 'paper', widthMm: 70, heightMm: 80, quantity: 300 },
    nowAt: 'production',
  },
];

export async function fillShop(shopUrl: string): Promise<BusyShop> {
  const staff = openBuyer(shopUrl);
  await staff.post('/login', OWNER);
  for (const sale of SALES) await sell(shopUrl, staff, sale);

  const ada = openBuyer(shopUrl);
  await ada.post('/signup', { ...ADA, password: 'engine and analysis' });
  // the welcome is said once, and not on a picture
  await ada.get('/account');
  const artworkId = await ada.upload(drawSvg('cat'), 'night-cat.svg');
  const shipped = await buy(ada, { ...die, artworkId });
  await ship(staff, shipped, '1Z 999 AA1 0123 4567 84');
  const sun = await ada.upload(drawSvg('sun'), 'sun-over-waves.svg');
  const paid = await buy(ada, {
    ...die,
    shape: 'circle',
    material: 'holographic',
    widthMm: 50,
    heightMm: 50,
    artworkId: sun,
  });
  const declined = await orderLine(ada, { product: 'sample-pack', quantity: 3 });
  const back = await ada.post(`${declined}/decline`, {});
  await ada.post('/cart/lines', { ...die, artworkId, quantity: 500 });
  await ada.post('/cart/lines', { product: 'sample-pack', quantity: 2 });

  const customers = await staff.json<{ items: { id: string; email: string }[] }>('/admin/customers');
  return {
    cookies: { nobody: '', customer: ada.cookie(), staff: staff.cookie() },
    artworkId,
    paid,
    shipped,
    unpaid: back.location.match(/KC-\w+-\w+/)?.[0] ?? '',
    customerId: customers.items.find(({ email }) => email === ADA.email)?.id ?? '',
  };
}

async function sell(shopUrl: string, staff: Buyer, { contact, design, line, nowAt }: Sale): Promise<void> {
  const buyer = openBuyer(shopUrl);
  const artworkId = await buyer.upload(drawSvg(design), `${design}.svg`);
  const order = await buy(buyer, { ...line, artworkId }, contact);
  if (nowAt === 'production') {
    const { location } = await staff.post(`/admin/orders/${order}/production`, {});
    await staff.get(location);
  }
  if (nowAt === 'ship') await ship(staff, order, '9400 1000 0000 0000 0000 00');
}

async function buy(
  buyer: Buyer,
  line: Record<string, string | number>,
  contact: Record<string, string> = ADA,
): Promise<string> {
  return (await landed(buyer, await pay(buyer, await orderLine(buyer, line, contact)))).order;
}

async function ship(staff: Buyer, order: string, trackingCode: string): Promise<void> {
  const answer = await staff.post(`/admin/orders/${order}/shipments`, { carrier: 'UPS', trackingCode });
  if (answer.status !== 303) throw new Error(`shipping ${order} was answered ${answer.status}`);
  await staff.get(answer.location);
}
