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
  const redact = { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), censor: '[hidden]' };
  const serializers = { err: describeError };
  return pino(
    { level, redact, serializers, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination({ fd: 1, sync: false, minLength: 0 }),
  );
}

/** For tests and scripts. */
export function silentLog(): Log {
  return pino({ level: 'silent' });
}

/** What a log keeps of an error. Prisma quotes the values of a query in all but the last line of its message. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const quotesValues = error.name.startsWith('PrismaClient');
  const message = quotesValues ? error.message.trim().split('\n').at(-1) : error.message;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, message, code, stack: frames.slice(0, 12).join('\n') };
}
