// The stock page at the desk: told of every order as it comes in, and told to nobody else.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Office, openOffice, openOrder } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

it('lists its rows and its counts under names that a listening page renews', async () => {
  const { text } = await office.sam.page('/admin/stock');
  expect(text).toContain('data-events="/admin/stock/events"');
  expect(text).toContain('<tbody data-live="rows">');
});

it('sends levels to staff as orders come in, until the shop closes', async () => {
  let told = '';
  const listening = office.sam.any
    .get('/admin/stock/events')
    .buffer(false)
    .parse((answer, done) => {
      answer.on('data', (bytes: Buffer) => {
        told += bytes.toString();
      });
      answer.on('end', () => done(null, null));
    })
    .then(({ status }) => status);
  await expect.poll(() => told).toContain('retry:');
  await office.shelf.look();
  await openOrder(office, {}, 4);
  await office.shelf.look();
  const level = { sku: 'sample-pack', onHand: 200, reserved: 4, available: 196 };
  await expect.poll(() => told).toContain(`event: stock\ndata: ${JSON.stringify({ items: [level] })}\n\n`);
  office.streams.end();
  expect(await listening).toBe(200);
});

it('does not exist for anybody else', async () => {
  await office.nobody.json('/admin/stock/events').expect(404);
  const { body } = await office.sam.json('/admin/staff/permissions');
  expect(body['GET /admin/stock/events']).toEqual(['owner', 'manager', 'prepress', 'packing']);
  expect(body['POST /admin/stock/counts/:id/posting']).toEqual(['owner', 'manager']);
});
