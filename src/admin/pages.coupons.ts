// Coupons as a list and as a form.
import { EMPTY, type Filled, fieldOf } from '../accounts/pages.ts';
import { date, money } from '../lib/format.ts';
import { DAY, earlier } from '../lib/time.ts';
import type { CouponFilter, CouponRow, CouponSort } from '../pricing/queries.coupons.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage } from './pages.list.ts';

export type Coupon = CouponRow & { note: string };

const t = en.money.coupons;

export const COUPON_COLUMNS = [
  'id',
  'code',
  'kind',
  'percent',
  'amountCents',
  'minimumCents',
  'startsAt',
  'endsAt',
  'mostUses',
  'mostPerCustomer',
  'uses',
  'active',
] as const;

export function couponItem(row: CouponRow): Item {
  const { id, code, kind, percent, amountCents, minimumCents, startsAt, endsAt } = row;
  const { mostUses, mostPerCustomer, uses, active } = row;
  const worth = { id, code, kind, percent, amountCents, minimumCents, startsAt, endsAt };
  return { ...worth, mostUses, mostPerCustomer, uses, active: Boolean(active) };
}

export function couponsPage(
  shown: Shown<CouponRow, CouponSort, CouponFilter>,
  { currency, isShown, maySave }: { currency: string; isShown: boolean; maySave: boolean },
): ListPage {
  const page = listPage(shown, {
    room: 'coupons',
    title: t.title,
    search: t.search,
    columns: [
      { key: 'code', label: t.columns.code, sort: 'code' },
      { key: 'worth', label: t.columns.worth, number: true },
      { key: 'minimum', label: t.columns.minimum, number: true },
      { key: 'starts', label: t.columns.starts },
      { key: 'ends', label: t.columns.ends, sort: 'endsAt' },
      { key: 'uses', label: t.columns.uses, number: true, sort: 'uses' },
      { key: 'active', label: t.columns.active },
    ],
    row: (row) => ({
      cells: {
        code: { text: row.code, href: `/admin/coupons/${row.id}` },
        worth: worthOf(row, currency),
        minimum: row.minimumCents > 0 ? money(row.minimumCents, currency) : '',
        starts: row.startsAt ? date(row.startsAt) : '',
        ends: row.endsAt ? date(lastDay(row.endsAt)) : '',
        uses: t.usesOf(row.uses, row.mostUses),
        active: row.active ? { text: t.states.on, tone: 'good' } : { text: t.states.off, tone: 'quiet' },
      },
    }),
    filters: { active: { label: t.filters.active, words: t.states } },
    empty: t.empty,
  });
  return { ...page, above: '/admin/partials/coupon-field', isShown, maySave };
}

function worthOf({ kind, percent, amountCents }: CouponRow, currency: string): string {
  return kind === 'percent' ? t.percentOff(percent ?? 0) : money(amountCents ?? 0, currency);
}

/** Stored is the midnight after it. */
function lastDay(endsAt: Date): Date {
  return earlier(endsAt, DAY);
}

export function couponPage(coupon: Coupon | null, back: Filled) {
  const filled = back === EMPTY ? { typed: typedOf(coupon), problems: {} } : back;
  const { fields } = t;
  const kinds = Object.entries(fields.kinds).map(([value, label]) => ({ value, label }));
  const field = (name: string, look: { label: string; [key: string]: unknown }) =>
    fieldOf(filled, name, look);
  const free = { required: false, short: true };
  const days = { ...free, type: 'date', hint: fields.days };
  const limit = { ...free, inputmode: 'numeric', hint: fields.unlimited };
  return {
    title: coupon ? t.edit(coupon.code) : t.create,
    room: 'coupons' as const,
    problems: back.problems,
    action: coupon ? `/admin/coupons/${coupon.id}` : '/admin/coupons',
    isActive: back === EMPTY ? (coupon?.active ?? true) : Boolean(filled.typed.active),
    fields: [
      field('code', { label: fields.code, hint: fields.codeHint, maxlength: 30, autocomplete: 'off' }),
      field('kind', { label: fields.kind, options: kinds }),
      field('value', { label: fields.value, hint: fields.valueHint, inputmode: 'decimal', short: true }),
      field('minimum', { label: fields.minimum, inputmode: 'decimal', ...free }),
      field('startsAt', { label: fields.startsAt, ...days }),
      field('endsAt', { label: fields.endsAt, ...days }),
      field('mostUses', { label: fields.mostUses, ...limit }),
      field('mostPerCustomer', { label: fields.mostPerCustomer, ...limit }),
      field('note', { label: fields.note, required: false, maxlength: 200 }),
    ],
  };
}

function typedOf(coupon: Coupon | null): Record<string, string> {
  if (!coupon) return {};
  const amount = (cents: number) => (cents / 100).toFixed(2);
  const day = (at: Date | null) => at?.toISOString().slice(0, 10) ?? '';
  return {
    code: coupon.code,
    kind: coupon.kind,
    value: coupon.kind === 'percent' ? String(coupon.percent) : amount(coupon.amountCents ?? 0),
    minimum: coupon.minimumCents > 0 ? amount(coupon.minimumCents) : '',
    startsAt: day(coupon.startsAt),
    endsAt: day(coupon.endsAt && lastDay(coupon.endsAt)),
    mostUses: String(coupon.mostUses ?? ''),
    mostPerCustomer: String(coupon.mostPerCustomer ?? ''),
    note: coupon.note,
  };
}
