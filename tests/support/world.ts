// A shop in a test: its own database with the demo shop in it, a clock that stands still until it is moved,
// and fakes at the ports. Ada buys, Bo must never see Ada's things, Sam works here.

import { addStockedLine } from '../../src/cart/actions.ts';
import { priceCart } from '../../src/cart/priced.ts';
import { findCartLines } from '../../src/cart/queries.ts';
import { newId } from '../../src/lib/ids.ts';
import { silentLog } from '../../src/lib/log.ts';
import { type OrderHead, type Placed, placeOrder } from '../../src/orders/actions.place.ts';
import type { OrderReader } from '../../src/orders/queries.ts';
import { seedDemoShop } from '../../src/seed.ts';
import { openShelf } from '../../src/shelf.ts';
import { manualCarrier } from '../../src/shipping/carrier.manual.ts';
import type { Carrier } from '../../src/shipping/carrier.ts';
import { openShop } from '../../src/shop.ts';
import { openEventStreams } from '../../src/web/event-stream.ts';
import { freshDatabase } from './database.ts';
import { fakeGateway } from './fake-gateway.ts';

export const START = new Date('2026-11-18T10:00:00Z'); // a Wednesday

export type World = Awaited<ReturnType<typeof openWorld>>;

export async function openWorld() {
  const database = await freshDatabase();
  await seedDemoShop(database.db, START);
  let now = START;
  return {
    db: database.db,
    provider: database.provider,
    url: database.url,
    close: database.close,
    clock: () => now,
    /** In ms. */
    wait(milliseconds: number) {
      now = new Date(now.getTime() + milliseconds);
    },
    shop: await openShop(database.db),
    shelf: openShelf({ db: database.db, clock: () => now }),
    streams: openEventStreams(),
    gateway: fakeGateway(),
    carrier: manualCarrier() as Carrier,
    log: silentLog(),
    baseUrl: () => 'https://shop.example',
    holdMinutes: 31,
    workerPace: 1,
  };
}

export function someVisitor(): OrderReader & { visitorId: string } {
  return { visitorId: newId(), customer: null, staff: null };
}

export const ADA = {
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  phone: '+1 503 555 0100',
  line1: '12 Engine Street',
  line2: '',
  city: 'Portland',
  region: 'OR',
  postalCode: '97205',
  country: 'US',
};

/** Puts sample packs into the visitor's cart and orders them. */
export async function orderPacks(
  world: World,
  quantity = 2,
  visitor: OrderReader = someVisitor(),
  contact = ADA,
): Promise<Placed> {
  await addStockedLine(world, visitor, { product: 'sample-pack', quantity });
  return orderCart(world, visitor, contact);
}

export async function orderCart(world: World, visitor: OrderReader, contact = ADA): Promise<Placed> {
  const delivery = world.shop.now().deliveries[0];
  if (!delivery) throw new Error('the demo shop has deliveries');
  const priced = priceCart(await findCartLines(world.db, visitor), world.shop.now());
  const seenGrossCents = priced.grossCents + delivery.cents;
  return placeOrder(world, { visitor, contact, delivery, seenDelivery: delivery, seenGrossCents });
}

export function placedOrder(placed: Placed): OrderHead {
  if (placed.kind !== 'placed' && placed.kind !== 'already') throw new Error(`not placed: ${placed.kind}`);
  return placed.order;
}
