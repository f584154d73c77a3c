// autocannon comes without types; this is what the bench uses of it.
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  interface Options {
    url: string;
    connections: number;
    /** In seconds. */
    duration: number;
    /** In ms: how exactly it ends on time. */
    sampleInt: number;
    headers: Record<string, string>;
  }
  interface Outcome {
    errors: number;
    timeouts: number;
    non2xx: number;
  }
  export default function autocannon(
    options: Options,
    done: (error: Error | null, outcome: Outcome) => void,
  ): EventEmitter;
}
