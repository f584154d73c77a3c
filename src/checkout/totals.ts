// Ways of delivery with what each makes the whole cost. Pure.
import { type OrderTotals, type PricedCart, withDelivery } from '../cart/priced.ts';
import type { Settings } from '../catalog/settings.ts';
import { calendarOf } from '../catalog/working-days.ts';
import { type OfferedDelivery, promisedFor } from '../shipping/delivery.ts';

export interface PricedDelivery extends OfferedDelivery {
  totals: OrderTotals;
  promised: Date;
}

export interface Circumstances {
  settings: Settings;
  now: Date;
  /** Working days until what is not on the shelf comes in. */
  extraDays: number;
}

export function priceDeliveries(
  cart: PricedCart,
  deliveries: readonly OfferedDelivery[],
  { settings, ...when }: Circumstances,
): PricedDelivery[] {
  const workshop = { productionDays: settings.productionDays, calendar: calendarOf(settings) };
  return deliveries.map((option) => ({
    ...option,
    totals: withDelivery(cart, option),
    promised: promisedFor(option, workshop, when),
  }));
}

/** The one asked for; without a wish the first. Null when there is no such delivery. */
export function chosenDelivery(
  deliveries: readonly PricedDelivery[],
  id: string | undefined,
): PricedDelivery | null {
  const chosen = id ? deliveries.find((option) => option.id === id) : deliveries[0];
  return chosen ?? null;
}

/**
 * The delivery the total on the page was made with. Our form says which; whoever posts without saying it saw the
 * one that makes this total.
 */
export function seenDelivery(
  deliveries: readonly PricedDelivery[],
  seen: { grossCents: number; deliveryId: string | undefined },
  chosen: PricedDelivery,
): PricedDelivery {
  const told = deliveries.find((option) => option.id === seen.deliveryId);
  return told ?? deliveries.find((option) => option.totals.grossCents === seen.grossCents) ?? chosen;
}

/**
 * Whoever was shown our own prices pays them, also when the carrier has answered meanwhile: the page that the total
 * is from, else the one of now.
 */
export function pageOfTotal(
  { deliveries, ours }: { deliveries: readonly PricedDelivery[]; ours: readonly PricedDelivery[] },
  seen: { grossCents: number; deliveryId: string | undefined },
): readonly PricedDelivery[] {
  const isFrom = (page: readonly PricedDelivery[]) =>
    page.some(({ id, totals }) => totals.grossCents === seen.grossCents && id === (seen.deliveryId ?? id));
  return !isFrom(deliveries) && isFrom(ours) ? ours : deliveries;
}
