// What an order's frozen lines use of the stock. Pure.

/** Quantities are in the item's unit. */
export function stockNeeds(lines: readonly { stockUse: string }[]): { sku: string; quantity: bigint }[] {
  return lines.flatMap((line) => {
    const uses = JSON.parse(line.stockUse) as { sku: string; quantity: string }[]; // our own JSON, frozen by placeOrder
    return uses.map(({ sku, quantity }) => ({ sku, quantity: BigInt(quantity) }));
  });
}
