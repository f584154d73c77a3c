// What people look for in the shop window, read from its address; nonsense is passed over.
import { FACETS, type Facet, searchWords, WINDOW_SORTS, type Wish } from './search.ts';

const MOST_WORDS = 6;

/** `q` is kept as it was typed, tidied. */
export function readWish(address: string): { wish: Wish; q: string } {
  const query = new URL(address, 'http://shop.invalid').searchParams;
  const q = tidy(query.get('q') ?? '');
  const sort = WINDOW_SORTS.find((each) => each === query.get('sort')) ?? 'ours';
  const page = /^[1-9]\d{0,5}$/.exec(query.get('page') ?? '')?.[0] ?? '1';
  const read = (facet: Facet) => {
    const value = query.get(facet) ?? '';
    return /^[a-z0-9-]{1,64}$/.test(value) ? value : null;
  };
  const chosen = Object.fromEntries(FACETS.map((facet) => [facet, read(facet)])) as Wish['chosen']; // one for each
  return { wish: { words: searchWords(q).slice(0, MOST_WORDS), chosen, sort, page: Number(page) }, q };
}

function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 100);
}
