// The ways of delivery as a list, and one of them as a form.
import { EMPTY, type Field, type Filled, fieldOf } from '../accounts/pages.ts';
import { money } from '../lib/format.ts';
import type { DeliverySetUp } from '../shipping/actions.delivery.ts';
import { DELIVERY_KINDS, type DeliveryKind } from '../shipping/delivery.ts';
import type { DeliveryFilter, DeliveryRow, DeliverySort } from '../shipping/queries.deliveries.ts';
import { writeSteps } from '../shipping/zones.ts';
import { en } from '../words/en.ts';
import { ZONE_PARTS, type ZonePart, zoneField } from './forms.delivery.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage } from './pages.list.ts';

const t = en.delivery;

export const DELIVERY_COLUMNS = [
  'id',
  'name',
  'kind',
  'cents',
  'days',
  'freeFromCents',
  'liveRate',
  'zones',
  'position',
  'active',
] as const;

export function deliveryItem(row: DeliveryRow): Item {
  const { id, name, kind, cents, days, freeFromCents, liveRate, zones, position, active } = row;
  return { id, name, kind, cents, days, freeFromCents, liveRate, zones, position, active };
}

export function deliveriesPage(
  shown: Shown<DeliveryRow, DeliverySort, DeliveryFilter>,
  { currency, maySave }: { currency: string; maySave: boolean },
): ListPage {
  const page = listPage(shown, {
    room: 'delivery',
    title: t.title,
    search: t.search,
    columns: [
      { key: 'name', label: t.columns.name, sort: 'name' },
      { key: 'kind', label: t.columns.kind },
      { key: 'goesTo', label: t.columns.goesTo },
      { key: 'price', label: t.columns.price, number: true, sort: 'cents' },
      { key: 'days', label: t.columns.days, number: true, sort: 'days' },
      { key: 'freeFrom', label: t.columns.freeFrom, number: true },
      { key: 'active', label: t.columns.active },
    ],
    row: (row) => ({
      cells: {
        name: { text: row.name, href: `/admin/delivery/${row.id}` },
        kind: t.kinds[row.kind as DeliveryKind] ?? row.kind, // a closed set, written by this room's form
        goesTo: row.zones === 0 ? t.everywhere : t.zonesOf(row.zones),
        price: priceOf(row, currency),
        days: String(row.days),
        freeFrom: row.freeFromCents === null ? '' : money(row.freeFromCents, currency),
        active: row.active ? { text: t.states.on, tone: 'good' } : { text: t.states.off, tone: 'quiet' },
      },
    }),
    filters: {
      active: { label: t.filters.active, words: t.states },
      kind: { label: t.columns.kind, words: t.kinds },
    },
    empty: t.empty,
  });
  return { ...page, above: '/admin/partials/delivery-head', maySave };
}

function priceOf({ cents, zones, liveRate }: DeliveryRow, currency: string): string {
  if (liveRate !== '') return t.live(liveRate);
  if (zones > 0) return '';
  return cents === 0 ? t.free : money(cents, currency);
}

/** `option` null makes a new one. */
export function deliveryPage(option: DeliverySetUp | null, back: Filled) {
  const filled = back === EMPTY ? { typed: typedOf(option), problems: {} } : back;
  const { fields } = t;
  const field = (name: string, look: { label: string; [key: string]: unknown }) =>
    fieldOf(filled, name, look);
  const kinds = DELIVERY_KINDS.map((value) => ({ value, label: t.kinds[value] }));
  const amount = { inputmode: 'decimal', short: true };
  const whole = { inputmode: 'numeric', short: true };
  return {
    title: option ? t.edit(option.name) : t.create,
    room: 'delivery' as const,
    problems: back.problems,
    action: option ? `/admin/delivery/${option.id}` : '/admin/delivery',
    isActive: back === EMPTY ? (option?.active ?? true) : Boolean(filled.typed.active),
    fields: [
      ...(option ? [] : [field('id', { label: fields.id, hint: fields.idHint, maxlength: 30, short: true })]),
      field('name', { label: fields.name, hint: fields.nameHint, maxlength: 60 }),
      field('note', { label: fields.note, maxlength: 200, required: false }),
      field('kind', { label: fields.kind, options: kinds }),
      field('cents', { label: fields.price, hint: fields.priceHint, ...amount }),
      field('days', { label: fields.days, ...whole }),
      field('freeFromCents', {
        label: fields.freeFrom,
        hint: fields.freeFromHint,
        ...amount,
        required: false,
      }),
      field('liveRate', {
        label: fields.liveRate,
        hint: fields.liveRateHint,
        maxlength: 60,
        required: false,
        autocomplete: 'off',
      }),
      field('position', { label: fields.position, ...whole }),
    ],
    zones: zoneParts(filled, option?.zones.length ?? 0),
  };
}

/** Those there are, those that came back, and an empty one to fill in. */
function zoneParts(filled: Filled, there: number) {
  const came = Object.keys(filled.typed)
    .map((name) => /^zone-(\d{1,2})-countries$/.exec(name)?.[1])
    .filter((index) => index !== undefined && filled.typed[`zone-${index}-countries`] !== '');
  const last = Math.max(there, ...came.map((index) => Number(index) + 1));
  return Array.from({ length: last + 1 }, (_none, index) => ({
    title: index === last ? t.zones.another : t.zones.one(index + 1),
    fields: ZONE_PARTS.map((part) => zonePart(filled, index, part)),
  }));
}

const ZONE_LOOKS: Record<ZonePart, { label: string; [key: string]: unknown }> = {
  countries: { label: t.zones.countries, hint: t.zones.countriesHint, maxlength: 800 },
  regions: { label: t.zones.regions, hint: t.zones.regionsHint, maxlength: 500 },
  steps: { label: t.zones.steps, hint: t.zones.stepsHint, rows: 4 },
  days: { label: t.zones.days, inputmode: 'numeric', short: true },
  freeFromCents: { label: t.zones.freeFrom, inputmode: 'decimal', short: true },
};

function zonePart(filled: Filled, index: number, part: ZonePart): Field {
  return fieldOf(filled, zoneField(index, part), { ...ZONE_LOOKS[part], required: false });
}

function typedOf(option: DeliverySetUp | null): Record<string, string> {
  if (!option) return { kind: 'parcel', cents: '', days: '3', position: '1' };
  const amount = (cents: number | null) => (cents === null ? '' : (cents / 100).toFixed(2));
  const zones = option.zones.flatMap(({ countries, regions, steps, days, freeFromCents }, index) => {
    const parts: Record<ZonePart, string> = {
      countries: countries.join(', '),
      regions: regions.join(', '),
      steps: writeSteps(steps),
      days: String(days),
      freeFromCents: amount(freeFromCents),
    };
    return ZONE_PARTS.map((part) => [zoneField(index, part), parts[part]] as const);
  });
  return {
    name: option.name,
    note: option.note,
    kind: option.kind,
    cents: amount(option.cents),
    days: String(option.days),
    freeFromCents: amount(option.freeFromCents),
    liveRate: option.liveRate,
    position: String(option.position),
    ...Object.fromEntries(zones),
  };
}
