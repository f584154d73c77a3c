// The pages of the shop window: rendered once per revision of the shop and kept compressed. Of their visitor they
// know no more than "signed in or not" and how many lines the cart has, so visitors share them.
import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

interface KeptPage {
  revision: number;
  etag: string;
  plain: Buffer;
  gzip: Buffer;
  brotli: Buffer;
  /** What the middleware in between put on it, security headers above all. */
  headers: [string, string | string[]][];
}

type Encoding = 'brotli' | 'gzip' | 'plain';

/** The home page and the product pages: nothing else is the same for many. What is in stock is not kept. */
const SHOP_WINDOW = /^\/(?:products(?:\/[a-z0-9-]{1,64})?)?$/;
const STRANGER = 'nobody 0';
/** Fuller carts are too rare to keep pages for. */
const MOST_LINES = 9;
/** More than a shop has; so that nobody fills the memory by asking. */
const MOST_PAGES = 500;
const PER_REQUEST = new Set([
  'x-request-id',
  'content-length',
  'content-type',
  'cache-control',
  'vary',
  'date',
  'connection',
  'keep-alive',
  'set-cookie',
]);

export interface KeptPages {
  /** First in line: answers visitors without a session, before anything that such a page does not need. */
  answer: RequestHandler;
  /** Behind the session: answers what is kept for visitors like this one, and keeps what the routes answer. */
  keep: RequestHandler;
}

export function keptPages(options: { revision: () => number; cookieName: string }): KeptPages {
  const pages = new Map<string, KeptPage>();

  const isShopWindow = (req: Request): boolean =>
    (req.method === 'GET' || req.method === 'HEAD') &&
    SHOP_WINDOW.test(req.url) &&
    req.headers.accept?.includes('json') !== true;
  const hasSession = (req: Request): boolean => req.headers.cookie?.includes(options.cookieName) === true;
  const find = (key: string): KeptPage | undefined => {
    const page = pages.get(key);
    return page?.revision === options.revision() ? page : undefined;
  };

  return {
    answer(req: Request, res: Response, next: NextFunction): void {
      const page = isShopWindow(req) && !hasSession(req) ? find(`${req.url} ${STRANGER}`) : undefined;
      if (page) sendToStranger(req, res, page);
      else next();
    },
    keep(req: Request, res: Response, next: NextFunction): void {
      const kind = isShopWindow(req) ? kindOfVisitor(req) : null;
      if (kind === null) {
        next();
        return;
      }
      const key = `${req.url} ${kind}`;
      const answer = hasSession(req) ? sendPage : sendToStranger;
      const page = find(key);
      if (page) {
        answer(req, res, page);
        return;
      }
      const revision = options.revision();
      const send = res.send.bind(res);
      res.send = (body: unknown) => {
        res.send = send;
        if (res.statusCode !== 200 || typeof body !== 'string' || res.locals.isLive) return send(body);
        const made = keptPage(res, body, revision);
        if (pages.size < MOST_PAGES || pages.has(key)) pages.set(key, made);
        answer(req, res, made);
        return res;
      };
      next();
    },
  };
}

/** All that such a page knows about its visitor; null when it tells this one something of their own. */
function kindOfVisitor(req: Request): string | null {
  const { customer, staff } = req.visitor;
  if (req.session.flash || req.cartCount > MOST_LINES) return null;
  return `${staff ? 'staff' : customer ? 'customer' : 'nobody'} ${req.cartCount}`;
}

function keptPage(res: Response, html: string, revision: number): KeptPage {
  const plain = Buffer.from(html);
  const headers: KeptPage['headers'] = [];
  for (const [name, value] of Object.entries(res.getHeaders())) {
    if (value !== undefined && !PER_REQUEST.has(name))
      headers.push([name, Array.isArray(value) ? value : String(value)]);
  }
  const etag = `"${createHash('sha1').update(plain).digest('base64url')}"`;
  const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  return { revision, etag, plain, gzip: gzipSync(plain, { level: 9 }), brotli, headers };
}

function sendToStranger(req: Request, res: Response, page: KeptPage): void {
  for (const [name, value] of page.headers) res.setHeader(name, value);
  res.setHeader('Cache-Control', 'private, no-cache');
  res.setHeader('ETag', page.etag);
  if (req.headers['if-none-match'] === page.etag) {
    res.setHeader('Vary', VARIES);
    res.statusCode = 304;
    res.end();
    return;
  }
  sendPage(req, res, page);
}

const VARIES = 'Accept-Encoding, Cookie';

function sendPage(req: Request, res: Response, page: KeptPage): void {
  const encoding = encodingFor(req.headers['accept-encoding']);
  if (encoding !== 'plain') res.setHeader('Content-Encoding', encoding === 'brotli' ? 'br' : 'gzip');
  const bytes = page[encoding];
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.setHeader('Vary', VARIES);
  res.setHeader('Content-Length', bytes.length);
  res.end(req.method === 'HEAD' ? undefined : bytes);
}

function encodingFor(accepted: string | undefined): Encoding {
  if (accepted === undefined) return 'plain';
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(accepted)) return 'brotli';
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(accepted) ? 'gzip' : 'plain';
}
