// How calls to Stripe fail, in the words of the payment port. Pure.
import { OutsideFailure } from '../lib/refusal.ts';
import type { GatewayTrouble } from './gateway.ts';

/** A shape that is not what was asked for is an outage, not an answer. */
export function believed<T>(answer: T | null): T {
  if (answer === null) throw failure('nonsense', 'the answer is not what was asked for');
  return answer;
}

const PERMANENT: readonly GatewayTrouble[] = [
  'stored_failure',
  'idempotency_error',
  'missing',
  'email_refused',
  'refused',
];

export function failure(code: GatewayTrouble, message: string, cause?: unknown): OutsideFailure {
  return new OutsideFailure('stripe', message, { permanent: PERMANENT.includes(code), code, cause });
}
