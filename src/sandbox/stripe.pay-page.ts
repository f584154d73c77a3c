// The pay page of the sandbox: plain HTML, one form per choice, no script.
import { createHash } from 'node:crypto';
import { count, money } from '../lib/format.ts';
import { payUrl } from './stripe.answers.ts';
import type { Answer } from './stripe.api.ts';
import type { IntentRow, LineRow, SessionRow } from './stripe.rows.ts';

export const CHOICES = ['pay', 'decline', 'debit', 'back'] as const;
export type Choice = (typeof CHOICES)[number];

const BUTTONS: Record<Choice, { label: string; hint: string }> = {
  pay: { label: 'Pay', hint: 'The card works and the money is there at once.' },
  decline: { label: 'Decline', hint: 'The bank says no. Your order can be paid again.' },
  debit: {
    label: 'Pay later (bank debit)',
    hint: 'The debit starts now and the money comes a little later.',
  },
  back: { label: 'Go back', hint: 'Nothing is paid. This page stays open.' },
};

const STYLE = `
:root { color-scheme: light dark; --paper: #f5f4f1; --card: #fff; --ink: #1d1b18; --soft: #5d5851; --line: #dedad3; --edge: #8a837a; --go: #1f6f5c; --on-go: #fff; --note: #fdf3d7; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #161513; --card: #211f1c; --ink: #f3efe8; --soft: #b3aca1; --line: #3a3631; --edge: #8c8478; --go: #7fd1ba; --on-go: #10201b; --note: #3a3117; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/26px system-ui, sans-serif; }
.ribbon { margin: 0; padding: 8px 16px; background: var(--note); text-align: center; font-size: 15px; }
main { max-width: 440px; margin: 32px auto; padding: 0 16px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 18px; padding: 24px; }
h1 { margin: 0; font-size: 17px; font-weight: 400; color: var(--soft); }
.total { margin: 0 0 16px; font-size: 40px; line-height: 48px; font-weight: 650; font-variant-numeric: tabular-nums; }
.note { margin: 0 0 16px; padding: 8px 16px; border-radius: 10px; background: var(--note); }
ul { list-style: none; margin: 0 0 24px; padding: 0; border-top: 1px solid var(--line); font-size: 15px; }
li { display: flex; justify-content: space-between; gap: 16px; padding: 8px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
li span:last-child { font-variant-numeric: tabular-nums; white-space: nowrap; }
form { margin: 0 0 16px; }
form p { margin: 4px 0 0; font-size: 14px; line-height: 20px; color: var(--soft); }
button, .button { display: block; width: 100%; min-height: 48px; padding: 10px 16px; border: 1px solid var(--edge); border-radius: 10px;
  background: transparent; color: inherit; font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
button:hover, .button:hover { border-color: var(--ink); }
.go { background: var(--go); border-color: var(--go); color: var(--on-go); }
:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
.order { margin: 16px 0 0; font-size: 14px; color: var(--soft); text-align: center; overflow-wrap: anywhere; }
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** The page of one session: the four choices while it is open, else what became of it. */
export function payPage(row: SessionRow, intent: IntentRow | undefined, origin: string): Answer {
  const total = money(row.amount, row.currency.toUpperCase());
  const body = row.status === 'open' ? choices(row, intent, origin) : ending(row, intent);
  const order = row.reference ? `<p class="order">Order ${escaped(row.reference)}</p>` : '';
  return page(
    200,
    `Pay ${total}`,
    `<div class="card"><h1>${heading(row, intent)}</h1><p class="total">${escaped(total)}</p>${body}</div>${order}`,
    [row.successUrl, row.cancelUrl],
  );
}

export function noPage(): Answer {
  return page(
    404,
    'Nothing to pay here',
    '<div class="card"><h1>There is no pay page at this address.</h1></div>',
  );
}

function heading(row: SessionRow, intent: IntentRow | undefined): string {
  if (row.status === 'open') return 'To pay';
  if (row.status === 'expired') return 'This pay page has expired';
  if (row.paid) return 'Paid';
  return intent?.declined ? 'The bank debit was returned' : 'The bank debit is under way';
}

function choices(row: SessionRow, intent: IntentRow | undefined, origin: string): string {
  const declined = intent?.declined
    ? '<p class="note" role="status">The card was declined. Nothing was charged; you can try again.</p>'
    : '';
  const form = (choice: Choice) =>
    `<form method="post" action="${escaped(`${payUrl(origin, row.id)}/${choice}`)}">` +
    `<button${choice === 'pay' ? ' class="go"' : ''}>${BUTTONS[choice].label}</button><p>${BUTTONS[choice].hint}</p></form>`;
  const offered = CHOICES.filter((choice) => choice !== 'back' || row.cancelUrl);
  return `${declined}<ul>${row.lines.map((line) => listed(line, row.currency)).join('')}</ul>${offered.map(form).join('')}`;
}

function listed(line: LineRow, currency: string): string {
  const name = line.quantity === 1 ? line.name : `${count(line.quantity)} × ${line.name}`;
  const amount = money(line.unitAmount * line.quantity, currency.toUpperCase());
  return `<li><span>${escaped(name)}</span><span>${escaped(amount)}</span></li>`;
}

function ending(row: SessionRow, intent: IntentRow | undefined): string {
  const bounced = !row.paid && intent?.declined;
  const failed = row.status === 'expired' || bounced;
  const words = failed
    ? 'Nothing was charged. The shop can open a new pay page for the order.'
    : row.paid
      ? 'There is nothing left to do here.'
      : 'The shop hears about it as soon as the bank has decided.';
  const href = failed ? row.cancelUrl : successAddress(row);
  return `<p>${words}</p>${href ? `<a class="button go" href="${escaped(href)}">Back to the shop</a>` : ''}`;
}

/** Where a buyer goes after paying; Stripe fills in the session's id when asked to. */
export function successAddress(row: SessionRow): string {
  return row.successUrl.replaceAll('{CHECKOUT_SESSION_ID}', row.id);
}

function page(status: number, title: string, main: string, leadsTo: (string | null)[] = []): Answer {
  // browsers apply form-action to the redirect after the form as well
  const origins = leadsTo.filter((url) => url !== null).map((url) => new URL(url).origin);
  const policy = [
    `default-src 'none'`,
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action 'self' ${origins.join(' ')}`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ];
  const body =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<meta name="robots" content="noindex"><title>${escaped(title)} · payment sandbox</title><style>${STYLE}</style></head><body>` +
    `<header class="ribbon">This is a sandbox: no card, no bank, no real money.</header><main>${main}</main></body></html>`;
  return {
    status,
    body,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy.join('; '),
    },
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
