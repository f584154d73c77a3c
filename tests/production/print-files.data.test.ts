// From a payment to a file at the printer: wanted with the payment, made beside the requests, never lost.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { MINUTE, SECOND } from '../../src/lib/time.ts';
import { makePrintFiles, takeBackPrintFiles } from '../../src/production/actions.make.ts';
import { remakePrintFile } from '../../src/production/actions.ts';
import { type Office, openOffice } from '../admin/office.ts';
import { paidStickerOrder, payFor, stickerOrder } from '../admin/sticker-order.ts';
import { plain } from '../artwork/files.ts';

// each test starts a decoder child of its own, and a busy machine takes its time
vi.setConfig({ testTimeout: 60_000 });

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const red = () => plain(600, 400).png().toBuffer();
const rows = () => office.db.printFile.findMany();
const work = (also: Partial<Parameters<typeof makePrintFiles>[0]> = {}) =>
  makePrintFiles({ ...office, ...also });

describe('a print file', () => {
  it('is wanted in the moment of payment, not before', async () => {
    const { order } = await stickerOrder(office, await red());
    expect(await rows()).toEqual([]);
    await payFor(office, order.id);
    expect(await rows()).toMatchObject([
      { orderId: order.id, status: 'waiting', name: `${order.number}-1-rectangle-60x40mm-50.pdf` },
    ]);
  });

  it('is made by the worker, stored under its sha256 and told with all its facts', async () => {
    const { line } = await paidStickerOrder(office, await red());
    expect(await work()).toBe(1);
    const [file] = await rows();
    expect(file).toMatchObject({ status: 'ready', lineId: line.id, readyAt: office.clock() });
    const facts = JSON.parse(file?.facts ?? '');
    expect(facts).toMatchObject({
      ...{ widthMm: 60, heightMm: 40, bleedMm: 3, spot: 'CutContour', backingSpot: null, route: 'samples' },
      selfCheck: { badPercent: 0 },
    });
    const key = `print/${file?.sha256?.slice(0, 2)}/${file?.sha256}.pdf`;
    const stored = await office.files.open(key);
    const hash = createHash('sha256');
    for await (const chunk of stored?.stream ?? []) hash.update(chunk);
    expect(hash.digest('hex')).toBe(file?.sha256);
    expect(await work()).toBe(0);
  });

  it('takes spot names and bleed from the settings', async () => {
    const value = (key: string, json: string) =>
      office.db.setting.create({ data: { key, value: json, changedAt: office.clock() } });
    await value('cut.spotName', '"ThruCut"');
    await value('cut.bleedMm', '2');
    await office.db.revision.update({ where: { name: 'shop' }, data: { version: { increment: 1 } } });
    await office.shop.refresh();
    await paidStickerOrder(office, await red(), { shape: 'kiss-cut' });
    await work();
    const [file] = await rows();
    expect(JSON.parse(file?.facts ?? '')).toMatchObject({
      ...{ spot: 'ThruCut', backingSpot: 'PerfCutContour', bleedMm: 2 },
    });
  });

  it('waits until prepress has finished', async () => {
    const { order, line, place } = await paidStickerOrder(office, await red(), { prepress: true });
    expect(await rows()).toEqual([]);
    await office.sam.send(`${place}/lines/${line.id}/prepress`);
    expect(await rows()).toMatchObject([{ orderId: order.id, status: 'waiting' }]);
  });

  it('is made anew for another design, whoever is still making the old one', async () => {
    const { line } = await paidStickerOrder(office, await red());
    const { decoder } = office;
    await work({
      decoder: {
        ...decoder,
        async print(order) {
          await transaction(office.db, (tx) => remakePrintFile(tx, { lineId: line.id, now: office.clock() }));
          return decoder.print(order);
        },
      },
      clock: endlessly(office.clock()),
    });
    expect(await rows()).toMatchObject([{ status: 'waiting', sha256: null }]);
    await work();
    expect(await rows()).toMatchObject([{ status: 'ready' }]);
  });
});

/** A clock that goes on a minute with each look, so that a turn of the worker ends with its first file. */
function endlessly(from: Date): () => Date {
  let looks = 0;
  return () => new Date(from.getTime() + MINUTE * looks++);
}

describe('trouble', () => {
  const failing = (error: Error) => ({ ...office.decoder, print: () => Promise.reject(error) });

  it('of the machine is tried again, later each time', async () => {
    await paidStickerOrder(office, await red());
    const decoder = failing(new Error('no space left'));
    await work({ decoder });
    expect(await rows()).toMatchObject([{ status: 'waiting', attempts: 1 }]);
    expect(await work()).toBe(0);
    office.wait(5 * SECOND);
    await work({ decoder });
    office.wait(5 * SECOND);
    expect(await work()).toBe(0);
    office.wait(5 * SECOND);
    expect(await work()).toBe(1);
    expect(await rows()).toMatchObject([{ status: 'ready', attempts: 3 }]);
  });

  it('of a process that was killed over it ends with its lease, or with the next start', async () => {
    await paidStickerOrder(office, await red());
    const making = {
      status: 'making',
      attempts: 1,
      nextTryAt: new Date(office.clock().getTime() + 3 * MINUTE),
    };
    await office.db.printFile.updateMany({ data: making });
    expect(await work()).toBe(0);
    office.wait(3 * MINUTE);
    expect(await work()).toBe(1);

    await office.db.printFile.updateMany({ data: { ...making, nextTryAt: new Date('2030-01-01') } });
    await takeBackPrintFiles(office);
    expect(await work()).toBe(1);
  });

  it('of a file that is too much is told, after it was also tried as pixels', async () => {
    await paidStickerOrder(office, await red());
    const tried: (boolean | undefined)[] = [];
    const decoder = {
      ...office.decoder,
      async print({ rasterOnly }: { rasterOnly?: boolean }) {
        tried.push(rasterOnly);
        return { kind: 'refused' as const, why: 'too_heavy' as const };
      },
    };
    await work({ decoder });
    expect(tried).toEqual([undefined, true]);
    const [file] = await rows();
    expect(file).toMatchObject({ status: 'check_failed', sha256: null });
    expect(JSON.parse(file?.facts ?? '')).toMatchObject({ why: 'too_heavy' });
  });

  it('two workers never make the same file', async () => {
    await paidStickerOrder(office, await red());
    const made = await Promise.all([work(), work(), work()]);
    expect(made.reduce((sum, each) => sum + each)).toBe(1);
  });
});
