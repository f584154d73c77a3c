// The settings page: groups of fields, each field a setting under its own name. A new group is one more entry here.
import { COUNTRIES } from '../accounts/countries.iso.ts';
import { type Field, type Filled, fieldOf } from '../accounts/pages.ts';
import type { Settings } from '../catalog/settings.ts';
import { en } from '../words/en.ts';
import type { SettingsField } from './forms.settings.ts';

const t = en.settings;

type Group = keyof typeof t.groups;
type Look = Record<string, unknown>;

const MILLIMETRES = { inputmode: 'decimal', short: true };
const WHOLE = { inputmode: 'numeric', short: true };
const SPOT = { maxlength: 60, autocomplete: 'off' };

const LAYOUT: Record<Group, Partial<Record<SettingsField, Look>>> = {
  shop: {
    shopName: { maxlength: 80 },
    shopAddress: { rows: 4, optional: true },
    homeCountry: { options: COUNTRIES.map(({ code, name }) => ({ value: code, label: name })) },
  },
  orders: { productionDays: WHOLE, payableHours: WHOLE },
  delivery: {
    'delivery.timeZone': { maxlength: 60, autocomplete: 'off' },
    'delivery.cutOffHour': WHOLE,
    'delivery.holidays': { rows: 4, optional: true },
    'delivery.pickUpHours': { maxlength: 200, optional: true },
    'delivery.stuckDays': WHOLE,
    'problems.days': WHOLE,
  },
  sender: {
    'parcels.carriers': { rows: 3, optional: true },
    'sender.name': { maxlength: 100, optional: true },
    'sender.line1': { maxlength: 100, optional: true },
    'sender.line2': { maxlength: 100, optional: true },
    'sender.city': { maxlength: 100, optional: true },
    'sender.region': { maxlength: 100, optional: true, short: true },
    'sender.postalCode': { maxlength: 20, optional: true, short: true },
    'sender.country': { maxlength: 2, optional: true, short: true },
    'sender.phone': { maxlength: 40, optional: true },
  },
  money: {
    'refunds.owedBack': { options: optionsOf(t.choices.owedBack) },
    'coupons.shown': { options: optionsOf(t.choices.shown) },
  },
  cut: {
    'cut.spotName': SPOT,
    'cut.backingSpotName': SPOT,
    'cut.bleedMm': MILLIMETRES,
    'cut.minRadiusMm': MILLIMETRES,
  },
  print: { 'print.profile': { maxlength: 500, autocomplete: 'off' } },
  artwork: { 'artwork.draftDays': WHOLE },
  stock: {
    'stock.bleedMm': MILLIMETRES,
    'stock.gapMm': MILLIMETRES,
    'stock.wastePercent': WHOLE,
    'stock.uncovered': { options: optionsOf(t.choices.uncovered) },
  },
};

function optionsOf(choices: Record<string, string>): { value: string; label: string }[] {
  return Object.entries(choices).map(([value, label]) => ({ value, label }));
}

export interface SettingsPageParts {
  settings: Settings;
  maySave: boolean;
  back?: Filled | undefined;
}

export function settingsPage({ settings, maySave, back }: SettingsPageParts) {
  const filled = { typed: { ...typedOf(settings), ...back?.typed }, problems: back?.problems ?? {} };
  return {
    title: t.title,
    room: 'settings' as const,
    problems: filled.problems,
    maySave,
    groups: Object.entries(LAYOUT).map(([group, fields]) => ({
      ...t.groups[group as Group], // Object.entries forgets the keys
      fields: Object.entries(fields).map(([name, look]) => settingField(filled, name as SettingsField, look)),
    })),
  };
}

function settingField(filled: Filled, name: SettingsField, look: Look): Field {
  return {
    ...fieldOf(filled, name, { ...t.fields[name], ...look }),
    id: `setting-${name.replace('.', '-')}`,
  };
}

/** As people type them. */
function typedOf(settings: Settings): Record<string, string> {
  const entries = Object.entries(settings).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.join('\n') : String(value),
  ]);
  return Object.fromEntries(entries);
}

export function settingsJson(settings: Settings) {
  return { settings };
}
