// One round of load on one address: how many answers a second, and how long the slowest hundredth took.
import autocannon from 'autocannon';

export interface Round {
  perSecond: number;
  p99Ms: number;
  /** Not 2xx, timed out or cut off. */
  failed: number;
}

export interface Target {
  name: string;
  url: string;
  cookie?: string;
}

const CONNECTIONS = 10;

/** What a browser says it can read; a server that compresses does so here too. */
const BROWSER = {
  'accept-encoding': 'gzip, deflate, br',
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
};

export function oneRound(target: Target, seconds: number): Promise<Round> {
  const headers = { ...BROWSER, ...(target.cookie && { cookie: target.cookie }) };
  const options = { url: target.url, connections: CONNECTIONS, duration: seconds, sampleInt: 50, headers };
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const times: number[] = [];
    const load = autocannon(options, (error, outcome) => {
      if (error) return reject(error);
      resolve({
        perSecond: times.length / ((performance.now() - began) / 1000),
        p99Ms: percentile(times, 0.99),
        failed: outcome.errors + outcome.timeouts + outcome.non2xx,
      });
    });
    load.on('response', (_client, _status, _bytes, ms: number) => times.push(ms));
  });
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
