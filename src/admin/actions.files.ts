// What staff decide about a print file, with its row in the timeline and in the audit.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { noteEvent } from '../orders/actions.move.ts';
import { passPrintFile, retryPrintFile } from '../production/actions.ts';
import type { PrintFile } from '../production/print-file.ts';
import { en } from '../words/en.ts';

interface Deps {
  db: Db;
  clock: Clock;
}

export interface FileByStaff {
  file: PrintFile;
  /** The order's. */
  number: string;
  who: string;
}

/** It is made anew, whatever there was. */
export async function makeFileAgain(deps: Deps, { file, number, who }: FileByStaff): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    await retryPrintFile(tx, { id: file.id, now });
    const change = { subject: number, orderId: file.orderId, before: file.status, after: file.name };
    await writeAudit(tx, { who, what: 'print.retry', ...change, now });
  });
}

/** Somebody looked at both pictures and answers for it. Throws `Refusal('nothing_to_decide')`. */
export async function passFile(deps: Deps, { file, number, who }: FileByStaff): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    if (!(await passPrintFile(tx, { id: file.id, now })))
      throw new Refusal('nothing_to_decide', en.production.files.notNow);
    const { orderId, name } = file;
    await noteEvent(tx, { orderId, who, event: 'print_passed', why: name, now });
    await writeAudit(tx, { who, what: 'print.pass', subject: number, orderId, after: name, now });
  });
}
