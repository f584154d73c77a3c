// Problems: reported with photos from the order's page, found with parcels, answered with a reprint, money or words.
import express from 'express';
import sharp from 'sharp';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderRoutes } from '../../src/checkout/routes.orders.ts';
import { DAY } from '../../src/lib/time.ts';
import { findTroubledParcels } from '../../src/shipping/actions.trouble.ts';
import { formBody } from '../../src/web/body.ts';
import { answerErrors, sendNotFound } from '../../src/web/errors.ts';
import { withVisitor } from '../../src/web/session.ts';
import { letters, type Office, openOffice, packs, paidOrder, SECRET, statusOf, UPS } from './office.ts';

let office: Office;
let shop: express.Express;
beforeEach(async () => {
  office = await openOffice();
  shop = express();
  shop.use(withVisitor({ ...office, secrets: [SECRET], secure: false }), formBody());
  shop.use(orderRoutes(office), sendNotFound, answerErrors(office));
});
afterEach(() => office.close());

type Order = { id: string; number: string; key: string };

async function deliveredOrder(): Promise<Order> {
  const order = await paidOrder(office);
  await office.sam.send(`/admin/orders/${order.number}/shipments`, UPS).expect(303);
  const { id } = await office.db.shipment.findFirstOrThrow({ where: { orderId: order.id } });
  await office.sam.send(`/admin/shipments/${id}/events`, { status: 'delivered' }).expect(303);
  return order;
}

const TOLD = { reason: 'miscut', text: 'The tails are cut off\non about thirty.' };
const at = (order: Order, page: string, key = order.key) => `/orders/${order.number}${page}?key=${key}`;
const report = (order: Order, fields: object = {}) =>
  request(shop)
    .post(at(order, '/problems'))
    .set('accept', 'application/json')
    .type('form')
    .send({ ...TOLD, ...fields });
const photo = (text = 'a') =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#a33' } })
    .withExif({ IFD0: { Copyright: `Ada ${text}` }, IFD3: { GPSLatitude: '45/1 31/1 0/1' } })
    .jpeg()
    .toBuffer();
const theProblem = () => office.db.problem.findFirstOrThrow({ include: { photos: true } });
async function reported(order: Order) {
  await report(order).expect(303);
  return `/admin/problems/${(await theProblem()).id}`;
}

describe('a customer', () => {
  it('reports what is not right with photos, which only they and staff can see, without their place', async () => {
    const order = await deliveredOrder();
    const page = await request(shop).get(at(order, ''));
    expect(page.text).toContain('Something not right?');
    expect((await request(shop).get(at(order, '/problem'))).text).toContain('enctype="multipart/form-data"');
    const sent = await request(shop)
      .post(at(order, '/problems'))
      .field(TOLD)
      .attach('photos', await photo('one'), 'IMG_1.jpg')
      .attach('photos', await photo('two'), 'IMG_2.jpg');
    expect([sent.status, sent.headers.location]).toEqual([303, at(order, '')]);
    const problem = await theProblem();
    expect(problem).toMatchObject({ ...TOLD, origin: 'customer', status: 'open' });
    expect(problem.photos).toHaveLength(2);

    const photoAt = `/problems/${problem.id}/photos/1.webp`;
    const seen = await request(shop).get(at(order, photoAt)).buffer(true).parse(bytesOf);
    expect(seen.headers['content-type']).toBe('image/webp');
    const facts = await sharp(seen.body).metadata();
    expect([facts.format, facts.width, facts.exif]).toEqual(['webp', 640, undefined]);
    await request(shop)
      .get(at(order, photoAt, 'x'))
      .expect(404);
    await request(shop)
      .get(at(order, `/problems/${problem.id}/photos/9.webp`))
      .expect(404);

    expect((await request(shop).get(at(order, ''))).text).toContain('The tails are cut off');
    const [letter] = await letters(office, 'problem-received');
    expect(letter).toMatchObject({ to: 'ada@example.com', orderNumber: order.number });
    const [event] = await office.db.orderEvent.findMany({ where: { event: 'problem_reported' } });
    expect(event).toMatchObject({ who: 'customer', why: expect.stringContaining('Cut in the wrong place') });
  });

  it('keeps what was typed when a file is no photo, and nothing of the file', async () => {
    const order = await deliveredOrder();
    for (const [bytes, name] of [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.jpg'],
      [Buffer.from('%PDF-1.7'), 'a.pdf'],
      [(await photo()).subarray(0, 300), 'half.jpg'],
    ] as const) {
      const page = await request(shop).post(at(order, '/problems')).field(TOLD).attach('photos', bytes, name);
      expect([page.status, page.text.includes('no photo that we can open')]).toEqual([422, true]);
      expect(page.text).toContain('The tails are cut off');
    }
    const many = request(shop).post(at(order, '/problems')).field(TOLD);
    for (let n = 1; n <= 5; n += 1) many.attach('photos', await photo(String(n)), `${n}.jpg`);
    expect((await many).status).toBe(422);
    expect(await office.db.problem.count()).toBe(0);
  });

  it('is told beside the field what is missing', async () => {
    const order = await deliveredOrder();
    const { body } = await report(order, { reason: 'bored', text: ' ', lineId: 'somebody else’s' }).expect(
      422,
    );
    expect(Object.keys(body.error.problems).sort()).toEqual(['lineId', 'reason', 'text']);
  });

  it('pressing twice reports once, and no more than five are open at once', async () => {
    const order = await deliveredOrder();
    const press = '01931f6e-7a4c-7c3a-9d2e-2f1b5a6c7d8e';
    const answers = await Promise.all([1, 2, 3].map(() => report(order, { press })));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await office.db.problem.count()).toBe(1);
    for (let n = 0; n < 4; n += 1) await report(order).expect(303);
    await report(order).expect(409);
  });

  it('can do so from the hand-over until thirty days after it arrived', async () => {
    const paid = await paidOrder(office);
    await report(paid).expect(409);
    expect((await request(shop).get(at(paid, ''))).text).not.toContain('Something not right?');
    const order = await deliveredOrder();
    office.wait(30 * DAY - 1);
    await report(order).expect(303);
    office.wait(1);
    await report(order).expect(409);
    expect((await request(shop).get(at(order, '/problem'))).text).toContain('time to report a problem');
  });

  it('finds nothing of orders that are not theirs', async () => {
    const order = await deliveredOrder();
    await request(shop)
      .post(at(order, '/problems', 'x'))
      .type('form')
      .send(TOLD)
      .expect(404);
    await request(shop)
      .get(at(order, '/problem', 'x'))
      .expect(404);
  });
});

