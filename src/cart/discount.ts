// A priced cart with something taken off, spread over its lines so that the parts always add up. Pure.
import { split } from '../lib/money.ts';
import type { TraceLabel } from '../pricing/quote.ts';
import { unitPrice } from '../pricing/quote.ts';
import { taxOn } from '../pricing/tax.ts';
import type { PricedCart, PricedLine } from './priced.ts';

/** Tax is what the rest is taxed with, rounded per line like everywhere. */
export function withDiscount(cart: PricedCart, { code, cents }: { code: string; cents: number }): PricedCart {
  const parts = split(
    cents,
    cart.lines.map((line) => line.netCents),
  );
  const lines = cart.lines.map((line, index) => {
    const off = parts[index] ?? 0;
    return { ...repriced(line, line.netCents - off, 'coupon', cart), discountCents: off };
  });
  return { ...summed(cart, lines), discountCents: cents, couponCode: code, before: cart };
}

/** Staff agreed on other prices for some lines. */
export function withAgreedPrices(cart: PricedCart, netCentsByLine: ReadonlyMap<string, number>): PricedCart {
  const lines = cart.lines.map((line) => {
    const agreed = netCentsByLine.get(line.id);
    return agreed === undefined || agreed === line.netCents ? line : repriced(line, agreed, 'agreed', cart);
  });
  return summed(cart, lines);
}

function repriced(
  line: PricedLine,
  netCents: number,
  label: Extract<TraceLabel, 'coupon' | 'agreed'>,
  { tax }: PricedCart,
): PricedLine {
  const cents = netCents - line.netCents;
  const steps = line.trace.length > 0 && cents !== 0 ? [...line.trace, { label, cents }] : line.trace;
  return {
    ...line,
    netCents,
    unitCents: unitPrice(netCents, line.quantity),
    taxCents: taxOn(netCents, tax),
    trace: steps,
  };
}

function summed(cart: PricedCart, lines: PricedLine[]): PricedCart {
  const netCents = lines.reduce((sum, line) => sum + line.netCents, 0);
  const taxCents = lines.reduce((sum, line) => sum + line.taxCents, 0);
  return { ...cart, lines, netCents, taxCents, grossCents: netCents + taxCents };
}
