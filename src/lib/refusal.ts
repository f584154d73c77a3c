// The three ways something can be answered other than "done": a rule says no, it is not there for you,
// or the world outside does not work. web/errors.ts alone turns them into pages and JSON.

/** One sentence per field, for the place next to the field. */
export type Problems = Record<string, string>;

/** A rule of the shop says no. The message is a sentence for people. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly problems: Problems | undefined;

  constructor(code: string, message: string, options: { status?: number; problems?: Problems } = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.status = options.status ?? 409;
    this.problems = options.problems;
  }
}

/** Unknown, or somebody else's: nobody is told which. */
export class NotFound extends Error {
  constructor(what = 'page') {
    super(`no such ${what}`);
    this.name = 'NotFound';
  }
}

/** A service outside the shop failed. `permanent` says that the same call would fail again. */
export class OutsideFailure extends Error {
  readonly service: string;
  readonly permanent: boolean;
  readonly code: string | undefined;

  constructor(
    service: string,
    message: string,
    options: { permanent: boolean; code?: string | undefined; cause?: unknown },
  ) {
    super(`${service}: ${message}`, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'OutsideFailure';
    this.service = service;
    this.permanent = options.permanent;
    this.code = options.code;
  }
}
