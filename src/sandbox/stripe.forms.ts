// What each call may say. Anything else is refused in Stripe's words.
import { z } from 'zod';
import type { Nested } from './nested-form.ts';
import { StripeRefusal } from './stripe.refusal.ts';

const LARGEST_AMOUNT = 99_999_999;

const rule = (test: (text: string) => boolean, code: string, message: string) =>
  z.string().refine(test, { error: message, params: { code } });
const text = (longest: number) =>
  rule(
    (value) => value !== '',
    'parameter_invalid_empty',
    'You passed an empty string. We assume empty values are an attempt to unset a parameter; however it cannot be unset.',
  ).refine((value) => value.length <= longest, {
    error: `Invalid string: must be at most ${longest} characters`,
    params: { code: 'parameter_invalid_string' },
  });
const integer = (least: number, most: number) =>
  rule((value) => /^-?\d{1,15}$/.test(value), 'parameter_invalid_integer', 'Invalid integer')
    .transform(Number)
    .refine((value) => value >= least && value <= most, {
      error: `This value must be between ${least} and ${most}`,
      params: { code: 'parameter_invalid_integer' },
    });
const url = rule(
  (value) =>
    /^https?:\/\/[^\s/]/i.test(value) && URL.canParse(value.replaceAll('{CHECKOUT_SESSION_ID}', 'id')),
  'url_invalid',
  'Not a valid URL',
).refine((value) => value.length <= 5_000, {
  error: 'Invalid URL: must be at most 5000 characters',
  params: { code: 'url_invalid' },
});
const email = rule(
  (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) && value.length <= 800,
  'email_invalid',
  'Invalid email address',
);
const currency = rule((value) => /^[a-z]{3}$/i.test(value), 'currency_invalid', 'Invalid currency').transform(
  (value) => value.toLowerCase(),
);
const metadata = z
  .record(z.string().max(40), z.string().max(500))
  .refine((entries) => Object.keys(entries).length <= 50, {
    error: 'You may only specify up to 50 metadata keys',
  });
const expand = z.array(z.string()).optional();

const line = z.strictObject({
  price_data: z.strictObject({
    currency,
    unit_amount: integer(0, LARGEST_AMOUNT),
    product_data: z.strictObject({
      name: text(5_000),
      description: text(5_000).optional(),
      metadata: metadata.optional(),
    }),
  }),
  quantity: integer(1, 999_999),
});

export const sessionForm = z.strictObject({
  mode: z.enum(['payment'], { error: 'Invalid mode: this sandbox knows payment only' }),
  line_items: z.array(line).min(1).max(100),
  success_url: url,
  cancel_url: url.optional(),
  client_reference_id: text(200).optional(),
  customer_email: email.optional(),
  expires_at: integer(0, Number.MAX_SAFE_INTEGER).optional(),
  metadata: metadata.optional(),
  payment_intent_data: z
    .strictObject({ metadata: metadata.optional(), description: text(1_000).optional() })
    .optional(),
  expand,
});

export const refundForm = z.strictObject({
  payment_intent: text(100).optional(),
  charge: text(100).optional(),
  amount: integer(1, LARGEST_AMOUNT).optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: metadata.optional(),
  expand,
});

export const nothingForm = z.strictObject({ expand });

const page = {
  limit: integer(1, 100).optional(),
  starting_after: text(200).optional(),
  ending_before: text(200).optional(),
  expand,
};

export const listForms = {
  sessions: z.strictObject({
    ...page,
    payment_intent: text(100).optional(),
    status: z.enum(['open', 'complete', 'expired']).optional(),
  }),
  lines: z.strictObject(page),
  refunds: z.strictObject({ ...page, payment_intent: text(100).optional(), charge: text(100).optional() }),
  disputes: z.strictObject({ ...page, payment_intent: text(100).optional(), charge: text(100).optional() }),
  charges: z.strictObject({ ...page, payment_intent: text(100).optional() }),
  intents: z.strictObject(page),
  events: z.strictObject({ ...page, type: text(100).optional() }),
};

export type SessionForm = z.output<typeof sessionForm>;
export type RefundForm = z.output<typeof refundForm>;

/** The form, or Stripe's refusal of the first thing wrong with it. */
export function read<S extends z.ZodType>(schema: S, form: { [key: string]: Nested }): z.output<S> {
  const result = schema.safeParse(form);
  if (result.success) return result.data;
  throw refusal(result.error.issues, form);
}

function refusal(issues: z.core.$ZodIssue[], form: Nested): StripeRefusal {
  // Stripe names a parameter it does not know before anything else
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown) {
    const param = paramName([...unknown.path, unknown.keys[0] ?? '']);
    return new StripeRefusal(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  const issue = issues[0];
  if (!issue) return new StripeRefusal('Invalid request');
  const param = paramName(issue.path);
  if (valueAt(form, issue.path) === undefined) {
    return new StripeRefusal(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const code: unknown = issue.code === 'custom' ? issue.params?.code : undefined;
  return new StripeRefusal(issue.message, { code: typeof code === 'string' ? code : undefined, param });
}

function paramName(path: PropertyKey[]): string {
  const [first = '', ...rest] = path.map(String);
  return first + rest.map((key) => `[${key}]`).join('');
}

function valueAt(form: Nested, path: PropertyKey[]): Nested | undefined {
  let value: Nested | undefined = form;
  for (const key of path) {
    if (typeof value !== 'object') return undefined;
    value = Array.isArray(value) ? value[Number(key)] : value[String(key)];
  }
  return value;
}
