// A trial as a table that people read.
import type { Report } from './trial.ts';

/** What every trial must reach, on whatever machine. */
export function failuresOf(report: Report): string[] {
  const { findings, weather, settledAfterMs } = report;
  const found = Object.entries(findings.faults)
    .filter(([, orders]) => orders.length > 0)
    .map(([what, orders]) => `${what}: ${orders.slice(0, 5).join(', ')}${orders.length > 5 ? ' …' : ''}`);
  return [
    ...found,
    ...(weather.believed > 0 ? [`${weather.believed} forged webhooks were believed`] : []),
    ...(report.crowd.stranded > 0 ? [`${report.crowd.stranded} buyers never reached a pay page`] : []),
    ...(settledAfterMs > 300_000 ? ['not settled within five minutes'] : []),
  ];
}

/** What a machine that does nothing else must reach, too. */
export function slownessOf({ webhookP95Ms }: Report): string[] {
  return webhookP95Ms < 300 ? [] : [`webhooks took ${Math.round(webhookP95Ms)} ms at p95, not under 300`];
}

export function tableOf(report: Report): string {
  const { findings, weather, crowd } = report;
  const rows: [string, string | number][] = [
    ['buyers', report.buyers],
    ['seed', report.seed],
    ...[...crowd.habits]
      .toSorted(([, a], [, b]) => b - a)
      .map(([name, n]): [string, number] => [`  ${name}`, n]),
    ['API faults', weather.faults],
    ['forged webhooks', weather.forged],
    ['kill -9', report.kills],
    ['orders', findings.orders],
    ['paid orders', findings.paidOrders],
    ['received at the gateway', (findings.receivedCents / 100).toFixed(2)],
    ...Object.entries(findings.faults).map(([what, orders]): [string, number] => [what, orders.length]),
    ['forged webhooks believed', weather.believed],
    ['buyers who never reached a pay page', crowd.stranded],
    ['settled after the last fault', `${(report.settledAfterMs / 1_000).toFixed(1)} s`],
    ['webhook p95, 20 at once', `${Math.round(report.webhookP95Ms)} ms`],
    ['took', `${(report.tookMs / 1_000).toFixed(0)} s`],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${String(value).padStart(10)}`).join('\n');
}
