// Quantities of stock as people say them.
import { count } from '../lib/format.ts';
import { en } from '../words/en.ts';

const MM2_IN_M2 = 1_000_000;
const squareMetres = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `200`, `1,250 mm`, `49.87 m²`; small areas keep their square millimetres. */
export function amountInUnit(quantity: bigint, unit: string): string {
  const { units } = en.admin.stock;
  if (unit === 'mm') return units.mm(count(quantity));
  if (unit !== 'mm2') return units.piece(count(quantity));
  const area = Number(quantity);
  if (area !== 0 && Math.abs(area) < MM2_IN_M2 / 100) return units.mm2(count(quantity));
  return en.admin.stock.squareMetres(squareMetres.format(area / MM2_IN_M2));
}
