// Nonsense in the environment: one clear line per problem, and no shop.
import { describe, expect, it, vi } from 'vitest';
import { startAndEnd } from '../support/running-shop.ts';

// each starts the shop, on a machine that also runs the other tests
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe('a shop whose environment makes no sense', () => {
  it('says every problem on a line of its own and ends with 1', async () => {
    const { code, output } = await startAndEnd({
      env: { PORT: 'eighty', MAIL: 'pigeon', HOLD_MINUTES: '5', RATE_LIMIT: 'maybe' },
    });
    expect(code).toBe(1);
    expect(output.trim().split('\n')).toEqual([
      'Configuration: PORT must be a whole number from 0 to 65535',
      'Configuration: MAIL must be file or smtp',
      'Configuration: HOLD_MINUTES must be a whole number from 30 to 1440',
      'Configuration: RATE_LIMIT must be on or off',
    ]);
  });

  it('names what is missing, and what is not built yet', async () => {
    const { code, output } = await startAndEnd({
      env: {
        PAYMENTS: 'stripe',
        MAIL: 'smtp',
        ADMIN_PASSWORD: '',
        SHIPPING: 'easypost',
        UPLOADS: 's3://bucket/prefix',
      },
    });
    expect(code).toBe(1);
    expect(output).toContain('STRIPE_SECRET_KEY is needed');
    expect(output).toContain('STRIPE_WEBHOOK_SECRET is needed');
    expect(output).toContain('SMTP_URL is needed');
    expect(output).toContain('EASYPOST_API_KEY is needed when SHIPPING=easypost');
    expect(output).toContain('EASYPOST_WEBHOOK_SECRET is needed when SHIPPING=easypost');
    expect(output).toContain('UPLOADS on s3:// is not built yet');
    expect(output).toContain('ADMIN_EMAIL and ADMIN_PASSWORD are needed together');
    expect(output.trim().split('\n')).toHaveLength(7);
  });
});

describe('a shop in production', () => {
  const production = { NODE_ENV: 'production', WORKER_PACE: '1' };

  it('takes neither play money, nor a secret of its own making, nor plain http', async () => {
    const { code, output } = await startAndEnd({ env: production });
    expect(code).toBe(1);
    expect(output).toContain('PAYMENTS=sandbox takes no real money');
    expect(output).toContain('SESSION_SECRET is needed in production');
    expect(output).toContain('BASE_URL must begin with https://');
    expect(output.trim().split('\n')).toHaveLength(3);
  });

  it('does not speak plain http with Stripe and does not let its worker hurry', async () => {
    const { output } = await startAndEnd({
      env: {
        ...production,
        WORKER_PACE: '10',
        PAYMENTS: 'stripe',
        STRIPE_SECRET_KEY: 'sk_live_something',
        STRIPE_WEBHOOK_SECRET: 'whsec_something',
        STRIPE_API_BASE: 'http://127.0.0.1:9',
        SESSION_SECRET: 'thirty-two characters or a few more',
        BASE_URL: 'https://stickers.example',
      },
    });
    expect(output.trim().split('\n')).toEqual([
      'Configuration: STRIPE_API_BASE must begin with https:// in production',
      'Configuration: WORKER_PACE must stay 1 in production',
    ]);
  });

  it('never prints a secret it was given', async () => {
    const secret = 'a-short-secret';
    const { output } = await startAndEnd({ env: { ...production, SESSION_SECRET: secret } });
    expect(output).not.toContain(secret);
  });
});
