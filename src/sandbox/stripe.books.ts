// What the sandbox of Stripe remembers.
import { type Journal, type Maps, MOST_KEPT, openJournal } from './journal.ts';
import type { Rows } from './stripe.rows.ts';

// a type of its own, because an interface is no record
type Kept = { [K in keyof Rows]: Rows[K] };
export type Books = Journal<Kept>;

export function openBooks(file: string | undefined): Books {
  const empty: Maps<Kept> = {
    session: new Map(),
    intent: new Map(),
    refund: new Map(),
    dispute: new Map(),
    event: new Map(),
    key: new Map(),
  };
  return openJournal(file, empty, forget);
}

/** Answers and told events beyond so many are forgotten, oldest first: Stripe forgets them too, later. */
function forget({ event, key }: Maps<Kept>): void {
  for (const old of key.keys()) {
    if (key.size <= MOST_KEPT) break;
    key.delete(old);
  }
  for (const old of event.values()) {
    if (event.size <= MOST_KEPT) break;
    if (old.delivered) event.delete(old.id);
  }
}
