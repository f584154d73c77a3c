// Compresses pages that are made for one visitor; files and kept pages come compressed already.

import { constants } from 'node:zlib';
import compression from 'compression';
import type { RequestHandler } from 'express';

export function compressed(): RequestHandler {
  return compression({
    // speed over size: these pages are made on every request
    level: 1,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
    filter: (_req, res) => /html|json/.test(String(res.getHeader('Content-Type') ?? '')),
  });
}
