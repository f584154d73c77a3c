// Deciding about letters, written together with its entry in the audit.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import type { Clock } from '../lib/time.ts';
import { decideAboutLetter } from '../mail/actions.settings.ts';
import type { LetterChoice } from '../mail/choices.ts';
import type { LetterKind } from '../mail/kinds.ts';

export async function changeLetters(
  deps: { db: Db; clock: Clock },
  wanted: readonly ({ kind: LetterKind } & LetterChoice)[],
  who: string,
): Promise<void> {
  const now = deps.clock();
  await transaction(deps.db, async (tx) => {
    for (const choice of wanted) {
      const before = await decideAboutLetter(tx, { ...choice, who, now });
      if (!before) continue;
      const change = { subject: choice.kind, before: inWords(before), after: inWords(choice) };
      await writeAudit(tx, { who, what: 'letter.setting', ...change, now });
    }
  });
}

function inWords({ isOn, subject }: LetterChoice): string {
  return [isOn ? 'on' : 'off', subject].filter(Boolean).join(': ');
}
