// EasyPost behind the carrier port: the one file of the shop that knows EasyPost's SDK.
import { createHmac, timingSafeEqual } from 'node:crypto';
import easypost from '@easypost/api';
import { OutsideFailure } from '../lib/refusal.ts';
import {
  type Carrier,
  type CarrierFile,
  type CarrierTrouble,
  ForgedNotice,
  type LabelFormat,
  type Manifest,
  type ParcelRequest,
  type Patience,
  type PostalAddress,
} from './carrier.ts';
import { providerCarrier } from './carriers.ts';
import {
  readAddressCheck,
  readBought,
  readEvent,
  readLabelUrls,
  readOffer,
  readRefund,
  readScanForm,
  readTracking,
  type ScanForm,
} from './easypost-answers.ts';

export interface EasyPostOptions {
  apiKey: string;
  /** Every one of them is accepted, so that a secret can be rotated without losing a notice. */
  webhookSecrets: readonly string[];
  /** Ends in /v2/; instead of https://api.easypost.com/v2/. */
  apiBase?: string | undefined;
  /** Patience of one call in all. */
  timeoutMs?: number;
}

// its types are those of the CommonJS build, where the client is one level further down
const EasyPost = easypost as unknown as typeof easypost.default;
type EasyPost = InstanceType<typeof EasyPost>;

const DEFAULT_TIMEOUT_MS = 8_000;
const LARGEST_FILE = 10_000_000;

export function easypostCarrier(options: EasyPostOptions): Carrier {
  const base = options.apiBase ? { baseUrl: options.apiBase } : {};
  const mayBePlain = options.apiBase?.startsWith('http:') ?? false;
  // one client for each patience: the SDK takes it once, and its own option for it does nothing
  const clientFor = (timeoutMs: number) =>
    new EasyPost(options.apiKey, { ...base, requestMiddleware: impatient(timeoutMs) });
  const within = <T>(patience: Patience | undefined, work: (client: EasyPost) => Promise<T>): Promise<T> => {
    const timeoutMs = patience?.timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    return withinBudget(timeoutMs, () => work(clientFor(timeoutMs)));
  };
  const fetchFile = (url: string) => download(url, { mayBePlain });

  const carrier: Carrier = {
    name: 'easypost',

    checkAddress: (address, patience) =>
      within(patience, async (client) => {
        const answer = await client.Address.create({ ...addressParams(address), verify: true });
        return believed(readAddressCheck(answer));
      }),

    offer: (request, patience) =>
      within(patience, async (client) =>
        believed(readOffer(await client.Shipment.create(shipmentParams(request)))),
      ),

    buy: ({ gatewayId, rateId }, patience) =>
      within(patience, async (client) => {
        try {
          const bought = believed(readBought(await client.Shipment.buy(gatewayId, rateId)));
          if (bought === 'none') throw nonsense();
          return bought;
        } catch (error) {
          // refused because it was bought a moment ago, or bought although the answer was lost
          const bought = await lookAt(client, gatewayId);
          if (!bought) throw error;
          return bought;
        }
      }),

    look: (gatewayId, patience) => within(patience, (client) => lookAt(client, gatewayId)),

    label: (gatewayId, format, patience) =>
      within(patience, async (client) => {
        const url = await labelUrl(client, gatewayId, format);
        const bytes = believedPaper(await fetchFile(url), format);
        return { bytes, type: format === 'pdf' ? 'application/pdf' : 'application/zpl' };
      }),

    refund: (gatewayId, patience) =>
      within(patience, async (client) => {
        const before = believed(readRefund(await client.Shipment.retrieve(gatewayId)));
        // what was rejected may be asked for once more; what runs is left alone
        if (before === 'submitted' || before === 'refunded') return before;
        return believed(readRefund(await client.Shipment.refund(gatewayId)));
      }),

    track: ({ carrier: name, trackingCode }, patience) =>
      within(patience, async (client) => {
        const params = { tracking_code: trackingCode, carrier: providerCarrier(name) };
        return believed(readTracking(await client.Tracker.create(params)));
      }),

    ask: (trackerId, patience) =>
      within(patience, async (client) => believed(readTracking(await client.Tracker.retrieve(trackerId)))),

    manifest: (gatewayIds, patience) =>
      within(patience, async (client) => {
        const shipments = gatewayIds.map((id) => ({ id }));
        return withFile(believed(readScanForm(await client.ScanForm.create({ shipments }))), fetchFile);
      }),

    askManifest: (id, patience) =>
      within(patience, async (client) =>
        withFile(believed(readScanForm(await client.ScanForm.retrieve(id))), fetchFile),
      ),

    readNotice(raw, signature) {
      const genuine = options.webhookSecrets.some((secret) => isSigned(raw, signature, secret));
      if (!genuine) throw new ForgedNotice();
      return readEvent(Buffer.from(raw).toString('utf8'));
    },

    readKept: readEvent,
  };
  return carrier;
}

