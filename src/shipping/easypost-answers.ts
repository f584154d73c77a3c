// What EasyPost answers, read into the carrier's words; null where an answer is not what it should be. Pure.
import { z } from 'zod';
import {
  type AddressCheck,
  type BoughtLabel,
  type CarrierNews,
  type CarrierNotice,
  type LabelRefund,
  type Offer,
  type Rate,
  type Tracking,
  UnreadableNotice,
} from './carrier.ts';
import { isShipmentStatus, type ShipmentStatus } from './status.ts';

const id = z
  .string()
  .regex(/^\P{Cc}+$/u)
  .max(200);
/** Left out, null, or of a kind we did not expect: not said. */
const said = z.string().nullish().catch(null);
const number = z.number().nullish().catch(null);

const rate = z.object({
  id,
  carrier: z.string(),
  service: z.string().nullish(),
  rate: z.union([z.string(), z.number()]),
  currency: said,
  delivery_days: number,
  est_delivery_days: number,
});

const place = z.object({ city: said, state: said, country: said, zip: said }).nullish().catch(null);
const detail = z.object({
  message: said,
  description: said,
  status: said,
  datetime: said,
  tracking_location: place,
});
const tracker = z.object({
  id,
  tracking_code: z.string(),
  status: said,
  carrier: said,
  shipment_id: said,
  public_url: said,
  tracking_details: z.array(detail).nullish().catch(null),
  created_at: said,
  updated_at: said,
});

const shipment = z.object({
  id,
  rates: z.array(rate.nullable().catch(null)).nullish().catch(null),
  messages: z
    .array(z.object({ carrier: said, message: said }))
    .nullish()
    .catch(null),
  selected_rate: rate.nullish().catch(null),
  postage_label: z
    .object({ label_url: said, label_file_type: said, label_pdf_url: said, label_zpl_url: said })
    .nullish(),
  tracking_code: said,
  tracker: tracker.nullish().catch(null),
  refund_status: said,
});

const verification = z.object({
  success: z.boolean(),
  errors: z
    .array(z.object({ message: said }))
    .nullish()
    .catch(null),
});
const address = z.object({
  id,
  verifications: z
    .object({ delivery: verification.nullish().catch(null) })
    .nullish()
    .catch(null),
});

const scanForm = z.object({ id, status: said, message: said, form_url: said, form_file_type: said });
/** Databases keep no NUL. */
const named = z
  .string()
  .min(1)
  .max(500)
  .regex(/^\P{Cc}+$/u);
const event = z.object({ id: named, description: named });

export function readOffer(answer: unknown): Offer | null {
  const read = shipment.safeParse(answer);
  if (!read.success || !read.data.rates) return null;
  const rates = read.data.rates.flatMap((each) => (each ? readRate(each) : []));
  const remarks = (read.data.messages ?? []).flatMap(({ carrier, message }) =>
    message ? [carrier ? `${carrier}: ${message}` : message] : [],
  );
  rates.sort((a, b) => a.cents - b.cents || a.id.localeCompare(b.id));
  return { gatewayId: read.data.id, rates, remarks };
}

function readRate(each: z.output<typeof rate>): Rate[] {
  const cents = centsOf(each.rate);
  if (cents === null) return [];
  const days = each.delivery_days ?? each.est_delivery_days ?? null;
  const { id: rateId, carrier, service, currency } = each;
  return [
    { id: rateId, carrier, service: service ?? '', cents, currency: (currency ?? 'USD').toUpperCase(), days },
  ];
}

/** `"5.57"` → 557. Money with more than two decimals is rounded up. */
function centsOf(text: string | number): number | null {
  const match = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(String(text));
  if (!match) return null;
  const [, whole = '0', part = ''] = match;
  const more = /[1-9]/.test(part.slice(2)) ? 1 : 0;
  return Number(whole) * 100 + Number(part.slice(0, 2).padEnd(2, '0')) + more;
}

/** `none`: a shipment, but nothing was bought for it yet. */
export function readBought(answer: unknown): BoughtLabel | 'none' | null {
  const read = shipment.safeParse(answer);
  if (!read.success) return null;
  const { tracking_code: code, postage_label: label, tracker: follows, selected_rate: rateTaken } = read.data;
  const trackingCode = code || follows?.tracking_code || '';
  if (!label || trackingCode === '') return 'none';
  return {
    trackingCode,
    carrier: rateTaken?.carrier || follows?.carrier || '',
    service: rateTaken?.service ?? '',
    costCents: rateTaken ? centsOf(rateTaken.rate) : null,
    trackerId: follows?.id ?? null,
    url: webAddress(follows?.public_url),
  };
}

export interface LabelUrls {
  pdf: string;
  zpl: string;
}

/** Where the label lies; empty where it first has to be converted. */
export function readLabelUrls(answer: unknown): LabelUrls | null {
  const read = shipment.safeParse(answer);
  if (!read.success || !read.data.postage_label) return null;
  const {
    label_url: url,
    label_file_type: type,
    label_pdf_url: pdf,
    label_zpl_url: zpl,
  } = read.data.postage_label;
  const first = url ?? '';
  return {
    pdf: pdf || (type === 'application/pdf' || /\.pdf(\?|$)/.test(first) ? first : ''),
    zpl: zpl || (type === 'application/zpl' || /\.zpl(\?|$)/.test(first) ? first : ''),
  };
}

