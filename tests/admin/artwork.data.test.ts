// Designs at the desk: what prepress has promised comes first, and another file never makes the old one go away.
import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cutLineFor } from '../../src/artwork/actions.cut.ts';
import { acceptArtwork, askForPrepress } from '../../src/artwork/actions.ts';
import { wishFor } from '../../src/artwork/cut.ts';
import { findArtworkFor } from '../../src/artwork/queries.ts';
import { originalKey } from '../../src/artwork/store.ts';
import { tempFolder } from '../../src/artwork/temp.disk.ts';
import { addCustomLine } from '../../src/cart/actions.ts';
import { newId } from '../../src/lib/ids.ts';
import { settleSession } from '../../src/payments/actions.settle.ts';
import { startPayment } from '../../src/payments/actions.start.ts';
import { lockedPdf, svg } from '../artwork/files.ts';
import { orderCart, placedOrder, someVisitor } from '../support/world.ts';
import { type Office, openOffice, statusOf } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const BAR = svg(
  'width="60mm" height="20mm" viewBox="0 0 60 20"',
  '<rect width="60" height="20" fill="red"/>',
);
const DOT = svg(
  'width="40mm" height="40mm" viewBox="0 0 40 40"',
  '<circle cx="20" cy="20" r="20" fill="blue"/>',
);

/** Ada's paid order of one sticker. */
async function paidSticker({ prepress = false } = {}) {
  const ada = someVisitor();
  const tempPath = path.join(tempFolder(office.uploadsDir), randomUUID());
  writeFileSync(tempPath, BAR);
  const sha256 = createHash('sha256').update(BAR).digest('hex');
  const owner = { visitorId: ada.visitorId };
  const upload = { owner, tempPath, filename: 'bar.svg', bytes: BAR.length, sha256 };
  const accepted = await acceptArtwork(office, upload);
  if (accepted.kind === 'refused') throw new Error(accepted.message);
  const { artwork } = accepted;
  if (prepress) await askForPrepress(office, ada, artwork.id);
  const size = { shape: 'rectangle', widthMm: 60, heightMm: 20 } as const;
  const outcome = await cutLineFor(office, artwork, wishFor(size));
  if (outcome.kind === 'none') throw new Error(outcome.why);
  const spec = { ...size, product: 'custom-stickers', material: 'vinyl', finish: 'gloss', quantity: 50 };
  await addCustomLine(office, ada, { ...spec, artwork, cut: outcome });
  const order = placedOrder(await orderCart(office, ada));
  await startPayment(office, order.id);
  const { sessionId } = await office.db.payment.findFirstOrThrow({ where: { orderId: order.id } });
  await settleSession(office, office.gateway.set(sessionId ?? '', 'paid'));
  const line = await office.db.orderLine.findFirstOrThrow({ where: { orderId: order.id } });
  const place = `/admin/orders/${order.number}`;
  return { ada, artwork, order, line, place, linePlace: `${place}/lines/${line.id}` };
}

function send(desk: Office['sam'], place: string, bytes: Buffer, why = 'the font was missing') {
  return desk.any
    .post(`${place}/artwork`)
    .set('Accept', 'application/json')
    .field('why', why)
    .attach('artwork', bytes, 'better.svg');
}

describe('prepress', () => {
  it('is asked for with the design and frozen with the order; production waits for it', async () => {
    const { order, line, place, linePlace } = await paidSticker({ prepress: true });
    expect(line).toMatchObject({ prepress: true, prepressDoneAt: null });
    const early = await office.sam.sendJson(`${place}/production`);
    expect([early.status, early.body.error.code]).toEqual([409, 'prepress_open']);
    expect(early.body.error.message).toBe(
      'One design waits for prepress. Finish it first, then start production.',
    );
    const { text } = await office.sam.page(place);
    expect(text).toContain('Waits for prepress');
    expect(text).toContain(early.body.error.message);
    expect(text).not.toContain(`action="${place}/production"`);

    expect((await office.sam.send(`${linePlace}/prepress`)).status).toBe(303);
    expect((await office.sam.json(place)).body.lines).toMatchObject([{ prepress: 'done' }]);
    expect((await office.sam.sendJson(`${linePlace}/prepress`)).status).toBe(409);
    expect((await office.sam.send(`${place}/production`)).status).toBe(303);
    expect(await statusOf(office, order)).toBe('in_production');
    const told = await office.db.orderEvent.findMany({ where: { event: 'prepress_done' } });
    expect(told).toMatchObject([{ who: 'Sam (staff)', why: 'Line 1, Rectangle sticker' }]);
    expect(await office.db.auditEntry.count({ where: { what: 'line.prepress' } })).toBe(1);
  });

  it('keeps nobody waiting who never asked for it', async () => {
    const { place, linePlace } = await paidSticker();
    expect((await office.sam.sendJson(`${linePlace}/prepress`)).status).toBe(409);
    expect((await office.sam.send(`${place}/production`)).status).toBe(303);
  });
});

