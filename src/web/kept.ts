// Pages that are the same for everybody without a session: rendered once per revision of the shop, kept
// compressed, and answered before anything that such a page does not need.
import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

interface KeptPage {
  revision: number;
  etag: string;
  plain: Buffer;
  gzip: Buffer;
  brotli: Buffer;
  headers: Record<string, string | string[]>;
}

type Encoding = 'brotli' | 'gzip' | 'plain';

/** The home page, the list and the product pages: nothing else is the same for everyone. */
const PUBLIC_PAGE = /^\/(?:products(?:\/[a-z0-9-]{1,64})?)?$/;
/** More than a shop has; so that nobody fills the memory by asking. */
const MOST_PAGES = 2_000;
const PER_REQUEST = new Set([
  'x-request-id',
  'content-length',
  'date',
  'connection',
  'keep-alive',
  'set-cookie',
]);

export interface KeptPages {
  /** First in line: answers what is kept. */
  answer: RequestHandler;
  /** Around the routes: keeps what they answered to a visitor without a session. */
  keep: RequestHandler;
}

export function keptPages(options: { revision: () => number; cookieName: string }): KeptPages {
  const pages = new Map<string, KeptPage>();

  const isPublic = (req: Request): boolean =>
    (req.method === 'GET' || req.method === 'HEAD') &&
    PUBLIC_PAGE.test(req.url) &&
    req.headers.cookie?.includes(options.cookieName) !== true &&
    req.headers.accept?.includes('json') !== true;

  return {
    answer(req: Request, res: Response, next: NextFunction): void {
      const page = isPublic(req) ? pages.get(req.url) : undefined;
      if (page?.revision === options.revision()) sendKept(req, res, page);
      else next();
    },
    keep(req: Request, res: Response, next: NextFunction): void {
      if (isPublic(req)) {
        const revision = options.revision();
        const send = res.send.bind(res);
        res.send = (body: unknown) => {
          res.send = send;
          if (res.statusCode !== 200 || typeof body !== 'string' || res.getHeader('set-cookie'))
            return send(body);
          res.set({ 'Cache-Control': 'private, no-cache', Vary: 'Accept-Encoding, Cookie' });
          const page = keptPage(res, body, revision);
          if (pages.size < MOST_PAGES || pages.has(req.url)) pages.set(req.url, page);
          sendKept(req, res, page);
          return res;
        };
      }
      next();
    },
  };
}

function keptPage(res: Response, html: string, revision: number): KeptPage {
  res.set({ 'Cache-Control': 'private, no-cache', Vary: 'Accept-Encoding, Cookie' });
  const plain = Buffer.from(html);
  const headers: KeptPage['headers'] = {};
  for (const [name, value] of Object.entries(res.getHeaders())) {
    if (value !== undefined && !PER_REQUEST.has(name))
      headers[name] = Array.isArray(value) ? value : String(value);
  }
  const etag = `"${createHash('sha1').update(plain).digest('base64url')}"`;
  const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  headers['content-type'] = 'text/html; charset=utf-8';
  return { revision, etag, plain, gzip: gzipSync(plain, { level: 9 }), brotli, headers };
}

function sendKept(req: Request, res: Response, page: KeptPage): void {
  for (const name in page.headers) res.setHeader(name, page.headers[name] ?? '');
  res.setHeader('ETag', page.etag);
  if (req.headers['if-none-match'] === page.etag) {
    res.statusCode = 304;
    res.removeHeader('Content-Type');
    res.end();
    return;
  }
  const encoding = encodingFor(req.headers['accept-encoding']);
  if (encoding !== 'plain') res.setHeader('Content-Encoding', encoding === 'brotli' ? 'br' : 'gzip');
  const bytes = page[encoding];
  res.setHeader('Content-Length', bytes.length);
  res.end(req.method === 'HEAD' ? undefined : bytes);
}

function encodingFor(accepted: string | undefined): Encoding {
  if (accepted === undefined) return 'plain';
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(accepted)) return 'brotli';
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(accepted) ? 'gzip' : 'plain';
}
