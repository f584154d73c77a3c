// The cart over HTTP: put in, change, take out, look.
import { type Request, type Response, Router } from 'express';
import { type CutOutcome, cutLineFor } from '../artwork/actions.cut.ts';
import type { Artwork } from '../artwork/artwork.ts';
import { usualChoices, wishFor } from '../artwork/cut.ts';
import type { Decoder } from '../artwork/decoder.ts';
import { cutChoicesForm } from '../artwork/forms.ts';
import { preflight, whatStops } from '../artwork/preflight.ts';
import { findArtworkFor } from '../artwork/queries.ts';
import { say } from '../artwork/sentences.ts';
import type { FileStore } from '../artwork/store.ts';
import { addCustomLine, addStockedLine, changeQuantity, removeLine } from '../cart/actions.ts';
import { quantityForm, specificationForm, stockedForm } from '../cart/forms.ts';
import { priceCart, problemsOfOffer } from '../cart/priced.ts';
import { findCartLine, findCartLines } from '../cart/queries.ts';
import { customProduct, stockedProduct } from '../catalog/catalogue.ts';
import type { Db } from '../db/open.ts';
import { levelsOf } from '../inventory/queries.window.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound, type Problems, Refusal } from '../lib/refusal.ts';
import { type Clock, DAY, earlier } from '../lib/time.ts';
import { latestOrderOf } from '../orders/queries.ts';
import { sheetsOf } from '../pricing/queries.sheets.ts';
import type { ShopNow } from '../shop.ts';
import { sendProblem } from '../web/errors.ts';
import { sendPage } from '../web/page.ts';
import { readForm, type Typed, typedFields } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { rememberVisitor } from '../web/session.ts';
import { en } from '../words/en.ts';
import { amountsSeen, sheetsSeen } from './cart-changes.ts';
import { stockOfLines } from './cart-stock.ts';
import { type BadQuantity, cartJson, cartPage } from './pages.cart.ts';
import { cartChoiceRoutes } from './routes.cart-choice.ts';

/** What could not be put into the cart, for the page it came from. */
export interface BadLine {
  typed: Typed;
  problems: Problems;
}

export interface CartRoutesDeps {
  db: Db;
  clock: Clock;
  shop: { now(): ShopNow };
  files: FileStore;
  decoder: Decoder;
  uploadsDir: string;
  /** Shows the product's page again, 422, with what was typed. */
  onBadLine(req: Request, res: Response, bad: BadLine): Promise<void> | void;
}

export function cartRoutes(deps: CartRoutesDeps): Router {
  const router = Router();
  router.use(cartChoiceRoutes(deps));
  router.get('/cart', (req, res) => showCart(deps, req, res));
  router.post('/cart/lines', (req, res) => addLine(deps, req, res));
  router.post('/cart/lines/:id', (req, res) => changeLine(deps, req, res));
  router.post('/cart/lines/:id/removal', async (req, res) => {
    await removeLine(deps, req.visitor, lineIdOf(req));
    res.redirect(303, '/cart');
  });
  return router;
}

async function showCart(deps: CartRoutesDeps, req: Request, res: Response, bad?: BadQuantity): Promise<void> {
  const offer = deps.shop.now();
  const lines = await findCartLines(deps.db, req.visitor);
  const priced = priceCart(lines, offer);
  const skus = priced.lines.flatMap((line) => line.stockUse.map(({ sku }) => sku));
  const stock = stockOfLines(priced.lines, await levelsOf(deps.db, skus));
  if (wantsJson(req)) {
    res.json(cartJson(priced, stock));
    return;
  }
  const waiting = lines.length === 0 ? await orderWaitingForPayment(deps, req) : null;
  const seen = amountsSeen({ lines, priced, offer }, await sheetsOf(deps.db, sheetsSeen(lines, priced)));
  const model = cartPage({ lines, priced, offer, deliveries: offer.deliveries, stock, bad, seen, waiting });
  sendPage(req, res, 'checkout/cart', model, { status: bad ? 422 : 200 });
}

/** Whoever comes back from the pay page finds the way to it again. */
async function orderWaitingForPayment(
  deps: CartRoutesDeps,
  req: Request,
): Promise<{ number: string } | null> {
  const order = await latestOrderOf(deps.db, req.visitor, earlier(deps.clock(), DAY));
  return order?.status === 'awaiting_payment' ? order : null;
}

