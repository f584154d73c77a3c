// Two price sheets beside each other: typical jobs, a plot, and what was sold in the last month.
import { count, millimetres, money } from '../lib/format.ts';
import type { SoldStickers } from '../orders/queries.sold.ts';
import {
  type Compared,
  compareJob,
  compareSold,
  curvesOf,
  percentMore,
  typicalJobs,
} from '../pricing/compare.ts';
import type { PriceSheet } from '../pricing/sheet.ts';
import { en } from '../words/en.ts';
import type { KnownNames } from './pages.prices.ts';
import { plotOf } from './plot.ts';

const t = en.pricing.sheets.comparison;

export interface Comparison {
  live: PriceSheet;
  sheet: PriceSheet;
  known: KnownNames;
  recent: SoldStickers;
}

export function comparisonPage({ live, sheet, known, recent }: Comparison) {
  const jobs = typicalJobs(live, sheet).map((spec) => compareJob(spec, live, sheet));
  return {
    title: t.title(sheet.version, live.version),
    room: 'prices' as const,
    back: { href: `/admin/prices/${sheet.version}`, label: t.back(sheet.version) },
    jobs: jobs.map((job) => jobRow(job, known, sheet.currency)),
    plot: plotModel(live, sheet),
    sold: soldModel({ live, sheet, known, recent }),
  };
}

function jobRow({ spec, beforeCents, afterCents }: Compared, { names }: KnownNames, currency: string) {
  const { material, finish, widthMm, quantity } = spec;
  const words = (kind: string, slug: string) => names[`${kind}.${slug}`] ?? slug;
  return {
    job: t.job(millimetres(widthMm), words('material', material), words('finish', finish)),
    quantity: count(quantity),
    ...difference(beforeCents, afterCents, currency),
  };
}

function difference(before: number | null, after: number | null, currency: string) {
  const amount = (cents: number | null) => (cents === null ? t.notSold : money(cents, currency));
  const isBoth = before !== null && after !== null;
  return {
    before: amount(before),
    after: amount(after),
    difference: isBoth ? signedMoney(after - before, currency) : '',
    percent: isBoth ? signedPercent(percentMore(before, after)) : '',
  };
}

/** `+$4.20`, `−$4.20`, `$0.00`. */
function signedMoney(cents: number, currency: string): string {
  return `${signOf(cents)}${money(Math.abs(cents), currency)}`;
}

/** `+4.5 %`. */
function signedPercent(percent: number): string {
  const shown = Math.round(Math.abs(percent) * 10) / 10;
  return `${shown === 0 ? '' : signOf(percent)}${shown} %`;
}

function signOf(value: number): string {
  if (value === 0) return '';
  return value > 0 ? '+' : '−';
}

function plotModel(live: PriceSheet, sheet: PriceSheet) {
  const curves = curvesOf(live, sheet);
  if (curves.length === 0 || curves.every(({ points }) => points.every(({ percent }) => percent === 0)))
    return null;
  const series = curves.map(({ sideMm, points }) => ({
    label: t.size(millimetres(sideMm)),
    points: points.map(({ quantity, percent }) => ({ x: quantity, y: percent })),
  }));
  const says = curves.map(({ sideMm, points }) =>
    t.plotSays(
      millimetres(sideMm),
      signedPercent(points[0]?.percent ?? 0),
      signedPercent(points.at(-1)?.percent ?? 0),
    ),
  );
  return { ...plotOf(series, { x: count, y: signedPercent }), says: says.join(' ') };
}

function soldModel({ live, sheet, known, recent }: Comparison) {
  const { currency } = sheet;
  const { earnedCents, beforeCents, afterCents, materials, leftOut } = compareSold(recent.sold, live, sheet);
  if (recent.orders === 0) return null;
  const row = (what: string, cents: number) => ({ what, amount: money(cents, currency), ...beside(cents) });
  const beside = (cents: number) => ({
    difference: cents === earnedCents ? '' : signedMoney(cents - earnedCents, currency),
    percent: cents === earnedCents ? '' : signedPercent(percentMore(earnedCents, cents)),
  });
  return {
    says: t.would(recent.orders, money(earnedCents, currency), money(afterCents, currency)),
    rows: [row(t.rows.earned, earnedCents), row(t.rows.live, beforeCents), row(t.rows.draft, afterCents)],
    leftOut: leftOut > 0 ? t.unpriced(leftOut) : '',
    materials: materials.map((each) => ({
      material: known.names[`material.${each.material}`] ?? each.material,
      ...difference(each.beforeCents, each.afterCents, currency),
    })),
  };
}

/** The same for programs. */
export function comparisonJson({ live, sheet, recent }: Comparison) {
  const jobs = typicalJobs(live, sheet).map((spec) => {
    const { beforeCents, afterCents } = compareJob(spec, live, sheet);
    return { ...spec, beforeCents, afterCents };
  });
  return {
    live: live.version,
    sheet: sheet.version,
    jobs,
    orders: recent.orders,
    sold: compareSold(recent.sold, live, sheet),
  };
}
