// Stock-taking: a sheet, what people found, in the page or as CSV, and adjustments that make the levels so.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice, packs, paidOrder } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

interface Line {
  id: string;
  sku: string;
  expected: number;
  counted: number | null;
  level: number;
  difference: number | null;
  moved: number;
}

async function openSheet(only = ''): Promise<string> {
  const { headers } = await office.sam
    .sendJson('/admin/stock/counts', { name: 'November', only })
    .expect(303);
  return String(headers.location);
}

const sheetAt = async (path: string): Promise<{ status: string; lines: Line[] }> =>
  (await office.sam.json(path).expect(200)).body;

const lineOf = async (path: string, sku = 'sample-pack') => {
  const line = (await sheetAt(path)).lines.find((each) => each.sku === sku);
  if (!line) throw new Error(`${sku} is not on the sheet`);
  return line;
};

async function count(path: string, counted: string, sku = 'sample-pack') {
  const { id } = await lineOf(path, sku);
  return office.sam.sendJson(path, { [`counted-${id}`]: counted });
}

const post = (path: string) => office.sam.sendJson(`${path}/posting`, { reason: 'Stock-taking' });

describe('a sheet', () => {
  it('lists what should be there', async () => {
    const path = await openSheet();
    const { status, lines } = await sheetAt(path);
    expect(status).toBe('open');
    expect(lines).toHaveLength(await office.db.stockItem.count());
    expect(await lineOf(path)).toMatchObject({ expected: 200, counted: null, level: 200, difference: null });
    const page = await office.sam.page(path);
    expect(page.text).toContain('Counted: Sample pack');
  });

  it('is of some items only, where somebody says which', async () => {
    const { lines } = await sheetAt(await openSheet('ROLL white'));
    expect(lines.map(({ sku }) => sku)).toEqual(['roll-vinyl']);
    const { body } = await office.sam
      .sendJson('/admin/stock/counts', { name: 'x', only: 'nothing' })
      .expect(422);
    expect(Object.keys(body.error.problems)).toEqual(['only']);
  });

  it('keeps what was typed without booking anything, and takes it back', async () => {
    const path = await openSheet();
    expect((await count(path, '190')).status).toBe(303);
    expect(await lineOf(path)).toMatchObject({ counted: 190, difference: -10 });
    expect(await packs(office)).toMatchObject({ onHand: 200n });
    expect((await count(path, 'many')).status).toBe(422);
    expect((await count(path, '')).status).toBe(303);
    expect(await lineOf(path)).toMatchObject({ counted: null });
  });
});

describe('posting', () => {
  it('books the difference to the level of that moment, with the sheet in the history', async () => {
    const path = await openSheet();
    await count(path, '190');
    await post(path).expect(303);
    expect(await packs(office)).toMatchObject({ onHand: 190n });
    const [newest] = (await office.sam.json('/admin/stock/sample-pack/movements')).body.items;
    expect(newest).toMatchObject({
      kind: 'adjustment',
      quantity: -10,
      reason: 'Stock-taking',
      who: 'Sam (staff)',
    });
    expect(await sheetAt(path)).toMatchObject({ status: 'posted' });
    expect(await lineOf(path)).toMatchObject({ level: 200, difference: -10 });
    const audit = await office.db.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(audit.map(({ what }) => what)).toEqual(['stock.count', 'stock.adjustment', 'stock.count']);
  });

  it('shows what moved after it was counted', async () => {
    const path = await openSheet();
    await count(path, '198');
    office.wait(60_000);
    const order = await paidOrder(office, {}, 5);
    await office.sam.send(`/admin/orders/${order.number}/production`).expect(303);
    expect(await lineOf(path)).toMatchObject({ level: 195, difference: 3, moved: -5 });
    expect((await office.sam.page(path)).text).toContain('1 item moved after it was counted');
    await post(path).expect(303);
    // as the page said it would
    expect(await packs(office)).toMatchObject({ onHand: 198n });
    expect(await lineOf(path)).toMatchObject({ level: 195, difference: 3, moved: -5 });
  });

  it('happens once, whoever presses at the same time', async () => {
    const path = await openSheet();
    await count(path, '150');
    const answers = await Promise.all([post(path), post(path), post(path)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409, 409]);
    expect(await packs(office)).toMatchObject({ onHand: 150n });
    expect((await count(path, '1')).status).toBe(409);
  });

  it('asks for a reason, for counts, and for a manager', async () => {
    const path = await openSheet();
    await post(path).expect(409);
    await count(path, '150');
    await office.sam.sendJson(`${path}/posting`, { reason: '' }).expect(422);
    const pat = await office.staff('Pat', 'packing');
    await pat.sendJson(`${path}/posting`, { reason: 'x' }).expect(403);
    await office.sam.sendJson(`${path}/removal`).expect(303);
    await post(path).expect(409);
    expect(await packs(office)).toMatchObject({ onHand: 200n });
  });
});

