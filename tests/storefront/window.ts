// The shop window in a test: its pages, the cart behind them, and a way to hang pictures.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import request from 'supertest';
import { hangPicture } from '../../src/admin/actions.pictures.ts';
import { sweepTemp } from '../../src/artwork/actions.ts';
import { startDecoder } from '../../src/artwork/decoder.pool.ts';
import { diskStore } from '../../src/artwork/store.disk.ts';
import { cartRoutes } from '../../src/checkout/routes.cart.ts';
import { sendBadLine } from '../../src/storefront/routes.artwork.ts';
import { quoteRoutes } from '../../src/storefront/routes.quote.ts';
import { storefrontRoutes } from '../../src/storefront/routes.ts';
import { answerErrors, sendNotFound } from '../../src/web/errors.ts';
import { withVisitor } from '../../src/web/session.ts';
import { openWorld } from '../support/world.ts';

export async function openWindow() {
  const world = await openWorld();
  const uploadsDir = mkdtempSync(path.join(tmpdir(), 'kisscut-window-'));
  await sweepTemp({ uploadsDir });
  const decoder = startDecoder({ log: world.log, deadlineMs: 60_000 });
  const files = diskStore(uploadsDir);
  const deps = { ...world, files, decoder, uploadsDir, maxUploadBytes: 1_000_000, rateLimit: false };
  const app = express();
  app.use(quoteRoutes(deps));
  app.use(withVisitor({ ...deps, secrets: ['s'.repeat(32)], secure: false }));
  app.use(express.urlencoded({ extended: false }));
  app.use(storefrontRoutes(deps));
  app.use(cartRoutes({ ...deps, onBadLine: sendBadLine(deps) }));
  app.use(sendNotFound, answerErrors(deps));

  async function changed(): Promise<void> {
    await world.db.revision.update({ where: { name: 'shop' }, data: { version: { increment: 1 } } });
    await world.shop.refresh();
  }

  return {
    ...world,
    files,
    changed,
    visitor: () => request.agent(app),
    /** As staff would upload it. */
    async hang(slug: string, bytes: Buffer): Promise<{ name: string }> {
      const tempPath = path.join(uploadsDir, 'tmp', 'picture');
      writeFileSync(tempPath, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file = { tempPath, filename: 'picture.png', bytes: bytes.length, sha256 };
      const { id } = await world.db.product.findUniqueOrThrow({ where: { slug } });
      await hangPicture(deps, { id, who: 'Sam' }, { file, alt: 'A picture' });
      return world.db.productPicture.findFirstOrThrow({ where: { productId: id } });
    },
    async close() {
      await decoder.close();
      await world.close();
      rmSync(uploadsDir, { recursive: true });
    },
  };
}
