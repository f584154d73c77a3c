// Sessions, their lines, events and lists as Stripe would show them.
import type { EventRow, LineRow, SessionRow } from './stripe.rows.ts';
import {
  API_VERSION,
  type EventObject,
  type EventType,
  type WireEvent,
  type WireLine,
  type WireList,
  type WireSession,
} from './stripe.wire.ts';

export function payUrl(origin: string, sessionId: string): string {
  return `${origin}/c/pay/${sessionId}`;
}

/** `Stripe.Checkout.Session`; the pay page's address only while it can be paid. */
export function sessionAnswer(row: SessionRow, origin: string): WireSession {
  return {
    id: row.id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: row.amount,
    amount_total: row.amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: row.cancelUrl,
    client_reference_id: row.reference,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: row.createdAt,
    currency: row.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: null,
    customer_account: null,
    customer_creation: 'if_required',
    customer_details: customerDetails(row),
    customer_email: row.email,
    discounts: [],
    expires_at: row.expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: null,
    managed_payments: null,
    metadata: row.metadata,
    mode: 'payment',
    origin_context: null,
    payment_intent: row.intentId,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card', 'us_bank_account'],
    payment_status: row.paid ? 'paid' : 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: row.status,
    submit_type: null,
    subscription: null,
    success_url: row.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: row.status === 'open' ? payUrl(origin, row.id) : null,
    wallet_options: null,
  };
}

function customerDetails(row: SessionRow): WireSession['customer_details'] {
  if (!row.email) return null;
  return {
    address: null,
    business_name: null,
    email: row.email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: null,
  };
}

/** `Stripe.LineItem`. */
export function lineAnswer(line: LineRow, session: SessionRow): WireLine {
  const amount = line.unitAmount * line.quantity;
  return {
    id: line.id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: session.currency,
    description: line.name,
    metadata: {},
    price: {
      id: line.id.replace(/^li_/, 'price_'),
      object: 'price',
      active: false,
      billing_scheme: 'per_unit',
      created: session.createdAt,
      currency: session.currency,
      custom_unit_amount: null,
      livemode: false,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: line.id.replace(/^li_/, 'prod_'),
      recurring: null,
      tax_behavior: 'unspecified',
      tiers_mode: null,
      transform_quantity: null,
      type: 'one_time',
      unit_amount: line.unitAmount,
      unit_amount_decimal: null,
    },
    quantity: line.quantity,
  };
}

/** `Stripe.Event`, checked against the type of thing that such an event is about. */
export function eventAnswer<T extends EventType>(
  event: Pick<EventRow, 'id' | 'createdAt'>,
  type: T,
  object: EventObject<T>,
): WireEvent {
  return {
    id: event.id,
    object: 'event',
    api_version: API_VERSION,
    created: event.createdAt,
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
}

/** A page of a list, newest first. */
export function listAnswer<T>(url: string, data: T[], hasMore = false): WireList<T> {
  return { object: 'list', data, has_more: hasMore, url };
}
