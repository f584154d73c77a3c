// The list of products and the page of a stocked one over HTTP. What is left is asked for with every view, so these
// pages are made anew each time.
import { type Request, type Response, Router } from 'express';
import type { Product, StockedProduct } from '../catalog/catalogue.ts';
import { stockedProduct } from '../catalog/catalogue.ts';
import { textsOfProduct } from '../catalog/queries.products.ts';
import type { Db } from '../db/open.ts';
import type { Levels } from '../inventory/levels.ts';
import { levelsOf, scarceItems } from '../inventory/queries.window.ts';
import { NotFound, type Problems } from '../lib/refusal.ts';
import { type Clock, SECOND } from '../lib/time.ts';
import type { ShopNow } from '../shop.ts';
import { asset } from '../web/assets.ts';
import { sendPage } from '../web/page.ts';
import type { Typed } from '../web/read-form.ts';
import type { Bits } from './bits.ts';
import { readWish } from './forms.window.ts';
import { productsPage, startingCents } from './pages.products.ts';
import { stockedPage, stockJson } from './pages.stocked.ts';
import { findInWindow, indexOf, inStock, type SearchIndex } from './search.ts';

export interface WindowDeps {
  db: Db;
  clock: Clock;
  shop: { now(): ShopNow };
}

export function windowRoutes(deps: WindowDeps): Router {
  const router = Router();
  const stocked = stockedNow(deps);
  router.get('/products', (req, res) => showProducts(deps, stocked, { req, res }));
  router.get('/products/:slug/stock', (req, res) => sendStock(deps, req, res));
  return router;
}

interface Exchange {
  req: Request;
  res: Response;
}

type StockedNow = (index: SearchIndex) => Promise<Bits>;

async function showProducts(deps: WindowDeps, stocked: StockedNow, { req, res }: Exchange): Promise<void> {
  const shop = deps.shop.now();
  const index = indexFor(shop);
  const { wish, q } = readWish(req.originalUrl);
  const findings = findInWindow(index, await stocked(index), wish);
  const levels = await levelsBehind(deps, findings.products);
  const model = productsPage({ shop, wish, q, findings, levels, art: asset });
  sendPage(req, res, 'storefront/products', model, { isLive: true });
}

export async function showStocked(
  deps: WindowDeps,
  { req, res }: Exchange,
  product: StockedProduct,
  back: { status?: number; typed?: Typed; problems?: Problems } = {},
): Promise<void> {
  const { status = 200, ...filled } = back;
  const texts = await textsOfProduct(deps.db, product.slug);
  const levels = await levelsBehind(deps, [product]);
  const model = stockedPage({ product, texts, levels, shop: deps.shop.now(), art: asset, ...filled });
  sendPage(req, res, 'storefront/stocked', model, { status, isLive: true });
}

async function sendStock(deps: WindowDeps, req: Request, res: Response): Promise<void> {
  const product = stockedProduct(deps.shop.now().catalogue, String(req.params.slug));
  if (!product) throw new NotFound('product');
  const levels = await levelsBehind(deps, [product]);
  res.set('Cache-Control', 'no-store').json(stockJson(product, levels));
}

function levelsBehind({ db }: WindowDeps, products: readonly Product[]): Promise<Levels> {
  const skus = products.flatMap((product) =>
    product.kind === 'stocked' ? product.variants.flatMap(({ stockSku }) => stockSku ?? []) : [],
  );
  return levelsOf(db, [...new Set(skus)]);
}

const indexes = new WeakMap<ShopNow, SearchIndex>();

/** Made once for every revision of the shop, by whoever comes first. */
function indexFor(shop: ShopNow): SearchIndex {
  const kept = indexes.get(shop);
  if (kept) return kept;
  const made = indexOf(shop.catalogue, (product) => startingCents(product, shop));
  indexes.set(shop, made);
  return made;
}

/** How many are in stock may be a second old; what a card says of its own product never is. */
function stockedNow({ db, clock }: WindowDeps): StockedNow {
  let kept: { index: SearchIndex; at: number; bits: Promise<Bits> } | null = null;
  return (index) => {
    const at = clock().getTime();
    if (kept?.index !== index || at - kept.at > SECOND || at < kept.at) {
      const bits = scarceItems(db, index.mostPieces).then((scarce) => inStock(index, scarce));
      bits.catch(() => {
        kept = null;
      });
      kept = { index, at, bits };
    }
    return kept.bits;
  };
}
