// The environment is read once, and nonsense is refused with one clear line per problem.
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { BadConfiguration, readConfig } from '../src/config.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'kisscut-config-'));
});

const read = (environment: NodeJS.ProcessEnv = {}) =>
  readConfig({ DATA_DIR: dataDir, UPLOADS: path.join(dataDir, 'uploads'), ...environment });

function problemsOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof BadConfiguration) return error.problems;
    throw error;
  }
  return [];
}

it('needs nothing at all for a demo', () => {
  const config = read();
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    baseUrl: 'http://127.0.0.1:3000',
    databaseUrl: `file:${path.join(dataDir, 'shop.db')}`,
    maxUploadBytes: 100_000_000,
    payments: { kind: 'sandbox' },
    mail: { kind: 'file' },
    holdMinutes: 31,
    worker: true,
  });
});

it('keeps the session secret it made, for its owner only', () => {
  const [secret] = read().sessionSecrets;
  expect(read().sessionSecrets).toEqual([secret]);
  const file = path.join(dataDir, 'session-secret');
  expect(readFileSync(file, 'utf8').trim()).toBe(secret);
  expect(statSync(file).mode & 0o077).toBe(0);
});

it('takes an empty variable as one that is not set', () => {
  expect(read({ PORT: '', BASE_URL: '' }).port).toBe(3000);
});

it.each(['1', 'true', 'loopback', '10.0.0.7, fd00::/8', '192.168.0.0/16,uniquelocal'])(
  'trusts %s as proxies',
  (proxies) => {
    expect(read({ TRUST_PROXY: proxies }).trustProxy).toBe(proxies);
  },
);

it('rotates secrets by comma list', () => {
  expect(read({ SESSION_SECRET: 'new one, old one' }).sessionSecrets).toEqual(['new one', 'old one']);
});

describe('nonsense', () => {
  it.each([
    [{ PORT: 'abc' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ HOLD_MINUTES: '5' }, 'HOLD_MINUTES'],
    [{ MAX_UPLOAD_MB: '-1' }, 'MAX_UPLOAD_MB'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
    [{ PAYMENTS: 'cash' }, 'PAYMENTS'],
    [{ BASE_URL: 'shop.example' }, 'BASE_URL'],
    [{ BASE_URL: 'https://shop.example/path' }, 'BASE_URL'],
    [{ BASE_URL: 'https://sam:secret@shop.example' }, 'BASE_URL'],
    [{ STRIPE_API_BASE: 'nonsense' }, 'STRIPE_API_BASE'],
    [{ SESSION_SECRET: ' , ' }, 'SESSION_SECRET'],
    [{ TRUST_PROXY: 'the one in the cellar' }, 'TRUST_PROXY'],
    [{ TRUST_PROXY: 'loopback,10.0.0.0/99' }, 'TRUST_PROXY'],
    [{ MAIL_FROM: 'the shop' }, 'MAIL_FROM'],
    [{ MAIL_FROM: 'Kisscut <shop@example.com>\r\nBcc: eve@example.com' }, 'MAIL_FROM'],
    [{ DATA_DIR: '/dev/null/data' }, 'DATA_DIR'],
    [{ UPLOADS: '/dev/null' }, 'UPLOADS'],
    [{ WORKER: 'maybe' }, 'WORKER'],
    [{ WORKER_PACE: 'fast' }, 'WORKER_PACE'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ ADMIN_EMAIL: 'not an address', ADMIN_PASSWORD: 'long enough password' }, 'ADMIN_EMAIL'],
    [{ ADMIN_EMAIL: 'sam@example.com' }, 'ADMIN_PASSWORD'],
    [{ PAYMENTS: 'stripe' }, 'STRIPE_SECRET_KEY'],
    [{ MAIL: 'smtp' }, 'SMTP_URL'],
  ])('%o is refused and named', (environment, name) => {
    const problems = problemsOf(environment);
    expect(problems.some((problem) => problem.includes(name))).toBe(true);
    expect(problems.every((problem) => !problem.includes('\n'))).toBe(true);
  });

  it('is told all at once', () => {
    expect(problemsOf({ PORT: 'abc', MAIL: 'pigeon' })).toHaveLength(2);
  });
});

describe('production', () => {
  const safe = {
    NODE_ENV: 'production',
    BASE_URL: 'https://shop.example',
    SESSION_SECRET: 'x'.repeat(32),
    PAYMENTS: 'stripe',
    STRIPE_SECRET_KEY: 'sk_live_x',
    STRIPE_WEBHOOK_SECRET: 'whsec_x',
  };

  it('starts with real adapters, its own secret and https', () => {
    expect(problemsOf(safe)).toEqual([]);
  });

  it.each([
    [{ PAYMENTS: 'sandbox' }, 'PAYMENTS'],
    [{ SESSION_SECRET: '' }, 'SESSION_SECRET'],
    [{ SESSION_SECRET: 'short' }, 'SESSION_SECRET'],
    [{ SESSION_SECRET: ',' }, 'SESSION_SECRET'],
    [{ BASE_URL: 'http://shop.example' }, 'BASE_URL'],
    [{ STRIPE_API_BASE: 'http://127.0.0.1:9' }, 'STRIPE_API_BASE'],
    [{ WORKER_PACE: '2' }, 'WORKER_PACE'],
  ])('refuses %o', (environment, name) => {
    const problems = problemsOf({ ...safe, ...environment });
    expect(problems.some((problem) => problem.startsWith(name))).toBe(true);
  });

  it('lets the owner insist', () => {
    expect(problemsOf({ NODE_ENV: 'production', ALLOW_INSECURE: '1' })).toEqual([]);
  });

  it('never lets its worker hurry, whoever insists', () => {
    const problems = problemsOf({ NODE_ENV: 'production', ALLOW_INSECURE: '1', WORKER_PACE: '10' });
    expect(problems).toEqual(['WORKER_PACE must stay 1 in production']);
  });
});

describe('programs beside the shop', () => {
  it('are not used unless somebody says where they are', () => {
    expect(read().tools).toEqual({ ghostscript: null, cdr2xhtml: null, rsvgConvert: null });
    expect(read({ RSVG_CONVERT: process.execPath }).tools.rsvgConvert).toBe(process.execPath);
  });

  it.each(['gs', '/nowhere/gs', tmpdir()])('must be there, and programs: not %s', (place) => {
    expect(problemsOf({ GHOSTSCRIPT: place })).toEqual([
      expect.stringMatching(/^GHOSTSCRIPT must be the path of a program/),
    ]);
  });
});
