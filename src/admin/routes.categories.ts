// Categories of the shop window in the back office.
import { type Request, type Response, Router } from 'express';
import { EMPTY, type Filled } from '../accounts/pages.ts';
import {
  CATEGORY_SORTS,
  type CategoryRow,
  type CategorySort,
  findCategories,
} from '../catalog/queries.categories.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound } from '../lib/refusal.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { type CatalogDeps, discardCategory, keepCategory } from './actions.products.ts';
import { categoryFields } from './forms.products.ts';
import { answerList, type List } from './list.ts';
import {
  CATEGORY_COLUMNS,
  type Category,
  categoriesPage,
  categoryItem,
  categoryPage,
} from './pages.categories.ts';
import { problemsOf } from './problems.ts';
import { only } from './routes.permissions.ts';
import { sendOffice, whoIs } from './shell.ts';

const t = en.catalog;

export function categoryRoutes(deps: CatalogDeps): Router {
  const router = Router();
  const bosses = only(['owner', 'manager'], t.notAllowed);
  const list = categoryList(deps);
  router.get('/categories', (req, res) =>
    answerList(req, res, list, (shown) => sendOffice(req, res, 'list', categoriesPage(shown))),
  );
  router.get('/categories/new', bosses, (req, res) => show(req, res, null));
  router.post('/categories', bosses, (req, res) => save(deps, req, res, null));
  router.get('/categories/:id', async (req, res) => show(req, res, await categoryAt(deps, req)));
  router.post('/categories/:id', bosses, async (req, res) =>
    save(deps, req, res, await categoryAt(deps, req)),
  );
  router.post('/categories/:id/removal', bosses, async (req, res) => {
    const { id } = await categoryAt(deps, req);
    await discardCategory(deps, { id, who: whoIs(req) });
    flashGood(req, t.category.deleted);
    res.redirect(303, '/admin/categories');
  });
  return router;
}

async function categoryAt({ db }: CatalogDeps, req: Request): Promise<Category> {
  const { id } = req.params;
  const category =
    typeof id === 'string' && looksLikeId(id) ? await db.category.findUnique({ where: { id } }) : null;
  if (!category) throw new NotFound('category');
  return category;
}

function show(req: Request, res: Response, category: Category | null, back: Filled = EMPTY): void {
  if (category && back === EMPTY && wantsJson(req)) res.json(category);
  else sendOffice(req, res, 'category', categoryPage(category, back), back === EMPTY ? 200 : 422);
}

async function save(
  deps: CatalogDeps,
  req: Request,
  res: Response,
  category: Category | null,
): Promise<void> {
  const form = readForm(categoryFields, req.body);
  const problems = form.ok
    ? await problemsOf(() => keepCategory(deps, { id: category?.id ?? null, who: whoIs(req) }, form.value))
    : form.problems;
  if (problems && wantsJson(req))
    return sendProblem(req, res, { status: 422, code: 'invalid', message: en.admin.invalid, problems });
  if (problems) return show(req, res, category, { typed: form.typed, problems });
  flashGood(req, t.saved);
  res.redirect(303, '/admin/categories');
}

export function categoryList({ db }: Pick<CatalogDeps, 'db'>): List<CategoryRow, CategorySort, never> {
  return {
    path: '/admin/categories',
    sorts: CATEGORY_SORTS,
    firstSort: 'position',
    filters: {},
    find: (wanted) => findCategories(db, wanted),
    toItem: categoryItem,
    columns: CATEGORY_COLUMNS,
  };
}
