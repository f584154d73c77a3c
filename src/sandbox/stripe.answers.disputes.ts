// Disputes as Stripe would show them.
import type { DisputeRow } from './stripe.rows.ts';
import type { WireDispute } from './stripe.wire.ts';

const DAYS_TO_ANSWER = 9 * 24 * 60 * 60;

/** `Stripe.Dispute`. */
export function disputeAnswer(row: DisputeRow): WireDispute {
  return {
    id: row.id,
    object: 'dispute',
    amount: row.amount,
    balance_transactions: [],
    charge: row.chargeId,
    created: row.createdAt,
    currency: row.currency,
    enhanced_eligibility_types: [],
    evidence: NOTHING_SENT,
    evidence_details: {
      due_by: row.createdAt + DAYS_TO_ANSWER,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'manual',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: row.intentId,
    reason: row.reason,
    status: row.status,
  };
}

const NOTHING_SENT: WireDispute['evidence'] = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};