async function lookAt(client: EasyPost, gatewayId: string) {
  const bought = believed(readBought(await client.Shipment.retrieve(gatewayId)));
  return bought === 'none' ? null : bought;
}

async function labelUrl(client: EasyPost, gatewayId: string, format: LabelFormat): Promise<string> {
  const there = believed(readLabelUrls(await client.Shipment.retrieve(gatewayId)));
  if (there[format]) return there[format];
  const converted = await client.Shipment.convertLabelFormat(gatewayId, format === 'pdf' ? 'PDF' : 'ZPL');
  const urls = believed(readLabelUrls(converted));
  return believed(urls[format] || null);
}

/** A page of a proxy is no label. */
function believedPaper(bytes: Buffer, format: LabelFormat): Buffer {
  const begin = bytes.subarray(0, 1_024).toString('latin1');
  if (!begin.includes(format === 'pdf' ? '%PDF-' : '^XA')) throw nonsense();
  return bytes;
}

async function withFile(
  { id, status, message, url, type }: ScanForm,
  fetchFile: (url: string) => Promise<Buffer>,
): Promise<Manifest> {
  if (status !== 'made' || url === '') return { id, status, message, file: null };
  const bytes = await fetchFile(url);
  const isPng = type === 'image/png' || bytes.subarray(1, 4).toString('latin1') === 'PNG';
  const file: CarrierFile = { bytes, type: isPng ? 'image/png' : 'application/pdf' };
  return { id, status, message, file };
}

