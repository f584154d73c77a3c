// Where a parcel stands, whatever order its news comes in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHIPMENT_STATUSES, shipmentStatus, type Told } from '../../src/shipping/status.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 22, hour));
const told = (status: string, hour: number, heard = hour): Told => ({
  at: at(hour),
  arrivedAt: at(heard),
  status,
});

describe('a parcel', () => {
  it('that nobody told anything about is pending', () => {
    expect(shipmentStatus([])).toBe('pending');
  });

  it('stands where the last news by carrier time puts it, not where the last to arrive does', () => {
    expect(shipmentStatus([told('in_transit', 9, 12), told('out_for_delivery', 11)])).toBe(
      'out_for_delivery',
    );
  });

  it('follows what arrived last when the carrier gives two news the same time', () => {
    expect(shipmentStatus([told('exception', 9, 11), told('in_transit', 9, 10)])).toBe('exception');
  });

  it('never moves back from delivered, except by coming back', () => {
    expect(shipmentStatus([told('delivered', 9), told('in_transit', 10)])).toBe('delivered');
    expect(shipmentStatus([told('delivered', 9), told('returned', 10)])).toBe('returned');
  });

  it('that is on its way back stays so, also when it is "delivered" to us', () => {
    expect(shipmentStatus([told('returned', 9), told('delivered', 10)])).toBe('returned');
  });

  it('with news nobody understands is somewhere', () => {
    expect(shipmentStatus([told('teleported', 9)])).toBe('unknown');
  });

  it('stands in the same place in whatever order the same news is read', () => {
    const news = fc.uniqueArray(
      fc.record({ status: fc.constantFrom(...SHIPMENT_STATUSES), hour: fc.nat(20) }),
      { selector: (each) => each.hour, maxLength: 8 },
    );
    fc.assert(
      fc.property(news, fc.infiniteStream(fc.nat()), (events, random) => {
        const list = events.map(({ status, hour }) => told(status, hour));
        const shuffled = list
          .map((event) => ({ event, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        expect(shipmentStatus(shuffled)).toBe(shipmentStatus(list));
      }),
    );
  });
});
