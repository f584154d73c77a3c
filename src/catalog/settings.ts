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
}

export const DEFAULT_SETTINGS: Settings = {
  shopName: 'Kisscut',
  shopAddress: [],
  taxBasisPoints: 0,
  productionDays: 2,
  payableHours: 24,
  homeCountry: 'US',
};
