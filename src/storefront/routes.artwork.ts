// A design over HTTP: sent, looked at on the mat, and back again when the cart did not take it.
import { type Request, type Response, Router } from 'express';
import { type CutOutcome, cutLineFor } from '../artwork/actions.cut.ts';
import type { Artwork } from '../artwork/artwork.ts';
import { type CutWish, usualChoices, wishFor } from '../artwork/cut.ts';
import type { Decoder } from '../artwork/decoder.ts';
import { wishForm } from '../artwork/forms.ts';
import { type LineLimit, lineLimit } from '../artwork/limit.ts';
import { artworkUrl, artworkView } from '../artwork/pages.ts';
import { findArtworkFor } from '../artwork/queries.ts';
import { receiveArtwork } from '../artwork/routes.upload.ts';
import type { FileStore } from '../artwork/store.ts';
import { type CustomProduct, customProduct, stockedProduct } from '../catalog/catalogue.ts';
import type { Db } from '../db/open.ts';
import { NotFound, OutsideFailure, type Problems } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import type { ShopNow } from '../shop.ts';
import { asset } from '../web/assets.ts';
import { sendProblem } from '../web/errors.ts';
import { sendPage } from '../web/page.ts';
import { readForm, type Typed } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { NO_DESIGN } from './choice.ts';
import { readCut } from './forms.cut.ts';
import { readChoice } from './forms.ts';
import { designOf, shownArtwork } from './pages.artwork.ts';
import { configuratorPage } from './pages.configurator.ts';
import { showStocked } from './routes.window.ts';

export interface ArtworkRoutesDeps {
  db: Db;
  clock: Clock;
  shop: { now(): ShopNow };
  files: FileStore;
  decoder: Decoder;
  uploadsDir: string;
  maxUploadBytes: number;
  rateLimit: boolean;
}

export function artworkRoutes(deps: ArtworkRoutesDeps): Router {
  const router = Router();
  const limit = lineLimit(deps);
  router.post('/artwork', (req, res) => takeArtwork(deps, req, res));
  router.get('/artwork/:id', (req, res) => showArtwork(deps, limit, { req, res }));
  return router;
}

async function takeArtwork(deps: ArtworkRoutesDeps, req: Request, res: Response): Promise<void> {
  const taken = await receiveArtwork(deps, req);
  if (taken.kind === 'accepted') {
    const { id } = taken.artwork;
    if (wantsJson(req)) res.status(201).location(artworkUrl(id)).json(artworkView(taken.artwork));
    else res.redirect(303, artworkUrl(id));
    return;
  }
  const { status, code, message } = taken;
  if (wantsJson(req)) {
    sendProblem(req, res, { status, code, message, problems: { artwork: message } });
    return;
  }
  const shop = deps.shop.now();
  const shown = { shop, product: mainProduct(shop, ''), artwork: null };
  await showConfigurator(deps, { req, res }, shown, { typed: {}, status, problems: { artwork: message } });
}

async function showArtwork(deps: ArtworkRoutesDeps, limit: LineLimit, { req, res }: Exchange): Promise<void> {
  const artwork = await findArtworkFor(deps.db, req.visitor, String(req.params.id));
  if (!artwork) throw new NotFound('artwork');
  if ('widthMm' in req.query) limit(req, res);
  if (wantsJson(req)) return sendArtworkJson(deps, { req, res }, artwork);
  const shop = deps.shop.now();
  const shown = { shop, product: mainProduct(shop, req.query.product), artwork };
  await showConfigurator(deps, { req, res }, shown, { typed: req.query });
}

/** With a size, at that size and along its line. */
async function sendArtworkJson(
  deps: ArtworkRoutesDeps,
  { req, res }: Exchange,
  artwork: Artwork,
): Promise<void> {
  const form = readForm(wishForm(usualChoices(deps.shop.now().settings)), req.query);
  if (!form.ok) {
    const { problems } = form;
    sendProblem(req, res, { status: 422, code: 'invalid', message: en.cart.invalid, problems });
    return;
  }
  const { wish, material } = form.value;
  const product = mainProduct(deps.shop.now(), req.query.product);
  if (material !== null && !product.materials.includes(material)) {
    const problems = { material: en.artwork.size.material };
    sendProblem(req, res, { status: 422, code: 'invalid', message: en.artwork.size.invalid, problems });
    return;
  }
  const outcome = wish && (await lineToShow(deps, artwork, wish));
  const cut = outcome?.kind === 'cut' ? outcome.cut : null;
  res.json(artworkView(artwork, { wish: outcome?.wish ?? null, cut, material }));
}

/** The page a line came from that the cart did not take: 422, with what was typed and what is wrong with it. */
export function sendBadLine(deps: ArtworkRoutesDeps) {
  return async (req: Request, res: Response, bad: { typed: Typed; problems: Problems }): Promise<void> => {
    const { typed, problems } = bad;
    const shop = deps.shop.now();
    const stocked = stockedProduct(shop.catalogue, typed.product ?? '');
    if (stocked) {
      await showStocked(deps, { req, res }, stocked, { status: 422, typed, problems });
      return;
    }
    const artwork = await findArtworkFor(deps.db, req.visitor, typed.artworkId ?? '');
    const shown = { shop, product: mainProduct(shop, typed.product), artwork };
    await showConfigurator(deps, { req, res }, shown, { typed: req.body, status: 422, problems });
  };
}

interface Exchange {
  req: Request;
  res: Response;
}

interface Shown {
  shop: ShopNow;
  product: CustomProduct;
  artwork: Artwork | null;
}

async function showConfigurator(
  deps: ArtworkRoutesDeps,
  { req, res }: Exchange,
  { shop, product, artwork }: Shown,
  { typed, status, problems }: { typed: unknown; status?: number; problems?: Problems },
): Promise<void> {
  const design = artwork ? designOf(artwork, readCut(typed, usualChoices(shop.settings))) : NO_DESIGN;
  const read = readChoice(typed, { product, shop, design });
  const choice = { ...read, problems: { ...read.problems, ...problems } };
  const { spec, cut } = choice;
  const shown =
    artwork &&
    shownArtwork(artwork, {
      outcome: await lineToShow(deps, artwork, wishFor(spec, cut)),
      material: spec.material,
    });
  const model = configuratorPage({ product, shop, choice, artwork: shown, art: asset });
  sendPage(req, res, 'storefront/configurator', model, {
    status: status ?? (read.isPriceable ? 200 : 422),
  });
}

/** A page can be looked at without its line, when nobody is there to work it out. */
async function lineToShow(deps: ArtworkRoutesDeps, artwork: Artwork, wish: CutWish): Promise<CutOutcome> {
  try {
    return await cutLineFor(deps, artwork, wish);
  } catch (error) {
    if (error instanceof OutsideFailure) return { kind: 'none', wish, why: 'too_difficult' };
    throw error;
  }
}

/** The product a design is for; the first one made to order unless another is asked for. */
function mainProduct(shop: ShopNow, slug: unknown): CustomProduct {
  const asked = typeof slug === 'string' ? customProduct(shop.catalogue, slug) : null;
  const first = shop.catalogue.products.find((product) => product.kind === 'custom');
  if (asked) return asked;
  if (first?.kind !== 'custom') throw new NotFound('product');
  return first;
}
