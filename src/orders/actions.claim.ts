// Orders that find their account: those of the session at sign-in, those of a proven e-mail.
import { claimOrderedArtwork } from '../artwork/actions.ts';
import type { Tx } from '../db/open.ts';

/** In the transaction of a sign-in: what this session ordered as a guest belongs to the account. */
export async function claimOrdersFor(tx: Tx, move: { visitorId: string; customerId: string }): Promise<void> {
  const { visitorId, customerId } = move;
  await tx.order.updateMany({ where: { visitorId, ownerId: null }, data: { ownerId: customerId } });
}

/** In the transaction that proves an e-mail address: earlier orders with it belong to the account, designs included. */
export async function claimOrdersByEmail(tx: Tx, { customerId }: { customerId: string }): Promise<void> {
  const lines = await tx.orderLine.findMany({
    where: { order: { customerId, ownerId: null } },
    select: { artworkId: true },
  });
  await tx.order.updateMany({ where: { customerId, ownerId: null }, data: { ownerId: customerId } });
  await claimOrderedArtwork(tx, { artworkIds: lines.flatMap((line) => line.artworkId ?? []), customerId });
}
