// What the owner may decide about letters: whether a kind is sent, and its subject. Pure.
import type { LetterKind, LetterModels } from './kinds.ts';

/** Nobody gets into an account without them. */
const ALWAYS_SENT: readonly LetterKind[] = ['password-reset', 'verify-email', 'staff-invitation'];

/** Said on the order's page; a letter for each step is for whoever wants it. */
const OFF_AT_FIRST: readonly LetterKind[] = ['in-production', 'ready-to-ship'];

export interface LetterChoice {
  isOn: boolean;
  /** Empty for our own words. */
  subject: string;
}

export function mayBeOff(kind: LetterKind): boolean {
  return !ALWAYS_SENT.includes(kind);
}

/** What counts for a kind, with what the owner decided, if anything. */
export function choiceFor(kind: LetterKind, decided: LetterChoice | null): LetterChoice {
  const isOn = decided?.isOn ?? !OFF_AT_FIRST.includes(kind);
  return { isOn: isOn || !mayBeOff(kind), subject: decided?.subject ?? '' };
}

/** `{number}` and `{name}` are filled in; what a letter does not know is left out. */
export function ownSubject(template: string, model: LetterModels[LetterKind]): string {
  const number = 'order' in model ? model.order.number : '';
  const name = 'name' in model ? model.name : '';
  return template.replaceAll('{number}', number).replaceAll('{name}', name).replace(/\s+/g, ' ').trim();
}