export function readRefund(answer: unknown): LabelRefund | null {
  const read = shipment.safeParse(answer);
  if (!read.success) return null;
  const { refund_status: status } = read.data;
  if (status === 'submitted' || status === 'refunded' || status === 'rejected') return status;
  // bill-on-scan: a label that is never scanned is never charged
  return status === 'not_applicable' ? 'refunded' : 'none';
}

export function readAddressCheck(answer: unknown): AddressCheck | null {
  const read = address.safeParse(answer);
  if (!read.success) return null;
  const delivery = read.data.verifications?.delivery;
  if (!delivery) return { verdict: 'unknown', problems: [] };
  const problems = (delivery.errors ?? []).flatMap(({ message }) => message || []);
  return { verdict: delivery.success ? 'good' : 'bad', problems };
}

export function readTracking(answer: unknown): Tracking | null {
  const read = tracker.safeParse(answer);
  if (!read.success) return null;
  const told = read.data;
  return {
    trackerId: told.id,
    trackingCode: shortened(told.tracking_code, 100),
    carrier: shortened(told.carrier ?? '', 60),
    gatewayId: shortened(told.shipment_id ?? '', 200) || null,
    url: webAddress(told.public_url),
    isAnnounced: statusOf(told.status) === 'pre_transit',
    news: newsOf(told),
  };
}

function newsOf(told: z.output<typeof tracker>): CarrierNews[] {
  const news = (told.tracking_details ?? []).flatMap((each): CarrierNews[] => {
    const at = timeOf(each.datetime);
    if (!at) return [];
    const message = shortened(each.message || each.description || '', 500);
    return [{ at, status: statusOf(each.status), message, place: placeOf(each.tracking_location) }];
  });
  const status = statusOf(told.status);
  // the tracker may know more than its details tell; that a label was made is no news of the carrier
  if (status === 'unknown' || status === 'pre_transit' || news.some((each) => each.status === status))
    return news;
  const last = Math.max(...news.map(({ at }) => at.getTime()));
  const at = news.length > 0 ? new Date(last) : (timeOf(told.updated_at) ?? timeOf(told.created_at));
  return at ? [...news, { at, status, message: '', place: '' }] : news;
}

const STATUSES: Partial<Record<string, ShipmentStatus>> = {
  return_to_sender: 'returned',
  failure: 'attempt_failed',
  error: 'exception',
};

function statusOf(text: string | null | undefined): ShipmentStatus {
  const told = STATUSES[text ?? ''] ?? text ?? '';
  return isShipmentStatus(told) ? told : 'unknown';
}

/** `Oakland, CA, US` */
function placeOf(where: z.output<typeof place>): string {
  const parts = [where?.city, where?.state, where?.country].filter((part) => part);
  return shortened(parts.join(', '), 120);
}

const FAR_AWAY = Date.UTC(2200);

function timeOf(text: string | null | undefined): Date | null {
  if (!text) return null;
  // a time without a zone is UTC, not the time of whoever reads it
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) || !text.includes('T') ? text : `${text}Z`;
  const at = new Date(zoned);
  // neither databases nor pages know what to do with the year 100,000
  return at.getTime() > 0 && at.getTime() < FAR_AWAY ? at : null;
}

function webAddress(text: string | null | undefined): string {
  return text && /^https?:\/\/\S+$/i.test(text) ? shortened(text, 1_000) : '';
}

/** Carriers pass on whatever was typed into their machines. */
function shortened(text: string, most: number): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, most);
}

export interface ScanForm {
  id: string;
  status: 'asking' | 'made' | 'failed';
  message: string;
  url: string;
  type: string;
}

export function readScanForm(answer: unknown): ScanForm | null {
  const read = scanForm.safeParse(answer);
  if (!read.success) return null;
  const { id: formId, status, message, form_url: url, form_file_type: type } = read.data;
  const stands = status === 'failed' ? 'failed' : status === 'created' || url ? 'made' : 'asking';
  return { id: formId, status: stands, message: message ?? '', url: url ?? '', type: type ?? '' };
}

/** Throws `UnreadableNotice`. */
export function readEvent(body: string): CarrierNotice {
  const parsed = parsedJson(body);
  const read = event.safeParse(parsed);
  if (!read.success) throw new UnreadableNotice();
  const { result } = parsed as { result?: unknown }; // an object, or it would not have been read
  const { id: eventId, description } = read.data;
  return {
    id: eventId,
    description,
    tracking: description.startsWith('tracker.') ? readTracking(result) : null,
    refund: description.startsWith('refund.') ? readRefunded(result) : null,
  };
}

const refunded = z.object({ shipment_id: id, status: z.enum(['submitted', 'refunded', 'rejected']) });

/** `refund.successful`: what became of a label that was given back. */
function readRefunded(result: unknown): CarrierNotice['refund'] {
  const read = refunded.safeParse(result);
  return read.success ? { gatewayId: read.data.shipment_id, refund: read.data.status } : null;
}

function parsedJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new UnreadableNotice();
  }
}
