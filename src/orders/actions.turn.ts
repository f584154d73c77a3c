// Standing in line for one order: presses at the same time are looked at one after the other.
import type { Tx } from '../db/open.ts';

/** Whoever asks next for this order waits until this transaction ends, and then sees what it did. */
export async function takeTurn(tx: Tx, number: string): Promise<void> {
  await tx.$executeRaw`UPDATE "Order" SET "number" = "number" WHERE "number" = ${number}`;
}
