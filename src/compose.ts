// The one place where adapters are chosen. Everything else is handed what it needs.
import path from 'node:path';
import { letterPicture } from './artwork/actions.preview.ts';
import { startDecoder } from './artwork/decoder.pool.ts';
import type { Decoder } from './artwork/decoder.ts';
import { diskStore } from './artwork/store.disk.ts';
import type { FileStore } from './artwork/store.ts';
import type { Config } from './config.ts';
import type { Db } from './db/open.ts';
import { type DocumentFile, documentOf } from './invoices/actions.document.ts';
import { derivedSecret } from './lib/ids.ts';
import type { Log } from './lib/log.ts';
import { type Clock, MINUTE } from './lib/time.ts';
import { fileTransport } from './mail/transport.file.ts';
import { smtpTransport } from './mail/transport.smtp.ts';
import type { MailTransport } from './mail/transport.ts';
import { stripeGateway } from './payments/gateway.stripe.ts';
import type { PaymentGateway } from './payments/gateway.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { easypostCarrier } from './shipping/carrier.easypost.ts';
import { manualCarrier } from './shipping/carrier.manual.ts';
import type { Carrier } from './shipping/carrier.ts';
import { type LiveRates, liveRatesOf } from './shipping/live-rates.carrier.ts';
import { openShop, type Shop } from './shop.ts';
import { type EventStreams, openEventStreams } from './web/event-stream.ts';

/** A parcel of the demo is there in six minutes. */
const DEMO_STEP = 2 * MINUTE;

/** All that any part of the shop may ask for; functions declare the slice they use. */
export interface Deps {
  db: Db;
  clock: Clock;
  log: Log;
  shop: Shop;
  /** Levels as they change. */
  shelf: Shelf;
  streams: EventStreams;
  gateway: PaymentGateway;
  carrier: Carrier;
  /** What the carrier asks for a parcel at the checkout. */
  liveRates: LiveRates;
  mail: MailTransport;
  files: FileStore;
  decoder: Decoder;
  /** The design as PNG for letters; null when there is nothing to show. */
  pictureOf: (artworkId: string) => Promise<Buffer | null>;
  /** An invoice or a credit note as a file. */
  documentOf: (invoiceId: string) => Promise<DocumentFile | null>;
  uploadsDir: string;
  maxUploadBytes: number;
  baseUrl: () => string;
  secure: boolean;
  /** Links in letters are derived from it. */
  secret: string;
  sessionSecrets: string[];
  holdMinutes: number;
  workerPace: number;
  rateLimit: boolean;
  trustProxy: string;
  metricsToken: string | undefined;
}

export interface Composed {
  deps: Deps;
  /** Ends what compose started: sandbox, decoders, transports. */
  close(): Promise<void>;
}

/** `address` answers where the shop listens, once it does. */
export async function compose(config: Config, db: Db, log: Log, address: () => string): Promise<Composed> {
  const clock: Clock = () => new Date();
  const { gateway, close: closeGateway } = await openGateway(config, clock, address);
  const { carrier, close: closeCarrier } = await openCarrier(config, address);
  const shop = await openShop(db);
  const mail = openMail(config);
  const decoder = startDecoder({ log, tools: config.tools });
  const files = diskStore(config.uploadsDir);
  const { uploadsDir } = config;
  const deps: Deps = {
    db,
    clock,
    log,
    shop,
    shelf: openShelf({ db, clock }),
    streams: openEventStreams(),
    gateway,
    carrier,
    liveRates: liveRatesOf({ carrier, clock, log, shop }),
    mail,
    files,
    decoder,
    pictureOf: (artworkId) => letterPicture({ db, files, decoder, uploadsDir }, artworkId),
    documentOf: (invoiceId) => documentOf({ db }, invoiceId),
    uploadsDir,
    maxUploadBytes: config.maxUploadBytes,
    baseUrl: () => config.baseUrl ?? address(),
    secure: config.baseUrl?.startsWith('https://') ?? false,
    secret: config.sessionSecrets[0] ?? '',
    sessionSecrets: config.sessionSecrets,
    holdMinutes: config.holdMinutes,
    workerPace: config.workerPace,
    rateLimit: config.rateLimit,
    trustProxy: config.trustProxy,
    metricsToken: config.metricsToken,
  };
  return {
    deps,
    async close() {
      mail.close();
      await decoder.close();
      await closeGateway();
      await closeCarrier();
    },
  };
}

function openMail(config: Config): MailTransport {
  return config.mail.kind === 'file' ? fileTransport(config.mail) : smtpTransport(config.mail);
}

async function openGateway(config: Config, clock: Clock, address: () => string) {
  const { payments } = config;
  if (payments.kind === 'stripe') {
    return { gateway: stripeGateway({ ...payments, now: clock }), close: async () => {} };
  }
  const secret = config.sessionSecrets[0] ?? '';
  const secretKey = `sk_test_${derivedSecret(secret, 'sandbox key').slice(0, 24)}`;
  const webhookSecret = `whsec_${derivedSecret(secret, 'sandbox webhook').slice(0, 32)}`;
  const { startStripeSandbox } = await import('./sandbox/stripe.ts');
  const sandbox = await startStripeSandbox({
    secretKey,
    webhookSecret,
    webhookUrl: () => `${address()}/webhooks/stripe`,
    stateFile: path.join(config.dataDir, 'sandbox-stripe.jsonl'),
  });
  const gateway = stripeGateway({
    secretKey,
    webhookSecrets: [webhookSecret],
    apiBase: sandbox.origin,
    now: clock,
  });
  return { gateway, close: () => sandbox.close() };
}

async function openCarrier(config: Config, address: () => string) {
  const { shipping } = config;
  if (shipping.kind === 'manual') return { carrier: manualCarrier(), close: async () => {} };
  if (shipping.kind === 'easypost') return { carrier: easypostCarrier(shipping), close: async () => {} };
  const secret = config.sessionSecrets[0] ?? '';
  const apiKey = `EZTK${derivedSecret(secret, 'carrier sandbox key').slice(0, 24)}`;
  const webhookSecret = derivedSecret(secret, 'carrier sandbox webhook').slice(0, 32);
  const { startEasyPostSandbox } = await import('./sandbox/easypost.ts');
  const sandbox = await startEasyPostSandbox({
    apiKey,
    webhookSecret,
    webhookUrl: () => `${address()}/webhooks/easypost`,
    stateFile: path.join(config.dataDir, 'sandbox-easypost.jsonl'),
    stepMs: DEMO_STEP,
  });
  const carrier = easypostCarrier({ apiKey, webhookSecrets: [webhookSecret], apiBase: sandbox.apiBase });
  return { carrier, close: () => sandbox.close() };
}
