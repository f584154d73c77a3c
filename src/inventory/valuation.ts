// What stock is worth at its moving average cost: a receipt moves the average, nothing else does. Pure; all in
// integers, and `worthOf` is the one place that rounds.

/** So many cents for so much of it: the average as a fraction, which no receipt ever rounds. */
export interface Basis {
  cents: bigint;
  quantity: bigint;
}

/** Nobody has said yet what it costs. */
export const NO_BASIS: Basis = { cents: 0n, quantity: 0n };

export interface Receipt {
  quantity: bigint;
  /** For all of it; null when nobody said, so that it counts as having cost the average. */
  costCents: bigint | null;
}

/** In cents, half a cent upwards; null while nobody has said what it costs. Less than nothing is worth nothing. */
export function worthOf(quantity: bigint, { cents, quantity: per }: Basis): bigint | null {
  if (per <= 0n) return null;
  return quantity <= 0n ? 0n : (2n * quantity * cents + per) / (2n * per);
}

/** The average after a receipt on top of what was on hand. */
export function basisAfter(onHand: bigint, basis: Basis, { quantity, costCents }: Receipt): Basis {
  if (costCents === null || quantity <= 0n) return basis;
  const value = worthOf(onHand, basis);
  // what lay there without a price is taken to have cost the same
  if (value === null || onHand <= 0n) return { cents: costCents, quantity };
  return { cents: value + costCents, quantity: onHand + quantity };
}

/** Cents, of all items whose cost is known. */
export function totalValue(items: readonly { onHand: bigint; basis: Basis }[]): bigint {
  return items.reduce((total, { onHand, basis }) => total + (worthOf(onHand, basis) ?? 0n), 0n);
}
