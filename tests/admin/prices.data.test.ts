// Price sheets at the desk: drafted from the live one, edited, published, refused with the reason beside the field.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../src/lib/time.ts';
import { draftSheet, publishDueSheets } from '../../src/pricing/actions.sheets.ts';
import { quote } from '../../src/pricing/quote.ts';
import { textOf } from '../../src/pricing/sheet-text.ts';
import type { StickerSpec } from '../../src/sticker.ts';
import { drawPng } from '../support/art.ts';
import { type Desk, type Office, openOffice } from './office.ts';
import { paidStickerOrder } from './sticker-order.ts';

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

it('says beside each figure what is wrong with it, and keeps what was typed', async () => {
  const version = await newDraft();
  const wrong: [Record<string, string>, string][] = [
    [{ setup: '-1' }, 'setup'],
    [{ setup: '40.00.00' }, 'setup'],
    [{ rate: '0' }, 'rate'],
    [{ rate: '1e3' }, 'rate'],
    [{ referenceArea: '' }, 'referenceArea'],
    [{ areaExponent: '0' }, 'areaExponent'],
    [{ quantityExponent: '1.01' }, 'quantityExponent'],
    [{ quantityExponent: '0' }, 'quantityExponent'],
    [{ minimum: '15.005' }, 'minimum'],
    [{ nudgePercent: '101' }, 'nudgePercent'],
    [{ 'material.vinyl': '0' }, 'material.vinyl'],
    [{ 'finish.gloss': 'shiny' }, 'finish.gloss'],
    [{ 'shape.oval': '' }, 'shape.oval'],
    [{ breaks: '100, 50' }, 'breaks'],
    [{ breaks: '' }, 'breaks'],
    [{ breaks: '100, 1000000' }, 'breaks'],
    [{ 'material.gold': '1' }, 'material.gold'],
    [{ 'finish.gloss': '', 'finish.matte': '', 'finish.soft-touch': '' }, 'finishes'],
    [{ rate: '1000000', areaExponent: '2' }, 'rate'],
  ];
  const form = await formOf(version);
  for (const [fields, field] of wrong) {
    const { body } = await office.sam
      .sendJson(`/admin/prices/${version}`, { ...form, ...fields })
      .expect(422);
    expect([fields, Object.keys(body.error.problems)]).toEqual([fields, [field]]);
  }
  const page = await office.sam
    .send(`/admin/prices/${version}`, { ...form, quantityExponent: '1.5' })
    .expect(422);
  expect(page.text).toContain('value="1.5"');
  expect(page.text).toContain('with over 1, each would cost more the more are ordered');
  expect(await formOf(version)).toEqual(form);
});

describe('two people at one draft', () => {
  it('are told of each other, with both figures, and nothing is lost', async () => {
    const bo = await office.staff('Bo', 'owner');
    const version = await newDraft();
    const form = await formOf(version);
    await bo.send(`/admin/prices/${version}`, { ...form, setup: '45' }).expect(303);
    const mine = { ...form, setup: '42' };
    expect((await office.sam.sendJson(`/admin/prices/${version}`, mine).expect(409)).body.error.code).toBe(
      'changed_meanwhile',
    );
    const { text } = await office.sam.send(`/admin/prices/${version}`, mine).expect(409);
    expect(text).toContain('Bo (staff) saved this draft');
    expect(text).toMatch(/Set-up<\/td>\s*<td[^>]*>45\.00<\/td>\s*<td[^>]*>42<\/td>/);
    expect((await formOf(version)).setup).toBe('45.00');
    const edits = /name="edits" value="(\d+)"/.exec(text)?.[1];
    await office.sam.send(`/admin/prices/${version}`, { ...mine, edits }).expect(303);
    expect((await formOf(version)).setup).toBe('42.00');
  });

  it('publish nothing that one of them has not seen', async () => {
    const version = await newDraft();
    const form = await formOf(version);
    await office.sam.send(`/admin/prices/${version}`, { ...form, setup: '45' }).expect(303);
    await office.sam.sendJson(`/admin/prices/${version}/publication`, { edits: form.edits }).expect(409);
    await office.sam.sendJson(`/admin/prices/${version}/removal`, { edits: form.edits }).expect(409);
    expect(price().priceSheet).toBe(1);
  });

  it('publish two drafts at once, and one sheet is live', async () => {
    const versions = [await newDraft(), await newDraft()];
    await Promise.all(
      versions.map((version) => office.sam.send(`/admin/prices/${version}/publication`, { edits: '0' })),
    );
    const rows = await office.db.priceSheet.findMany({ orderBy: { version: 'asc' } });
    expect(rows.map(({ status }) => status).sort()).toEqual(['live', 'past', 'past']);
    expect(rows.filter(({ liveKey }) => liveKey === 'live')).toHaveLength(1);
  });
});

