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

/** `fact`: at most one letter tells it. */
export type AccountLetter = {
  [K in keyof Models]: { kind: K; to: string; model: Models[K]; fact: string };
}[keyof Models];

export interface LetterQueue {
  queueLetter: (tx: Tx, letter: AccountLetter, now: Date) => Promise<void>;
}
