// What staff type about a way of delivery and its zones.
import { z } from 'zod';
import { isCountry } from '../accounts/countries.iso.ts';
import { needed, optional } from '../accounts/forms.ts';
import type { Problems } from '../lib/refusal.ts';
import { DELIVERY_KINDS } from '../shipping/delivery.ts';
import { ticked } from '../shipping/forms.ts';
import { type DeliveryZone, readSteps } from '../shipping/zones.ts';
import type { Typed } from '../web/read-form.ts';
import { en } from '../words/en.ts';
import { centsOf } from './forms.money.ts';

const say = en.delivery.problems;

export const shortName = z
  .string({ error: say.id })
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])$/, say.id);

function whole(most: number, problem: string) {
  return z
    .string({ error: problem })
    .trim()
    .regex(/^\d{1,3}$/, problem)
    .transform(Number)
    .refine((value) => value <= most, problem);
}

const amount = z
  .string({ error: say.price })
  .refine((text) => centsOf(text) !== null, say.price)
  .transform((text) => centsOf(text) ?? 0);

const amountOrNone = z
  .string()
  .default('')
  .refine((text) => text.trim() === '' || centsOf(text) !== null, say.price)
  .transform(centsOf);

const days = whole(90, say.days);

export const deliveryFields = z.object({
  name: needed(say.name, 60),
  note: optional(200),
  kind: z.enum(DELIVERY_KINDS, { error: say.kind }),
  cents: amount,
  days,
  freeFromCents: amountOrNone,
  liveRate: optional(60),
  position: whole(999, say.position),
  active: ticked,
});

const zoneFields = z
  .object({
    countries: z
      .string()
      .transform((text) => codesIn(text.toUpperCase()))
      .refine((codes) => codes.join() === '*' || (codes.length > 0 && codes.every(isCountry)), say.countries),
    regions: optional(500).transform(namesIn),
    days,
    freeFromCents: amountOrNone,
    steps: z.string().transform((text, context) => {
      const steps = readSteps(text);
      if (!steps) context.addIssue({ code: 'custom', message: say.steps });
      return steps ?? [];
    }),
  })
  .refine(({ countries, regions }) => regions.length === 0 || countries.length === 1, {
    path: ['regions'],
    error: say.regions,
  });

function codesIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

export const ZONE_PARTS = ['countries', 'regions', 'steps', 'days', 'freeFromCents'] as const;
export type ZonePart = (typeof ZONE_PARTS)[number];
const MOST_ZONES = 60;

/** `zone-0-countries`: the name of a field of one zone. */
export function zoneField(index: number, part: ZonePart): string {
  return `zone-${index}-${part}`;
}

/** A zone without countries is none. */
export function readZones(typed: Typed): { zones: DeliveryZone[]; problems: Problems } {
  const zones: DeliveryZone[] = [];
  const problems: Problems = {};
  for (let index = 0; index < MOST_ZONES; index += 1) {
    const fields = Object.fromEntries(ZONE_PARTS.map((part) => [part, typed[zoneField(index, part)] ?? '']));
    if (!fields.countries?.trim()) continue;
    const zone = zoneFields.safeParse(fields);
    if (zone.success) zones.push(zone.data);
    for (const { path, message } of zone.error?.issues ?? []) {
      problems[`zone-${index}-${String(path[0])}`] ??= message;
    }
  }
  return { zones, problems };
}
