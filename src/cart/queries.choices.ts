// Which open carts hold something that is taken off sale.
import type { Reader } from '../db/open.ts';

export function countCartsWith(
  reader: Reader,
  choice: { material: string } | { finish: string },
): Promise<number> {
  return reader.cart.count({ where: { status: 'open', lines: { some: choice } } });
}
