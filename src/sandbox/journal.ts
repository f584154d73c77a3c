// A sandbox's memory, and its copy on disk: every change is one line, so a restarted demo knows what was.
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

type Kinds = Record<string, { id: string }>;
export type Maps<R extends Kinds> = { [K in keyof R]: Map<string, R[K]> };

export type Journal<R extends Kinds> = {
  readonly [K in keyof R]: ReadonlyMap<string, R[K]>;
} & {
  save<K extends keyof R & string>(kind: K, row: R[K]): void;
  /** Where the sandbox listened last time: letters and open tabs link to it. */
  readonly port: number | null;
  keepPort(port: number): void;
  close(): void;
};

/** Beyond this many rows of one kind, `forget` may drop some. */
export const MOST_KEPT = 1_000;

/** `empty` names the kinds. */
export function openJournal<R extends Kinds>(
  file: string | undefined,
  empty: Maps<R>,
  forget: (maps: Maps<R>) => void,
): Journal<R> {
  const maps = empty;
  let port = file ? replay(file, maps) : null;
  const disk = file ? rewritten(file, maps, { port, forget }) : null;

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

/** Later lines win; the last one may be torn by a kill and is left out. Answers the port. */
function replay<R extends Kinds>(file: string, maps: Maps<R>): number | null {
  if (!existsSync(file)) return null;
  let port: number | null = null;
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    if (!text.endsWith(']')) continue;
    try {
      // our own lines; a line of another make has no map to go to
      const [kind, value] = JSON.parse(text) as [string, never];
      if (kind === 'port') port = value;
      else (maps[kind] as Map<string, unknown> | undefined)?.set((value as { id: string }).id, value);
    } catch {
      // torn
    }
  }
  return port;
}

/** Starts a file with one line per living row, so that it does not grow for ever. */
function rewritten<R extends Kinds>(
  file: string,
  maps: Maps<R>,
  { port, forget }: { port: number | null; forget: (maps: Maps<R>) => void },
): number {
  forget(maps);
  mkdirSync(path.dirname(file), { recursive: true });
  const lines = Object.entries(maps).flatMap(([kind, rows]) =>
    [...(rows as Map<string, unknown>).values()].map((row) => line(kind, row)),
  );
  if (port !== null) lines.unshift(line('port', port));
  writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return openSync(file, 'a');
}