describe('another file in the place of the customer’s', () => {
  it('is printed from now on, cut the same way, and both versions stay', async () => {
    const { ada, artwork, order, line, place, linePlace } = await paidSticker();
    expect((await send(office.sam, linePlace, DOT)).status).toBe(303);

    const now = await office.db.orderLine.findUniqueOrThrow({
      where: { id: line.id },
      include: { cutLine: true },
    });
    expect(now.artworkId).not.toBe(artwork.id);
    expect(now).toMatchObject({ widthMm: 60, heightMm: 20, netCents: line.netCents });
    expect(now.cutLine).toMatchObject({
      artworkId: now.artworkId,
      shape: 'rectangle',
      widthMm: 60,
      heightMm: 20,
    });
    expect(await office.db.lineVersion.findMany({ orderBy: { version: 'asc' } })).toMatchObject([
      { version: 1, artworkId: artwork.id, cutLineId: line.cutLineId, who: 'customer' },
      { version: 2, artworkId: now.artworkId, who: 'Sam (staff)', why: 'the font was missing' },
    ]);
    const { body } = await office.sam.json(place);
    expect(body.lines[0].versions.map((each: { version: number }) => each.version)).toEqual([1, 2]);
    expect(body.timeline).toContainEqual(
      expect.objectContaining({ event: 'artwork_replaced', who: 'Sam (staff)' }),
    );
    expect(await office.db.auditEntry.findFirst({ where: { what: 'line.artwork' } })).toMatchObject({
      subject: order.number,
      before: artwork.id,
      after: now.artworkId,
    });
    expect(await findArtworkFor(office.db, ada, now.artworkId ?? '')).not.toBeNull();
    expect(await office.files.exists(originalKey(artwork.sha256))).toBe(true);
    expect((await office.sam.page(place)).text).toContain('Version 2');
  });

  it('can be replaced again', async () => {
    const { linePlace } = await paidSticker();
    for (const bytes of [DOT, BAR]) expect((await send(office.sam, linePlace, bytes)).status).toBe(303);
    const versions = await office.db.lineVersion.findMany({ orderBy: { version: 'asc' } });
    expect(versions.map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('needs a reason, and has to be artwork that prints', async () => {
    const { line, linePlace } = await paidSticker();
    const silent = await send(office.sam, linePlace, DOT, ' ');
    expect([silent.status, Object.keys(silent.body.error.problems)]).toEqual([422, ['why']]);
    expect((await send(office.sam, linePlace, Buffer.from('hello'))).status).toBe(415);
    expect((await send(office.sam, linePlace, await lockedPdf('secret'))).body.error.code).toBe('encrypted');
    expect((await office.sam.any.post(`${linePlace}/artwork`).set('Accept', 'application/json')).status).toBe(
      422,
    );
    expect((await office.db.orderLine.findFirstOrThrow()).artworkId).toBe(line.artworkId);
    expect(await office.db.lineVersion.count()).toBe(0);
  });

  it('comes too late once the parcel has left', async () => {
    const { order, linePlace } = await paidSticker();
    await office.db.order.update({ where: { id: order.id }, data: { status: 'shipped' } });
    const late = await send(office.sam, linePlace, DOT);
    expect([late.status, late.body.error.code]).toEqual([409, 'too_late']);
    expect(await office.db.artwork.count()).toBe(1);
  });
});

it('only those who may change designs do, and only on lines that have one', async () => {
  const { place, linePlace } = await paidSticker({ prepress: true });
  const packer = await office.staff('Pat', 'packing');
  expect((await send(packer, linePlace, DOT)).status).toBe(403);
  expect((await packer.sendJson(`${linePlace}/prepress`)).status).toBe(403);
  expect((await office.nobody.sendJson(`${linePlace}/prepress`)).status).toBe(404);
  expect((await office.sam.sendJson(`${place}/lines/${newId()}/prepress`)).status).toBe(404);
  expect((await office.sam.sendJson(`${place}/lines/nonsense/prepress`)).status).toBe(404);
  const preparer = await office.staff('Pia', 'prepress');
  expect((await send(preparer, linePlace, DOT)).status).toBe(303);
  expect((await preparer.sendJson(`${linePlace}/prepress`)).status).toBe(303);
});
