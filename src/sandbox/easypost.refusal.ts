// Errors the way EasyPost words them.

/** Thrown by whatever serves a call; answered as `{ "error": { … } }`. */
export class EasyPostRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(message: string, { status = 422, code = 'PARAMETER.INVALID' } = {}) {
    super(message);
    this.name = 'EasyPostRefusal';
    this.status = status;
    this.code = code;
  }

  get body() {
    return { error: { code: this.code, message: this.message, errors: [] } };
  }
}

export function notFound(): EasyPostRefusal {
  return new EasyPostRefusal('The requested resource could not be found.', {
    status: 404,
    code: 'NOT_FOUND',
  });
}