describe('staff', () => {
  it('see all of them in a list, by reason and material', async () => {
    await reported(await deliveredOrder());
    const { items, total } = (await office.sam.json('/admin/problems?status=open&q=tails')).body;
    expect([total, items[0].reason, items[0].photos]).toEqual([1, 'miscut', 0]);
    expect((await office.sam.json('/admin/problems?reason=late')).body.total).toBe(0);
    expect((await office.sam.page('/admin/problems')).text).toContain('What goes wrong, by material');
    expect((await office.sam.json('/admin/problems/reasons')).body.items).toEqual([
      { reason: 'miscut', material: '', machine: '', count: 1 },
    ]);
    expect((await office.sam.page('/admin/problems?format=csv')).text).toContain('miscut');
  });

  it('print it again at no charge: a paid order with the stock it takes, told to the customer', async () => {
    const order = await deliveredOrder();
    const path = await reported(order);
    const line = await office.db.orderLine.findFirstOrThrow({ where: { orderId: order.id } });
    const before = await packs(office);
    await office.sam.sendJson(`${path}/reprint`, { [`pieces-${line.id}`]: '1', text: 'Sorry.' }).expect(303);
    const again = await office.db.order.findFirstOrThrow({
      where: { reprintOfId: order.id },
      include: { lines: true, invoices: true },
    });
    expect(again).toMatchObject({
      status: 'paid',
      payment: 'succeeded',
      grossCents: 0,
      name: 'Ada Lovelace',
      invoices: [],
      lines: [{ quantity: 1, netCents: 0, title: line.title }],
    });
    expect(again.dueAt).not.toBeNull();
    const after = await packs(office);
    expect(after.reserved - before.reserved).toBe(1n);
    expect(await letters(office, 'order-confirmed')).toHaveLength(1);
    const [letter] = await letters(office, 'problem-answered');
    expect(JSON.parse(letter?.model ?? '')).toMatchObject({
      what: 'We print them again, at no charge.',
      text: 'Sorry.',
    });
    const page = (await request(shop).get(at(order, ''))).text;
    expect(page).toContain(`See the new order ${again.number}`);
    expect((await request(shop).get(at(again, ''))).text).toContain(
      `Printed again for order ${order.number}`,
    );
    expect((await office.sam.json(path)).body).toMatchObject({ status: 'answered', reprint: again.number });
    for (const step of ['production', 'ready'])
      await office.sam.send(`/admin/orders/${again.number}/${step}`, {}).expect(303);
    expect(await statusOf(office, again)).toBe('ready_to_ship');
    expect((await packs(office)).onHand).toBe(before.onHand - 1n);
  });

  it('answer once: twenty presses make one reprint', async () => {
    const order = await deliveredOrder();
    const path = await reported(order);
    const line = await office.db.orderLine.findFirstOrThrow({ where: { orderId: order.id } });
    const press = () => office.sam.sendJson(`${path}/reprint`, { [`pieces-${line.id}`]: '2' });
    const answers = await Promise.all(Array.from({ length: 20 }, press));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await office.db.order.count({ where: { reprintOfId: order.id } })).toBe(1);
    expect(await letters(office, 'problem-answered')).toHaveLength(1);
  });

  it('do not print again what there is no stock for', async () => {
    const order = await deliveredOrder();
    const path = await reported(order);
    const line = await office.db.orderLine.findFirstOrThrow({ where: { orderId: order.id } });
    await office.db.stockItem.updateMany({ where: { sku: 'sample-pack' }, data: { onHand: 0n } });
    const { body } = await office.sam.sendJson(`${path}/reprint`, { [`pieces-${line.id}`]: '1' }).expect(409);
    expect(body.error.code).toBe('out_of_stock');
    expect(await office.db.order.count()).toBe(1);
    const wrong = await office.sam.sendJson(`${path}/reprint`, { [`pieces-${line.id}`]: '3' }).expect(422);
    expect(Object.keys(wrong.body.error.problems)).toEqual([`pieces-${line.id}`]);
    await office.sam.sendJson(`${path}/reprint`, {}).expect(422);
  });

  it('send part of the money back, once', async () => {
    const order = await deliveredOrder();
    const path = await reported(order);
    await office.sam.sendJson(`${path}/refund`, { amount: '0' }).expect(422);
    await office.sam.sendJson(`${path}/refund`, { amount: '99' }).expect(409);
    const press = () => office.sam.sendJson(`${path}/refund`, { amount: '2.50', text: 'For the thirty.' });
    const answers = await Promise.all([press(), press(), press()]);
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await office.db.refund.findMany()).toMatchObject([{ amountCents: 250, orderId: order.id }]);
    expect((await office.sam.json(path)).body).toMatchObject({ answer: 'refund', refundedCents: 250 });
  });

  it('answer in words, or with another parcel', async () => {
    const order = await deliveredOrder();
    const path = await reported(order);
    await office.sam.sendJson(`${path}/answer`, { text: '' }).expect(422);
    await office.sam.sendJson(`${path}/answer`, { text: 'It is the light.' }).expect(303);
    await office.sam.sendJson(`${path}/reship`, {}).expect(409);
    expect((await request(shop).get(at(order, ''))).text).toContain('It is the light.');
    const [entry] = await office.db.auditEntry.findMany({ where: { what: 'problem.answered' } });
    expect(entry).toMatchObject({ who: 'Sam (staff)', after: 'words: It is the light.' });
  });

  it('who pack may answer, not give things away; outsiders find nothing', async () => {
    const path = await reported(await deliveredOrder());
    const pat = await office.staff('Pat', 'packing');
    await pat.sendJson(`${path}/reprint`, {}).expect(403);
    await pat.sendJson(`${path}/refund`, { amount: '1' }).expect(403);
    expect((await pat.page(path)).text).toContain('for managers and the owner');
    await office.nobody.json(path).expect(404);
    await office.nobody.sendJson(`${path}/answer`, { text: 'x' }).expect(404);
    await pat.sendJson(`${path}/answer`, { text: 'Sorry.' }).expect(303);
  });
});

