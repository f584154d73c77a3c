// Ada's order of one sticker with a design of hers, paid or not.
import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { cutLineFor } from '../../src/artwork/actions.cut.ts';
import { acceptArtwork, askForPrepress } from '../../src/artwork/actions.ts';
import { wishFor } from '../../src/artwork/cut.ts';
import { tempFolder } from '../../src/artwork/temp.disk.ts';
import { addCustomLine } from '../../src/cart/actions.ts';
import { settleSession } from '../../src/payments/actions.settle.ts';
import { startPayment } from '../../src/payments/actions.start.ts';
import type { Shape } from '../../src/sticker.ts';
import { orderCart, placedOrder, someVisitor } from '../support/world.ts';
import type { Office } from './office.ts';

export interface StickerWish {
  filename?: string;
  shape?: Shape;
  widthMm?: number;
  heightMm?: number;
  prepress?: boolean;
}

export async function stickerOrder(office: Office, bytes: Uint8Array, wish: StickerWish = {}) {
  const { filename = 'art', shape = 'rectangle', widthMm = 60, heightMm = 40, prepress = false } = wish;
  const ada = someVisitor();
  const tempPath = path.join(tempFolder(office.uploadsDir), randomUUID());
  writeFileSync(tempPath, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const owner = { visitorId: ada.visitorId };
  const accepted = await acceptArtwork(office, { owner, tempPath, filename, bytes: bytes.length, sha256 });
  if (accepted.kind === 'refused') throw new Error(accepted.message);
  const { artwork } = accepted;
  if (prepress) await askForPrepress(office, ada, artwork.id);
  const size = { shape, widthMm, heightMm };
  const cut = await cutLineFor(office, artwork, wishFor(size));
  if (cut.kind === 'none') throw new Error(cut.why);
  const spec = { ...size, product: 'custom-stickers', material: 'vinyl', finish: 'gloss', quantity: 50 };
  await addCustomLine(office, ada, { ...spec, artwork, cut });
  const order = placedOrder(await orderCart(office, ada));
  const line = await office.db.orderLine.findFirstOrThrow({ where: { orderId: order.id } });
  const place = `/admin/orders/${order.number}`;
  return { ada, artwork, order, line, place };
}

export async function paidStickerOrder(office: Office, bytes: Uint8Array, wish?: StickerWish) {
  const placed = await stickerOrder(office, bytes, wish);
  await payFor(office, placed.order.id);
  return placed;
}

export async function payFor(office: Office, orderId: string): Promise<void> {
  await startPayment(office, orderId);
  const { sessionId } = await office.db.payment.findFirstOrThrow({ where: { orderId } });
  await settleSession(office, office.gateway.set(sessionId ?? '', 'paid'));
}
