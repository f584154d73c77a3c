// The checkout as a page and as JSON.
import { countryName } from '../accounts/countries.iso.ts';
import { addressFieldsOf, emailField, type Filled, fieldOf } from '../accounts/pages.ts';
import type { PostalAddress } from '../accounts/queries.ts';
import { previewUrl } from '../artwork/pages.ts';
import { type PricedCart, type PricedLine, withDelivery } from '../cart/priced.ts';
import type { Settings } from '../catalog/settings.ts';
import { count, day, money } from '../lib/format.ts';
import type { Problems } from '../lib/refusal.ts';
import { taxOn } from '../pricing/tax.ts';
import { pictureOfLine } from '../web/line-sticker.ts';
import type { Typed } from '../web/read-form.ts';
import { en } from '../words/en.ts';
import { cartLinesJson } from './pages.cart.ts';
import { shownCents, taxLabel, taxNote } from './pages.tax.ts';
import type { PricedDelivery } from './totals.ts';

const t = en.checkout;

export interface CheckoutPage {
  priced: PricedCart;
  settings: Settings;
  deliveries: readonly PricedDelivery[];
  /** Null when nothing reaches where it goes. */
  chosen: PricedDelivery | null;
  /** ISO alpha-2. */
  country: string;
  /** Working days longer, because something is not on the shelf. */
  extraDays: number;
  typed: Typed;
  problems: Problems;
  /** The account's; empty for a guest. */
  addresses: readonly PostalAddress[];
  isGuest: boolean;
  /** Why the form is here again. */
  notice: { text: string; toCart: boolean } | null;
}

export function checkoutPage(page: CheckoutPage) {
  const { priced, chosen, isGuest, notice, typed, problems } = page;
  const filled: Filled = { typed, problems };
  return {
    title: t.title,
    isGuest,
    notice,
    email: { ...emailField(filled), autocomplete: 'email', hint: t.emailHint },
    name: fieldOf(filled, 'name', { label: en.accounts.fields.name, autocomplete: 'name', maxlength: 100 }),
    address: addressFieldsOf(filled),
    business: {
      open: Boolean(typed.company || typed.taxId || problems.company || problems.taxId),
      company: fieldOf(filled, 'company', {
        label: t.company,
        autocomplete: 'organization',
        maxlength: 100,
        optional: true,
      }),
      taxId: fieldOf(filled, 'taxId', { label: t.taxId, maxlength: 40, optional: true, hint: t.taxIdHint }),
    },
    book: addressBook(page),
    saveAddress: isGuest ? null : { checked: typed.saveAddress !== undefined && typed.saveAddress !== '' },
    deliveries: page.deliveries.map((option) => deliveryChoice(option, page)),
    nowhere: page.deliveries.length === 0 ? en.delivery.nowhere(countryName(page.country)) : null,
    deliveryProblem: page.deliveries.length === 0 ? '' : (problems.delivery ?? ''),
    coupon: couponField(page, filled),
    seenGrossCents: chosen?.totals.grossCents ?? priced.grossCents,
    seenDelivery: chosen?.id ?? '',
    seenExtraDays: page.extraDays,
    wait: page.extraDays > 0 ? en.inventory.waits(page.extraDays) : '',
    lines: priced.lines.map((line) => summaryLine(line, page)),
    totals: totalsOf(page),
    pay: chosen && t.pay(money(chosen.totals.grossCents, priced.currency)),
  };
}

/** The owner decides whether it is asked for; what was typed is never hidden. */
function couponField({ settings, typed, problems }: CheckoutPage, filled: Filled) {
  if (!settings['coupons.shown'] && !typed.coupon && !problems.coupon) return null;
  return fieldOf(filled, 'coupon', {
    label: t.coupon,
    hint: t.couponHint,
    maxlength: 40,
    optional: true,
    short: true,
    autocomplete: 'off',
  });
}

