// Materials and finishes in the back office: the same room twice, because they are made, ordered and taken off sale alike.
import { type Request, type Response, Router } from 'express';
import { EMPTY, type Filled } from '../accounts/pages.ts';
import { countCartsWith } from '../cart/queries.choices.ts';
import {
  CHOICE_SORTS,
  type ChoiceFilter,
  type ChoiceKind,
  type ChoiceRow,
  type ChoiceSort,
  findChoice,
  listChoices,
} from '../catalog/queries.materials.ts';
import { listStock } from '../inventory/queries.ts';
import { NotFound, type Problems, Refusal } from '../lib/refusal.ts';
import type { ShopNow } from '../shop.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm, typedFields } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import {
  type ChoiceDeps,
  type Chosen,
  decideSale,
  makeChoice,
  reorderChoice,
  saveChoice,
} from './actions.materials.ts';
import { choiceFields, moveFields, saleFields, slugFields } from './forms.materials.ts';
import { answerList, type List } from './list.ts';
import { CHOICE_COLUMNS, CHOICE_PATHS, choiceItem, choicePage, choicesPage } from './pages.materials.ts';
import { problemsOf } from './problems.ts';
import { handlesMoney, MONEY, only } from './routes.permissions.ts';
import { sendOffice, whoIs } from './shell.ts';

export interface MaterialDeps extends ChoiceDeps {
  shop: { now(): ShopNow; refresh(): Promise<boolean> };
}

const t = en.materials;

export function materialRoutes(deps: MaterialDeps): Router {
  const router = Router();
  router.use(choiceRoutes(deps, 'material'));
  router.use(choiceRoutes(deps, 'finish'));
  return router;
}

function choiceRoutes(deps: MaterialDeps, kind: ChoiceKind): Router {
  const router = Router();
  const path = CHOICE_PATHS[kind].replace('/admin', '');
  const bosses = only(MONEY, t.notAllowed);
  const list = choiceList(deps, kind);
  const desk = { ...deps, kind };
  router.get(path, (req, res) =>
    answerList(req, res, list, (shown) =>
      sendOffice(req, res, 'materials', {
        ...choicesPage(kind, shown, deps.shop.now().priceSheet),
        maySave: handlesMoney(req),
      }),
    ),
  );
  router.post(path, bosses, (req, res) => save(desk, req, res, null));
  router.get(`${path}/new`, bosses, (req, res) => show(desk, req, res, null));
  router.get(`${path}/:slug`, async (req, res) => show(desk, req, res, await choiceAt(desk, req)));
  router.post(`${path}/:slug`, bosses, async (req, res) => save(desk, req, res, await choiceAt(desk, req)));
  router.post(`${path}/:slug/sale`, bosses, (req, res) => sell(desk, req, res));
  router.post(`${path}/:slug/position`, bosses, (req, res) => move(desk, req, res));
  return router;
}

interface DeskDeps extends MaterialDeps {
  kind: ChoiceKind;
}

async function choiceAt({ db, kind }: DeskDeps, req: Request): Promise<ChoiceRow> {
  const { slug } = req.params;
  const row = typeof slug === 'string' && slug.length <= 60 ? await findChoice(db, kind, slug) : null;
  if (!row) throw new NotFound(kind);
  return row;
}

async function show(
  desk: DeskDeps,
  req: Request,
  res: Response,
  row: ChoiceRow | null,
  back: Filled = EMPTY,
): Promise<void> {
  const { kind, shop } = desk;
  const { priceSheet: sheet, catalogue } = shop.now();
  if (row && back === EMPTY && wantsJson(req)) return void res.json(choiceItem(kind, row, sheet));
  const page = choicePage({ kind, row, back, sheet, catalogue, stock: await rolls(desk) });
  sendOffice(req, res, 'material', { ...page, maySave: handlesMoney(req) }, back === EMPTY ? 200 : 422);
}

/** What orders can reserve by area. */
async function rolls({ db }: DeskDeps) {
  const all = {
    words: [],
    filters: { level: [], check: [] },
    sort: { by: 'sku', descending: false },
    skip: 0,
    take: 500,
  } as const;
  const { rows } = await listStock(db, all);
  return rows.filter(({ unit }) => unit !== 'piece');
}

async function save(desk: DeskDeps, req: Request, res: Response, row: ChoiceRow | null): Promise<void> {
  const { kind } = desk;
  const skus = (await rolls(desk)).map(({ sku }) => sku);
  const form = readForm(choiceFields(kind, row?.stockSku ? [...skus, row.stockSku] : skus), req.body);
  const named = row ? null : readForm(slugFields, req.body);
  const slug = row?.slug ?? (named?.ok ? named.value.slug : '');
  const wrong: Problems = {
    ...(form.ok ? {} : form.problems),
    ...(named && !named.ok ? named.problems : {}),
  };
  const who = whoIs(req);
  const problems =
    form.ok && slug !== ''
      ? await problemsOf(() =>
          row
            ? saveChoice(desk, { kind, slug, who }, form.value)
            : makeChoice(desk, { kind, slug, who }, form.value),
        )
      : wrong;
  if (problems && wantsJson(req))
    return sendProblem(req, res, { status: 422, code: 'invalid', message: en.admin.invalid, problems });
  if (problems) return show(desk, req, res, row, { typed: form.typed, problems });
  const { name = '' } = form.typed;
  flashGood(req, row ? t.saved(name.trim()) : t.made(name.trim()));
  res.redirect(303, row ? CHOICE_PATHS[kind] : `${CHOICE_PATHS[kind]}/${slug}`);
}

async function sell(desk: DeskDeps, req: Request, res: Response): Promise<void> {
  const row = await choiceAt(desk, req);
  const { kind, db } = desk;
  const { onSale } = saleFields.parse(typedFields(req.body));
  await decideSale(desk, chosen(desk, req, row), onSale);
  const carts = await countCartsWith(db, kind === 'material' ? { material: row.slug } : { finish: row.slug });
  flashGood(req, onSale ? t.nowOnSale(row.name) : t.offSale(row.name, carts));
  res.redirect(303, CHOICE_PATHS[kind]);
}

async function move(desk: DeskDeps, req: Request, res: Response): Promise<void> {
  const row = await choiceAt(desk, req);
  const form = readForm(moveFields, req.body);
  if (!form.ok) throw new Refusal('invalid', t.problems.direction, { status: 422, problems: form.problems });
  await reorderChoice(desk, chosen(desk, req, row), form.value.direction);
  flashGood(req, t.moved(row.name));
  res.redirect(303, CHOICE_PATHS[desk.kind]);
}

function chosen({ kind }: DeskDeps, req: Request, { slug }: ChoiceRow): Chosen {
  return { kind, slug, who: whoIs(req) };
}

export function choiceList(
  { db, shop }: Pick<MaterialDeps, 'db' | 'shop'>,
  kind: ChoiceKind,
): List<ChoiceRow, ChoiceSort, ChoiceFilter> {
  return {
    path: CHOICE_PATHS[kind],
    sorts: CHOICE_SORTS,
    firstSort: 'position',
    filters: { sale: ['on', 'off'] },
    find: (wanted) => listChoices(db, kind, wanted),
    toItem: (row) => choiceItem(kind, row, shop.now().priceSheet),
    columns: CHOICE_COLUMNS[kind],
  };
}
