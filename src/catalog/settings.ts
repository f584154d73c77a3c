// What the owner decides, with the safe defaults.

export interface Settings {
  shopName: string;
  /** Printed on documents and in letters, one line each. */
  shopAddress: string[];
  taxBasisPoints: number;
  /** Working days from payment to the parcel. */
  productionDays: number;
  /** Hours an unpaid order stays payable. */
  payableHours: number;
  /** Country a new address starts with, ISO alpha-2. */
  homeCountry: string;
  /** The shop's own, printed on invoices. */
  'tax.id': string;
  /** People read prices with the tax in them; whatever is computed or sent stays the same. */
  'tax.shownIncluded': boolean;
  /** Of invoice numbers; `{year}` starts a counter of its own every year. */
  'invoices.prefix': string;
  'invoices.creditNotePrefix': string;
  /** At the foot of invoices: bank, register, whatever the law asks for. */
  'invoices.footer': string;
  /** Money for nothing goes back by itself, or waits for a person to send it. */
  'refunds.owedBack': 'automatic' | 'by_hand';
  /** Whether the checkout asks for a coupon. */
  'coupons.shown': boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  shopName: 'Kisscut',
  shopAddress: [],
  taxBasisPoints: 0,
  productionDays: 2,
  payableHours: 24,
  homeCountry: 'US',
  'tax.id': '',
  'tax.shownIncluded': false,
  'invoices.prefix': 'INV-',
  'invoices.creditNotePrefix': 'CN-',
  'invoices.footer': '',
  'refunds.owedBack': 'automatic',
  'coupons.shown': false,
};