it('never changes a sheet that was published', async () => {
  const form = await formOf(1);
  const { body } = await office.sam.sendJson('/admin/prices/1', { ...form, setup: '1' }).expect(409);
  expect(body.error.message).toBe('Sheet 1 is live, so it stays as it is. Make a new draft of it instead.');
  await office.sam.sendJson('/admin/prices/1/removal', { edits: form.edits }).expect(409);
  await office.sam.sendJson('/admin/prices/1/withdrawal').expect(409);
  expect((await office.sam.page('/admin/prices/1')).text).not.toContain('name="setup"');
});

it('throws a draft away without giving its number to another one', async () => {
  const version = await newDraft();
  await office.sam.send(`/admin/prices/${version}/removal`, { edits: '0' }).expect(303);
  expect(await newDraft()).toBe(version + 1);
  const { items } = (await office.sam.json('/admin/prices')).body;
  expect(items.map((each: { version: number }) => each.version)).toEqual([3, 1]);
  expect((await office.sam.json('/admin/prices?status=discarded')).body.total).toBe(1);
});

describe('a scheduled sheet', () => {
  const scheduled = async () => {
    const version = await newDraft();
    await office.sam.send(`/admin/prices/${version}`, { ...(await formOf(version)), setup: '60' });
    await office.sam
      .send(`/admin/prices/${version}/publication`, { edits: '1', at: '2026-11-19T06:00' })
      .expect(303);
    return version;
  };

  it('goes live at its time, once, whoever looks, and not before', async () => {
    const version = await scheduled();
    office.wait(20 * HOUR - 1);
    await publishDueSheets(office);
    await office.shop.refresh();
    expect(price().priceSheet).toBe(1);
    office.wait(1);
    await Promise.all([publishDueSheets(office), publishDueSheets(office), publishDueSheets(office)]);
    await office.shop.refresh();
    expect(price().priceSheet).toBe(version);
    expect(await office.db.auditEntry.count({ where: { what: 'prices.published' } })).toBe(1);
    expect((await office.sam.json('/admin/prices')).body.items[0]).toMatchObject({
      status: 'live',
      publishAt: null,
      publishedAt: '2026-11-19T06:00:00.000Z',
      publishedBy: 'Sam (staff)',
    });
  });

  it('can be taken back until then, and is not edited meanwhile', async () => {
    const version = await scheduled();
    await office.sam.sendJson(`/admin/prices/${version}`, await formOf(version)).expect(409);
    expect((await office.sam.page(`/admin/prices/${version}`)).text).toContain('Nov 19, 2026, 6:00 AM');
    await office.sam.send(`/admin/prices/${version}/withdrawal`).expect(303);
    office.wait(2 * DAY);
    await publishDueSheets(office);
    expect((await formOf(version)).edits).toBe('1');
    expect((await office.sam.json(`/admin/prices/${version}`)).body.status).toBe('draft');
  });

  it('has a time that is still to come', async () => {
    const version = await newDraft();
    for (const at of ['2026-11-18T09:00', 'soon', '2026-13-01T00:00'])
      expect(
        (await office.sam.sendJson(`/admin/prices/${version}/publication`, { edits: '0', at }).expect(422))
          .body.error.problems,
      ).toEqual({ at: 'Choose a time in the future.' });
  });
});

