// What each letter says, before it gets its clothes. The HTML and the plain text are made from the same draft.
import { en } from '../words/en.ts';
import type { LetterKind, LetterModels, LetterOrder, SecretLink } from './kinds.ts';

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
  'order-confirmed': ({ order, name, total, promised, documents = [] }) => {
    const say = words.orderConfirmed;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: [say.thanks(name, total), promised === '' ? say.next : say.promised(promised)],
      documents,
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
  shipped: ({ order, name, carrier, trackingCode, trackingUrl }) => {
    const say = words.shipped;
    return aboutOrder(order, {
      subject: say.subject(order.number),
      fact: say.fact,
      paragraphs: [say.by(name, carrier, trackingCode)],
      ...(isWebAddress(trackingUrl) && { button: { label: say.button, to: { url: trackingUrl } } }),
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

/** Staff type tracking links; nothing but a web address becomes a button. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(text);
}
