// Taking artwork in: what is written down, what is stored once, who may see it, and what a refusal leaves behind.
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { letterPicture } from '../../src/artwork/actions.preview.ts';
import {
  type Acceptance,
  acceptArtwork,
  askForPrepress,
  claimArtworkFor,
  sweepTemp,
} from '../../src/artwork/actions.ts';
import type { Artwork } from '../../src/artwork/artwork.ts';
import { startDecoder } from '../../src/artwork/decoder.pool.ts';
import type { Decoder } from '../../src/artwork/decoder.ts';
import { type ArtworkOwner, artworksOf, findArtworkFor, type Viewer } from '../../src/artwork/queries.ts';
import { diskStore } from '../../src/artwork/store.disk.ts';
import { originalKey } from '../../src/artwork/store.ts';
import { tempFolder } from '../../src/artwork/temp.disk.ts';
import { transaction } from '../../src/db/transaction.ts';
import { newId } from '../../src/lib/ids.ts';
import { silentLog } from '../../src/lib/log.ts';
import { NotFound } from '../../src/lib/refusal.ts';
import { freshDatabase } from '../support/database.ts';
import { HEADS, lockedPdf, pdf, plain, svg } from './files.ts';

const START = new Date('2026-11-18T10:00:00Z');
const pool = startDecoder({ log: silentLog(), deadlineMs: 60_000 });
afterAll(() => pool.close());

let shop: Awaited<ReturnType<typeof openShop>>;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

async function openShop() {
  const database = await freshDatabase();
  const uploadsDir = mkdtempSync(path.join(tmpdir(), 'kisscut-artwork-'));
  await sweepTemp({ uploadsDir });
  let opened = 0;
  const decoder: Decoder = {
    ...pool,
    decode(job) {
      opened += 1;
      return pool.decode(job);
    },
  };
  return {
    db: database.db,
    clock: () => START,
    files: diskStore(uploadsDir),
    decoder,
    uploadsDir,
    opened: () => opened,
    async close() {
      await database.close();
      rmSync(uploadsDir, { recursive: true });
    },
  };
}

const ada: Viewer & { visitorId: string } = { visitorId: newId(), customer: null, staff: null };
const bo: Viewer = { visitorId: newId(), customer: null, staff: null };
const sam: Viewer = { visitorId: null, customer: null, staff: { id: newId() } };

