// Ids the way Stripe makes them: a prefix, then letters and digits that nobody guesses.
import { newSecret } from '../lib/ids.ts';

export function wireId(prefix: string): string {
  return `${prefix}_${newSecret().replace(/[-_]/g, '0')}`;
}
