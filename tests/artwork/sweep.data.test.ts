// Designs that nobody ordered are thrown away after their time, and never a byte that somebody still needs.
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cutLineFor } from '../../src/artwork/actions.cut.ts';
import { letterPicture } from '../../src/artwork/actions.preview.ts';
import { sweepDrafts } from '../../src/artwork/actions.sweep.ts';
import { acceptArtwork, sweepTemp } from '../../src/artwork/actions.ts';
import type { Artwork } from '../../src/artwork/artwork.ts';
import { wishFor } from '../../src/artwork/cut.ts';
import { startDecoder } from '../../src/artwork/decoder.pool.ts';
import { diskStore } from '../../src/artwork/store.disk.ts';
import { type FileStore, originalKey } from '../../src/artwork/store.ts';
import { tempFolder } from '../../src/artwork/temp.disk.ts';
import { addCustomLine } from '../../src/cart/actions.ts';
import { newId } from '../../src/lib/ids.ts';
import { silentLog } from '../../src/lib/log.ts';
import { DAY } from '../../src/lib/time.ts';
import { openWorld, orderCart, placedOrder, someVisitor } from '../support/world.ts';
import { svg } from './files.ts';

const decoder = startDecoder({ log: silentLog(), deadlineMs: 60_000 });
afterAll(() => decoder.close());

let shop: Awaited<ReturnType<typeof openShop>>;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

async function openShop() {
  const world = await openWorld();
  const uploadsDir = mkdtempSync(path.join(tmpdir(), 'kisscut-sweep-'));
  await sweepTemp({ uploadsDir });
  return {
    ...world,
    files: diskStore(uploadsDir),
    decoder,
    uploadsDir,
    async close() {
      await world.close();
      rmSync(uploadsDir, { recursive: true });
    },
  };
}

const ada = someVisitor();
const RED = svg('width="40mm" height="40mm"', '<circle cx="50%" cy="50%" r="40%" fill="red"/>');
const BLUE = svg('width="40mm" height="40mm"', '<circle cx="50%" cy="50%" r="40%" fill="blue"/>');

