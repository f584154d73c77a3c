// Tax rates, and what else invoices need to know.
import { COUNTRIES, countryName } from '../accounts/countries.iso.ts';
import { EMPTY, type Filled, fieldOf } from '../accounts/pages.ts';
import type { Settings } from '../catalog/settings.ts';
import type { TaxRate } from '../pricing/tax.ts';
import { en } from '../words/en.ts';
import { within } from './pages.fields.ts';

const t = en.tax;

export type TaxForm = 'rate' | 'settings';

export interface TaxPage {
  rates: readonly (TaxRate & { id: string })[];
  settings: Settings;
  /** A form that came back. */
  back?: ({ form: TaxForm } & Filled) | undefined;
}

export function taxPage({ rates, settings, back }: TaxPage) {
  return {
    title: t.title,
    room: 'tax' as const,
    problems: back?.problems ?? {},
    rates: rates.map(rateRow),
    rateForm: rateForm(back?.form === 'rate' ? back : EMPTY, settings),
    settingsForm: settingsForm(back?.form === 'settings' ? back : { typed: typedOf(settings), problems: {} }),
  };
}

function rateRow(rate: TaxRate & { id: string }) {
  const place = placeName(rate);
  return {
    place,
    name: rate.name,
    rate: t.percent(percentOf(rate.basisPoints)),
    note: [rate.reverseCharge ? t.reverseCharge : '', rate.reason].filter(Boolean).join(' '),
    removal: { action: `/admin/tax/rates/${rate.id}/removal`, label: t.removeFor(place) },
  };
}

/** `United States of America: OR, Oregon`. */
export function placeName({ country, region }: Pick<TaxRate, 'country' | 'region'>): string {
  const name = country === '*' ? t.everywhere : countryName(country);
  return region === '' ? name : `${name}: ${region}`;
}

function rateForm(filled: Filled, { homeCountry }: Settings) {
  const countries = COUNTRIES.map(({ code, name }) => ({ value: code, label: name }));
  const typed: Record<string, string> = { country: homeCountry, ...filled.typed };
  const form = { ...filled, typed };
  return {
    fields: [
      fieldOf(form, 'country', {
        label: t.fields.country,
        options: [...countries, { value: '*', label: t.everywhere }],
      }),
      fieldOf(form, 'region', {
        label: t.fields.region,
        hint: t.fields.regionHint,
        optional: true,
        maxlength: 200,
      }),
      fieldOf(form, 'name', { label: t.fields.name, maxlength: 40 }),
      fieldOf(form, 'percent', { label: t.fields.percent, inputmode: 'decimal', short: true }),
      fieldOf(form, 'reason', {
        label: t.fields.reason,
        hint: t.fields.reasonHint,
        optional: true,
        maxlength: 300,
      }),
    ],
    reverseCharge: Boolean(typed.reverseCharge),
  };
}

function settingsForm(filled: Filled) {
  const { settingFields: say } = t;
  const field = (name: string, look: Parameters<typeof fieldOf>[2]) =>
    within('settings', fieldOf(filled, name, look));
  return {
    fields: [
      field('usualPercent', {
        label: say.usualPercent,
        hint: say.usualPercentHint,
        inputmode: 'decimal',
        short: true,
      }),
      field('taxId', { label: say.taxId, optional: true, maxlength: 40 }),
      field('prefix', { label: say.prefix, hint: say.prefixHint, short: true, maxlength: 20 }),
      field('creditNotePrefix', { label: say.creditNotePrefix, short: true, maxlength: 20 }),
      field('footer', { label: say.footer, hint: say.footerHint, optional: true, maxlength: 300 }),
    ],
    shownIncluded: Boolean(filled.typed.shownIncluded),
  };
}

function typedOf(settings: Settings): Record<string, string> {
  return {
    usualPercent: percentOf(settings.taxBasisPoints),
    shownIncluded: settings['tax.shownIncluded'] ? '1' : '',
    taxId: settings['tax.id'],
    prefix: settings['invoices.prefix'],
    creditNotePrefix: settings['invoices.creditNotePrefix'],
    footer: settings['invoices.footer'],
  };
}

/** As it is typed: `8.875`. */
function percentOf(basisPoints: number): string {
  return String(Math.round(basisPoints * 10) / 1000);
}

export function taxJson({ rates, settings }: TaxPage) {
  return {
    settings: {
      taxBasisPoints: settings.taxBasisPoints,
      'tax.shownIncluded': settings['tax.shownIncluded'],
      'tax.id': settings['tax.id'],
      'invoices.prefix': settings['invoices.prefix'],
      'invoices.creditNotePrefix': settings['invoices.creditNotePrefix'],
      'invoices.footer': settings['invoices.footer'],
    },
    rates: rates.map(({ id, country, region, name, basisPoints, reverseCharge, reason }) => ({
      id,
      country,
      region,
      name,
      basisPoints,
      reverseCharge,
      reason,
    })),
  };
}
