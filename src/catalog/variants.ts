// How a stocked product is sold: in which packs, at which price for how many. Pure.

export interface QuantityBreak {
  /** From this many on … */
  quantity: number;
  /** … each costs this much. */
  unitCents: number;
}

export interface Variant extends VariantPrice {
  /** Empty where a product is sold as one thing and has no variants. */
  sku: string;
  name: string;
  weightGrams: number;
  /** Null: nothing is counted. */
  stockSku: string | null;
  /** Pieces of the stock item in one of these. */
  stockPieces: number;
}

export interface VariantPrice {
  unitCents: number;
  /** Ascending; each is cheaper than the one before. */
  breaks: readonly QuantityBreak[];
}

/**
 * What so many cost together: never more than a larger number would. Where nine pieces at their own price are dearer
 * than ten at the next one, nine cost as much as ten.
 */
export function netCentsFor({ unitCents, breaks }: VariantPrice, quantity: number): number {
  const steps = [{ quantity: 1, unitCents }, ...breaks];
  const reached = steps.findLast((step) => step.quantity <= quantity);
  const larger = steps.filter((step) => step.quantity > quantity);
  return Math.min(
    (reached?.unitCents ?? unitCents) * quantity,
    ...larger.map((step) => step.quantity * step.unitCents),
  );
}

/** Breaks that make sense together: ascending, each cheaper than what came before. */
export function areBreaksSound({ unitCents, breaks }: VariantPrice): boolean {
  let before: QuantityBreak = { quantity: 1, unitCents };
  for (const each of breaks) {
    if (each.quantity <= before.quantity || each.unitCents >= before.unitCents) return false;
    before = each;
  }
  return true;
}
