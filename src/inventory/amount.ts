// Quantities of stock as people type them: `12`, `-3`, on rolls `2.5 m` and `12.5 m²`. Pure.
import type { Unit } from './levels.ts';

/** The most a 64-bit level can take without ever running over. */
const MOST = 1_000_000_000_000n;

/** How many of the item's unit the larger one is. */
const LARGER: Record<Unit, { names: RegExp; units: bigint } | null> = {
  piece: null,
  mm: { names: /^m$/i, units: 1_000n },
  mm2: { names: /^m(?:2|²)$/i, units: 1_000_000n },
};
const OWN: Record<Unit, RegExp> = { piece: /^$/, mm: /^(?:mm)?$/i, mm2: /^(?:mm(?:2|²))?$/i };

/** In the item's unit, signed; null for what is no such amount, or could be a thousand times another one. */
export function readAmount(text: string, unit: Unit): bigint | null {
  const match = /^([+-]?)(\d{1,15})(?:[.,](\d{1,6}))?\s*(\p{L}*[2²]?)$/u.exec(text.trim());
  if (!match) return null;
  const [, sign = '', whole = '', decimals = '', name = ''] = match;
  const units = unitsIn(name, unit);
  if (units === null) return null;
  if (decimals !== '' && (units === 1n || /,\d{3}(?!\d)/.test(text))) return null;
  const scaled = BigInt(whole + decimals) * units;
  const scale = 10n ** BigInt(decimals.length);
  if (scaled % scale !== 0n) return null;
  const amount = scaled / scale;
  if (amount > MOST) return null;
  return sign === '-' ? -amount : amount;
}

function unitsIn(name: string, unit: Unit): bigint | null {
  if (OWN[unit].test(name)) return 1n;
  const larger = LARGER[unit];
  return larger?.names.test(name) ? larger.units : null;
}
