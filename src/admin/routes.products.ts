// Products in the back office: the list, a new one, and what happens to a product as a whole.
import { type Request, type Response, Router } from 'express';
import { EMPTY, type Filled } from '../accounts/pages.ts';
import {
  listCategories,
  listProducts,
  PRODUCT_SORTS,
  PRODUCT_STATES,
  type ProductFilter,
  type ProductRow,
  type ProductSort,
} from '../catalog/queries.products.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { discardProduct, duplicateProduct, makeProduct, restoreProduct } from './actions.products.ts';
import { newProductFields } from './forms.products.ts';
import { answerList, type List } from './list.ts';
import { newProductPage } from './pages.product.ts';
import { PRODUCT_COLUMNS, productItem, productsPage } from './pages.products.ts';
import { problemsOf } from './problems.ts';
import { only } from './routes.permissions.ts';
import { type ProductDeps, productAt, productFormRoutes } from './routes.product.ts';
import { sendOffice, whoIs } from './shell.ts';

export type { ProductDeps };

const t = en.catalog;

export function productRoutes(deps: ProductDeps): Router {
  const router = Router();
  const bosses = only(['owner', 'manager'], t.notAllowed);
  const list = productList(deps);
  router.get('/products', async (req, res) => {
    const categories = wantsJson(req) ? [] : await listCategories(deps.db);
    const { currency } = deps.shop.now().priceSheet;
    await answerList(req, res, list, (shown) =>
      sendOffice(req, res, 'list', productsPage(shown, { currency, categories })),
    );
  });
  router.get('/products/new', bosses, (req, res) => showNew(req, res));
  router.post('/products', bosses, (req, res) => make(deps, req, res));
  router.post('/products/:id/copies', bosses, async (req, res) => {
    const { id } = await productAt(deps, req);
    const copyId = await duplicateProduct(deps, { id, who: whoIs(req) });
    flashGood(req, t.copied);
    res.redirect(303, `/admin/products/${copyId}`);
  });
  router.post('/products/:id/removal', bosses, (req, res) => discard(deps, req, res));
  router.post('/products/:id/restoration', bosses, async (req, res) => {
    const { id } = await productAt(deps, req);
    await restoreProduct(deps, { id, who: whoIs(req) });
    flashGood(req, t.restored);
    res.redirect(303, `/admin/products/${id}`);
  });
  router.use(productFormRoutes(deps, bosses));
  return router;
}

function showNew(req: Request, res: Response, back: Filled = EMPTY): void {
  sendOffice(req, res, 'product-new', newProductPage(back), back === EMPTY ? 200 : 422);
}

async function make(deps: ProductDeps, req: Request, res: Response): Promise<void> {
  const form = readForm(newProductFields, req.body);
  let id = '';
  const problems = form.ok
    ? await problemsOf(async () => {
        id = await makeProduct(deps, { ...form.value, who: whoIs(req) });
      })
    : form.problems;
  if (problems && wantsJson(req))
    return sendProblem(req, res, { status: 422, code: 'invalid', message: en.admin.invalid, problems });
  if (problems) return showNew(req, res, { typed: form.typed, problems });
  flashGood(req, t.made);
  res.redirect(303, `/admin/products/${id}`);
}

async function discard(deps: ProductDeps, req: Request, res: Response): Promise<void> {
  const { id } = await productAt(deps, req);
  const outcome = await discardProduct(deps, { id, who: whoIs(req) });
  flashGood(req, t[outcome]);
  res.redirect(303, outcome === 'deleted' ? '/admin/products' : `/admin/products/${id}`);
}

export function productList({ db }: Pick<ProductDeps, 'db'>): List<ProductRow, ProductSort, ProductFilter> {
  return {
    path: '/admin/products',
    sorts: PRODUCT_SORTS,
    firstSort: 'position',
    filters: { status: PRODUCT_STATES, kind: ['custom', 'stocked'], category: /^[a-z0-9-]{1,60}$/ },
    find: (wanted) => listProducts(db, wanted),
    toItem: productItem,
    columns: PRODUCT_COLUMNS,
  };
}
