// Price sheets at the desk: drafted from the live one, edited, published, refused with the reason beside the field.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quote } from '../../src/pricing/quote.ts';
import { textOf } from '../../src/pricing/sheet-text.ts';
import type { StickerSpec } from '../../src/sticker.ts';
import { type Desk, type Office, openOffice } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const CIRCLE: StickerSpec = {
  shape: 'circle',
  widthMm: 50,
  heightMm: 50,
  material: 'vinyl',
  finish: 'gloss',
  quantity: 100,
};
const price = () => quote(CIRCLE, office.shop.now().priceSheet);

/** What the form of a draft holds when nobody typed anything yet. */
async function formOf(version: number, desk: Desk = office.sam): Promise<Record<string, string>> {
  const { body } = await desk.json(`/admin/prices/${version}`);
  return { ...textOf(body), note: body.note, edits: String(body.edits) };
}

async function newDraft(): Promise<number> {
  const { headers } = await office.sam.send('/admin/prices').expect(303);
  return Number(headers.location?.split('/').at(-1));
}

it('copies the live sheet into a draft, edits it, publishes it, and the next quote is by it', async () => {
  const before = price();
  const version = await newDraft();
  expect(version).toBe(2);
  await office.sam
    .send(`/admin/prices/${version}`, { ...(await formOf(version)), setup: '50,00', note: 'Paper is dearer' })
    .expect(303);
  expect(price()).toEqual(before);
  const { edits } = await formOf(version);
  await office.sam.send(`/admin/prices/${version}/publication`, { edits }).expect(303);
  expect(price()).toMatchObject({ priceSheet: 2, netCents: before.netCents + 950 });
  const { items } = (await office.sam.json('/admin/prices')).body;
  expect(items).toMatchObject([
    { version: 2, status: 'live', note: 'Paper is dearer', basedOn: 1, publishedBy: 'Sam (staff)' },
    { version: 1, status: 'past', endedAt: '2026-11-18T10:00:00.000Z' },
  ]);
  const page = await office.sam.page('/admin/prices');
  expect(page.text).toContain('Sheet 2');
  expect(await office.db.auditEntry.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { what: 'prices.drafted', subject: 'Price sheet 2', who: 'Sam (staff)' },
    { what: 'prices.saved', before: 'setup 40.00', after: 'setup 50.00' },
    { what: 'prices.published' },
  ]);
});
