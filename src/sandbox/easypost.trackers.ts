// Parcels on their way: trackers, what carriers tell of them, and the codes that EasyPost keeps for tests.
import type { Books } from './easypost.answers.ts';
import { trackerAnswer } from './easypost.answers.ts';
import { easypostId } from './easypost.ids.ts';
import { notFound } from './easypost.refusal.ts';
import type { EventRow, TrackerRow } from './easypost.rows.ts';
import type { TrackerStatus } from './easypost.wire.ts';

/** What a tracker of each of these codes becomes at once. */
export const TEST_CODES: Record<string, TrackerStatus> = {
  EZ1000000001: 'pre_transit',
  EZ2000000002: 'in_transit',
  EZ3000000003: 'out_for_delivery',
  EZ4000000004: 'delivered',
  EZ5000000005: 'return_to_sender',
  EZ6000000006: 'failure',
  EZ7000000007: 'unknown',
};

/** The way a parcel usually goes. */
const ROAD: TrackerStatus[] = ['pre_transit', 'in_transit', 'out_for_delivery', 'delivered'];
const ROADS: Partial<Record<TrackerStatus, TrackerStatus[]>> = {
  return_to_sender: ['pre_transit', 'in_transit', 'return_to_sender'],
  failure: ['pre_transit', 'in_transit', 'out_for_delivery', 'failure'],
};

const SAID: Partial<Record<TrackerStatus, [message: string, city: string, state: string]>> = {
  pre_transit: ['Label made, not yet with the carrier', 'Portland', 'OR'],
  in_transit: ['Arrived at the sorting centre', 'Sacramento', 'CA'],
  out_for_delivery: ['Out for delivery', 'Oakland', 'CA'],
  available_for_pickup: ['Waits at the post office', 'Oakland', 'CA'],
  delivered: ['Delivered, front door', 'Oakland', 'CA'],
  return_to_sender: ['On its way back to the sender', 'Oakland', 'CA'],
  failure: ['Could not be delivered', 'Oakland', 'CA'],
  cancelled: ['Cancelled', 'Portland', 'OR'],
  error: ['The label cannot be read', 'Sacramento', 'CA'],
};

export interface TrackersOptions {
  books: Books;
  clock: () => Date;
  origin: () => string;
  tell: (description: string, result: unknown) => EventRow;
  /** Between two steps of a parcel that goes on by itself; 0: none does. */
  stepMs: number;
}

export type Trackers = ReturnType<typeof openTrackers>;

export function openTrackers({ books, clock, origin, tell, stepMs }: TrackersOptions) {
  function open(code: string, carrier: string, shipmentId: string | null): TrackerRow {
    const known = [...books.tracker.values()].find(
      (row) => row.code === code && row.carrier === carrier && row.shipmentId === shipmentId,
    );
    if (known) return known;
    const at = clock();
    const row: TrackerRow = {
      id: easypostId('trk'),
      createdAt: at.toISOString(),
      updatedAt: at.toISOString(),
      code,
      carrier,
      shipmentId,
      status: shipmentId ? 'pre_transit' : 'unknown',
      details: [],
      nextAt: shipmentId && stepMs > 0 ? at.getTime() + stepMs : null,
    };
    books.save('tracker', row);
    tell('tracker.created', trackerAnswer(row, origin()));
    const end = TEST_CODES[code];
    return end && end !== 'unknown' ? wholeRoad(row, end) : row;
  }

  /** As EasyPost's test codes do: everything up to the end is told at once. */
  function wholeRoad(row: TrackerRow, end: TrackerStatus): TrackerRow {
    const road = ROADS[end] ?? ROAD.slice(0, ROAD.indexOf(end) + 1);
    const hours = (n: number) => new Date(clock().getTime() - n * 3_600_000);
    const details = road.map((status, step) => detailOf(status, hours((road.length - step) * 6)));
    return write({ ...row, status: end, details });
  }

  /** The carrier scans the parcel. */
  function move(id: string, status: TrackerStatus, at = clock()): TrackerRow {
    const row = books.tracker.get(id);
    if (!row) throw notFound();
    return write({ ...row, status, details: [...row.details, detailOf(status, at)] });
  }

  function write(row: TrackerRow): TrackerRow {
    const written = { ...row, updatedAt: clock().toISOString() };
    books.save('tracker', written);
    tell('tracker.updated', trackerAnswer(written, origin()));
    return written;
  }

  /** Parcels that go on by themselves take their next step. */
  function sweep(): void {
    const now = clock().getTime();
    for (const row of books.tracker.values()) {
      if (row.nextAt === null || row.nextAt > now) continue;
      const next = ROAD[ROAD.indexOf(row.status) + 1];
      const isLast = next === undefined || next === 'delivered';
      books.save('tracker', { ...row, nextAt: isLast ? null : now + stepMs });
      if (next) move(row.id, next);
    }
  }

  return { open, move, sweep };
}

function detailOf(status: TrackerStatus, at: Date): TrackerRow['details'][number] {
  const [message, city, state] = SAID[status] ?? ['', '', ''];
  return {
    object: 'TrackingDetail',
    message,
    description: '',
    status,
    status_detail: 'status_update',
    datetime: at.toISOString().replace(/\.\d+Z$/, 'Z'),
    source: 'USPS',
    carrier_code: '',
    tracking_location: { object: 'TrackingLocation', city, state, country: 'US', zip: '' },
  };
}