it('refuses to publish figures that came there some other way and make no sense', async () => {
  const { version: _, currency, ...live } = office.shop.now().priceSheet;
  const figures = { ...live, quantityExponent: 1.2 };
  const version = await draftSheet(office, { figures, currency, basedOn: null, note: '', who: 'test' });
  const { body } = await office.sam
    .sendJson(`/admin/prices/${version}/publication`, { edits: '0' })
    .expect(422);
  expect(body.error.code).toBe('unsafe_sheet');
  expect(price().priceSheet).toBe(1);
});

describe('as a file', () => {
  const csvOf = async (version: number) =>
    (await office.sam.page(`/admin/prices/${version}?format=csv`)).text;
  const bringIn = (text: string) => office.sam.sendJson('/admin/prices/imports', { text });

  it('goes out and comes in again exactly, as a draft', async () => {
    const text = await csvOf(1);
    expect(text).toContain('figure,of,value\r\ncurrency,,USD\r\nsetup,,40.00\r\nrate,,0.79\r\n');
    await bringIn(text).expect(303).expect('Location', '/admin/prices/2');
    expect(await csvOf(2)).toBe(text);
    expect((await office.sam.json('/admin/prices/2')).body).toMatchObject({
      ...office.shop.now().priceSheet,
      version: 2,
      status: 'draft',
    });
    expect(price().priceSheet).toBe(1);
  });

  it('comes in as an uploaded file, too, however a spreadsheet saved it', async () => {
    const text = `\ufeff${(await csvOf(1)).replaceAll('"50, 100', '"25, 50, 100').replaceAll('\r\n', '\n')}`;
    const semicolons = text
      .replaceAll(',,', ';;')
      .replace('figure,of', 'figure;of')
      .replace('of,value', 'of;value');
    const saved = semicolons.replace(/^(material|finish|shape),([\w-]+),(\d+)\.?(\d*)/gm, '$1;$2;$3,$40');
    for (const file of [text, saved]) {
      await office.sam.any
        .post('/admin/prices/imports')
        .attach('file', Buffer.from(file), 'prices.csv')
        .expect(303);
    }
    const [one, other] = [
      (await office.sam.json('/admin/prices/2')).body,
      (await office.sam.json('/admin/prices/3')).body,
    ];
    expect(one.breaks[0]).toBe(25);
    expect(other).toEqual({ ...one, version: 3 });
  });

  it('is refused as a whole, with every row that is wrong', async () => {
    const text = [
      'figure,of,value',
      'currency,,EUR',
      'setup,,cheap',
      'setup,,40',
      'discount,,5',
      'rate,vinyl,1',
      'material,,1',
      'material,gold,1',
      'material,vinyl,1,2',
      'shape,oval,0',
      '',
      'breaks,,"100, 50"',
    ].join('\n');
    const { body } = await bringIn(text).expect(422);
    const told = body.rows.map((each: { row: number; column: string }) => `${each.row} ${each.column}`);
    expect(told.filter((each: string) => !each.startsWith('0'))).toEqual([
      '2 value',
      '3 value',
      '4 figure',
      '5 figure',
      '6 of',
      '7 of',
      '8 of',
      '9 value',
      '10 value',
      '12 value',
    ]);
    expect(body.rows).toContainEqual({ row: 0, column: 'figure', message: 'areaExponent is missing.' });
    expect(body.error.problems['row 3, value']).toContain('like 40.00');
    const page = await office.sam.send('/admin/prices/imports', { text }).expect(422);
    expect(page.text).toContain('We have no gold.');
    expect(await office.db.priceSheet.count()).toBe(1);
  });

  it.each([
    ['', 'Choose a CSV file, or paste its text.'],
    ['a,b,c', 'Nothing was imported.'],
    ['figure,of,value\n"setup,,1', 'Nothing was imported.'],
  ])('like %j is no sheet', async (text, message) => {
    expect((await bringIn(text).expect(422)).body.error.message).toContain(message);
  });

  it('that is no text is not read', async () => {
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00]);
    const answer = office.sam.any.post('/admin/prices/imports').set('Accept', 'application/json');
    const { body } = await answer.attach('file', picture, 'prices.csv').expect(422);
    expect(body.error.message).toContain('Save the sheet as CSV');
  });
});

