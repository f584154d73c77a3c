// The programs of others that the bench compares with, where this machine has them.
import { spawnSync } from 'node:child_process';

/** Answers how to start a program, or null when it is not installed. `names`: what it is called here and there. */
export function installed(...names: string[]): string | null {
  const asked = ['--version', '-version', '-v', '-h'];
  return (
    names.find((name) =>
      asked.some((flag) => spawnSync(name, [flag], { stdio: 'ignore' }).error === undefined),
    ) ?? null
  );
}

/** Milliseconds from start to end; throws with its last words when it fails. */
export function timed(program: string, args: string[]): number {
  const started = performance.now();
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 120_000 });
  const ms = performance.now() - started;
  if (error || status !== 0) throw new Error(`${program}: ${error?.message ?? stderr.slice(-300)}`);
  return ms;
}

/** What a program says and whether it was content. */
export function said(program: string, args: string[]): { ok: boolean; text: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 120_000 });
  return { ok: status === 0, text: `${stdout}${stderr}` };
}

/** Columns lined up, the first to the left and the others to the right. */
export function table(title: string, rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return [title, ...rows.map(line), ''].join('\n');
}
