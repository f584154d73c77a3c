// What can be had of a stocked product right now, in words for people. Pure.
import type { Variant } from '../catalog/variants.ts';
import { type Availability, availabilityOf, type Level } from '../inventory/levels.ts';
import { en } from '../words/en.ts';

export interface StockWords {
  state: 'free' | Availability['state'];
  /** Empty where nothing is counted. */
  text: string;
  tone: 'good' | 'wait' | 'bad' | 'quiet';
  canBeHad: boolean;
}

const { stock } = en.storefront;

/** `level`: of the item it is taken from; without one nothing is counted. */
export function stockWords(
  { stockPieces }: Pick<Variant, 'stockPieces'>,
  level: Level | undefined,
): StockWords {
  if (!level) return { state: 'free', text: '', tone: 'quiet', canBeHad: true };
  const pieces = BigInt(stockPieces);
  const availability = availabilityOf(level, pieces);
  switch (availability.state) {
    case 'enough':
      return { state: 'enough', text: stock.enough, tone: 'good', canBeHad: true };
    case 'few':
      return {
        state: 'few',
        text: stock.left(Number(availability.left / pieces)),
        tone: 'wait',
        canBeHad: true,
      };
    case 'later':
      return { state: 'later', text: stock.later(availability.days), tone: 'wait', canBeHad: true };
    case 'short':
    case 'sold_out':
      return { state: 'sold_out', text: stock.soldOut, tone: 'bad', canBeHad: false };
  }
}

/** Of all variants together: the best there is. */
export function bestOf(words: readonly StockWords[]): StockWords | null {
  const order: StockWords['state'][] = ['free', 'enough', 'few', 'later', 'sold_out'];
  return words.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))[0] ?? null;
}
