// Print files at the desk: told to the letter, downloaded by staff alone, both pictures when the check failed.
import { writeFileSync } from 'node:fs';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makePrintFiles } from '../../src/production/actions.make.ts';
import { plain, quartered } from '../artwork/files.ts';
import { type Office, openOffice } from './office.ts';
import { paidStickerOrder } from './sticker-order.ts';

// each test starts a decoder child of its own, and a busy machine takes its time
vi.setConfig({ testTimeout: 60_000 });

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const red = () => plain(600, 400).png().toBuffer();

async function readyOrder() {
  const placed = await paidStickerOrder(office, await red(), { shape: 'kiss-cut', heightMm: 42 });
  await makePrintFiles(office);
  const { body } = await office.sam.json(placed.place);
  return { ...placed, file: body.files[0] };
}

/** What was approved is another picture than what is printed. */
async function suspectOrder() {
  const placed = await paidStickerOrder(office, await red());
  const other = await quartered(600, 400).webp().toBuffer();
  const decoder = {
    ...office.decoder,
    print: (order: Parameters<typeof office.decoder.print>[0]) => {
      const previewPath = `${order.toPath}.other`;
      writeFileSync(previewPath, other);
      return office.decoder.print({ ...order, previewPath });
    },
  };
  await makePrintFiles({ ...office, decoder });
  const { body } = await office.sam.json(placed.place);
  return { ...placed, file: body.files[0] };
}

describe('the files of an order', () => {
  it('wait with the payment and are told in full when they are ready', async () => {
    const { place, line } = await paidStickerOrder(office, await red());
    const waiting = (await office.sam.json(place)).body.files;
    expect(waiting).toMatchObject([
      { kind: 'print', lineId: line.id, status: 'waiting', url: null, sha256: null },
    ]);
    await makePrintFiles(office);
    const [file] = (await office.sam.json(place)).body.files;
    expect(file).toMatchObject({
      ...{ kind: 'print', lineId: line.id, status: 'ready', url: `/admin/files/${file.id}` },
      ...{ widthMm: 60, heightMm: 40, bleedMm: 3, spot: 'CutContour' },
      cutPathUrl: `/admin/files/${file.id}/cut-line.svg`,
      selfCheck: { mean: expect.any(Number), badPercent: 0 },
    });
    expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('come as attachments whose pages have the promised size', async () => {
    const { file } = await readyOrder();
    const answer = await office.sam.any.get(file.url).buffer(true).expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename=${file.name}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    const page = (await PDFDocument.load(answer.body)).getPage(0);
    expect((page.getTrimBox().width / 72) * 25.4).toBeCloseTo(file.widthMm, 2);
    expect((page.getTrimBox().height / 72) * 25.4).toBeCloseTo(file.heightMm, 2);
  });

  it('name the very line they are cut along', async () => {
    const { file, line } = await readyOrder();
    const cutLine = await office.db.cutLine.findUniqueOrThrow({ where: { id: line.cutLineId ?? '' } });
    const { text, headers, body } = await office.sam.any.get(file.cutPathUrl).expect(200);
    const svg = text ?? String(body);
    expect(headers['content-type']).toMatch('image/svg+xml');
    expect(svg).toContain(`d="${cutLine.path}"`);
    expect(svg).toContain(`viewBox="0 0 ${Math.round(file.widthMm * 10_000) / 10_000} `);
  });

  it('are shown on the order’s page with what came of them', async () => {
    const { place, file } = await readyOrder();
    const { text } = await office.sam.page(place);
    expect(text).toContain(`href="${file.url}"`);
    expect(text).toContain('Cut in CutContour, backing in PerfCutContour');
    expect(text).toMatch(/Beside the approved preview: 0\.\d\d of 255 apart/);
  });

  it('are nothing to anybody else, and nothing at all under a wrong id', async () => {
    const { file } = await readyOrder();
    for (const address of [file.url, file.cutPathUrl, `${file.url}/approved.webp`])
      await office.nobody.any.get(address).expect(404);
    await office.nobody.any.post(`${file.url}/retry`).expect(404);
    for (const id of ['nothing', '01890000-0000-7000-8000-000000000000'])
      await office.sam.any.get(`/admin/files/${id}`).expect(404);
    await office.sam.any.get(`${file.url}/approved.webp`).expect(404);
  });
});

describe('a failed self-check', () => {
  it('shows both pictures side by side, and the file all the same', async () => {
    const { place, file } = await suspectOrder();
    expect(file.status).toBe('check_failed');
    expect(file.selfCheck.badPercent).toBeGreaterThan(10);
    const { text } = await office.sam.page(place);
    expect(text).toContain('What would be printed is not what the customer approved.');
    for (const picture of ['approved', 'printed']) {
      expect(text).toContain(`src="${file.url}/${picture}.webp"`);
      const answer = await office.sam.any.get(`${file.url}/${picture}.webp`).expect(200);
      expect(answer.headers['content-type']).toBe('image/webp');
    }
    await office.sam.any.get(file.url).expect(200);
  });

  it('is tried again by a press, and comes out well this time', async () => {
    const { place, file } = await suspectOrder();
    await office.sam.send(`${file.url}/retry`).expect(303).expect('Location', place);
    expect((await office.sam.json(place)).body.files).toMatchObject([{ status: 'waiting', sha256: null }]);
    await makePrintFiles(office);
    expect((await office.sam.json(place)).body.files).toMatchObject([{ status: 'ready' }]);
    expect((await office.sam.json('/admin/audit')).body.items[0]).toMatchObject({ what: 'print.retry' });
  });

  it('is passed by somebody who answers for it, once', async () => {
    const { place, file } = await suspectOrder();
    await office.sam.send(`${file.url}/pass`).expect(303);
    const { body } = await office.sam.json(place);
    expect(body.files).toMatchObject([{ status: 'ready', sha256: file.sha256 }]);
    expect(body.timeline.at(-1)).toMatchObject({ event: 'print_passed', who: 'Sam (staff)', why: file.name });
    const again = await office.sam.sendJson(`${file.url}/pass`);
    expect([again.status, again.body.error.code]).toEqual([409, 'nothing_to_decide']);
  });

  it('is not decided by whoever packs', async () => {
    const { file } = await suspectOrder();
    const pat = await office.staff('Pat', 'packing');
    await pat.send(`${file.url}/pass`).expect(403);
    await pat.any.get(file.url).expect(200);
  });
});

it('a small picture is never printed in place of a design', async () => {
  const { place, artwork } = await paidStickerOrder(office, await red());
  const row = await office.db.artwork.findUniqueOrThrow({ where: { id: artwork.id } });
  const facts = JSON.stringify({ ...JSON.parse(row.facts), previewOnly: true });
  await office.db.artwork.update({ where: { id: artwork.id }, data: { facts } });
  await makePrintFiles(office);
  expect((await office.sam.json(place)).body.files).toMatchObject([{ status: 'check_failed', url: null }]);
  expect((await office.sam.page(place)).text).toContain(
    'This file only shows a small picture of its design.',
  );
});
