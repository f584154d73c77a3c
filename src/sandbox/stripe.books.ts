// The sandbox's memory, and its copy on disk: every change is one line, so a restarted demo knows its sessions.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Rows } from './stripe.rows.ts';

export type Books = {
  readonly [K in keyof Rows]: ReadonlyMap<string, Rows[K]>;
} & {
  save<K extends keyof Rows>(kind: K, row: Rows[K]): void;
  /** Where the sandbox listened last time: its pay pages are linked from letters and open tabs. */
  readonly port: number | null;
  keepPort(port: number): void;
  close(): void;
};

type Maps = { [K in keyof Rows]: Map<string, Rows[K]> };

/** Answers and told events beyond this many are forgotten, oldest first: Stripe forgets them too, later. */
const MOST_KEPT = 1_000;
const KINDS = [
  'session',
  'intent',
  'refund',
  'dispute',
  'event',
  'key',
] as const satisfies readonly (keyof Rows)[];

export function openBooks(file: string | undefined): Books {
  const maps: Maps = {
    session: new Map(),
    intent: new Map(),
    refund: new Map(),
    dispute: new Map(),
    event: new Map(),
    key: new Map(),
  };
  let port = file ? replay(file, maps) : null;
  const disk = file ? rewritten(file, maps, port) : null;

  return {
    ...maps,
    get port() {
      return port;
    },
    save(kind, row) {
      const rows: Map<string, typeof row> = maps[kind];
      rows.set(row.id, row);
      // page cache is enough here: it outlives a killed process, and no real money is in it
      if (disk !== null) writeSync(disk, line(kind, row));
      if (rows.size > MOST_KEPT) forget(maps);
    },
    keepPort(kept) {
      port = kept;
      if (disk !== null) writeSync(disk, line('port', kept));
    },
    close() {
      if (disk !== null) closeSync(disk);
    },
  };
}

const line = (kind: string, value: unknown) => `${JSON.stringify([kind, value])}\n`;

function forget({ event, key }: Maps): void {
  for (const old of key.keys()) {
    if (key.size <= MOST_KEPT) break;
    key.delete(old);
  }
  for (const old of event.values()) {
    if (event.size <= MOST_KEPT) break;
    if (old.delivered) event.delete(old.id);
  }
}

/** Later lines win; the last one may be torn by a kill and is left out. Answers the port. */
function replay(file: string, maps: Maps): number | null {
  if (!existsSync(file)) return null;
  let port: number | null = null;
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    if (!text.endsWith(']')) continue;
    try {
      // our own lines; a line of another make has no map to go to
      const [kind, value] = JSON.parse(text) as [keyof Rows | 'port', never];
      if (kind === 'port') port = value;
      else (maps[kind] as Map<string, unknown> | undefined)?.set((value as { id: string }).id, value);
    } catch {
      // torn
    }
  }
  return port;
}

/** Starts a file with one line per living row, so that it does not grow for ever. */
function rewritten(file: string, maps: Maps, port: number | null): number {
  forget(maps);
  mkdirSync(path.dirname(file), { recursive: true });
  const lines = KINDS.flatMap((kind) => [...maps[kind].values()].map((row) => line(kind, row)));
  if (port !== null) lines.unshift(line('port', port));
  writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return openSync(file, 'a');
}
