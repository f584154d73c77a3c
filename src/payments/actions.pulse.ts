// Remembering that the worker still asks, so that the back office can say when it last did.
import type { Db } from '../db/open.ts';
import { earlier, SECOND } from '../lib/time.ts';

/** Often enough for people, seldom enough for the disk. */
const BEAT = 30 * SECOND;

const lastBeats = new WeakMap<Db, Date>();

export async function notePulse(db: Db, name: string, now: Date): Promise<void> {
  const last = lastBeats.get(db);
  if (last && last > earlier(now, BEAT) && last <= now) return;
  lastBeats.set(db, now);
  await db.pulse.upsert({ where: { name }, update: { at: now }, create: { name, at: now } });
}
