// What is sent to Stripe. Pure: the same request is the same bytes.
import type { PayRequest, RefundRequest } from './gateway.ts';

/** Same request, same bytes: fields in a fixed order, nothing read from anywhere else. */
export function sessionParams(request: PayRequest) {
  const metadata = { order: request.orderNumber, payment: request.paymentId };
  return {
    mode: 'payment' as const,
    line_items: request.lines.map((line) => ({
      price_data: {
        currency: request.currency.toLowerCase(),
        unit_amount: line.amountCents,
        product_data: { name: line.name },
      },
      quantity: line.quantity,
    })),
    client_reference_id: request.orderNumber,
    ...(request.email ? { customer_email: request.email } : {}),
    metadata,
    payment_intent_data: { metadata },
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
    expires_at: Math.floor(Date.parse(request.expiresAt) / 1_000),
  };
}

export function refundParams(request: RefundRequest) {
  return {
    payment_intent: request.intentId,
    amount: request.amountCents,
    metadata: { refund: request.refundId },
  };
}
