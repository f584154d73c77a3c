// Print files are wanted here, inside the transaction of whatever makes them wanted; the worker makes them later.
import type { Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';
import { printFileName } from './print-file.ts';

/** An order was paid: a file for every line that nobody has to prepare first. */
export async function wantPrintFiles(
  tx: Tx,
  { orderId, now }: { orderId: string; now: Date },
): Promise<void> {
  const lines = await tx.orderLine.findMany({
    where: { orderId, artworkId: { not: null } },
    orderBy: { position: 'asc' },
    include: WITH_ORDER,
  });
  for (const line of lines) await want(tx, line, now);
}

/**
 * The line's design, its cut or its readiness changed: whatever file there is counts no longer. Nothing happens while
 * the order is not paid or the line waits for prepress.
 */
export async function remakePrintFile(tx: Tx, { lineId, now }: { lineId: string; now: Date }): Promise<void> {
  const line = await tx.orderLine.findUnique({ where: { id: lineId }, include: WITH_ORDER });
  if (line?.order.paidAt) await want(tx, line, now);
}

/** Whoever makes one right now finds its claim gone and drops what it made. */
const ANEW = { status: 'waiting', attempts: 0, sha256: null, facts: '{}', readyAt: null } as const;

const WITH_ORDER = { order: { select: { number: true, paidAt: true } } } as const;

type Line = NonNullable<Awaited<ReturnType<typeof findLine>>>;

function findLine(tx: Tx, id: string) {
  return tx.orderLine.findUnique({ where: { id }, include: WITH_ORDER });
}

async function want(tx: Tx, line: Line, now: Date): Promise<void> {
  const { id: lineId, orderId, artworkId, shape, widthMm, heightMm, position, quantity } = line;
  const isDrawn = !line.prepress || line.prepressDoneAt !== null;
  if (artworkId === null || shape === null || widthMm === null || heightMm === null || !isDrawn) return;
  const name = printFileName({
    orderNumber: line.order.number,
    position,
    shape,
    widthMm,
    heightMm,
    quantity,
  });
  const asNew = { ...ANEW, name, nextTryAt: now };
  await tx.printFile.upsert({
    where: { lineId_kind: { lineId, kind: 'print' } },
    create: { id: newId(), orderId, lineId, kind: 'print', createdAt: now, ...asNew },
    update: asNew,
  });
}

/** By staff, because a check failed or a setting of the machine has changed. */
export async function retryPrintFile(tx: Tx, { id, now }: { id: string; now: Date }): Promise<void> {
  await tx.printFile.updateMany({ where: { id }, data: { ...ANEW, nextTryAt: now } });
}

/** By staff: somebody looked at both pictures and answers for it. Answers whether there was anything to pass. */
export async function passPrintFile(tx: Tx, { id, now }: { id: string; now: Date }): Promise<boolean> {
  const { count } = await tx.printFile.updateMany({
    where: { id, status: 'check_failed', sha256: { not: null } },
    data: { status: 'ready', readyAt: now },
  });
  return count > 0;
}

/** A line that is printed once more: the file that was printed, where it is ready; else one is made. */
export async function reusePrintFile(
  tx: Tx,
  { fromLineId, toLineId, now }: { fromLineId: string; toLineId: string; now: Date },
): Promise<void> {
  const line = await findLine(tx, toLineId);
  if (!line) return;
  await want(tx, line, now);
  const printed = await tx.printFile.findUnique({
    where: { lineId_kind: { lineId: fromLineId, kind: 'print' } },
  });
  if (printed?.status !== 'ready') return;
  const { sha256, facts } = printed;
  await tx.printFile.updateMany({
    where: { lineId: toLineId, kind: 'print' },
    data: { status: 'ready', sha256, facts, nextTryAt: null, readyAt: now },
  });
}
