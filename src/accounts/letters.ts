// The letters that accounts has written. Mail stands on the same floor, so compose hands its queue in.
import type { Tx } from '../db/open.ts';

/** `path` followed by `derivedSecret(the shop's secret, purpose)`: the outbox keeps no token. */
export interface SecretLink {
  path: string;
  purpose: string;
}

interface Models {
  'password-reset': { name: string; link: SecretLink; minutes: number };
  'verify-email': { name: string; link: SecretLink; days: number };
  'staff-invitation': { link: SecretLink; role: string; days: number };
}

type AccountLetterKind = keyof Models;

export interface AccountLetter<K extends AccountLetterKind> {
  kind: K;
  to: string;
  model: Models[K];
  /** At most one letter per fact. */
  fact: string;
}

export interface LetterQueue {
  queueLetter: <K extends AccountLetterKind>(tx: Tx, letter: AccountLetter<K>, now: Date) => Promise<void>;
}
