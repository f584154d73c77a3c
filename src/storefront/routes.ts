// The shop window over HTTP: start page, products, a design on its way to becoming a sticker.
import { type Request, type Response, Router } from 'express';
import { type CustomProduct, findProduct, type Product } from '../catalog/catalogue.ts';
import { textsOfProduct } from '../catalog/queries.products.ts';
import { NotFound } from '../lib/refusal.ts';
import type { ShopNow } from '../shop.ts';
import { asset } from '../web/assets.ts';
import { sendPage } from '../web/page.ts';
import { NO_DESIGN } from './choice.ts';
import { readChoice } from './forms.ts';
import { configuratorPage } from './pages.configurator.ts';
import { homePage, SAMPLE_PACK } from './pages.home.ts';
import { type ArtworkRoutesDeps, artworkRoutes } from './routes.artwork.ts';
import { pictureRoutes } from './routes.pictures.ts';
import { showStocked, windowRoutes } from './routes.window.ts';

interface Deps extends ArtworkRoutesDeps {
  shop: { now(): ShopNow };
}

export function storefrontRoutes(deps: Deps): Router {
  const router = Router();
  router.get('/', (req, res) => showHome(deps, req, res));
  router.use(windowRoutes(deps));
  router.use(pictureRoutes(deps));
  router.get('/products/:slug', (req, res) => showProduct(deps, req, res));
  router.use(artworkRoutes(deps));
  return router;
}

async function showHome(deps: Deps, req: Request, res: Response): Promise<void> {
  const shop = deps.shop.now();
  const { description } = await textsOfProduct(deps.db, SAMPLE_PACK);
  sendPage(req, res, 'storefront/home', homePage(shop, asset, description));
}

async function showProduct(deps: Deps, req: Request, res: Response): Promise<void> {
  const shop = deps.shop.now();
  const asked = String(req.params.slug);
  const product = getProduct(shop, asked);
  if (product.slug !== asked) res.redirect(301, movedTo(product, req));
  else if (product.kind === 'custom') await showConfigurator(deps, { req, res }, { product, shop });
  else await showStocked(deps, { req, res }, product);
}

/** With what was chosen, so that old links lead to the same. */
function movedTo({ slug }: Product, { originalUrl }: Request): string {
  const at = originalUrl.indexOf('?');
  return `/products/${slug}${at < 0 ? '' : originalUrl.slice(at)}`;
}

/** Without a design yet: ours stands in for it. */
async function showConfigurator(
  deps: Deps,
  { req, res }: { req: Request; res: Response },
  page: { product: CustomProduct; shop: ShopNow },
): Promise<void> {
  const choice = readChoice(req.query, { ...page, design: NO_DESIGN });
  const status = choice.isPriceable ? 200 : 422;
  const { seoTitle, seoDescription } = await textsOfProduct(deps.db, page.product.slug);
  const { title, ...model } = configuratorPage({ ...page, choice, artwork: null, art: asset });
  const head = { title: seoTitle || title, description: seoDescription || page.product.tagline };
  sendPage(req, res, 'storefront/configurator', { ...model, ...head }, { status });
}

function getProduct(shop: ShopNow, slug: string): Product {
  const product = findProduct(shop.catalogue, slug);
  if (!product) throw new NotFound('product');
  return product;
}