describe('a parcel', () => {
  const find = () => findTroubledParcels(office);

  it('without news for a week is stuck, once', async () => {
    const order = await paidOrder(office);
    await office.sam.send(`/admin/orders/${order.number}/shipments`, UPS).expect(303);
    office.wait(7 * DAY - 1);
    expect(await find()).toBe(0);
    office.wait(1);
    expect(await Promise.all([find(), find()])).toContain(1);
    expect(await find()).toBe(0);
    expect(await office.db.problem.findMany()).toMatchObject([
      { origin: 'parcel', reason: 'stuck', text: expect.stringContaining('UPS') },
    ]);
    const id = (await theProblem()).id;
    await office.sam
      .sendJson(`/admin/problems/${id}/reship`, { text: 'A new one leaves today.' })
      .expect(303);
    expect(await letters(office, 'problem-answered')).toHaveLength(1);
  });

  it('that came back stands in the list, and one that arrived does not', async () => {
    const order = await paidOrder(office);
    await office.sam.send(`/admin/orders/${order.number}/shipments`, UPS).expect(303);
    const { id } = await office.db.shipment.findFirstOrThrow({ where: { orderId: order.id } });
    await office.sam.send(`/admin/shipments/${id}/events`, { status: 'returned' }).expect(303);
    await deliveredOrder();
    office.wait(10 * DAY);
    expect(await find()).toBe(1);
    expect((await office.sam.json('/admin/problems?origin=parcel')).body.items).toMatchObject([
      { order: order.number, reason: 'returned' },
    ]);
  });
});

/** A picture as it came. */
function bytesOf(res: request.Response, done: (error: Error | null, body: Buffer) => void) {
  const chunks: Buffer[] = [];
  // superagent hands a parser the answer as a stream, which its types do not say
  const stream = res as unknown as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}
