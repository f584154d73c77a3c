// Errors the way Stripe words them.

export type RefusalType = 'invalid_request_error' | 'idempotency_error' | 'api_error' | 'card_error';

export interface RefusalDetails {
  status?: number;
  type?: RefusalType;
  code?: string | undefined;
  param?: string | undefined;
}

/** Thrown by whatever serves a call; answered as `{ "error": { … } }`. */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly body: {
    error: { type: RefusalType; message: string; code?: string; param?: string; doc_url?: string };
  };

  constructor(
    message: string,
    { status = 400, type = 'invalid_request_error', code, param }: RefusalDetails = {},
  ) {
    super(message);
    this.name = 'StripeRefusal';
    this.status = status;
    this.body = {
      error: {
        type,
        message,
        ...(code
          ? { code, doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll('_', '-')}` }
          : {}),
        ...(param ? { param } : {}),
      },
    };
  }
}

export function noSuch(what: string, id: string): StripeRefusal {
  return new StripeRefusal(`No such ${what}: '${id}'`, {
    status: 404,
    code: 'resource_missing',
    param: 'id',
  });
}
