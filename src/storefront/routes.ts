// The shop window over HTTP: start page, products, a design on its way to becoming a sticker.
import { type Request, type Response, Router } from 'express';
import type { CustomProduct, Product } from '../catalog/catalogue.ts';
import { NotFound } from '../lib/refusal.ts';
import type { ShopNow } from '../shop.ts';
import { asset } from '../web/assets.ts';
import { sendPage } from '../web/page.ts';
import { NO_DESIGN } from './choice.ts';
import { readChoice } from './forms.ts';
import { configuratorPage } from './pages.configurator.ts';
import { homePage } from './pages.home.ts';
import { productsPage, stockedPage } from './pages.products.ts';
import { type ArtworkRoutesDeps, artworkRoutes } from './routes.artwork.ts';

interface Deps extends ArtworkRoutesDeps {
  shop: { now(): ShopNow };
}

export function storefrontRoutes(deps: Deps): Router {
  const router = Router();
  router.get('/', (req, res) => sendPage(req, res, 'storefront/home', homePage(deps.shop.now(), asset)));
  router.get('/products', (req, res) =>
    sendPage(req, res, 'storefront/products', productsPage(deps.shop.now(), asset)),
  );
  router.get('/products/:slug', (req, res) => showProduct(deps, req, res));
  router.use(artworkRoutes(deps));
  return router;
}

function showProduct(deps: Deps, req: Request, res: Response): void {
  const shop = deps.shop.now();
  const product = getProduct(shop, String(req.params.slug));
  if (product.kind === 'custom') showConfigurator(req, res, { product, shop });
  else sendPage(req, res, 'storefront/stocked', stockedPage(product, shop, { art: asset }));
}

/** Without a design yet: ours stands in for it. */
function showConfigurator(
  req: Request,
  res: Response,
  page: { product: CustomProduct; shop: ShopNow },
): void {
  const choice = readChoice(req.query, { ...page, design: NO_DESIGN });
  const status = choice.isPriceable ? 200 : 422;
  const model = configuratorPage({ ...page, choice, artwork: null, art: asset });
  sendPage(req, res, 'storefront/configurator', model, { status });
}

function getProduct(shop: ShopNow, slug: string): Product {
  const product = shop.catalogue.products.find((each) => each.slug === slug);
  if (!product) throw new NotFound('product');
  return product;
}
