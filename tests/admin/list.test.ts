// What a list's address asks for; nonsense falls back.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listUrl, readAsk } from '../../src/admin/list.ts';

const list = {
  path: '/admin/things',
  sorts: ['placedAt', 'name'] as const,
  firstSort: '-placedAt' as const,
  filters: { status: ['paid', 'shipped'], owner: /^[a-f]{4}$/ },
};
const ask = (query: string) => readAsk(new URLSearchParams(query), list);

describe('the address of a list', () => {
  it('without anything asks for the first fifty, newest first', () => {
    expect(ask('')).toMatchObject({
      ...{ words: [], page: 1, perPage: 50, skip: 0, take: 50 },
      sort: { by: 'placedAt', descending: true },
      filters: { status: [], owner: [] },
    });
  });

  it('turns the page', () => {
    expect(ask('page=3&perPage=20')).toMatchObject({ skip: 40, take: 20, page: 3 });
  });

  it.each(['0', '-1', '1.5', 'abc', '', '99999999999999999999', '1e3', '٣'])(
    'takes page %j for the first',
    (page) => {
      expect(ask(`page=${encodeURIComponent(page)}`).page).toBe(1);
    },
  );

  it.each(['0', '201', '-5', 'all'])('takes perPage %j for fifty', (perPage) => {
    expect(ask(`perPage=${perPage}`).perPage).toBe(50);
  });

  it('reads a filter given twice like one with a comma, and passes over values there are not', () => {
    expect(ask('status=paid&status=shipped,stolen').filters.status).toEqual(['paid', 'shipped']);
    expect(ask('owner=abcd,xyz').filters.owner).toEqual(['abcd']);
  });

  it('sorts by what it knows, both ways', () => {
    expect(ask('sort=name').sort).toEqual({ by: 'name', descending: false });
    expect(ask('sort=-name').sort).toEqual({ by: 'name', descending: true });
    expect(ask('sort=password').sort).toEqual({ by: 'placedAt', descending: true });
  });

  it('searches for words in lower case, without control characters', () => {
    expect(ask('q=%20Ada%00%20%0aLOVELACE ').words).toEqual(['ada', 'lovelace']);
  });

  it('never asks for more than a page, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('q', 'page', 'perPage', 'sort', 'status'), fc.string()),
        (query) => {
          const { skip, take, words } = readAsk(new URLSearchParams(query), list);
          expect(take).toBeGreaterThanOrEqual(1);
          expect(take).toBeLessThanOrEqual(200);
          expect(skip).toBeGreaterThanOrEqual(0);
          expect(skip).toBeLessThan(2 ** 31);
          expect(words.length).toBeLessThanOrEqual(8);
        },
      ),
    );
  });
});

describe('a link within a list', () => {
  it('keeps the rest and begins a new filter at page one', () => {
    const shown = { list, ask: ask('q=ada&status=paid&page=4&sort=name') };
    expect(listUrl(shown, { filter: { name: 'status', values: ['shipped'] } })).toBe(
      '/admin/things?q=ada&status=shipped&sort=name',
    );
    expect(listUrl(shown, { page: 5 })).toBe('/admin/things?q=ada&status=paid&sort=name&page=5');
  });

  it('is bare when it asks for nothing special', () => {
    expect(listUrl({ list, ask: ask('') })).toBe('/admin/things');
  });
});
