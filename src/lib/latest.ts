// Remembers the answers that were asked for last.

/** Asks at most once for what it remembers, also while the answer is still on its way; a failure is forgotten at once. */
export interface Latest<T> {
  get(key: string, ask: () => Promise<T>): Promise<T>;
}

export function rememberLatest<T>(most: number): Latest<T> {
  const known = new Map<string, Promise<T>>();

  function forget(key: string, answer: Promise<T>): void {
    if (known.get(key) === answer) known.delete(key);
  }

  return {
    get(key, ask) {
      const answer = known.get(key) ?? ask();
      known.delete(key);
      known.set(key, answer); // a map keeps its order: the newest are last
      answer.catch(() => forget(key, answer));
      for (const oldest of known.keys()) {
        if (known.size <= most) break;
        known.delete(oldest);
      }
      return answer;
    },
  };
}