async function send(
  bytes: Uint8Array,
  filename: string,
  owner: ArtworkOwner = { visitorId: ada.visitorId },
): Promise<Acceptance> {
  const tempPath = path.join(tempFolder(shop.uploadsDir), randomUUID());
  writeFileSync(tempPath, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return acceptArtwork(shop, { owner, tempPath, filename, bytes: bytes.length, sha256 });
}

async function accepted(bytes: Uint8Array, filename = 'logo.png', owner?: ArtworkOwner): Promise<Artwork> {
  const acceptance = await send(bytes, filename, owner);
  if (acceptance.kind === 'refused') throw new Error(acceptance.message);
  return acceptance.artwork;
}

function filesBelow(folder: string): string[] {
  const whole = path.join(shop.uploadsDir, folder);
  return readdirSync(whole, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}

async function customer(): Promise<string> {
  const id = newId();
  await shop.db.customer.create({
    data: { id, email: `${id}@example.com`, emailKey: `${id}@example.com`, name: 'Ada', createdAt: START },
  });
  return id;
}

describe('a file that is accepted', () => {
  test('is stored under its hash, shown, and written down with what was found', async () => {
    const bytes = await plain(120, 80).png().toBuffer();
    const artwork = await accepted(bytes, 'наклейка.png');
    expect(artwork).toMatchObject({
      filename: 'наклейка.png',
      bytes: bytes.length,
      orderable: true,
      createdAt: START,
    });
    expect(artwork.facts).toMatchObject({ format: 'png', widthPx: 120, preview: { width: 120, height: 80 } });
    expect(filesBelow('originals')).toEqual([createHash('sha256').update(bytes).digest('hex')]);
    expect(filesBelow('previews')).toHaveLength(1);
    expect(filesBelow('tmp')).toEqual([]);
    const findings = await shop.db.artworkFinding.findMany({ where: { artworkId: artwork.id } });
    expect(findings).toMatchObject([
      { code: 'ready', severity: 'ok', message: expect.stringMatching(/^Ready to print/) },
      { code: 'rgb', severity: 'ok' },
    ]);
  });

  test('is the same when it is read again', async () => {
    const artwork = await accepted(pdf({ page: '/TrimBox [10 10 190 90]', pages: 2 }), 'flyer.pdf');
    expect(await findArtworkFor(shop.db, ada, artwork.id)).toEqual(artwork);
  });

  test('is opened once, however often and by whomever it is sent', async () => {
    const bytes = svg('width="10mm" height="10mm"');
    const first = await accepted(bytes, 'a.svg');
    const again = await accepted(bytes, 'b.svg');
    const others = await accepted(bytes, 'c.svg', { visitorId: newId() });
    expect(shop.opened()).toBe(1);
    expect(new Set([first.id, again.id, others.id]).size).toBe(3);
    expect([again.filename, again.facts, again.previewKey]).toEqual(['b.svg', first.facts, first.previewKey]);
    expect(filesBelow('originals')).toHaveLength(1);
    expect(filesBelow('previews')).toHaveLength(1);
  });

  test('is an Illustrator file under one name and a PDF under another, with the same bytes', async () => {
    const formats = [await accepted(pdf(), 'a.pdf'), await accepted(pdf(), 'a.ai')].map(
      ({ facts }) => facts.format,
    );
    expect(formats).toEqual(['pdf', 'ai']);
    expect(filesBelow('originals')).toHaveLength(1);
  });

  test('without a name is called after its kind', async () => {
    expect((await accepted(await plain(5, 5).jpeg().toBuffer(), '')).filename).toBe('artwork.jpg');
  });

  test('may be locked: there is nothing to show, and it cannot be ordered until prepress takes it over', async () => {
    const artwork = await accepted(await lockedPdf('secret'), 'locked.pdf');
    expect(artwork).toMatchObject({ previewKey: null, orderable: false });
    await askForPrepress(shop, ada, artwork.id);
    expect(await findArtworkFor(shop.db, ada, artwork.id)).toMatchObject({
      orderable: true,
      prepressAskedAt: START,
    });
  });
});

describe('a file that is refused', () => {
  test.each([
    ['an unknown kind', Buffer.from('hello'), 415, 'unknown_kind', /PDF, AI, CDR, EPS, SVG, PSD, JPEG/],
    ['the beginning of a PSD', HEADS.psd, 422, 'damaged', /damaged/],
    ['half an old .ai', HEADS.eps, 422, 'damaged', /damaged/],
    ['a damaged file', Buffer.concat([HEADS.bigTiff, Buffer.alloc(99)]), 422, 'damaged', /damaged/],
  ])('%s: says why, and leaves nothing behind', async (_what, bytes, status, code, message) => {
    const refusal = await send(bytes, 'logo.ai');
    expect(refusal).toEqual({ kind: 'refused', status, code, message: expect.stringMatching(message) });
    expect(readdirSync(shop.uploadsDir)).toEqual(['tmp']);
    expect(filesBelow('tmp')).toEqual([]);
    expect(await shop.db.artwork.count()).toBe(0);
  });

  test('leaves nothing behind either when the trouble is ours', async () => {
    const broken = { ...shop, decoder: { ...pool, decode: () => Promise.reject(new Error('no child')) } };
    const tempPath = path.join(tempFolder(shop.uploadsDir), randomUUID());
    writeFileSync(tempPath, await plain(5, 5).png().toBuffer());
    const upload = {
      owner: { visitorId: ada.visitorId },
      tempPath,
      filename: 'a.png',
      bytes: 1,
      sha256: 'c'.repeat(64),
    };
    await expect(acceptArtwork(broken, upload)).rejects.toThrow('no child');
    expect(filesBelow('tmp')).toEqual([]);
  });
});

describe('who may see it', () => {
  test('its visitor and staff; for everybody else it is not there', async () => {
    const { id } = await accepted(svg('width="10" height="10"'));
    expect((await findArtworkFor(shop.db, ada, id))?.id).toBe(id);
    expect((await findArtworkFor(shop.db, sam, id))?.id).toBe(id);
    expect(await findArtworkFor(shop.db, bo, id)).toBeNull();
    expect(await findArtworkFor(shop.db, { visitorId: null, customer: null, staff: null }, id)).toBeNull();
    expect(await findArtworkFor(shop.db, ada, newId())).toBeNull();
    expect(await findArtworkFor(shop.db, ada, 'nonsense')).toBeNull();
    await expect(askForPrepress(shop, bo, id)).rejects.toThrow(NotFound);
  });

  test('at sign-in it moves to the account, and the session alone no longer opens it', async () => {
    const { id } = await accepted(svg('width="10" height="10"'));
    const theirs = await accepted(svg('width="11" height="11"'), 'b.svg', { visitorId: newId() });
    const customerId = await customer();
    await transaction(shop.db, (tx) => claimArtworkFor(tx, { visitorId: ada.visitorId, customerId }));
    const signedIn: Viewer = { visitorId: newId(), customer: { id: customerId }, staff: null };
    expect((await findArtworkFor(shop.db, signedIn, id))?.id).toBe(id);
    expect(await findArtworkFor(shop.db, ada, id)).toBeNull();
    expect(await findArtworkFor(shop.db, signedIn, theirs.id)).toBeNull();
    expect((await artworksOf(shop.db, customerId)).map((artwork) => artwork.id)).toEqual([id]);
  });

  test('what a signed-in customer sends is the account’s at once', async () => {
    const customerId = await customer();
    const { id } = await accepted(svg('width="10" height="10"'), 'a.svg', { customerId });
    expect(await findArtworkFor(shop.db, ada, id)).toBeNull();
    expect((await artworksOf(shop.db, customerId)).map((artwork) => artwork.id)).toEqual([id]);
  });
});

test('the picture for letters is a PNG that is drawn once', async () => {
  const artwork = await accepted(await plain(64, 64).png().toBuffer());
  const first = await letterPicture(shop, artwork.id);
  const noDecoder = {
    ...shop,
    decoder: { ...shop.decoder, shrink: () => Promise.reject(new Error('asked')) },
  };
  const second = await letterPicture(noDecoder, artwork.id);
  expect(first?.subarray(1, 4).toString()).toBe('PNG');
  expect(second?.equals(first ?? Buffer.alloc(0))).toBe(true);
});

test('the original comes back byte for byte', async () => {
  const bytes = await plain(33, 44).tiff().toBuffer();
  const { sha256 } = await accepted(bytes, 'a.tif');
  const stored = await shop.files.open(originalKey(sha256));
  const chunks: Uint8Array[] = [];
  for await (const chunk of stored?.stream ?? []) chunks.push(chunk);
  expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
});
