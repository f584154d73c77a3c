// Payment intents, charges and refunds as Stripe would show them.
import type { IntentRow, RefundRow } from './stripe.rows.ts';
import type { WireCharge, WireIntent, WireRefund } from './stripe.wire.ts';

/** An intent whose money came, comes or bounced. */
export type ChargedRow = IntentRow & { chargeId: string };

export function hasCharge(row: IntentRow): row is ChargedRow {
  return row.chargeId !== null;
}

/** `Stripe.PaymentIntent`. */
export function intentAnswer(row: IntentRow): WireIntent {
  return {
    id: row.id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: row.amount,
    amount_capturable: 0,
    amount_received: row.status === 'succeeded' ? row.amount : 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${row.id}_secret_sandbox`,
    confirmation_method: 'automatic',
    created: row.createdAt,
    currency: row.currency,
    customer: null,
    customer_account: null,
    description: row.description,
    excluded_payment_method_types: null,
    last_payment_error: row.declined ? lastError(row) : null,
    latest_charge: row.chargeId,
    livemode: false,
    managed_payments: null,
    metadata: row.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card', 'us_bank_account'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: row.status,
    transfer_data: null,
    transfer_group: null,
  };
}

function lastError(row: IntentRow): WireIntent['last_payment_error'] {
  if (row.method === 'card') {
    return {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'generic_decline',
      message: 'Your card was declined.',
    };
  }
  return {
    type: 'card_error',
    code: 'payment_intent_payment_attempt_failed',
    message: 'The bank debit was returned.',
  };
}

/** `Stripe.Charge`: every intent has at most one. */
export function chargeAnswer(row: ChargedRow): WireCharge {
  const status =
    row.status === 'succeeded' ? 'succeeded' : row.status === 'processing' ? 'pending' : 'failed';
  return {
    id: row.chargeId,
    object: 'charge',
    amount: row.amount,
    amount_captured: status === 'succeeded' ? row.amount : 0,
    amount_refunded: row.refunded,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email: row.email, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: status === 'succeeded',
    created: row.createdAt,
    currency: row.currency,
    customer: null,
    description: row.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: null,
    livemode: false,
    metadata: row.metadata,
    on_behalf_of: null,
    outcome: null,
    paid: status === 'succeeded',
    payment_intent: row.id,
    payment_method: null,
    payment_method_details: null,
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: row.refunded === row.amount,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  };
}

/** `Stripe.Refund`. */
export function refundAnswer(row: RefundRow): WireRefund {
  return {
    id: row.id,
    object: 'refund',
    amount: row.amount,
    balance_transaction: null,
    charge: row.chargeId,
    created: row.createdAt,
    currency: row.currency,
    customer: null,
    customer_account: null,
    ...(row.status === 'failed' ? { failure_reason: 'expired_or_canceled_card' } : {}),
    metadata: row.metadata,
    payment_intent: row.intentId,
    payment_method: null,
    reason: row.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: row.status,
    transfer_reversal: null,
  };
}