describe('a sheet as CSV', () => {
  const takeIn = (path: string, rows: string) => office.sam.sendJson(`${path}/import`, { rows });

  it('goes out, and comes back counted', async () => {
    const path = await openSheet();
    const { text } = await office.sam.page(`${path}?format=csv`).expect(200);
    expect(text.split('\r\n')[0]).toBe('sku,name,unit,expected,counted');
    expect(text).toContain('sample-pack,Sample pack,piece,200,\r\n');
    const counted = text.replace(
      'sample-pack,Sample pack,piece,200,',
      'sample-pack,Sample pack,piece,200,187',
    );
    await office.sam.any.post(`${path}/import`).attach('file', Buffer.from(counted), 'count.csv').expect(303);
    expect(await lineOf(path)).toMatchObject({ counted: 187 });
    expect((await sheetAt(path)).lines.filter((line) => line.counted !== null)).toHaveLength(1);
  });

  it('is read with semicolons, other columns and larger units too', async () => {
    const path = await openSheet();
    await takeIn(path, 'counted;note;sku\n49,5 m²;dusty;roll-vinyl\n').expect(303);
    expect(await lineOf(path, 'roll-vinyl')).toMatchObject({ counted: 49_500_000 });
  });

  it('is not taken in at all while a row is wrong, and says which', async () => {
    const path = await openSheet();
    const rows = [
      'sku,counted',
      'sample-pack,190',
      'nobody,1',
      'sample-pack,191',
      'roll-vinyl,-3',
      'roll-clear,lots',
    ];
    const { body } = await takeIn(path, rows.join('\n')).expect(422);
    expect(body.error.problems).toEqual({
      row3: 'nobody is not on this sheet.',
      row4: 'sample-pack stands there twice.',
      row5: '“-3” is no whole amount.',
      row6: '“lots” is no whole amount.',
    });
    expect(await lineOf(path)).toMatchObject({ counted: null });
    const page = await office.sam.send(`${path}/import`, { rows: rows.join('\n') }).expect(422);
    expect(page.text).toContain('Row 3: nobody is not on this sheet.');
    expect(page.text).toContain('4 rows are wrong. Nothing was taken in.');
  });

  it.each([
    ['', 'row1'],
    ['name,counted\nx,1', 'row1'],
    ['sku,counted\nsample-pack,', 'row1'],
    ['sku,counted\n"sample-pack,1', 'row2'],
  ])('%j is refused', async (rows, row) => {
    const { body } = await takeIn(await openSheet(), rows).expect(422);
    expect(Object.keys(body.error.problems)).toEqual([row]);
  });
});

it('is found in a list of sheets, and by nobody from outside', async () => {
  const path = await openSheet();
  await count(path, '190');
  const { items } = (await office.sam.json('/admin/stock/counts')).body;
  expect(items).toMatchObject([{ name: 'November', status: 'open', counted: 1, createdBy: 'Sam (staff)' }]);
  expect((await office.sam.page('/admin/stock/counts')).text).toContain('November');
  await office.nobody.json(path).expect(404);
  await office.sam.json('/admin/stock/counts/0192').expect(404);
});
