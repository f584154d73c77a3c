// The one reader of the environment. Nonsense is refused at start with one clear line per problem.
import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { config as readDotEnv } from 'dotenv';
import { z } from 'zod';

/** Thrown with every problem at once; `main` prints them and leaves. */
export class BadConfiguration extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.name = 'BadConfiguration';
    this.problems = problems;
  }
}

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

const onOff = (fallback: 'on' | 'off') =>
  z
    .enum(['on', 'off'], { error: 'must be on or off' })
    .default(fallback)
    .transform((value) => value === 'on');

const wholeNumber = (least: number, most: number, fallback: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${least} to ${most}`)
    .default(String(fallback))
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`);

const origin = z
  .string()
  .refine((text) => isOrigin(text), 'must be an address like https://shop.example, without a path');

const easypostBase = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && text.endsWith('/v2/'),
    'must be an address that ends in /v2/, like https://api.easypost.com/v2/',
  );

const program = z
  .string()
  .refine((path) => isProgram(path), 'must be the path of a program that can be run, or empty')
  .optional();

const schema = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'], { error: 'must be development or production' })
    .default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535, 3000),
  BASE_URL: origin.optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .refine((url) => /^(file:|postgres(ql)?:)/.test(url), 'must begin with file: or postgresql:')
    .optional(),
  UPLOADS: z.string().default('./uploads'),
  MAX_UPLOAD_MB: wholeNumber(1, 2_000, 100),
  GHOSTSCRIPT: program,
  CDR2XHTML: program,
  RSVG_CONVERT: program,
  SESSION_SECRET: z
    .string()
    .refine((text) => list(text).length > 0, 'must hold a secret, or several with commas between them')
    .optional(),
  PAYMENTS: z.enum(['sandbox', 'stripe'], { error: 'must be sandbox or stripe' }).default('sandbox'),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().default(''),
  STRIPE_API_BASE: origin.optional(),
  MAIL: z.enum(['file', 'smtp'], { error: 'must be file or smtp' }).default('file'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^\p{Cc}]*[^\s\p{Cc}]@[^\s\p{Cc}][^\p{Cc}]*$/u,
      'must hold one e-mail address, like Shop <shop@shop.example>',
    )
    .default('Kisscut <shop@kisscut.invalid>'),
  SHIPPING: z
    .enum(['manual', 'sandbox', 'easypost'], { error: 'must be manual, sandbox or easypost' })
    .default('manual'),
  EASYPOST_API_KEY: z.string().optional(),
  EASYPOST_WEBHOOK_SECRET: z.string().default(''),
  EASYPOST_API_BASE: easypostBase.optional(),
  ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  ADMIN_PASSWORD: z.string().min(10, 'must have at least 10 characters').optional(),
  SEED: z.enum(['demo', 'none'], { error: 'must be demo or none' }).default('demo'),
  WORKER: onOff('on'),
  HOLD_MINUTES: wholeNumber(30, 1_440, 31),
  WORKER_PACE: z
    .string()
    .default('1')
    .transform(Number)
    .refine((pace) => pace >= 1 && pace <= 10_000, 'must be a number from 1 to 10000'),
  TRUST_PROXY: z
    .string()
    .refine((text) => areProxies(text), 'must be a number of proxies, or their addresses with commas between')
    .default(''),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be a pino level such as info',
    })
    .default('info'),
  RATE_LIMIT: onOff('on'),
  METRICS_TOKEN: z.string().min(8, 'must have at least 8 characters').optional(),
  ALLOW_INSECURE: z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('0'),
});

type Raw = z.output<typeof schema>;