describe('beside the live sheet', () => {
  it('shows typical jobs and what the last month would have earned, and changes no order', async () => {
    const { order } = await paidStickerOrder(office, await drawPng());
    const version = await newDraft();
    await office.sam.send(`/admin/prices/${version}`, {
      ...(await formOf(version)),
      'material.vinyl': '1.1',
    });
    const { body } = await office.sam.json(`/admin/prices/${version}/comparison`);
    const lines = await office.db.orderLine.findMany({ where: { orderId: order.id, shape: { not: null } } });
    const earned = lines.reduce((sum, { netCents }) => sum + netCents, 0);
    expect(body).toMatchObject({
      live: 1,
      sheet: 2,
      orders: 1,
      sold: { earnedCents: earned, beforeCents: earned },
    });
    expect(body.sold.afterCents).toBeGreaterThan(earned * 1.09);
    const { text } = await office.sam.page(`/admin/prices/${version}/comparison`);
    expect(text).toContain('This order earned');
    expect(text).toContain('+10 %');
    expect(text).toContain('<polyline');
    expect(text).toContain('50 mm: +10 % at the fewest pieces, +10 % at the most.');
    await office.sam.send(`/admin/prices/${version}/publication`, { edits: '1' }).expect(303);
    const after = await office.db.orderLine.findMany({ where: { orderId: order.id, shape: { not: null } } });
    expect(after).toEqual(lines);
  });

  it('says so when nobody ordered, and when both are the same', async () => {
    const version = await newDraft();
    const { text } = await office.sam.page(`/admin/prices/${version}/comparison`);
    expect(text).toContain('Nobody ordered and paid for custom stickers');
    expect(text).toContain('Both sheets ask the same');
  });
});

it('is a matter for owners and managers, and for nobody outside', async () => {
  const pat = await office.staff('Pat', 'packing');
  await pat.sendJson('/admin/prices').expect(403);
  await pat.sendJson('/admin/prices/1/publication').expect(403);
  const version = await newDraft();
  const hers = await pat.page(`/admin/prices/${version}`).expect(200);
  expect(hers.text).toContain('Prices are changed by owners and managers.');
  expect(hers.text).not.toContain('action="/admin/prices');
  expect((await pat.page('/admin/prices')).text).not.toContain('New draft of the live sheet');
  for (const path of ['', '/1', '/1/publication', '/imports', '/1/comparison'])
    await office.nobody.sendJson(`/admin/prices${path}`).expect(404);
  for (const version of ['0', '99', 'x', '1.5', '99999999999'])
    await office.sam.json(`/admin/prices/${version}`).expect(404);
});

it('begins with an empty draft where there are no prices yet', async () => {
  await office.db.priceSheet.deleteMany();
  await office.db.revision.update({ where: { name: 'shop' }, data: { version: { increment: 1 } } });
  await office.shop.refresh();
  const { headers } = await office.sam.send('/admin/prices').expect(303);
  expect(headers.location).toBe('/admin/prices/1');
  await office.sam.page('/admin/prices/1/comparison').expect(200);
  await office.sam.sendJson('/admin/prices/1/publication', { edits: '0' }).expect(422);
  const { text } = await office.sam.page('/admin/prices/1').expect(200);
  expect(text).toContain('name="material.vinyl"');
});
