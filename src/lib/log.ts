// One JSON line per thing worth knowing, without personal data or secrets.
import { destination, type Logger, pino } from 'pino';

export type Log = Logger;

/** Keys whose values never reach a log, wherever somebody puts them. */
const SECRET_KEYS = [
  'email',
  'name',
  'phone',
  'password',
  'token',
  'key',
  'secret',
  'authorization',
  'cookie',
  'address',
];

export function openLog(level: string): Log {
  const redact = {
    paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
    censor: '[hidden]',
  };
  return pino(
    { level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination({ fd: 1, sync: false, minLength: 0 }),
  );
}

/** For tests and scripts. */
export function silentLog(): Log {
  return pino({ level: 'silent' });
}
