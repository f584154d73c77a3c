// One whole trial: a crowd in bad weather, then calm, then the books.
import { setTimeout as wait } from 'node:timers/promises';
import type { Buyer } from '../support/http-buyer.ts';
import { compare, everyItem, type Findings } from './audit.ts';
import { type Crowd, goToPay, sendCrowd } from './crowd.ts';
import { diceOf } from './dice.ts';
import { startWeather, type Weather } from './weather.ts';
import { type ChaosWorld, openChaos, patiently } from './world.ts';

export interface TrialOptions {
  buyers: number;
  seed: number;
  kills: number;
  /** About how long the crowd takes, so that the power cuts fall into it. */
  crowdMs: number;
}

export interface Report {
  buyers: number;
  seed: number;
  kills: number;
  crowd: Crowd;
  weather: Pick<Weather, 'faults' | 'forged' | 'believed'>;
  findings: Findings;
  /** From the last fault until nothing was undecided, unsent or on its way. */
  settledAfterMs: number;
  webhookP95Ms: number;
  tookMs: number;
}

/** The shop works at ten times its pace, so five minutes of its time are thirty seconds. */
const SETTLE_WITHIN = 5 * 60_000;

export async function runTrial(options: TrialOptions): Promise<Report> {
  const { buyers, seed, kills, crowdMs } = options;
  const began = performance.now();
  const dice = diceOf(seed);
  const world = await openChaos();
  try {
    const staff = await world.staff();
    await fillShelf(staff, buyers);
    const weather = startWeather(world, dice.branch(), { kills, forMs: crowdMs });
    const crowd = await sendCrowd(world, dice.branch(), buyers);
    await weather.clear();
    const calm = performance.now();
    await letOpenPagesRunOut(world, dice.branch());
    await settled(world, staff);
    const settledAfterMs = performance.now() - calm;
    const webhookP95Ms = await measureWebhooks(world, dice.branch(), Math.min(100, Math.ceil(buyers / 5)));
    await settled(world, staff);
    const findings = await compare(world, staff);
    return {
      buyers,
      seed,
      kills: world.kills,
      crowd,
      weather,
      findings,
      settledAfterMs,
      webhookP95Ms,
      tookMs: performance.now() - began,
    };
  } finally {
    await world.close();
  }
}

async function fillShelf(staff: Buyer, buyers: number): Promise<void> {
  const receipt = { kind: 'receipt', quantity: buyers * 4 + 1_000, reason: 'A busy day' };
  const { status } = await staff.post('/admin/stock/sample-pack/movements', receipt);
  if (status !== 303) throw new Error(`the shelf was not filled: ${status}`);
}

/** Most of them; some people leave a tab open for ever. */
async function letOpenPagesRunOut(world: ChaosWorld, dice: ReturnType<typeof diceOf>): Promise<void> {
  const { sessions } = await world.ledger();
  for (const session of sessions)
    if (session.status === 'open' && dice.chance(0.8)) world.sandbox.expire(session.id);
}

/** Nothing to decide that the gateway has decided, nothing to send, no letter waiting. */
async function settled(world: ChaosWorld, staff: Buyer): Promise<void> {
  const began = performance.now();
  while (performance.now() - began < SETTLE_WITHIN) {
    await world.sandbox.settled();
    if (await isCalm(world, staff)) return;
    await wait(300);
  }
}

async function isCalm(world: ChaosWorld, staff: Buyer): Promise<boolean> {
  const { sessions } = await world.ledger();
  const open = new Set(sessions.filter(({ status }) => status === 'open').map(({ id }) => id));
  const undecided = await everyItem<{ gatewayId: string | null; order: string }>(
    staff,
    '/admin/payments?status=open&status=running',
  );
  const pending = await everyItem<{ number: string }>(staff, '/admin/orders?payment=pending');
  const hangs = ({ gatewayId, order }: (typeof undecided)[number]) =>
    gatewayId ? !open.has(gatewayId) : pending.some(({ number }) => number === order);
  if (undecided.some(hangs)) return false;
  const { total: owing } = await staff.json<{ total: number }>('/admin/orders?status=refund_due');
  const { total: unsent } = await staff.json<{ total: number }>('/admin/letters?status=queued');
  return owing === 0 && unsent === 0;
}

const AT_ONCE = 20;

/** Orders paid while the webhooks wait; then twenty of them come at a time. */
async function measureWebhooks(
  world: ChaosWorld,
  dice: ReturnType<typeof diceOf>,
  orders: number,
): Promise<number> {
  const { sandbox } = world;
  sandbox.webhooks({ mode: 'drop' });
  const visits = Array.from({ length: orders }, () => dice.branch()).values();
  const buy = async () => {
    for (const own of visits) {
      const visit = await goToPay(world, own);
      if (visit) sandbox.pay(visit.sessionId);
    }
  };
  const known = new Set(sandbox.events().map(({ id }) => id));
  await Promise.all(Array.from({ length: AT_ONCE }, buy));
  sandbox.webhooks({});
  const news = sandbox
    .events()
    .filter(({ id, type }) => !known.has(id) && type === 'checkout.session.completed');
  const queue = news.values();
  const times: number[] = [];
  const deliver = async () => {
    for (const { id } of queue) {
      const began = performance.now();
      const status = await patiently(async () => ({ status: await sandbox.sendAgain(id) }));
      if (status.status === 200) times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, deliver));
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.95)] ?? Number.NaN;
}
