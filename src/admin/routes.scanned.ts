// A scanner types a code into whatever search field has the focus: that leads straight to the item.
import type { RequestHandler } from 'express';
import type { Db } from '../db/open.ts';
import { findScanned } from '../inventory/queries.ts';
import { wantsJson } from '../web/request.ts';

/** Before a list's own search. Programs and files get the list they asked for. */
export function goToScanned({ db }: { db: Db }): RequestHandler {
  return async (req, res, next) => {
    const { searchParams } = new URL(req.originalUrl, 'http://shop.invalid');
    const text = searchParams.get('q')?.trim() ?? '';
    if (text === '' || text.length > 80 || searchParams.has('format') || wantsJson(req)) return next();
    const item = await findScanned(db, text);
    if (item) res.redirect(303, `/admin/stock/${item.sku}`);
    else next();
  };
}
