// The table: what was measured, on which machine, and which targets were met.
import os from 'node:os';
import type { OrderRound } from './buyers.ts';
import type { CatalogueFigures } from './catalogue.ts';
import { median, type Round } from './load.ts';

interface Memory {
  own: number;
  children: number;
}

export interface Figures {
  /** Of the product page, uncompressed; the baselines answer as many. */
  bytes: number;
  pages: Map<string, Round>;
  orders: Map<string, OrderRound[]>;
  failures: string[];
  idle: Memory;
  loaded: Memory;
  firstViews: Map<string, number> | null;
  coldStartMs: number;
  catalogues: CatalogueFigures;
}

export function report(figures: Figures): string {
  return [
    '',
    machine(),
    'Shop: SQLite with synchronous=FULL, log and security headers on, worker running, payments by the sandbox inside the process.',
    '',
    ...pageTable(figures),
    '',
    ...orderTable(figures),
    '',
    ...otherFigures(figures),
    '',
    ...catalogueTable(figures.catalogues),
    '',
    ...targets(figures),
    '',
  ].join('\n');
}

/** The catalogue alone, with its one target. */
export function catalogueReport(figures: CatalogueFigures): string {
  const { what, aim, found, met } = catalogueAim(figures);
  const rows = [[what, aim, found, met ? 'met' : 'MISSED']];
  const tables = [...catalogueTable(figures), '', ...table(['targets', 'aim', 'found', ''], rows)];
  return ['', machine(), '', ...tables, ''].join('\n');
}

function catalogueTable({ pages }: CatalogueFigures): string[] {
  const rows = pages.map(({ name, few, many }) => [
    name,
    few.toFixed(1),
    many.toFixed(1),
    `${(many / few).toFixed(2)} ×`,
  ]);
  return table(['one visitor, p95 ms', '100 products', '10,000 products', ''], rows);
}

function catalogueAim({ pages, failed }: CatalogueFigures): Aim {
  const worst = Math.max(...pages.map(({ few, many }) => many / few));
  const found = failed > 0 ? `${failed} failed` : `${worst.toFixed(2)} ×`;
  return { what: 'lists of 10,000 products', aim: '≤ 2 ×', found, met: failed === 0 && worst <= 2 };
}

function machine(): string {
  const cpus = os.cpus();
  const gigabytes = Math.round(os.totalmem() / 2 ** 30);
  return `${cpus.length} × ${cpus[0]?.model.trim()} · ${gigabytes} GB · ${os.type()} · Node ${process.versions.node}`;
}

function pageTable({ pages, bytes }: Figures): string[] {
  const bare = perSecond(pages, 'Express + EJS');
  const rows = [...pages].map(([name, round]) => [
    name,
    whole(round.perSecond),
    round.p99Ms.toFixed(1),
    `${(round.perSecond / bare).toFixed(2)} ×`,
    String(round.failed),
  ]);
  return table(
    [`pages of ${whole(bytes)} bytes`, 'requests/s', 'p99 ms', 'of Express + EJS', 'failed'],
    rows,
  );
}

function orderTable({ orders }: Figures): string[] {
  const rows = [...orders].map(([name, rounds]) => [
    name,
    median(rounds.map((round) => round.perSecond)).toFixed(1),
    whole(median(rounds.map((round) => round.p99Ms))),
    whole(rounds.reduce((sum, round) => sum + round.paid.length, 0)),
    String(rounds.reduce((sum, round) => sum + round.failures.length, 0)),
  ]);
  return table(['whole orders', 'orders/s', 'p99 ms', 'paid', 'failed'], rows);
}

function otherFigures({ coldStartMs, idle, loaded, firstViews, failures }: Figures): string[] {
  return [
    `cold start                 ${whole(coldStartMs)} ms to the first 200 of /readyz`,
    `memory idle                ${memory(idle)}`,
    `memory at its highest      ${memory(loaded)}`,
    ...[...(firstViews ?? [])].map(([name, bytes]) => `first view of ${name.padEnd(13)}${kilobytes(bytes)}`),
    ...failures.slice(0, 5).map((failure) => `failed: ${failure}`),
  ];
}

interface Aim {
  what: string;
  aim: string;
  found: string;
  met: boolean;
}

function targets(figures: Figures): string[] {
  const { pages, orders, coldStartMs, idle, loaded, firstViews } = figures;
  const bare = perSecond(pages, 'Express + EJS');
  const visitor = perSecond(pages, 'product page, no session') / bare;
  const signedIn = perSecond(pages, 'product page, signed in') / bare;
  const quote = p99(pages, 'quote') / p99(pages, 'Express + EJS');
  const eight = median((orders.get('8 at once') ?? []).map((round) => round.perSecond));
  const failed = figures.failures.length;
  const largest = Math.max(...(firstViews?.values() ?? [Number.NaN]));
  const aims: Aim[] = [
    { what: 'product page, no session', aim: '≥ 1 ×', found: `${visitor.toFixed(2)} ×`, met: visitor >= 1 },
    {
      what: 'product page, signed in',
      aim: '≥ 0.5 ×',
      found: `${signedIn.toFixed(2)} ×`,
      met: signedIn >= 0.5,
    },
    { what: 'quote p99', aim: '≤ 2 ×', found: `${quote.toFixed(2)} ×`, met: quote <= 2 },
    { what: 'orders/s at 8 at once', aim: '≥ 50', found: eight.toFixed(1), met: eight >= 50 },
    { what: 'orders that failed', aim: '0', found: String(failed), met: failed === 0 },
    { what: 'cold start', aim: '≤ 1,000 ms', found: `${whole(coldStartMs)} ms`, met: coldStartMs <= 1000 },
    { what: 'memory idle', aim: '≤ 150 MB', found: `${whole(idle.own)} MB`, met: idle.own <= 150 },
    { what: 'memory loaded', aim: '≤ 250 MB', found: `${whole(loaded.own)} MB`, met: loaded.own <= 250 },
    catalogueAim(figures.catalogues),
    { what: 'first view', aim: '≤ 60 KB', found: kilobytes(largest), met: largest <= 60_000 },
  ];
  const rows = aims.map(({ what, aim, found, met }) => [what, aim, found, met ? 'met' : 'MISSED']);
  return table(['targets', 'aim', 'found', ''], rows);
}

function perSecond(pages: Figures['pages'], name: string): number {
  return pages.get(name)?.perSecond ?? Number.NaN;
}

function p99(pages: Figures['pages'], name: string): number {
  return pages.get(name)?.p99Ms ?? Number.NaN;
}

function memory({ own, children }: Memory): string {
  const decoders =
    children > 0 ? `, and ${whole(children)} MB for artwork decoders, which go when no artwork comes` : '';
  return `${whole(own)} MB${decoders}`;
}

function kilobytes(bytes: number): string {
  return Number.isNaN(bytes) ? 'not measured' : `${(bytes / 1000).toFixed(1)} KB`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** First column left, the others right. */
function table(head: string[], rows: string[][]): string[] {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('   ')
      .trimEnd(),
  );
}