export interface Config {
  production: boolean;
  host: string;
  port: number;
  /** Without a trailing slash; null until the port is known (PORT=0). */
  baseUrl: string | null;
  dataDir: string;
  databaseUrl: string;
  uploadsDir: string;
  maxUploadBytes: number;
  /** Programs that artwork may be handed to; null for those not used. */
  tools: { ghostscript: string | null; cdr2xhtml: string | null; rsvgConvert: string | null };
  sessionSecrets: string[];
  payments:
    | { kind: 'sandbox' }
    | { kind: 'stripe'; secretKey: string; webhookSecrets: string[]; apiBase: string | undefined };
  mail: { kind: 'file'; folder: string; from: string } | { kind: 'smtp'; url: string; from: string };
  shipping:
    | { kind: 'manual' }
    | { kind: 'sandbox' }
    | { kind: 'easypost'; apiKey: string; webhookSecrets: string[]; apiBase: string | undefined };
  owner: { email: string; password: string } | null;
  seed: 'demo' | 'none';
  worker: boolean;
  holdMinutes: number;
  workerPace: number;
  trustProxy: string;
  logLevel: string;
  rateLimit: boolean;
  metricsToken: string | undefined;
}

/** Reads `.env` and the environment. Makes `DATA_DIR` and, outside production, the session secret in it. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  if (environment === process.env) readDotEnv({ quiet: true });
  const filled = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(filled);
  if (!parsed.success) {
    throw new BadConfiguration(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
    );
  }
  const raw = parsed.data;
  const problems = [
    ...contradictions(raw),
    ...(raw.NODE_ENV === 'production' ? unsafeInProduction(raw) : []),
  ];
  if (problems.length === 0) {
    problems.push(...unusableFolder('DATA_DIR', raw.DATA_DIR), ...unusableFolder('UPLOADS', raw.UPLOADS));
  }
  if (problems.length > 0) throw new BadConfiguration(problems);
  return shape(raw);
}

/** Made if it is not there; what lies in it is for the shop alone. */
function unusableFolder(name: string, folder: string): string[] {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return [];
  } catch {
    return [`${name} is no folder the shop can write to: ${folder}`];
  }
}

function contradictions(raw: Raw): string[] {
  const problems: string[] = [];
  if (raw.PAYMENTS === 'stripe' && !raw.STRIPE_SECRET_KEY)
    problems.push('STRIPE_SECRET_KEY is needed when PAYMENTS=stripe');
  if (raw.PAYMENTS === 'stripe' && list(raw.STRIPE_WEBHOOK_SECRET).length === 0) {
    problems.push('STRIPE_WEBHOOK_SECRET is needed when PAYMENTS=stripe');
  }
  if (raw.MAIL === 'smtp' && !raw.SMTP_URL) problems.push('SMTP_URL is needed when MAIL=smtp');
  if (raw.SHIPPING === 'easypost' && !raw.EASYPOST_API_KEY)
    problems.push('EASYPOST_API_KEY is needed when SHIPPING=easypost');
  if (raw.SHIPPING === 'easypost' && list(raw.EASYPOST_WEBHOOK_SECRET).length === 0) {
    problems.push('EASYPOST_WEBHOOK_SECRET is needed when SHIPPING=easypost');
  }
  if (raw.UPLOADS.startsWith('s3:')) problems.push('UPLOADS on s3:// is not built yet; use a folder');
  if (Boolean(raw.ADMIN_EMAIL) !== Boolean(raw.ADMIN_PASSWORD))
    problems.push('ADMIN_EMAIL and ADMIN_PASSWORD are needed together');
  return problems;
}

function unsafeInProduction(raw: Raw): string[] {
  const hurry = raw.WORKER_PACE === 1 ? [] : ['WORKER_PACE must stay 1 in production'];
  if (raw.ALLOW_INSECURE === '1') return hurry;
  const problems: string[] = [];
  if (raw.PAYMENTS === 'sandbox')
    problems.push('PAYMENTS=sandbox takes no real money; production needs PAYMENTS=stripe');
  if (!raw.SESSION_SECRET || list(raw.SESSION_SECRET).some((secret) => secret.length < 32)) {
    problems.push('SESSION_SECRET is needed in production, with at least 32 characters');
  }
  if (!raw.BASE_URL?.startsWith('https://')) problems.push('BASE_URL must begin with https:// in production');
  if (raw.STRIPE_API_BASE?.startsWith('http://'))
    problems.push('STRIPE_API_BASE must begin with https:// in production');
  if (raw.SHIPPING === 'sandbox')
    problems.push('SHIPPING=sandbox sends no real parcels; production needs SHIPPING=manual or easypost');
  if (raw.EASYPOST_API_BASE?.startsWith('http://'))
    problems.push('EASYPOST_API_BASE must begin with https:// in production');
  return [...problems, ...hurry];
}

