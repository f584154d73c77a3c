// What carriers offer for the next parcel of an order: as JSON, and as a page to choose from.
import { money } from '../lib/format.ts';
import type { OfferedRates } from '../shipping/actions.rates.ts';
import { carrierName } from '../shipping/carriers.ts';
import { leftToSend } from '../shipping/contents.ts';
import type { ShippedOrder } from '../shipping/queries.parcels.ts';
import { en } from '../words/en.ts';

const t = en.parcels.offers;

export function ratesJson({ rates }: OfferedRates) {
  return {
    rates: rates.map(({ id, carrier, service, cents, days }) => ({ id, carrier, service, cents, days })),
  };
}

export function offersPage({ order, offered }: { order: ShippedOrder; offered: OfferedRates }) {
  const { size, contents, rates, remarks, address } = offered;
  const left = leftToSend(order.lines, order.shipments);
  const live = order.shipments.filter(({ voidedAt }) => voidedAt === null);
  const packedOf = (lineId: string) => contents.find((each) => each.lineId === lineId)?.quantity ?? 0;
  return {
    title: t.title(order.number),
    room: 'orders' as const,
    back: `/admin/orders/${order.number}`,
    action: `/admin/orders/${order.number}/offers`,
    buy: `/admin/orders/${order.number}/shipments`,
    isAnother: live.length > 0,
    lines: left.flatMap(({ lineId, quantity }) => {
      const line = order.lines.find(({ id }) => id === lineId);
      if (!line) return [];
      const name = `pack-${lineId}`;
      return [
        {
          name,
          title: line.title,
          detail: line.detail,
          left: quantity,
          of: t.of(quantity),
          packed: packedOf(lineId),
        },
      ];
    }),
    weightGrams: size.weightGrams,
    size: t.size(size.lengthMm, size.widthMm, size.heightMm),
    rates: rates.map(({ id, carrier, service, cents, currency, days }) => ({
      id,
      carrier: carrierName(carrier),
      service: spaced(service),
      price: money(cents, currency),
      days: days === null ? t.noDays : t.days(days),
    })),
    remarks,
    address: {
      tone: address.verdict === 'bad' ? 'bad' : address.verdict === 'good' ? 'good' : 'quiet',
      text: { good: t.addressGood, bad: t.addressBad, unknown: t.addressUnknown }[address.verdict],
      problems: address.problems,
    },
  };
}

/** `GroundAdvantage` → `Ground Advantage` */
function spaced(service: string): string {
  return service.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
}
