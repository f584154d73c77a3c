// Bad luck on a schedule: an API that fails in every known way, webhooks that get lost, doubled, late or reversed, power cuts.
import { setTimeout as wait } from 'node:timers/promises';
import { FAULT_KINDS, type FaultKind } from '../../src/sandbox/faults.ts';
import type { Dice } from './dice.ts';
import type { ChaosWorld } from './world.ts';

export interface Weather {
  faults: number;
  forged: number;
  /** Forged webhooks that were answered with anything but a refusal. */
  believed: number;
  /** Ends it all; resolves once the sun shines. */
  clear(): Promise<void>;
}

const CALLS = [
  'POST /v1/checkout/sessions',
  'GET /v1/checkout/sessions',
  'POST /v1/refunds',
  'GET /v1/payment_intents',
  'GET /v1/refunds',
];

export function startWeather(
  world: ChaosWorld,
  dice: Dice,
  options: { kills: number; forMs: number },
): Weather {
  const { sandbox } = world;
  const { kills, forMs } = options;
  const weather: Weather = { faults: 0, forged: 0, believed: 0, clear };
  let isOver = false;
  const fronts = [
    apiTrouble(dice.branch()),
    mailTrouble(dice.branch()),
    forgers(dice.branch()),
    cuts(dice.branch()),
  ];

  async function apiTrouble(own: Dice): Promise<void> {
    while (!isOver) {
      const kind = own.pick<FaultKind>(FAULT_KINDS);
      const times = kind === 'hang' || kind === 'trickle' ? 1 : own.between(1, 4);
      weather.faults += times;
      sandbox.fail({ kind, times, on: own.pick(CALLS), afterWork: own.chance(0.5) });
      await wait(own.between(100, 500));
    }
  }

  async function mailTrouble(own: Dice): Promise<void> {
    const ways = [
      () => sandbox.webhooks({}),
      () => sandbox.webhooks({}),
      () => sandbox.webhooks({ mode: 'drop' }),
      () => sandbox.webhooks({ copies: own.between(2, 4) }),
      () => sandbox.webhooks({ delayMs: own.between(50, 2_000) }),
      () => sandbox.webhooks({ mode: 'hold' }),
    ];
    while (!isOver) {
      own.pick(ways)();
      await wait(own.between(200, 900));
      // what was held comes backwards
      void sandbox.release('reversed');
    }
  }

  /** Somebody claims that open pages were paid. */
  async function forgers(own: Dice): Promise<void> {
    while (!isOver) {
      const { sessions } = await world.ledger();
      const open = sessions.filter((session) => session.status === 'open');
      const victim = open[own.between(0, Math.max(0, open.length - 1))];
      if (victim) {
        const status = await world.deliver(forgery(victim, own), 'whsec_guessed');
        weather.forged += 1;
        if (status !== 400 && status !== 0) weather.believed += 1;
      }
      await wait(own.between(300, 1_200));
    }
  }

  async function cuts(own: Dice): Promise<void> {
    for (let left = kills; left > 0 && !isOver; left -= 1) {
      await wait((forMs / (kills + 1)) * (0.5 + own.roll()));
      if (!isOver) await world.killShop();
    }
  }

  async function clear(): Promise<void> {
    isOver = true;
    await Promise.all(fronts);
    sandbox.heal();
    sandbox.webhooks({});
    await sandbox.release('reversed');
  }

  return weather;
}

function forgery(
  session: { id: string; amount: number; currency: string; expiresAt: number },
  dice: Dice,
): string {
  const object = {
    id: session.id,
    object: 'checkout.session',
    status: 'complete',
    payment_status: 'paid',
    amount_total: session.amount,
    currency: session.currency,
    expires_at: session.expiresAt,
  };
  const id = `evt_forged_${dice.between(0, 2 ** 31)}`;
  return JSON.stringify({ id, object: 'event', type: 'checkout.session.completed', data: { object } });
}
