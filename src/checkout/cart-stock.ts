// What can be had of each line of a cart right now. Pure; lines that take from one item are looked at together.
import type { PricedLine } from '../cart/priced.ts';
import { type Availability, availabilityOf, type Levels, summed } from '../inventory/levels.ts';
import { en } from '../words/en.ts';

export interface LineStock {
  state: Availability['state'];
  /** Empty when there is plenty. */
  text: string;
  /** The order would be refused. */
  isLacking: boolean;
}

const ORDER: readonly Availability['state'][] = ['enough', 'few', 'later', 'short', 'sold_out'];
const words = en.inventory;

/** By line id; lines of what nobody counts are not among them. */
export function stockOfLines(lines: readonly PricedLine[], levels: Levels): Map<string, LineStock> {
  const wanted = new Map(
    summed(lines.flatMap((line) => line.stockUse)).map(({ sku, quantity }) => [sku, quantity]),
  );
  const told = new Map<string, LineStock>();
  for (const line of lines) {
    const found = line.stockUse.flatMap(({ sku, quantity }) => {
      const level = levels.get(sku);
      return level ? [{ availability: availabilityOf(level, wanted.get(sku) ?? quantity), quantity }] : [];
    });
    const worst = found.toSorted(
      (one, other) => ORDER.indexOf(other.availability.state) - ORDER.indexOf(one.availability.state),
    )[0];
    if (worst) told.set(line.id, inWords(line, worst));
  }
  return told;
}

function inWords(
  line: PricedLine,
  { availability, quantity }: { availability: Availability; quantity: bigint },
): LineStock {
  const { state } = availability;
  const isCounted = line.material === null;
  /** How many of the line there could be, going by what one of it takes. */
  const pieces = (left: bigint) => Number((left * BigInt(line.quantity)) / quantity);
  switch (availability.state) {
    case 'enough':
      return { state, text: '', isLacking: false };
    case 'few':
      return { state, text: isCounted ? words.left(pieces(availability.left)) : '', isLacking: false };
    case 'later':
      return { state, text: words.later(availability.days), isLacking: false };
    case 'short': {
      const left = pieces(availability.left);
      const text = left > 0 && isCounted ? words.takeFewer(left) : words.notEnoughMaterial;
      return { state, text: left > 0 || !isCounted ? text : words.goneForNow, isLacking: true };
    }
    case 'sold_out':
      return { state, text: words.goneForNow, isLacking: true };
  }
}

/** Of everything in the cart that is counted: what its page listens to. */
export function stockEvents(lines: readonly PricedLine[]): string {
  return liveStockAddress(lines.flatMap((line) => line.stockUse.map(({ sku }) => sku)));
}

/** Empty when there is nothing to listen to. */
function liveStockAddress(skus: readonly string[]): string {
  const query = new URLSearchParams([...new Set(skus)].map((sku): [string, string] => ['sku', sku]));
  return query.size === 0 ? '' : `/stock/live?${query}`;
}
