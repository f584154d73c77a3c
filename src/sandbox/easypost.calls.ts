// The calls the sandbox understands, each by its route.
import { z } from 'zod';
import {
  addressAnswer,
  type Books,
  scanFormAnswer,
  shipmentAnswer,
  trackerAnswer,
} from './easypost.answers.ts';
import { easypostId } from './easypost.ids.ts';
import { EasyPostRefusal, notFound } from './easypost.refusal.ts';
import type { ParcelRow, RateRow, ShipmentRow } from './easypost.rows.ts';
import type { Trackers } from './easypost.trackers.ts';

export interface CallsOptions {
  books: Books;
  trackers: Trackers;
  clock: () => Date;
  origin: () => string;
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const address = z.object({
  name: text,
  company: text,
  street1: text,
  street2: text,
  city: text,
  state: text,
  zip: z
    .string()
    .nullish()
    .transform((value) => value ?? ''),
  country: z.string().length(2).default('US'),
  phone: text,
});
const side = z
  .number()
  .positive()
  .nullish()
  .transform((value) => value ?? null);
const forms = {
  address: z.object({ address, verify: z.unknown().optional(), verify_strict: z.unknown().optional() }),
  shipment: z.object({
    shipment: z.object({
      reference: text,
      to_address: address,
      from_address: address,
      parcel: z.object({ length: side, width: side, height: side, weight: z.number().positive() }),
      customs_info: z.unknown().optional(),
      options: z.object({ label_format: z.enum(['PDF', 'PNG', 'ZPL']).default('PNG') }).prefault({}),
    }),
  }),
  buy: z.object({ rate: z.object({ id: z.string() }) }),
  tracker: z.object({ tracker: z.object({ tracking_code: z.string().min(1), carrier: text }) }),
  scanForm: z.object({
    scan_form: z.object({ shipments: z.array(z.object({ id: z.string() })).min(1) }),
  }),
};

export type Calls = ReturnType<typeof easypostCalls>;
export interface Asked {
  id: string;
  body: unknown;
  query: URLSearchParams;
}

export function easypostCalls({ books, trackers, clock, origin }: CallsOptions) {
  const desk = { books, origin };
  const shipmentOf = (id: string): ShipmentRow => {
    const row = books.shipment.get(id);
    if (!row) throw notFound();
    return row;
  };
  const told = (row: ShipmentRow) => shipmentAnswer(desk, row);

  function buy({ id, body }: Asked) {
    const row = shipmentOf(id);
    const { rate } = given(forms.buy, body);
    if (row.rateId !== null)
      throw new EasyPostRefusal('Postage already exists for this shipment', {
        code: 'SHIPMENT.POSTAGE.EXISTS',
      });
    const taken = row.rates.find((each) => each.id === rate.id);
    if (!taken)
      throw new EasyPostRefusal('The rate is not one of this shipment', { code: 'SHIPMENT.RATE.INVALID' });
    const trackingCode = newCode(taken.carrier);
    books.save('shipment', { ...row, rateId: rate.id, trackingCode });
    const tracker = trackers.open(trackingCode, taken.carrier, row.id);
    const bought = { ...row, rateId: rate.id, trackingCode, trackerId: tracker.id };
    books.save('shipment', bought);
    return told(bought);
  }

  function refund({ id }: Asked) {
    const row = shipmentOf(id);
    if (row.rateId === null)
      throw new EasyPostRefusal('There is no label to refund', { code: 'SHIPMENT.REFUND.UNAVAILABLE' });
    const tracker = books.tracker.get(row.trackerId ?? '');
    const isUsed = tracker !== undefined && tracker.status !== 'pre_transit' && tracker.status !== 'unknown';
    const asked: ShipmentRow = { ...row, refund: isUsed ? 'rejected' : 'submitted' };
    books.save('shipment', asked);
    return told(asked);
  }

  const calls: Record<string, (asked: Asked) => unknown> = {
    'POST /addresses': ({ body }) => {
      const { address: row, verify, verify_strict: strict } = given(forms.address, body);
      return addressAnswer(row, Boolean(verify) || Boolean(strict));
    },
    'POST /shipments': ({ body }) => {
      const { shipment } = given(forms.shipment, body);
      const isAbroad = shipment.to_address.country !== shipment.from_address.country;
      if (isAbroad && !shipment.customs_info)
        throw new EasyPostRefusal('Customs info is needed', { code: 'SHIPMENT.CUSTOMS.MISSING' });
      const row: ShipmentRow = {
        id: easypostId('shp'),
        createdAt: clock().toISOString(),
        reference: shipment.reference,
        to: shipment.to_address,
        from: shipment.from_address,
        parcel: shipment.parcel,
        rates: ratesFor(shipment.parcel, isAbroad),
        labelFormat: shipment.options.label_format,
        rateId: null,
        trackerId: null,
        trackingCode: null,
        refund: null,
        zpl: false,
        pdf: false,
        scanFormId: null,
      };
      books.save('shipment', row);
      return told(row);
    },
    'GET /shipments/:id': ({ id }) => told(shipmentOf(id)),
    'POST /shipments/:id/buy': buy,
    'POST /shipments/:id/refund': refund,
    'GET /shipments/:id/label': ({ id, query }) => {
      const row = shipmentOf(id);
      if (row.rateId === null) throw notFound();
      const format = query.get('file_format');
      const converted = { ...row, zpl: row.zpl || format === 'ZPL', pdf: row.pdf || format === 'PDF' };
      books.save('shipment', converted);
      return told(converted);
    },
    'POST /trackers': ({ body }) => {
      const { tracker } = given(forms.tracker, body);
      if (tracker.carrier && !CARRIERS.includes(tracker.carrier))
        throw new EasyPostRefusal('The carrier is not supported', { code: 'TRACKER.CREATE.ERROR' });
      return trackerAnswer(trackers.open(tracker.tracking_code, tracker.carrier ?? 'USPS', null), origin());
    },
    'GET /trackers/:id': ({ id }) => {
      const row = books.tracker.get(id);
      if (!row) throw notFound();
      return trackerAnswer(row, origin());
    },
    'POST /scan_forms': ({ body }) => {
      const ids = given(forms.scanForm, body).scan_form.shipments.map(({ id }) => id);
      const shipments = ids.map(shipmentOf);
      if (shipments.some((row) => row.scanFormId !== null || row.rateId === null))
        throw new EasyPostRefusal('A shipment cannot be on this form', { code: 'SCAN_FORM.INVALID' });
      const form = { id: easypostId('sf'), createdAt: clock().toISOString(), shipmentIds: ids };
      books.save('scanForm', form);
      for (const row of shipments) books.save('shipment', { ...row, scanFormId: form.id });
      return scanFormAnswer(desk, form);
    },
    'GET /scan_forms/:id': ({ id }) => {
      const form = books.scanForm.get(id);
      if (!form) throw notFound();
      return scanFormAnswer(desk, form);
    },
  };
  return calls;
}

const CARRIERS = [
  'USPS',
  'UPS',
  'FedEx',
  'DHLExpress',
  'DPD',
  'RoyalMail',
  'DeutschePost',
  'PostNL',
  'Colissimo',
  'CanadaPost',
  'AustraliaPost',
];

/** Cheap and slow to dear and fast; weight in ounces. */
function ratesFor({ weight }: ParcelRow, isAbroad: boolean): RateRow[] {
  const rate = (carrier: string, service: string, cents: number, days: number): RateRow => ({
    id: easypostId('rate'),
    carrier,
    service,
    cents,
    days,
  });
  const by = (cents: number) => Math.round(weight * cents);
  if (isAbroad) {
    return [
      rate('USPS', 'FirstClassPackageInternationalService', 1450 + by(18), 9),
      rate('DHLExpress', 'ExpressWorldwideNonDoc', 4900 + by(45), 3),
    ];
  }
  return [
    rate('USPS', 'GroundAdvantage', 455 + by(9), 4),
    rate('UPS', 'Ground', 892 + by(7), 3),
    rate('USPS', 'Priority', 790 + by(14), 2),
    rate('USPS', 'Express', 2840 + by(30), 1),
  ];
}

function newCode(carrier: string): string {
  const digits = BigInt(`0x${easypostId('x').slice(2, 22)}`)
    .toString()
    .padStart(22, '7')
    .slice(0, 20);
  return carrier === 'UPS' ? `1Z${digits.slice(0, 16)}` : `94${digits}`;
}

function given<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new EasyPostRefusal(z.prettifyError(result.error));
}
