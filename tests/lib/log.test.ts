// A log line never says who somebody is.
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { describeError } from '../../src/lib/log.ts';

class PrismaClientValidationError extends Error {
  override name = 'PrismaClientValidationError';
}

it('keeps the reason of a database error, not the values it quotes', () => {
  const error = new PrismaClientValidationError(
    'Invalid `create()` invocation:\n{ data: { email: "ada@example.com" } }\nArgument `name` is missing.',
  );
  const kept = JSON.stringify(describeError(error));
  expect(kept).toContain('Argument `name` is missing.');
  expect(kept).not.toContain('ada@example.com');
});

it('keeps where an error came from and what went wrong', () => {
  const kept = describeError(new TypeError('no such thing'));
  expect(kept).toMatchObject({ type: 'TypeError', message: 'no such thing' });
  expect(kept.stack).toContain('log.test');
});

it('can be written by pino', () => {
  const lines: string[] = [];
  const into = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  pino({ serializers: { err: describeError } }, into).error({ err: new Error('broken') }, 'failed');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ err: { message: 'broken' }, msg: 'failed' });
});
