// The letters there are, and what each needs to be written. Paths are local (the sender adds the shop's
// address), sums and dates are already words.

export interface LetterOrder {
  number: string;
  /** Order page with its key. */
  path: string;
  totals: { label: string; amount: string }[];
  /** With an artwork, its picture stands at the top of the letter. */
  lines: { title: string; detail: string; quantity: string; amount: string; artworkId: string | null }[];
  address: string[];
}

/**
 * A link whose secret the outbox does not keep: `path` followed by `derivedSecret(the shop's secret, purpose)`,
 * worked out when the letter leaves the house.
 */
export interface SecretLink {
  path: string;
  purpose: string;
}

/** Ids of invoices and credit notes; what they say is worked out when the letter leaves the house. */
interface Documents {
  documents?: string[];
}

interface AboutOrder {
  order: LetterOrder;
  name: string;
}

/** Either may be empty. */
export interface PickUp {
  place: string;
  hours: string;
}

interface AboutParcel extends AboutOrder {
  carrier: string;
  trackingCode: string;
  trackingUrl: string;
}

export interface LetterModels {
  'order-confirmed': {
    order: LetterOrder;
    name: string;
    total: string;
    promised: string;
    pickUp?: PickUp | null;
  } & Documents;
  'payment-pending': { order: LetterOrder; name: string; total: string };
  'payment-problem': { order: LetterOrder; name: string; amount: string };
  'payment-failed': { order: LetterOrder; name: string; total: string; payPath: string; until: string };
  'pay-link': { order: LetterOrder; name: string; total: string; payPath: string; until: string };
  'payment-owed-back': { order: LetterOrder; name: string; amount: string };
  refunded: { order: LetterOrder; name: string; amount: string } & Documents;
  cancelled: { order: LetterOrder; name: string; reason: string };
  /** `reason` may be empty. */
  'on-hold': AboutOrder & { reason: string };
  'in-production': { order: LetterOrder; name: string; due: string };
  'ready-to-ship': AboutOrder;
  'ready-for-pick-up': AboutOrder & PickUp;
  shipped: AboutParcel;
  'out-for-delivery': AboutParcel;
  problem: AboutParcel;
  delivered: AboutOrder;
  returned: AboutOrder;
  'problem-received': AboutOrder & { days: number };
  /** `what` is done about it; `text` is what somebody wrote, and may be empty. */
  'problem-answered': AboutOrder & { what: string; text: string };
  'password-reset': { name: string; link: SecretLink; minutes: number };
  'verify-email': { name: string; link: SecretLink; days: number };
  'low-stock': {
    name: string;
    /** Local path of the item in the back office. */
    path: string;
    available: string;
    level: string;
    /** Null when nobody can say. */
    days: number | null;
  };
  'staff-invitation': { link: SecretLink; role: string; days: number };
}

export type LetterKind = keyof LetterModels;
