// Ids the way EasyPost makes them: a prefix, then 32 hex digits.
import { fingerprint, newSecret } from '../lib/ids.ts';

export function easypostId(prefix: string): string {
  return `${prefix}_${fingerprint(newSecret()).slice(0, 32)}`;
}