/** Labels lie on another server than the API. */
async function download(url: string, { mayBePlain }: { mayBePlain: boolean }): Promise<Buffer> {
  const allowed = URL.canParse(url) && (mayBePlain ? /^https?:$/ : /^https:$/).test(new URL(url).protocol);
  if (!allowed) throw nonsense();
  const response = await fetch(url, { signal: AbortSignal.timeout(DEFAULT_TIMEOUT_MS) }).catch(() => {
    throw failure('unreachable', 'the file cannot be reached');
  });
  if (!response.ok || !response.body) throw failure('unavailable', `the file · ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > LARGEST_FILE) throw nonsense();
    }
  } catch (error) {
    if (error instanceof OutsideFailure) throw error;
    throw failure('unreachable', 'the file broke off', error);
  }
  if (size === 0) throw nonsense();
  return Buffer.concat(chunks);
}

interface Request {
  timeout(ms: { deadline: number }): Request;
}

/** Without it a hung server holds the call for ever. */
function impatient(timeoutMs: number) {
  return (request: Request) => request.timeout({ deadline: timeoutMs });
}

/** Several calls in a row share one budget, whatever the client's own clock says. */
async function withinBudget<T>(budgetMs: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const bell = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failure('timed_out', `no answer within ${budgetMs} ms`)), budgetMs);
  });
  try {
    return await Promise.race([work(), bell]);
  } catch (error) {
    throw translated(error);
  } finally {
    clearTimeout(timer);
  }
}

/** EasyPost signs the raw body with HMAC-SHA256 under the secret in Unicode form NFKD. */
function isSigned(raw: Uint8Array, signature: string | undefined, secret: string): boolean {
  const body = Buffer.from(raw);
  if (signature === undefined) return false;
  // it signs whole weights as 12.0 and may send them as 12
  const withFloats = body.toString('utf8').replace(/("weight":\s*)(\d+)(\s*)(?=,|\})/g, '$1$2.0$3');
  return [body, withFloats].some((signed) => isSame(signature, signatureOf(signed, secret)));
}

function signatureOf(body: Buffer | string, secret: string): string {
  const key = Buffer.from(secret.normalize('NFKD'), 'utf8');
  return `hmac-sha256-hex=${createHmac('sha256', key).update(body).digest('hex')}`;
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given.trim()), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const GRAMS_PER_OUNCE = 28.349523125;
const MM_PER_INCH = 25.4;
const inches = (mm: number) => tenths(mm / MM_PER_INCH);
const ounces = (grams: number) => Math.max(0.1, tenths(grams / GRAMS_PER_OUNCE));
/** EasyPost takes one decimal; up, for no parcel is lighter than it was said. */
const tenths = (value: number) => Math.ceil(value * 10 - 1e-9) / 10;

function shipmentParams(request: ParcelRequest) {
  const { size, from, to } = request;
  return {
    reference: request.parcelId,
    from_address: addressParams(from),
    to_address: addressParams(to),
    parcel: {
      length: inches(size.lengthMm),
      width: inches(size.widthMm),
      height: inches(size.heightMm),
      weight: ounces(size.weightGrams),
    },
    options: { label_format: 'PDF' },
    ...(from.country === to.country ? {} : { customs_info: customsParams(request) }),
  };
}

function addressParams(address: PostalAddress) {
  return {
    ...(address.name ? { name: address.name } : {}),
    ...(address.company ? { company: address.company } : {}),
    ...(address.line1 ? { street1: address.line1 } : {}),
    ...(address.line2 ? { street2: address.line2 } : {}),
    ...(address.city ? { city: address.city } : {}),
    ...(address.region ? { state: address.region } : {}),
    ...(address.postalCode ? { zip: address.postalCode } : {}),
    country: address.country,
    ...(address.phone ? { phone: address.phone } : {}),
  };
}

/** Self-adhesive shapes of plastics. */
const HS_STICKERS = '3919.90';

function customsParams({ from, size, contents, currency }: ParcelRequest) {
  const pieces = contents.reduce((total, { quantity }) => total + quantity, 0) || 1;
  return {
    contents_type: 'merchandise',
    customs_certify: true,
    customs_signer: from.name,
    eel_pfc: 'NOEEI 30.37(a)',
    non_delivery_option: 'return',
    restriction_type: 'none',
    customs_items: contents.map(({ title, quantity, valueCents }) => ({
      description: title,
      quantity,
      value: valueCents / 100,
      currency,
      weight: ounces((size.weightGrams * quantity) / pieces),
      hs_tariff_number: HS_STICKERS,
      origin_country: from.country,
    })),
  };
}

function translated(error: unknown): OutsideFailure {
  if (error instanceof OutsideFailure) return error;
  const told = isRecord(error) ? error : {};
  const { statusCode, code, status } = told;
  if ('timeout' in told || code === 'ECONNABORTED' || code === 'ETIMEDOUT' || code === 'ETIME')
    return failure('timed_out', 'no answer');
  if (typeof statusCode === 'number') return failure(trouble(statusCode), described(statusCode, code));
  if (typeof status === 'number' && status >= 400)
    return failure(trouble(status), described(status, undefined));
  if (typeof code === 'string' && /^E[A-Z_]+$/.test(code)) return failure('unreachable', code);
  // the SDK throws a bare TypeError about `502 {}` and pages of proxies
  return failure('nonsense', 'the answer is unreadable', error);
}

function trouble(status: number): CarrierTrouble {
  if (status === 401 || status === 402 || status === 403) return 'not_allowed';
  if (status === 404) return 'missing';
  if (status === 408 || status === 409 || status === 429) return 'busy';
  if (status >= 500) return 'unavailable';
  return status >= 400 ? 'refused' : 'nonsense';
}

/** Never EasyPost's own sentence: it may quote an address. */
function described(status: number, code: unknown): string {
  return [typeof code === 'string' ? code.slice(0, 100) : '', status].filter(Boolean).join(' · ');
}

function believed<T>(answer: T | null): T {
  if (answer === null) throw nonsense();
  return answer;
}

const nonsense = () => failure('nonsense', 'the answer is not what was asked for');

function failure(code: CarrierTrouble, message: string, cause?: unknown): OutsideFailure {
  const permanent = code === 'missing' || code === 'refused';
  return new OutsideFailure('easypost', message, { permanent, code, cause });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
