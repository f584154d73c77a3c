// How Stripe signs what it tells.
import { createHmac } from 'node:crypto';
import type { Books } from './stripe.books.ts';
import type { EventRow } from './stripe.rows.ts';
import { type Webhooks as Carrying, type Mail, openWebhooks } from './webhooks.ts';

export type Webhooks = Carrying<EventRow>;

export interface StripeWebhookOptions {
  books: Books;
  secret: string;
  clock: () => Date;
  firstRetryMs: number;
}

export function openStripeWebhooks({ books, secret, clock, firstRetryMs }: StripeWebhookOptions): Webhooks {
  return openWebhooks<EventRow>({
    events: () => books.event.values(),
    save: (event) => books.save('event', event),
    firstRetryMs,
    sign: (body, mail: Mail) => {
      const at = Math.floor(clock().getTime() / 1_000) - mail.signedSecondsAgo;
      const sign = createHmac('sha256', mail.secret ?? secret)
        .update(`${at}.${body}`)
        .digest('hex');
      return {
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': `t=${at},v1=${sign}`,
      };
    },
  });
}
