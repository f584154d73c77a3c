// Changes of rooms that know nothing of the audit, written together with their entry in it.
import { writeAudit } from '../accounts/actions.audit.ts';
import { inviteStaff, type Role } from '../accounts/actions.staff.ts';
import { worksHere } from '../accounts/queries.list.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { queueLetter, resendLetter } from '../mail/actions.ts';
import { findLetter } from '../mail/queries.list.ts';
import { en } from '../words/en.ts';

type Deps = { db: Db; clock: Clock };

/** Throws `Refusal('on_its_way')` while the letter is being sent. */
export async function sendLetterAgain(deps: Deps, { id, who }: { id: string; who: string }): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    const letter = await findLetter(tx, id);
    if (!letter) throw new NotFound('letter');
    if (!(await resendLetter({ db: tx, clock: deps.clock }, id))) {
      throw new Refusal('on_its_way', en.admin.letters.notNow);
    }
    const subject = letter.orderNumber ?? letter.subject;
    const order = letter.orderId ? { orderId: letter.orderId } : {};
    await writeAudit(tx, {
      who,
      what: 'letter.resend',
      subject,
      ...order,
      before: letter.status,
      after: 'queued',
      now,
    });
  });
}

/** Throws `Refusal('taken')`, 422, for an address of somebody who works here. */
export async function invite(
  deps: Deps & { secret: string },
  { email, role, who }: { email: string; role: Role; who: string },
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    if (await worksHere(tx, email)) {
      const { taken } = en.admin.staff.problems;
      throw new Refusal('taken', taken, { status: 422, problems: { email: taken } });
    }
    await inviteStaff(tx, { secret: deps.secret, queueLetter }, { email, role }, now);
    await writeAudit(tx, { who, what: 'staff.invited', subject: email, after: role, now });
  });
}
