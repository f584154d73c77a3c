// Buyers as they are: they pay, decline, never come back, come back twice, pay late, change their minds.
import { setTimeout as wait } from 'node:timers/promises';
import type { StripeSandbox } from '../../src/sandbox/stripe.ts';
import { ADA, type Answer, type Buyer, openBuyer } from '../support/http-buyer.ts';
import type { Dice } from './dice.ts';
import { type ChaosWorld, patiently } from './world.ts';

/** Where a buyer stands: at a pay page, with the order behind it. */
interface Visit {
  buyer: Buyer;
  dice: Dice;
  sandbox: StripeSandbox;
  payPage: string;
  sessionId: string;
}

type Habit = (visit: Visit) => Promise<void>;

const HABITS: readonly [share: number, name: string, habit: Habit][] = [
  [30, 'pays and returns', async (visit) => returnTo(visit, await press(visit, 'pay'))],
  [14, 'pays and never returns', async (visit) => void (await press(visit, 'pay'))],
  [
    10,
    'pays and returns twice at once',
    async (visit) => {
      const landing = await press(visit, 'pay');
      await Promise.all([returnTo(visit, landing), returnTo(visit, landing)]);
    },
  ],
  [
    8,
    'pays late',
    async (visit) => {
      await wait(visit.dice.between(1_000, 5_000));
      await returnTo(visit, await press(visit, 'pay'));
    },
  ],
  [
    8,
    'declines, then pays',
    async (visit) => {
      await press(visit, 'decline');
      await returnTo(visit, await press(visit, 'pay'));
    },
  ],
  [5, 'declines and leaves', async (visit) => void (await press(visit, 'decline'))],
  [5, 'leaves at the pay page', async () => {}],
  [
    5,
    'lets the page run out, then pays anew',
    async (visit) => {
      visit.sandbox.expire(visit.sessionId);
      await payAnew(visit);
    },
  ],
  [
    5,
    'pays in one tab and asks for another page in the second',
    async (visit) => {
      const [landing] = await Promise.all([press(visit, 'pay'), askForPage(visit)]);
      await returnTo(visit, landing);
    },
  ],
  [4, 'pays by bank debit', async (visit) => returnTo(visit, await press(visit, 'debit'))],
  [
    3,
    'pays by a bank debit that bounces',
    async (visit) => {
      await press(visit, 'debit');
      visit.sandbox.settleDebit(visit.sessionId, 'failed');
    },
  ],
  [
    3,
    'pays, then cancels',
    async (visit) => {
      await returnTo(visit, await press(visit, 'pay'));
      await post(visit, '/cancellation');
    },
  ],
];

export interface Crowd {
  /** How many did what. */
  habits: Map<string, number>;
  /** Who never reached a pay page although the shop and the gateway were asked again and again. */
  stranded: number;
}

const AT_ONCE = 20;

export async function sendCrowd(world: ChaosWorld, dice: Dice, buyers: number): Promise<Crowd> {
  const crowd: Crowd = { habits: new Map(), stranded: 0 };
  const people = Array.from({ length: buyers }, () => dice.branch()).values();
  const lane = async () => {
    for (const own of people) {
      const visit = await goToPay(world, own);
      if (!visit) crowd.stranded += 1;
      else {
        const [, name, habit] = habitOf(own);
        crowd.habits.set(name, (crowd.habits.get(name) ?? 0) + 1);
        await habit(visit);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, buyers) }, lane));
  return crowd;
}

function habitOf(dice: Dice) {
  let left = dice.roll() * HABITS.reduce((sum, [share]) => sum + share, 0);
  for (const habit of HABITS) {
    left -= habit[0];
    if (left < 0) return habit;
  }
  throw new RangeError('everybody has a habit');
}

/** Null when no pay page was to be had. */
export async function goToPay(world: ChaosWorld, dice: Dice): Promise<Visit | null> {
  const buyer = openBuyer(world.shopUrl);
  const quantity = dice.between(1, 3);
  await patiently(() => buyer.post('/cart/lines', { product: 'sample-pack', quantity }));
  const email = `buyer-${dice.between(0, 2 ** 31)}@example.com`;
  let answer = await checkOut(buyer, { ...ADA, email });
  // an impatient finger
  if (dice.chance(0.1)) answer = await checkOut(buyer, { ...ADA, email });
  for (let tries = 0; tries < 60; tries += 1) {
    const sessionId = answer.location.match(/\/c\/pay\/(\w+)/)?.[1];
    if (sessionId) return { buyer, dice, sandbox: world.sandbox, payPage: answer.location, sessionId };
    await wait(150);
    answer = await payAgain(buyer, answer.location);
  }
  return null;
}

async function checkOut(buyer: Buyer, contact: Record<string, string>): Promise<Answer> {
  const shown = await patiently(async () => {
    const answer = await buyer.get('/checkout?delivery=standard');
    return answer;
  });
  const seenGrossCents = shown.body.match(/name="seenGrossCents" value="(\d+)"/)?.[1] ?? '';
  const delivery = shown.body.match(/name="delivery" value="([^"]+)"/)?.[1] ?? '';
  return patiently(() => buyer.post('/checkout', { ...contact, delivery, seenGrossCents }));
}

function payAgain(buyer: Buyer, landing: string): Promise<Answer> {
  const [, number = '', key = ''] = landing.match(/\/orders\/([\w-]+)\/landing\?key=([\w-]+)/) ?? [];
  return patiently(() => buyer.post(`/orders/${number}/payments`, { key }));
}

/** At the gateway; answers where it sends the buyer. */
async function press({ buyer, payPage }: Visit, choice: 'pay' | 'decline' | 'debit'): Promise<string> {
  return (await patiently(() => buyer.post(`${payPage}/${choice}`, {}))).location;
}

async function returnTo({ buyer }: Visit, landing: string): Promise<void> {
  const { pathname, search } = new URL(landing);
  await patiently(() => buyer.get(`${pathname}${search}`));
}

function orderOf({ sandbox, sessionId }: Visit): { number: string; key: string } {
  const { successUrl } = sandbox.sessionOf(sessionId);
  const [, number = '', key = ''] = successUrl.match(/\/orders\/([\w-]+)\/landing\?key=([\w-]+)/) ?? [];
  return { number, key };
}

async function post(visit: Visit, what: '/payments' | '/cancellation'): Promise<Answer> {
  const { number, key } = orderOf(visit);
  return patiently(() => visit.buyer.post(`/orders/${number}${what}`, { key }));
}

const askForPage = (visit: Visit) => post(visit, '/payments');

async function payAnew(visit: Visit): Promise<void> {
  for (let tries = 0; tries < 40; tries += 1) {
    const { location } = await askForPage(visit);
    const sessionId = location.match(/\/c\/pay\/(\w+)/)?.[1];
    if (sessionId && sessionId !== visit.sessionId) {
      await press({ ...visit, payPage: location, sessionId }, 'pay');
      return;
    }
    await wait(150);
  }
}