function shape(raw: Raw): Config {
  const dataDir = path.resolve(raw.DATA_DIR);
  const knownBase =
    raw.PORT === 0 ? null : `http://${raw.HOST.includes(':') ? `[${raw.HOST}]` : raw.HOST}:${raw.PORT}`;
  return {
    production: raw.NODE_ENV === 'production',
    host: raw.HOST,
    port: raw.PORT,
    baseUrl: raw.BASE_URL ? new URL(raw.BASE_URL).origin : knownBase,
    dataDir,
    databaseUrl: raw.DATABASE_URL ?? `file:${path.join(dataDir, 'shop.db')}`,
    uploadsDir: path.resolve(raw.UPLOADS),
    maxUploadBytes: raw.MAX_UPLOAD_MB * 1_000_000,
    tools: {
      ghostscript: raw.GHOSTSCRIPT ?? null,
      cdr2xhtml: raw.CDR2XHTML ?? null,
      rsvgConvert: raw.RSVG_CONVERT ?? null,
    },
    sessionSecrets: raw.SESSION_SECRET ? list(raw.SESSION_SECRET) : [keptSecret(dataDir)],
    payments:
      raw.PAYMENTS === 'sandbox'
        ? { kind: 'sandbox' }
        : {
            kind: 'stripe',
            secretKey: raw.STRIPE_SECRET_KEY ?? '',
            webhookSecrets: list(raw.STRIPE_WEBHOOK_SECRET),
            apiBase: raw.STRIPE_API_BASE,
          },
    mail:
      raw.MAIL === 'file'
        ? { kind: 'file', folder: path.join(dataDir, 'mail'), from: raw.MAIL_FROM }
        : { kind: 'smtp', url: raw.SMTP_URL ?? '', from: raw.MAIL_FROM },
    shipping:
      raw.SHIPPING === 'easypost'
        ? {
            kind: 'easypost',
            apiKey: raw.EASYPOST_API_KEY ?? '',
            webhookSecrets: list(raw.EASYPOST_WEBHOOK_SECRET),
            apiBase: raw.EASYPOST_API_BASE,
          }
        : { kind: raw.SHIPPING },
    owner:
      raw.ADMIN_EMAIL && raw.ADMIN_PASSWORD ? { email: raw.ADMIN_EMAIL, password: raw.ADMIN_PASSWORD } : null,
    seed: raw.SEED,
    worker: raw.WORKER,
    holdMinutes: raw.HOLD_MINUTES,
    workerPace: raw.WORKER_PACE,
    trustProxy: raw.TRUST_PROXY,
    logLevel: raw.LOG_LEVEL,
    rateLimit: raw.RATE_LIMIT,
    metricsToken: raw.METRICS_TOKEN,
  };
}

/** Sessions survive a restart because the secret does. */
function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, 'session-secret');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const secret = randomBytes(32).toString('hex');
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  return secret;
}

function isProgram(file: string): boolean {
  if (!path.isAbsolute(file)) return false;
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    /^https?:$/.test(url.protocol) &&
    !url.username &&
    !url.password &&
    (url.pathname === '/' || url.pathname === '') &&
    !url.search &&
    !url.hash
  );
}

/** What Express trusts: how many, or which. */
function areProxies(text: string): boolean {
  return /^(true|false|\d{1,3})$/.test(text) || list(text).every(isProxy);
}

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...more] = text.split('/');
  const longest = isIP(address) === 6 ? 128 : 32;
  const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
  return isIP(address) > 0 && fits && more.length === 0;
}
