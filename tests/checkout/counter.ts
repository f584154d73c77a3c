// The cart, checkout and order pages over HTTP, with a demo shop behind them and fakes at the ports.
import express, { type Express } from 'express';
import request from 'supertest';
import { rowOf } from '../../src/artwork/artwork.ts';
import { DECODER_VERSION, type Decoder } from '../../src/artwork/decoder.ts';
import type { ArtworkFacts } from '../../src/artwork/facts.ts';
import { PLAIN_FACTS } from '../../src/artwork/picture.ts';
import type { FileStore } from '../../src/artwork/store.ts';
import { cartRoutes } from '../../src/checkout/routes.cart.ts';
import { type CheckoutDeps, checkoutRoutes } from '../../src/checkout/routes.checkout.ts';
import { orderRoutes } from '../../src/checkout/routes.orders.ts';
import { fingerprint, newId } from '../../src/lib/ids.ts';
import { answerErrors, sendNotFound } from '../../src/web/errors.ts';
import { renewSession, withVisitor } from '../../src/web/session.ts';
import { openWorld } from '../support/world.ts';

export type Counter = Awaited<ReturnType<typeof openCounter>>;
export type Buyer = ReturnType<typeof request.agent>;

export async function openCounter(more: Pick<CheckoutDeps, 'liveRates'> = {}) {
  const world = await openWorld();
  const deps = {
    ...world,
    files: storeOf(PREVIEW),
    decoder: BLOCKS,
    uploadsDir: '/nowhere',
    maxUploadBytes: 1_000_000,
    ...more,
  };
  const app: Express = express();
  app.use(withVisitor({ ...world, secrets: ['s'.repeat(32)], secure: false }));
  app.use(express.urlencoded({ extended: false }));
  app.post('/test/sign-in/:id', async (req, res) => {
    await renewSession(req, { customerId: req.params.id });
    res.json({ visitorId: req.session.visitorId });
  });
  app.use(cartRoutes({ ...deps, onBadLine: (_req, res, bad) => void res.status(422).json(bad) }));
  app.use(checkoutRoutes(deps));
  app.use(orderRoutes(deps));
  app.use(sendNotFound);
  app.use(answerErrors(world));

  return {
    world,
    app,
    /** Somebody with a cookie jar. */
    visitor: (): Buyer => request.agent(app),
    /** Somebody signed in to an account made just now. */
    async customer(email: string) {
      const createdAt = world.clock();
      const account = await world.db.customer.upsert({
        where: { emailKey: email },
        update: {},
        create: { id: newId(), email, emailKey: email, name: 'Ada Lovelace', createdAt },
      });
      const buyer = request.agent(app);
      await buyer.post(`/test/sign-in/${account.id}`);
      return { buyer, account };
    },
    /** A design that whoever holds the cookie jar has sent. */
    async design(buyer: Buyer, facts: Partial<ArtworkFacts> = {}): Promise<string> {
      await buyer.post('/cart/lines').send({ product: 'nothing' });
      const session = await world.db.session.findFirstOrThrow({
        orderBy: { id: 'desc' },
        where: { id: sessionOf(buyer) },
      });
      const data = {
        id: newId(),
        sha256: 'f'.repeat(64),
        bytes: 9,
        filename: 'fox.png',
        previewKey: 'fox',
        maskKey: 'fox-mask',
        createdAt: world.clock(),
      };
      const owner = session.customerId
        ? { customerId: session.customerId }
        : { visitorId: session.visitorId };
      await world.db.artwork.create({
        data: { ...data, ...owner, ...rowOf({ ...FOX, ...facts }, DECODER_VERSION) },
      });
      return data.id;
    },
  };
}

/** The row behind a cookie jar. */
function sessionOf(buyer: Buyer): string {
  const cookie = buyer.jar.getCookie('kc_session', {
    path: '/',
    domain: '127.0.0.1',
    secure: false,
    script: false,
  });
  const value = decodeURIComponent(cookie?.value ?? '');
  return fingerprint(value.slice(2, value.lastIndexOf('.')));
}