async function addLine(deps: CartRoutesDeps, req: Request, res: Response): Promise<void> {
  rememberVisitor(req);
  const problems = await problemsOf(() => tryToAdd(deps, req));
  if (!problems) {
    res.redirect(303, '/cart');
  } else if (wantsJson(req)) {
    sendProblem(req, res, { status: 422, code: 'invalid', message: en.cart.invalid, problems });
  } else {
    await deps.onBadLine(req, res, { typed: typedFields(req.body), problems });
  }
}

async function tryToAdd(deps: CartRoutesDeps, req: Request): Promise<Problems | null> {
  const { catalogue } = deps.shop.now();
  const { product = '' } = typedFields(req.body);
  return stockedProduct(catalogue, product) ? addStocked(deps, req) : addCustom(deps, req);
}

async function addStocked(deps: CartRoutesDeps, req: Request): Promise<Problems | null> {
  const form = readForm(stockedForm, req.body);
  if (!form.ok) return form.problems;
  await addStockedLine(deps, req.visitor, form.value);
  return null;
}

async function addCustom(deps: CartRoutesDeps, req: Request): Promise<Problems | null> {
  const form = readForm(specificationForm, req.body);
  const choices = readForm(cutChoicesForm(usualChoices(deps.shop.now().settings)), req.body);
  const { artworkId } = form.typed;
  // somebody else's design is not there, whatever else was typed
  const artwork = artworkId ? await getArtwork(deps, req, artworkId) : null;
  const problems = { ...(form.ok ? {} : form.problems), ...(choices.ok ? {} : choices.problems) };
  if (!artwork) return { ...problems, artworkId: en.cart.fields.artworkId };
  if (!form.ok || !choices.ok) return problems;

  const offer = deps.shop.now();
  const product = customProduct(offer.catalogue, form.value.product);
  if (!product) return { product: en.cart.fields.product };
  const notMade = problemsOfOffer(form.value, product, offer);
  if (notMade) return notMade;
  const outcome = await cutLineFor(deps, artwork, wishFor(form.value, choices.value));
  const unprintable = whyNotPrintable(artwork, outcome);
  if (unprintable) return unprintable;
  await addCustomLine(deps, req.visitor, {
    ...form.value,
    product: product.slug,
    artwork,
    cut: outcome.kind === 'cut' ? outcome : null,
  });
  return null;
}

/** How it will look is the buyer's own choice: the page has told them. Whatever it is, prepress can put it right. */
function whyNotPrintable(artwork: Artwork, outcome: CutOutcome): Problems | null {
  if (artwork.prepressAskedAt) return null;
  const { wish } = outcome;
  const cut = outcome.kind === 'cut' ? outcome.cut : null;
  const stop = whatStops(preflight(artwork.facts, { wish, cut }));
  if (stop) return { [artwork.orderable ? 'widthMm' : 'artworkId']: say(stop) };
  return outcome.kind === 'none' ? { shape: en.artwork.noLine[outcome.why] } : null;
}

async function getArtwork(deps: CartRoutesDeps, req: Request, id: string) {
  const artwork = looksLikeId(id) ? await findArtworkFor(deps.db, req.visitor, id) : null;
  if (!artwork) throw new NotFound('artwork');
  return artwork;
}

async function changeLine(deps: CartRoutesDeps, req: Request, res: Response): Promise<void> {
  const lineId = lineIdOf(req);
  if (!(await findCartLine(deps.db, req.visitor, lineId))) throw new NotFound('cart line');
  const form = readForm(quantityForm, req.body);
  const problems = form.ok
    ? await problemsOf(async () => {
        await changeQuantity(deps, req.visitor, lineId, form.value.quantity);
        return null;
      })
    : form.problems;
  if (!problems) res.redirect(303, '/cart');
  else if (wantsJson(req))
    sendProblem(req, res, { status: 422, code: 'invalid', message: en.cart.invalid, problems });
  else await showCart(deps, req, res, { lineId, typed: form.typed, problems });
}

/** A rule of the cart that names its field counts like a field that was typed wrong. */
async function problemsOf(work: () => Promise<Problems | null>): Promise<Problems | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && error.problems) return error.problems;
    throw error;
  }
}

function lineIdOf(req: Request): string {
  const { id } = req.params;
  if (typeof id !== 'string' || !looksLikeId(id)) throw new NotFound('cart line');
  return id;
}
