// npm run bench: one run, one table; npm run bench -- catalogue: only how lists grow with the catalogue. The built shop beside a bare Express + EJS page and node:http, in turns, so
// that a noisy machine is unfair to all of them alike.
import { setTimeout as wait } from 'node:timers/promises';
import { type RunningShop, startShop } from '../support/running-shop.ts';
import { type Baseline, startBareExpress, startPlainHttp } from './baselines.ts';
import { checkBooks } from './books.ts';
import { equipBuyers, type OrderRound, orderFor } from './buyers.ts';
import { measureCatalogues } from './catalogue.ts';
import { firstViews } from './first-view.ts';
import { median, oneRound, type Round, type Target } from './load.ts';
import { memoryOf } from './memory.ts';
import { catalogueReport, type Figures, report } from './report.ts';
import { openPages, productPageBytes } from './shop-pages.ts';

const ROUNDS = 5;
const SECONDS = 1.5;
const WARM_UP_SECONDS = 1;
const ORDER_ROUNDS = 3;
const ORDER_SECONDS = 3;
const COLD_STARTS = 5;

/** As an owner runs it, but nobody is turned away for coming too often from one address. */
const AS_IN_PRODUCTION = {
  NODE_ENV: 'production',
  ALLOW_INSECURE: '1', // the sandbox takes the money
  SESSION_SECRET: 'only for the bench, 32 characters or more',
  LOG_LEVEL: 'info',
  WORKER_PACE: '1',
  RATE_LIMIT: 'off',
};

async function run(): Promise<void> {
  if (process.argv.includes('catalogue')) {
    console.log(catalogueReport(await measureCatalogues(AS_IN_PRODUCTION)));
    return;
  }
  const shop = await startShop({ env: AS_IN_PRODUCTION });
  const baselines: Baseline[] = [];
  try {
    await wait(3_000);
    const idle = memoryOf(shop.pid);
    const bytes = await productPageBytes(shop.url);
    baselines.push(await startPlainHttp(bytes), await startBareExpress(bytes));
    const peak = watchMemory(shop);
    const pages = await measurePages(shop, baselines);
    const orders = await measureOrders(shop);
    const loaded = peak.stop();
    await wait(3_000);
    const disagreements = checkBooks(shop.folder, orders.paid);
    const figures: Figures = {
      bytes,
      pages,
      orders: orders.rounds,
      failures: [...orders.failures, ...disagreements],
      idle,
      loaded,
      firstViews: await firstViews(shop.url),
      coldStartMs: await measureColdStarts(shop),
      catalogues: await measureCatalogues(AS_IN_PRODUCTION),
    };
    console.log(report(figures));
    if (figures.failures.length > 0) process.exitCode = 1;
  } finally {
    for (const baseline of baselines) baseline.stop();
    await shop.remove();
  }
}

async function measurePages(shop: RunningShop, [plain, bare]: Baseline[]): Promise<Map<string, Round>> {
  const targets: Target[] = [
    { name: 'node:http', url: plain?.url ?? '' },
    { name: 'Express + EJS', url: bare?.url ?? '' },
    ...(await openPages(shop.url)),
  ];
  for (const target of targets) await oneRound(target, WARM_UP_SECONDS);
  const rounds = new Map<string, Round[]>(targets.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const target of targets) rounds.get(target.name)?.push(await oneRound(target, SECONDS));
  }
  return new Map([...rounds].map(([name, each]) => [name, middle(each)]));
}

function middle(rounds: readonly Round[]): Round {
  return {
    perSecond: median(rounds.map((round) => round.perSecond)),
    p99Ms: median(rounds.map((round) => round.p99Ms)),
    failed: rounds.reduce((sum, round) => sum + round.failed, 0),
  };
}

async function measureOrders(shop: RunningShop) {
  const [one, eight] = [await equipBuyers(shop.url, 1), await equipBuyers(shop.url, 8)];
  const rounds = { one: [] as OrderRound[], eight: [] as OrderRound[] };
  const warm = await orderFor(eight, WARM_UP_SECONDS);
  for (let round = 0; round < ORDER_ROUNDS; round += 1) {
    rounds.one.push(await orderFor(one, ORDER_SECONDS));
    rounds.eight.push(await orderFor(eight, ORDER_SECONDS));
  }
  const all = [warm, ...rounds.one, ...rounds.eight];
  return {
    rounds: new Map([
      ['1 at once', rounds.one],
      ['8 at once', rounds.eight],
    ]),
    paid: all.flatMap((round) => round.paid),
    failures: all.flatMap((round) => round.failures),
  };
}

function watchMemory(shop: RunningShop) {
  let most = memoryOf(shop.pid);
  const timer = setInterval(() => {
    const now = memoryOf(shop.pid);
    most = { own: Math.max(most.own, now.own), children: Math.max(most.children, now.children) };
  }, 500);
  return {
    stop() {
      clearInterval(timer);
      return most;
    },
  };
}

/** On the database that the orders left behind. */
async function measureColdStarts({ folder, stop }: RunningShop): Promise<number> {
  await stop();
  const times: number[] = [];
  for (let start = 0; start < COLD_STARTS; start += 1) {
    const again = await startShop({ folder, env: AS_IN_PRODUCTION });
    times.push(again.readyAfterMs);
    await again.stop();
  }
  return median(times);
}

await run();
