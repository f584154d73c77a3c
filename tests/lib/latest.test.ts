// What was asked for last is remembered; the rest is forgotten.
import { expect, it } from 'vitest';
import { rememberLatest } from '../../src/lib/latest.ts';

function counting() {
  const asked: string[] = [];
  const latest = rememberLatest<string>(2);
  const get = (key: string) =>
    latest.get(key, async () => {
      asked.push(key);
      return key.toUpperCase();
    });
  return { asked, get, latest };
}

it('asks once, also when two ask at once', async () => {
  const { asked, get } = counting();
  expect(await Promise.all([get('a'), get('a')])).toEqual(['A', 'A']);
  expect(await get('a')).toBe('A');
  expect(asked).toEqual(['a']);
});

it('forgets what was asked for longest ago', async () => {
  const { asked, get } = counting();
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key);
  expect(asked).toEqual(['a', 'b', 'c', 'b']);
});

it('forgets a failure', async () => {
  const { get, latest } = counting();
  await expect(latest.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await get('a')).toBe('A');
});
