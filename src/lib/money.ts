// Money is an integer number of minor units. This is the one place where fractions become cents.

/** Rounds half away from zero: the one rounding of the shop. */
export function toCents(amount: number): number {
  return Math.sign(amount) * Math.round(Math.abs(amount));
}

/**
 * Splits `total` cents over `weights` so that the parts always add up to it (largest remainder; earlier
 * parts win ties). Weights are non-negative; all zero counts as equal.
 */
export function split(total: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return [];
  const sum = weights.reduce((a, b) => a + b, 0);
  const even = sum === 0;
  const exact = weights.map((weight) => (total * (even ? 1 : weight)) / (even ? weights.length : sum));
  const parts = exact.map((value) => Math.trunc(value));
  let missing = total - parts.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, rest: Math.abs(value - Math.trunc(value)) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of byRemainder) {
    if (missing === 0) break;
    parts[index] = (parts[index] ?? 0) + Math.sign(missing);
    missing -= Math.sign(missing);
  }
  return parts;
}
