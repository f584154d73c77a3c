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
  /** IANA name: where a working day of the shop begins and ends. */
  'delivery.timeZone': string;
  /** What is paid from this hour on counts for the next working day; 24 is never. */
  'delivery.cutOffHour': number;
  /** `2026-12-24` once, `12-25` every year. */
  'delivery.holidays': string[];
  /** When orders can be picked up at the shop. */
  'delivery.pickUpHours': string;
  /** Days without news after which a parcel counts as stuck. */
  'delivery.stuckDays': number;
  /** Days after it arrived that customers can report a problem. */
  'problems.days': number;
  /** Carriers of our own, or better pages for others: `Bicycle Bob https://bob.example/{code}`. */
  'parcels.carriers': string[];
  /** Where parcels leave from, as carriers want it; without a line1 they are not asked. */
  'sender.name': string;
  'sender.line1': string;
  'sender.line2': string;
  'sender.city': string;
  'sender.region': string;
  'sender.postalCode': string;
  'sender.country': string;
  'sender.phone': string;
  /** Whether the checkout asks for a coupon. */
  'coupons.shown': boolean;
  /** The spot colour cut lines are drawn in: machines match it to the letter. */
  'cut.spotName': string;
  /** Of the rectangle that a kiss-cut's backing is cut along. */
  'cut.backingSpotName': string;
  /** Printed beyond the cut on every side. */
  'cut.bleedMm': number;
  /** Of notches, where nobody chose otherwise: blades do not turn in less. */
  'cut.minRadiusMm': number;
  /** Path of an ICC profile that print files name as their printing condition, or `none`. */
  'print.profile': string;
  /** Days until a design that nobody ordered is thrown away. */
  'artwork.draftDays': number;
  /** Reckoned around every sticker when roll is reserved: printed beyond the cut, and left free between two. */
  'stock.bleedMm': number;
  'stock.gapMm': number;
  /** Share of a job that set-up and mistakes cost. */
  'stock.wastePercent': number;
  /** A paid order that there is not enough stock for waits for a person, or gets its money back. */
  'stock.uncovered': 'hold' | 'refund';
}

export const NO_PROFILE = 'none';

/** Names of inks: what every RIP and every PDF reader takes for one word of its own. */
export const SPOT_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9 ._+-]{0,58}[A-Za-z0-9])?$/;

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
  'delivery.timeZone': 'UTC',
  'delivery.cutOffHour': 24,
  'delivery.holidays': [],
  'delivery.pickUpHours': '',
  'delivery.stuckDays': 7,
  'problems.days': 30,
  'parcels.carriers': [],
  'sender.name': '',
  'sender.line1': '',
  'sender.line2': '',
  'sender.city': '',
  'sender.region': '',
  'sender.postalCode': '',
  'sender.country': '',
  'sender.phone': '',
  'coupons.shown': false,
  'cut.spotName': 'CutContour',
  'cut.backingSpotName': 'PerfCutContour',
  'cut.bleedMm': 3,
  'cut.minRadiusMm': 1.5,
  'print.profile': NO_PROFILE,
  'artwork.draftDays': 30,
  'stock.bleedMm': 1.5,
  'stock.gapMm': 1.5,
  'stock.wastePercent': 5,
  'stock.uncovered': 'hold',
};
