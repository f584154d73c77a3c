// What is left, for pages that are open: once as JSON, or as it changes.
import { type Request, type Response, Router } from 'express';
import type { Catalogue } from '../catalog/catalogue.ts';
import type { Db } from '../db/open.ts';
import { availabilityOf, type Level } from '../inventory/levels.ts';
import { levelsOf } from '../inventory/queries.window.ts';
import type { EventStreams } from '../web/event-stream.ts';
import { en } from '../words/en.ts';

export interface LiveStockDeps {
  db: Db;
  shop: { now(): { catalogue: Catalogue } };
  shelf: { watch(listener: (changed: readonly Level[]) => void): () => void };
  streams: EventStreams;
}

const MOST_SKUS = 60;

export function liveStockRoutes(deps: LiveStockDeps): Router {
  const router = Router();
  router.get('/stock/live', async (req, res) => {
    const skus = askedSkus(req, deps.shop.now().catalogue);
    const levels = [...(await levelsOf(deps.db, skus)).values()];
    if (req.accepts(['text/event-stream', 'json']) === 'text/event-stream')
      stream(deps, req, res, new Set(skus), levels);
    else res.set('Cache-Control', 'no-store').json({ items: levels.map(liveItem) });
  });
  return router;
}

function stream(
  { shelf, streams }: LiveStockDeps,
  req: Request,
  res: Response,
  skus: ReadonlySet<string>,
  levels: readonly Level[],
): void {
  const open = streams.open(req, res);
  if (!open) return;
  // the page may have been made a while ago
  open.send('stock', { items: levels.map(liveItem) });
  open.onEnd(
    shelf.watch((changed) => {
      const theirs = changed.filter(({ sku }) => skus.has(sku));
      if (theirs.length > 0) open.send('stock', { items: theirs.map(liveItem) });
    }),
  );
}

/** Only what the shop window shows: the rest of the shelf is nobody's business. */
function askedSkus(req: Request, catalogue: Catalogue): string[] {
  const { searchParams } = new URL(req.originalUrl, 'http://shop.invalid');
  const shown = shownSkus(catalogue);
  return [...new Set(searchParams.getAll('sku'))].filter((sku) => shown.has(sku)).slice(0, MOST_SKUS);
}

const shownBy = new WeakMap<Catalogue, ReadonlySet<string>>();

function shownSkus(catalogue: Catalogue): ReadonlySet<string> {
  const kept = shownBy.get(catalogue);
  if (kept) return kept;
  const ofProducts = catalogue.products.flatMap((product) =>
    product.kind === 'stocked' ? product.variants.map(({ stockSku }) => stockSku) : [],
  );
  const ofMaterials = catalogue.materials.map(({ stockSku }) => stockSku);
  const shown = new Set([...ofProducts, ...ofMaterials].filter((sku) => sku !== null));
  shownBy.set(catalogue, shown);
  return shown;
}

/** How many are left is told only when they are few, and only of what people count. */
function liveItem(level: Level) {
  const availability = availabilityOf(level);
  const { sku, unit } = level;
  const words = en.inventory;
  switch (availability.state) {
    case 'enough':
      return { sku, state: 'enough', left: null, text: '' };
    case 'few':
    case 'short': {
      const left = unit === 'piece' ? Number(availability.left) : null;
      return { sku, state: 'few', left, text: left === null ? words.littleLeft : words.left(left) };
    }
    case 'later':
      return { sku, state: 'later', left: null, text: words.later(availability.days) };
    case 'sold_out':
      return { sku, state: 'sold_out', left: 0, text: words.soldOut };
  }
}