async function sent(bytes: Buffer, files: FileStore = shop.files): Promise<Artwork> {
  const tempPath = path.join(tempFolder(shop.uploadsDir), randomUUID());
  writeFileSync(tempPath, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const owner = { visitorId: ada.visitorId };
  const upload = { owner, tempPath, filename: 'dot.svg', bytes: bytes.length, sha256 };
  const accepted = await acceptArtwork({ ...shop, files }, upload);
  if (accepted.kind === 'refused') throw new Error(accepted.message);
  return accepted.artwork;
}

async function putIntoCart(artwork: Artwork, visitor = ada): Promise<void> {
  const size = { shape: 'circle', widthMm: 50, heightMm: 50 } as const;
  const outcome = await cutLineFor(shop, artwork, wishFor(size));
  if (outcome.kind === 'none') throw new Error(outcome.why);
  const spec = { ...size, product: 'custom-stickers', material: 'vinyl', finish: 'gloss', quantity: 50 };
  await addCustomLine(shop, visitor, { ...spec, artwork, cut: outcome });
}

const idsLeft = async () => (await shop.db.artwork.findMany({ select: { id: true } })).map(({ id }) => id);

function bytesLeft(): string[] {
  return readdirSync(shop.uploadsDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}

const later = (days: number) => shop.wait(days * DAY);

describe('a design that nobody ordered', () => {
  test('is gone after thirty days, with every file of it', async () => {
    const artwork = await sent(RED);
    await letterPicture(shop, artwork.id);
    later(29);
    expect(await sweepDrafts(shop)).toBe(0);
    later(2);
    expect(await sweepDrafts(shop)).toBe(1);
    expect(await idsLeft()).toEqual([]);
    expect(bytesLeft()).toEqual([]);
    expect(await shop.db.artworkFinding.count()).toBe(0);
  });

  test('is gone from a cart that was left as long ago, and the cart stays', async () => {
    await putIntoCart(await sent(RED));
    later(31);
    expect(await sweepDrafts(shop)).toBe(1);
    expect([await shop.db.cartLine.count(), await shop.db.cutLine.count()]).toEqual([0, 0]);
    expect(await shop.db.cart.count()).toBe(1);
  });

  test('stays as long as its cart is used', async () => {
    const artwork = await sent(RED);
    later(20);
    await putIntoCart(artwork);
    later(20);
    expect(await sweepDrafts(shop)).toBe(0);
    const cart = await shop.db.cart.findFirstOrThrow();
    await shop.db.cart.update({ where: { id: cart.id }, data: { updatedAt: shop.clock() } });
    later(25);
    expect(await sweepDrafts(shop)).toBe(0);
    expect(await idsLeft()).toEqual([artwork.id]);
  });

  test('goes alone when somebody else sent the same file later', async () => {
    const mine = await sent(RED);
    later(20);
    const theirs = await sent(RED);
    later(20);
    expect(await sweepDrafts(shop)).toBe(1);
    expect(await idsLeft()).toEqual([theirs.id]);
    for (const key of [originalKey(mine.sha256), theirs.previewKey, theirs.maskKey])
      expect(await shop.files.exists(key ?? '')).toBe(true);
  });

  test('has the time that the owner chose', async () => {
    await sent(RED);
    await shop.db.setting.create({ data: { key: 'artwork.draftDays', value: '3', changedAt: shop.clock() } });
    await shop.db.revision.update({ where: { name: 'shop' }, data: { version: { increment: 1 } } });
    await shop.shop.refresh();
    later(4);
    expect(await sweepDrafts(shop)).toBe(1);
  });

  test('makes way in any number', async () => {
    const { id, sha256, filename } = await sent(RED);
    const row = await shop.db.artwork.findUniqueOrThrow({ where: { id } });
    const copies = Array.from({ length: 120 }, () => ({ ...row, id: newId(), sha256, filename }));
    await shop.db.artwork.createMany({ data: copies });
    later(31);
    expect(await sweepDrafts(shop)).toBe(121);
    expect(bytesLeft()).toEqual([]);
  });
});

describe('what is kept', () => {
  test('a design that was ordered, whatever became of the order', async () => {
    const artwork = await sent(RED);
    await putIntoCart(artwork);
    const order = placedOrder(await orderCart(shop, ada));
    await shop.db.order.update({ where: { id: order.id }, data: { status: 'cancelled' } });
    later(400);
    expect(await sweepDrafts(shop)).toBe(0);
    expect(await idsLeft()).toEqual([artwork.id]);
    expect(await shop.files.exists(originalKey(artwork.sha256))).toBe(true);
  });

  test('every version of an ordered one', async () => {
    const [first, second] = [await sent(RED), await sent(BLUE)];
    await putIntoCart(first);
    const order = placedOrder(await orderCart(shop, ada));
    const line = await shop.db.orderLine.findFirstOrThrow({ where: { orderId: order.id } });
    await shop.db.orderLine.update({ where: { id: line.id }, data: { artworkId: second.id } });
    const version = { lineId: line.id, version: 1, artworkId: first.id, who: 'customer', at: shop.clock() };
    await shop.db.lineVersion.create({ data: version });
    later(400);
    expect(await sweepDrafts(shop)).toBe(0);
    expect((await idsLeft()).sort()).toEqual([first.id, second.id].sort());
  });
});

describe('the same file sent in the very moment', () => {
  const isWhole = async (artwork: Artwork) => {
    expect(await idsLeft()).toEqual([artwork.id]);
    for (const key of [originalKey(artwork.sha256), artwork.previewKey, artwork.maskKey])
      expect([key, await shop.files.exists(key ?? '')]).toEqual([key, true]);
    expect(readdirSync(tempFolder(shop.uploadsDir))).toEqual([]);
  };

  test('is whole when its bytes were swept before its row was written', async () => {
    await sent(RED);
    later(31);
    let swept = 0;
    const files: FileStore = {
      ...shop.files,
      async put(key, tempPath) {
        await shop.files.put(key, tempPath);
        if (key.startsWith('originals/') && swept === 0) swept = await sweepDrafts(shop);
      },
    };
    const again = await sent(RED, files);
    expect(swept).toBe(1);
    await isWhole(again);
  });

  test('is whole when its row was written before the bytes were swept', async () => {
    await sent(RED);
    later(31);
    let again: Artwork | null = null;
    const files: FileStore = {
      ...shop.files,
      async take(key, toPath) {
        again ??= await sent(RED);
        return shop.files.take(key, toPath);
      },
    };
    expect(await sweepDrafts({ ...shop, files })).toBe(1);
    if (!again) throw new Error('it was sent');
    await isWhole(again);
  });

  test('is whole however the two fall together', async () => {
    for (let round = 0; round < 5; round++) {
      await shop.db.artwork.deleteMany();
      await sent(RED);
      later(31);
      const [again] = await Promise.all([sent(RED), sweepDrafts(shop)]);
      await isWhole(again);
    }
  });
});

test('a design put into a cart in the very moment stays, or is not there', async () => {
  for (let round = 0; round < 5; round++) {
    const artwork = await sent(RED);
    later(31);
    const visitor = someVisitor();
    const [added] = await Promise.allSettled([putIntoCart(artwork, visitor), sweepDrafts(shop)]);
    const line = await shop.db.cartLine.findFirst({ where: { cart: { visitorId: visitor.visitorId } } });
    expect(line?.artworkId ?? null).toBe(added.status === 'fulfilled' ? artwork.id : null);
  }
});
