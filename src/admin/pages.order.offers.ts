// What carriers offer for the next parcel of an order: as JSON, and as a page to choose from.
import { money } from '../lib/format.ts';
import type { OfferedRates } from '../shipping/actions.rates.ts';
import { carrierName, serviceName } from '../shipping/carriers.ts';
import { leftToSend } from '../shipping/contents.ts';
import type { ShippedOrder } from '../shipping/queries.parcels.ts';
import { en } from '../words/en.ts';

const t = en.parcels.offers;

const COUNT = { type: 'number', inputmode: 'numeric', short: true, autocomplete: 'off' };

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
    fields: [
      ...left.flatMap(({ lineId, quantity }) => {
        const line = order.lines.find(({ id }) => id === lineId);
        if (!line) return [];
        const limits = { min: 0, max: quantity, value: String(packedOf(lineId)) };
        return [
          {
            ...COUNT,
            ...limits,
            name: `pack-${lineId}`,
            label: line.title,
            hint: line.detail,
            unit: t.of(quantity),
          },
        ];
      }),
      {
        ...COUNT,
        name: 'weightGrams',
        label: t.weight,
        hint: t.weightHint,
        unit: t.grams,
        min: 1,
        max: 100_000,
        value: String(size.weightGrams),
      },
    ],
    size: t.size(size.lengthMm, size.widthMm, size.heightMm),
    rates: rates.map(({ id, carrier, service, cents, currency, days }) => ({
      id,
      carrier: carrierName(carrier),
      service: serviceName(service),
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
