// A shop of a hundred products beside one of ten thousand: how long their lists and searches take, in turns.
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { OWNER, type RunningShop, startShop } from '../support/running-shop.ts';
import { percentile } from './load.ts';

const FEW = 100;
const MANY = 10_000;
const ROUNDS = 250;
const WARM_UP = 30;

/** Every page that lists or finds products, at the counter and at the desk. */
const PAGES = [
  { name: 'list', path: '/products' },
  { name: 'list, third page', path: '/products?page=3' },
  { name: 'search by two words', path: '/products?q=berry+pack' },
  { name: 'search that finds one', path: '/products?q=bench-77' },
  { name: 'choices, in stock, by price', path: '/products?category=bench-3&stock=in&sort=price' },
  { name: 'product page', path: '/products/bench-42' },
  { name: 'desk, list', path: '/admin/products', asStaff: true },
  { name: 'desk, search', path: '/admin/products?q=berry', asStaff: true },
  { name: 'desk, search for a SKU', path: '/admin/products?q=sku-77-1', asStaff: true },
] as const;

export interface CataloguePage {
  name: string;
  /** p95 in ms. */
  few: number;
  many: number;
}

export interface CatalogueFigures {
  pages: CataloguePage[];
  failed: number;
}

/** `env`: as the rest of the bench runs its shop. */
export async function measureCatalogues(env: Record<string, string>): Promise<CatalogueFigures> {
  const shops = [await openCatalogue(FEW, env), await openCatalogue(MANY, env)];
  try {
    const cookies = await Promise.all(shops.map(signIn));
    let failed = 0;
    const pages: CataloguePage[] = [];
    for (const page of PAGES) {
      const times: number[][] = [[], []];
      for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
        for (const [index, shop] of shops.entries()) {
          const began = performance.now();
          const isGood = await ask(shop.url + page.path, 'asStaff' in page ? cookies[index] : undefined);
          if (!isGood) failed += 1;
          if (round >= WARM_UP) times[index]?.push(performance.now() - began);
        }
      }
      const [few = 0, many = 0] = times.map((each) => percentile(each, 0.95));
      pages.push({ name: page.name, few, many });
    }
    return { pages, failed };
  } finally {
    for (const shop of shops) await shop.remove();
  }
}

async function ask(url: string, cookie = ''): Promise<boolean> {
  const answer = await fetch(url, { headers: { accept: 'text/html', cookie } });
  await answer.arrayBuffer();
  return answer.status === 200;
}

async function openCatalogue(products: number, env: Record<string, string>): Promise<RunningShop> {
  const { folder, stop } = await startShop({ env });
  await stop();
  fill(folder, products);
  return startShop({ folder, env });
}

const FRUIT = [
  'Berry',
  'Lemon',
  'Radish',
  'Mushroom',
  'Fern',
  'Comet',
  'Otter',
  'Anchor',
  'Cactus',
  'Kettle',
];
const THINGS = ['pack', 'set', 'sheet', 'bundle', 'mix', 'box', 'roll', 'strip'];
const CATEGORIES = 20;

/** Ready-made products in two variants each; every twentieth is sold out. */
function fill(folder: string, products: number): void {
  const database = new BetterSqlite3(path.join(folder, 'data', 'shop.db'));
  const now = Date.UTC(2026, 0, 1);
  const insert = (table: string, row: Record<string, string | number | null>) => {
    const names = Object.keys(row);
    const values = names.map(() => '?').join(', ');
    const columns = names.map((name) => `"${name}"`).join(', ');
    database.prepare(`INSERT INTO "${table}" (${columns}) VALUES (${values})`).run(...Object.values(row));
  };
  database.transaction(() => {
    for (let each = 1; each <= CATEGORIES; each += 1) {
      const head = { id: `category-${each}`, slug: `bench-${each}`, name: `Shelf ${each}` };
      insert('Category', { ...head, position: 100 + each, createdAt: now });
    }
    for (let each = 1; each <= products; each += 1) {
      const name = `${FRUIT[each % FRUIT.length]} ${THINGS[each % THINGS.length]} ${each}`;
      const slug = `bench-${each}`;
      const skus = [1, 2].map((variant) => `sku-${each}-${variant}`);
      const searchText = [name, slug, ...skus].join(' ').toLowerCase();
      const texts = {
        tagline: `The ${name} of the season.`,
        description: 'Ink, laminate, knife. '.repeat(20),
      };
      const head = { id: slug, slug, kind: 'stocked', name, ...texts, searchText };
      insert('Product', { ...head, position: 100 + each, published: 1, createdAt: now });
      insert('ProductCategory', { productId: slug, categoryId: `category-${1 + (each % CATEGORIES)}` });
      for (const [index, sku] of skus.entries()) {
        const onHand = each % 20 === 0 ? 0 : 100;
        insert('StockItem', { id: sku, sku, name: sku, unit: 'piece', onHand, lowLevel: 5, createdAt: now });
        const price = { unitCents: 500 + (each % 700), breaks: '[{"quantity":10,"unitCents":400}]' };
        const variant = { id: sku, productId: slug, sku, name: `${5 * (index + 1)} stickers`, ...price };
        insert('ProductVariant', { ...variant, stockSku: sku, position: index + 1 });
      }
    }
    database.prepare(`UPDATE "Revision" SET "version" = "version" + 1 WHERE "name" = 'shop'`).run();
  })();
  database.close();
}

async function signIn({ url }: RunningShop): Promise<string> {
  const answer = await fetch(`${url}/login`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(OWNER),
  });
  if (answer.status !== 303) throw new Error(`/login answered ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