const FOX: ArtworkFacts = {
  ...PLAIN_FACTS,
  format: 'png',
  widthMm: 75,
  heightMm: 75,
  widthPx: 900,
  heightPx: 900,
  colour: 'rgb',
  preview: { width: 400, height: 400 },
  design: null,
  outline: 'alpha',
  whiteOnWhite: false,
};

export const PREVIEW = Buffer.from('a picture of a fox');

/** The preview is small enough to be sent as it is. */
function storeOf(bytes: Buffer): FileStore {
  const never = () => Promise.reject(new Error('not in this test'));
  return {
    put: never,
    exists: async () => true,
    remove: never,
    take: never,
    lend: (key, work) => work(key),
    open: async (key) => (key === 'fox' ? { bytes: bytes.length, stream: chunksOf(bytes) } : null),
  };
}

async function* chunksOf(bytes: Buffer) {
  yield bytes;
}

/** Every design is a block: its contour is a rectangle as large as it may be. */
const BLOCKS: Decoder = {
  warm() {},
  decode: () => Promise.reject(new Error('not in this test')),
  shrink: () => Promise.reject(new Error('not in this test')),
  print: () => Promise.reject(new Error('not in this test')),
  async outline({ wish }) {
    const { widthMm, heightMm, offsetMm, closingMm } = wish;
    const path = `M0 0L${widthMm} 0L${widthMm} ${heightMm}L0 ${heightMm}Z`;
    const art = { x: 2, y: 2, width: widthMm - 4, height: heightMm - 4 };
    const cut = { path, widthMm, heightMm, art, parts: 1, offsetMm, closingMm, algorithm: 'block' };
    return { kind: 'outlined', cut };
  },
  close: async () => {},
};

export const STICKER = {
  product: 'custom-stickers',
  shape: 'die-cut',
  widthMm: '75',
  heightMm: '75',
  material: 'vinyl',
  finish: 'gloss',
  quantity: '100',
};

export const ADDRESS = {
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  line1: '12 Engine Street',
  line2: '',
  city: 'Portland',
  region: 'OR',
  postalCode: '97205',
  country: 'US',
  phone: '',
};

/** Fills the cart, reads the checkout and posts it; answers what came back. */
export async function orderPacks(buyer: Buyer, quantity = '2', fields: Record<string, string> = {}) {
  await buyer.post('/cart/lines').type('form').send({ product: 'sample-pack', quantity });
  const { seenGrossCents, delivery } = (await buyer.get('/checkout').set(json)).body;
  return submit(buyer, { delivery, seenGrossCents, ...fields });
}

export function submit(buyer: Buyer, fields: Record<string, string | number>) {
  return buyer
    .post('/checkout')
    .type('form')
    .send({ ...ADDRESS, ...fields });
}

export const json = { accept: 'application/json' };

/** Ada's order of two packs, waiting at the pay page. */
export async function placeOne(counter: Counter, buyer: Buyer) {
  await orderPacks(buyer);
  return counter.world.db.order.findFirstOrThrow({ orderBy: { placedAt: 'desc' } });
}

/** What happens at the only pay page there is. */
export function atGateway(counter: Counter, state: 'paid' | 'running' | 'failed' | 'expired') {
  const { gateway } = counter.world;
  return gateway.set(gateway.only().id, state);
}

export function landingOf(order: { number: string; key: string }): string {
  return `/orders/${order.number}/landing?key=${order.key}`;
}

/** A page as somebody sees it who has nothing but its address, or as `buyer` sees it. */
export async function look(counter: Counter, path: string, buyer = counter.visitor()) {
  const page = await buyer.get(path);
  return { status: page.status, payment: page.text.match(/data-payment="(\w+)"/)?.[1], text: page.text };
}
