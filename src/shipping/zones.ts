// Where a delivery goes and for how much: places, and prices by weight. Pure.

export interface DeliveryZone {
  /** ISO alpha-2, or `*` for everywhere else. */
  countries: readonly string[];
  /** Spellings of regions; empty for whole countries. */
  regions: readonly string[];
  /** Working days in the carrier's hands. */
  days: number;
  /** In place of the option's own. */
  freeFromCents: number | null;
  /** Lightest first. */
  steps: readonly WeightStep[];
}

export interface WeightStep {
  /** Null: whatever it weighs. */
  uptoGrams: number | null;
  cents: number;
}

/** The most exact one counts: the region's, then the country's, then everywhere else's. */
export function zoneFor(
  zones: readonly DeliveryZone[],
  { country, region }: { country: string; region: string },
): DeliveryZone | null {
  const there = zones.filter((zone) => zone.countries.includes(country));
  const wanted = spelling(region);
  return (
    there.find((zone) => wanted !== '' && zone.regions.some((name) => spelling(name) === wanted)) ??
    there.find((zone) => zone.regions.length === 0) ??
    zones.find((zone) => zone.countries.includes('*')) ??
    null
  );
}

/** Null for what is too heavy. */
export function stepFor({ steps }: DeliveryZone, weightGrams: number): WeightStep | null {
  return steps.find(({ uptoGrams }) => uptoGrams === null || weightGrams <= uptoGrams) ?? null;
}

function spelling(text: string): string {
  return text.trim().toLowerCase();
}

/** `500: 4.90`, `2000: 9.90`, `12.00`: as staff type steps, one a line. Null when a line cannot be read. */
export function readSteps(text: string): WeightStep[] | null {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const steps = lines.map(readStep);
  if (steps.length === 0 || steps.length > MOST_STEPS || !steps.every((step) => step !== null)) return null;
  const weights = steps.map(({ uptoGrams }) => uptoGrams ?? Number.POSITIVE_INFINITY);
  const rises = weights.every((weight, index) => index === 0 || weight > (weights[index - 1] ?? 0));
  return rises ? steps : null;
}

const MOST_STEPS = 20;
const STEP = /^(?:(\d{1,6})\s*g?\s*[:=]\s*)?(\d{1,5})(?:[.,](\d{1,2}))?$/;

function readStep(line: string): WeightStep | null {
  const [, grams, whole, part = ''] = STEP.exec(line) ?? [];
  if (whole === undefined) return null;
  return {
    uptoGrams: grams === undefined ? null : Number(grams),
    cents: Number(whole) * 100 + Number(part.padEnd(2, '0')),
  };
}

/** The other way round, for the form. */
export function writeSteps(steps: readonly WeightStep[]): string {
  return steps
    .map(({ uptoGrams, cents }) => [...(uptoGrams === null ? [] : [uptoGrams]), amount(cents)].join(': '))
    .join('\n');
}

function amount(cents: number): string {
  return (cents / 100).toFixed(2);
}
