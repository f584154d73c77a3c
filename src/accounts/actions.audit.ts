// The book of what staff changed, written in the transaction of the change.
import type { Tx } from '../db/open.ts';
import { newId } from '../lib/ids.ts';
import type { Audited } from './audit.ts';

export interface Change {
  who: string;
  what: Audited;
  /** What people call the thing: an order's number, a stock item's code. */
  subject: string;
  orderId?: string;
  before?: string;
  after?: string;
  now: Date;
}

export async function writeAudit(tx: Tx, change: Change): Promise<void> {
  const { who, what, subject, orderId = null, before = '', after = '', now } = change;
  await tx.auditEntry.create({ data: { id: newId(), at: now, who, what, subject, orderId, before, after } });
}
