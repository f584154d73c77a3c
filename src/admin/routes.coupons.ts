// Coupons in the back office: the list, one coupon, and whether the checkout asks for them.
import { type Request, type Response, Router } from 'express';
import { EMPTY, type Filled } from '../accounts/pages.ts';
import type { Settings } from '../catalog/settings.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import {
  COUPON_SORTS,
  type CouponFilter,
  type CouponRow,
  type CouponSort,
  listCoupons,
} from '../pricing/queries.coupons.ts';
import { ticked } from '../shipping/forms.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { saveCoupon } from './actions.coupons.ts';
import { type SettingsDeps, saveSettings } from './actions.settings.ts';
import { couponFields } from './forms.coupons.ts';
import { answerList, type List } from './list.ts';
import { COUPON_COLUMNS, type Coupon, couponItem, couponPage, couponsPage } from './pages.coupons.ts';
import { handlesMoney, MONEY, only } from './routes.permissions.ts';
import { sendOffice, whoIs } from './shell.ts';

export interface CouponDeps extends Omit<SettingsDeps, 'shop'> {
  shop: {
    now(): { settings: Settings; priceSheet: { currency: string } };
    refresh(): Promise<boolean>;
  };
}

export function couponRoutes(deps: CouponDeps): Router {
  const router = Router();
  const list = couponList(deps);
  const cashiers = only(MONEY, en.money.notAllowed);
  router.get('/coupons', (req, res) =>
    answerList(req, res, list, (shown) => {
      const { settings, priceSheet } = deps.shop.now();
      const isShown = settings['coupons.shown'];
      const look = { currency: priceSheet.currency, isShown, maySave: handlesMoney(req) };
      sendOffice(req, res, 'list', couponsPage(shown, look));
    }),
  );
  router.get('/coupons/new', cashiers, (req, res) => show(req, res, null));
  router.get('/coupons/:id', async (req, res) => show(req, res, await couponAt(deps, req)));
  router.post('/coupons', cashiers, (req, res) => save(deps, req, res, null));
  router.post('/coupons/field', cashiers, (req, res) => chooseField(deps, req, res));
  router.post('/coupons/:id', cashiers, async (req, res) => save(deps, req, res, await couponAt(deps, req)));
  return router;
}

async function couponAt({ db }: CouponDeps, req: Request): Promise<Coupon> {
  const { id } = req.params;
  const coupon =
    typeof id === 'string' && looksLikeId(id) ? await db.coupon.findUnique({ where: { id } }) : null;
  if (!coupon) throw new NotFound('coupon');
  return coupon;
}

function show(req: Request, res: Response, coupon: Coupon | null, back: Filled = EMPTY): void {
  const status = back === EMPTY ? 200 : 422;
  if (coupon && wantsJson(req)) res.json(couponItem(coupon));
  else sendOffice(req, res, 'coupon', { ...couponPage(coupon, back), maySave: handlesMoney(req) }, status);
}

async function save(deps: CouponDeps, req: Request, res: Response, coupon: Coupon | null): Promise<void> {
  const form = readForm(couponFields, req.body);
  const { typed } = form;
  const problems = form.ok ? await problemsOfSaving() : form.problems;
  if (problems) {
    if (!wantsJson(req)) return show(req, res, coupon, { typed, problems });
    return sendProblem(req, res, { status: 422, code: 'invalid', message: en.admin.invalid, problems });
  }
  flashGood(req, en.money.coupons.saved);
  res.redirect(303, '/admin/coupons');

  async function problemsOfSaving() {
    if (!form.ok) return form.problems;
    try {
      await saveCoupon(deps, { id: coupon?.id ?? null, coupon: form.value, who: whoIs(req) });
      return null;
    } catch (error) {
      if (error instanceof Refusal && error.problems) return error.problems;
      throw error;
    }
  }
}

async function chooseField(deps: CouponDeps, req: Request, res: Response): Promise<void> {
  const isShown = ticked.parse(typeof req.body?.shown === 'string' ? req.body.shown : '');
  await saveSettings(deps, { 'coupons.shown': isShown }, whoIs(req));
  flashGood(req, en.money.coupons.field.saved);
  res.redirect(303, '/admin/coupons');
}

export function couponList(deps: Pick<CouponDeps, 'db'>): List<CouponRow, CouponSort, CouponFilter> {
  return {
    path: '/admin/coupons',
    sorts: COUPON_SORTS,
    firstSort: '-createdAt',
    filters: { active: ['on', 'off'] },
    find: (wanted) => listCoupons(deps.db, wanted),
    toItem: couponItem,
    columns: COUPON_COLUMNS,
  };
}
