// The price of a specification. Asked for with every change in the configurator, so it knows no visitor,
// writes nothing and answers from memory.
import { type Request, type Response, Router } from 'express';
import { quote } from '../pricing/quote.ts';
import { homeTax } from '../pricing/tax.ts';
import type { ShopNow } from '../shop.ts';
import { sendProblem } from '../web/errors.ts';
import { renderPart } from '../web/page.ts';
import { en } from '../words/en.ts';
import { readSpecification } from './forms.ts';
import { priceWords } from './pages.configurator.ts';
import { shownPrice } from './shown-price.ts';

export function quoteRoutes(deps: { shop: { now(): ShopNow } }): Router {
  const router = Router();
  router.get('/quote', (req, res) => sendQuote(deps.shop.now(), req, res));
  return router;
}

function sendQuote(shop: ShopNow, req: Request, res: Response): void {
  res.set('Cache-Control', 'no-store');
  const read = readSpecification(req.query, shop);
  if (!read.ok) {
    sendProblem(req, res, {
      status: 422,
      code: 'invalid',
      message: en.cart.invalid,
      problems: read.problems,
    });
    return;
  }
  const quoted = quote(read.spec, shop.priceSheet, homeTax(shop));
  // the configurator asks for its piece of page along with the figures
  const html =
    req.query.part === 'price'
      ? renderPart('storefront/price', { price: priceWords(quoted, shownPrice(shop)) })
      : undefined;
  res.json({ ...quoted, html });
}
