// What each letter says, before it gets its clothes. The HTML and the plain text are made from the same draft.
import { en } from '../words/en.ts';
import type { LetterKind, LetterModels, LetterOrder, PickUp, SecretLink } from './kinds.ts';

export interface Draft {
  subject: string;
  /** The first line: what happened. */
  fact: string;
  paragraphs: string[];
  button: { label: string; to: Target };
  /** In small letters under the button. */
  note: string;
  order: LetterOrder | null;
  /** Ids of invoices and credit notes that go with it. */
  documents?: string[];
}

/** A page of the shop, a page of the shop behind a secret, or an address outside. */
export type Target = { path: string } | SecretLink | { url: string };

const words = en.mail;

const DRAFTS: { [K in LetterKind]: (model: LetterModels[K]) => Draft } = {
  'order-confirmed': ({ order, name, total, promised, pickUp = null, documents = [] }) => {
    const say = words.orderConfirmed;
    const when = pickUp ? say.pickUp(promised) : promised === '' ? say.next : say.promised(promised);
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: [say.thanks(name, total), when, ...(pickUp ? whereAndWhen(pickUp) : [])],
      documents,
    });
  },
  'payment-pending': ({ order, name, total }) => {
    const say = words.paymentPending;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: [say.wait(name, total), say.nothingToDo],
    });
  },
  'payment-problem': ({ order, name, amount }) => {
    const say = words.paymentProblem;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: [say.why(name, amount), say.next],
    });
  },
  'payment-failed': ({ order, name, total, payPath, until }) => {
    const say = words.paymentFailed;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: [say.nothingCharged(name), say.until(until)],
      button: { label: say.button(total), to: { path: payPath } },
    });
  },
  'pay-link': ({ order, name, total, payPath, until }) => {
    const say = words.payLink;
    return aboutOrder(order, {
      subject: say.subject(total, order.number),
      fact: say.fact(total),
      paragraphs: [say.next(name), say.until(until)],
      button: { label: say.button(total), to: { path: payPath } },
    });
  },
  'payment-owed-back': ({ order, name, amount }) => {
    const say = words.paymentOwedBack;
    return aboutOrder(order, {
      subject: say.subject(amount, order.number),
      fact: say.fact(amount),
      paragraphs: [say.why(name, order.number), say.next(amount)],
    });
  },
  refunded: ({ order, name, amount, documents = [] }) => {
    const say = words.refunded;
    return aboutOrder(order, {
      subject: say.subject(amount, order.number),
      fact: say.fact(amount),
      paragraphs: [say.next(name, order.number)],
      documents,
    });
  },
  cancelled: ({ order, name, reason }) => {
    const say = words.cancelled;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact(order.number),
      paragraphs: [...(reason === '' ? [] : [reason]), say.next(name)],
    });
  },
  'on-hold': ({ order, name, reason }) => {
    const say = words.onHold;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: reason ? [say.because(name, reason)] : [say.why(name), say.next],
    });
  },
  'in-production': ({ order, name, due }) => {
    const say = words.inProduction;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: [due === '' ? say.next(name) : say.due(name, due)],
    });
  },
  'ready-to-ship': ({ order, name }) => {
    const say = words.readyToShip;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: [say.next(name)],
    });
  },
  'ready-for-pick-up': ({ order, name, ...pickUp }) => {
    const say = words.readyForPickUp;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: [say.next(name, order.number), ...whereAndWhen(pickUp)],
    });
  },
  shipped: ({ order, name, carrier, trackingCode, trackingUrl }) => {
    const say = words.shipped;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: [say.by(name, carrier, trackingCode)],
      ...trackButton(trackingUrl),
    });
  },
  'out-for-delivery': ({ order, name, carrier, trackingUrl }) => {
    const say = words.outForDelivery;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: [say.by(name, carrier)],
      ...trackButton(trackingUrl),
    });
  },
  problem: ({ order, name, carrier, trackingCode, trackingUrl }) => {
    const say = words.problem;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact(carrier),
      paragraphs: [say.next(name), ...(trackingCode === '' ? [] : [say.code(trackingCode)])],
      ...trackButton(trackingUrl),
    });
  },
  returned: ({ order, name }) => {
    const say = words.returned;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: [say.next(name)],
    });
  },
  'problem-received': ({ order, name, days }) => {
    const say = words.problemReceived;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: [say.next(name, days)],
    });
  },
  'problem-answered': ({ order, name, what, text }) => {
    const say = words.problemAnswered;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: what,
      paragraphs: [say.about(name, order.number), ...text.split('\n').filter(Boolean)],
    });
  },
  delivered: ({ order, name }) => {
    const say = words.delivered;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: [say.next(name, order.number)],
    });
  },
  'password-reset': ({ name, link, minutes }) => {
    const say = words.passwordReset;
    return {
      subject: say.subject,
      fact: say.fact,
      paragraphs: [say.why(name), say.once(minutes)],
      button: { label: say.button, to: link },
      note: say.notYou,
      order: null,
    };
  },
  'verify-email': ({ name, link, days }) => {
    const say = words.verifyEmail;
    return {
      subject: say.subject,
      fact: say.fact,
      paragraphs: [say.why(name), say.once(days)],
      button: { label: say.button, to: link },
      note: say.notYou,
      order: null,
    };
  },
  'low-stock': ({ name, path, available, level, days }) => {
    const say = en.inventory.low;
    return {
      subject: say.subject(name),
      fact: say.fact(name),
      paragraphs: [say.levels(available, level), ...(days === null ? [] : [say.lasts(days)])],
      button: { label: say.button, to: { path } },
      note: '',
      order: null,
    };
  },
  'staff-invitation': ({ link, role, days }) => {
    const say = words.staffInvitation;
    return {
      subject: say.subject,
      fact: say.fact,
      paragraphs: [say.role(role), say.once(days)],
      button: { label: say.button, to: link },
      note: say.notYou,
      order: null,
    };
  },
};

/** Every kind of letter there is, as the back office lists them. */
export const LETTER_KINDS = Object.keys(DRAFTS) as LetterKind[]; // Object.keys forgets what it was given

export function isLetterKind(text: string): text is LetterKind {
  return Object.hasOwn(DRAFTS, text);
}

export function draftOf<K extends LetterKind>(kind: K, model: LetterModels[K]): Draft {
  return DRAFTS[kind](model);
}

export function subjectOf<K extends LetterKind>(kind: K, model: LetterModels[K]): string {
  return draftOf(kind, model).subject;
}

type OrderSays = Pick<Draft, 'subject' | 'fact' | 'paragraphs'> &
  Partial<Pick<Draft, 'button' | 'documents'>>;

function aboutOrder(order: LetterOrder, says: OrderSays): Draft {
  return { button: { label: words.seeOrder, to: { path: order.path } }, note: '', order, ...says };
}

function whereAndWhen({ place, hours }: PickUp): string[] {
  const { at, open } = words.readyForPickUp;
  return [place && at(place), hours && open(hours)].filter(Boolean);
}

/** Staff type tracking links; nothing but a web address becomes a button. */
function trackButton(url: string): Partial<Pick<Draft, 'button'>> {
  return /^https?:\/\/[^\s]+$/i.test(url) ? { button: { label: words.shipped.button, to: { url } } } : {};
}
