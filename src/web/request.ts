// What the middleware of the shop hangs on a request, and what a request asks for.
import type { Request } from 'express';
import type { Visitor } from './visitor.ts';

declare module 'express-serve-static-core' {
  interface Request {
    /** Also in the log and on every error page. */
    id: string;
    /** Who is asking; set by `withVisitor`. */
    visitor: Visitor;
    /** Lines in the visitor's open cart; set by `withVisitor`. */
    cartCount: number;
  }
}

/** Whether the client would rather have JSON than a page. */
export function wantsJson(req: Request): boolean {
  const accept = req.headers.accept;
  return accept?.includes('json') === true && req.accepts(['html', 'json']) === 'json';
}