/** The default address is typed in already; the others can be taken instead of what is typed. */
function addressBook({ addresses, typed }: CheckoutPage) {
  const others = addresses.filter((address) => !address.isDefault);
  if (others.length === 0) return null;
  const home = addresses.find((address) => address.isDefault);
  const taken = others.find((address) => address.id === typed.addressId)?.id ?? '';
  return [
    { id: '', label: t.thisAddress, text: home ? t.startsAs(inOneLine(home)) : '', checked: taken === '' },
    ...others.map((address) => ({
      id: address.id,
      label: address.name,
      text: inOneLine(address),
      checked: taken === address.id,
    })),
  ];
}

function inOneLine({ line1, line2, city, country }: PostalAddress): string {
  return [line1, line2, city, country].filter(Boolean).join(', ');
}

function deliveryChoice(option: PricedDelivery, { chosen, priced, settings }: CheckoutPage) {
  const cents = shownCents(option.cents, taxOn(option.cents, priced.tax), settings);
  return {
    id: option.id,
    name: option.name,
    price: priceOf(cents, priced.currency),
    promised: promiseOf(option),
    note: noteOf(option, settings),
    grossCents: option.totals.grossCents,
    total: money(option.totals.grossCents, priced.currency),
    tax: money(option.totals.taxCents, priced.currency),
    pay: t.pay(money(option.totals.grossCents, priced.currency)),
    checked: option.id === chosen?.id,
  };
}

function promiseOf({ kind, promised }: PricedDelivery): string {
  return kind === 'pickup' ? en.delivery.ready(day(promised)) : t.promised(day(promised));
}

/** Who picks up wants to know where and when. */
function noteOf({ kind, note }: PricedDelivery, settings: Settings): string {
  if (kind !== 'pickup') return note;
  const place = settings.shopAddress.join(', ');
  const parts = [place && en.delivery.pickUpAt(place), settings['delivery.pickUpHours'], note];
  return parts.filter(Boolean).join('. ');
}

function summaryLine(line: PricedLine, { priced: { currency }, settings }: CheckoutPage) {
  return {
    title: line.title,
    detail: line.detail,
    quantity: count(line.quantity),
    amount: money(shownCents(line.netCents, line.taxCents, settings), currency),
    picture: pictureOfLine(line, {
      title: line.title,
      previewUrl: line.artwork && previewUrl(line.artwork, 160),
      sizePx: 64,
    }),
  };
}

function totalsOf({ priced, chosen, settings }: CheckoutPage) {
  const { netCents, deliveryCents, taxCents, grossCents } =
    chosen?.totals ?? withDelivery(priced, { cents: 0 });
  const { currency, tax } = priced;
  const deliveryTax = taxOn(deliveryCents, tax);
  const goods = shownCents(priced.before.netCents, priced.before.taxCents, settings);
  return {
    goods: money(goods, currency),
    coupon: priced.couponCode && {
      label: t.couponOff(priced.couponCode),
      amount: money(shownCents(netCents, priced.taxCents, settings) - goods, currency),
    },
    delivery: chosen ? priceOf(shownCents(deliveryCents, deliveryTax, settings), currency) : '',
    tax: taxCents === 0 ? null : { label: taxLabel(tax, settings), amount: money(taxCents, currency) },
    taxNote: taxNote(tax),
    gross: money(grossCents, currency),
  };
}

function priceOf(cents: number, currency: string): string {
  return cents === 0 ? t.free : money(cents, currency);
}

export function checkoutJson(
  priced: PricedCart,
  deliveries: readonly PricedDelivery[],
  chosen: PricedDelivery | null,
) {
  const totals = chosen?.totals ?? withDelivery(priced, { cents: 0 });
  return {
    lines: cartLinesJson(priced.lines),
    deliveries: deliveries.map(({ id, name, cents, totals, promised }) => ({
      id,
      name,
      cents,
      grossCents: totals.grossCents,
      promisedFor: promised.toISOString().slice(0, 10),
    })),
    delivery: chosen?.id ?? null,
    ...totals,
    discountCents: priced.discountCents,
    seenGrossCents: totals.grossCents,
  };
}
