// A rule that names its field counts like a field that was typed wrong. Pure.
import { type Problems, Refusal } from '../lib/refusal.ts';

/** Null when the work was done. */
export async function problemsOf(work: () => Promise<void>): Promise<Problems | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof Refusal && error.problems) return error.problems;
    throw error;
  }
}
