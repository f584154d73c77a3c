// What reaches a schema of what somebody sent.
import { expect, it } from 'vitest';
import { z } from 'zod';
import { readForm } from '../../src/web/read-form.ts';

const schema = z.object({ name: z.string('Tell us your name.').min(1, 'Tell us your name.') });

it('hands over the value and what was typed', () => {
  expect(readForm(schema, { name: 'Ada' })).toEqual({
    ok: true,
    value: { name: 'Ada' },
    typed: { name: 'Ada' },
  });
});

it('names the field of a problem and keeps what was typed', () => {
  expect(readForm(schema, { name: '', city: 'Portland' })).toEqual({
    ok: false,
    problems: { name: 'Tell us your name.' },
    typed: { name: '', city: 'Portland' },
  });
});

it('survives a body that is missing, nested or not an object', () => {
  for (const body of [undefined, null, 'text', 7, { name: { evil: true } }, { name: 3 }]) {
    expect(readForm(schema, body).ok).toBe(false);
  }
});

it('counts a field that came twice by its last value', () => {
  expect(readForm(schema, { name: ['Bo', 'Ada'] })).toMatchObject({ value: { name: 'Ada' } });
});

it('drops NUL, which no database has a place for', () => {
  expect(readForm(schema, { name: 'A\u0000da' })).toMatchObject({ value: { name: 'Ada' } });
});
