// Orders that staff draft for a customer, out of the cart they filled in the shop; and the link to pay them.
import { type Request, type Response, Router } from 'express';
import type { Filled } from '../accounts/pages.ts';
import type { PricedCart } from '../cart/priced.ts';
import { findCartLines } from '../cart/queries.ts';
import { Refusal } from '../lib/refusal.ts';
import { draftOrder, priceDraft, sendPayLink } from '../orders/actions.draft.ts';
import { businessOf, taxIdProblems } from '../orders/buyer.ts';
import { deliveriesTo, type OfferedDelivery } from '../shipping/delivery.ts';
import { parcelOf } from '../shipping/packing.ts';
import type { ShopNow } from '../shop.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm, typedFields } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { agreedPrices, draftFields } from './forms.drafts.ts';
import { draftPage } from './pages.drafts.ts';
import { carryOut, deskAt, type OrderPageDeps } from './routes.order-page.ts';
import { MONEY, only } from './routes.permissions.ts';
import { sendOffice, whoIs } from './shell.ts';

export interface DraftDeps extends OrderPageDeps {
  shop: { now(): ShopNow };
}

/** Stands before the orders' own routes: `new` is no order's number. */
export function draftRoutes(deps: DraftDeps): Router {
  const router = Router();
  const sellers = only(MONEY, en.money.notAllowed);
  router.get('/orders/new', sellers, (req, res) => showDraft(deps, req, res));
  router.post('/orders', sellers, (req, res) => submitDraft(deps, req, res));
  router.post('/orders/:number/pay-link', (req, res) => payLink(deps, req, res));
  return router;
}

interface CameBack extends Filled {
  status: number;
  refusal: string | null;
}

async function showDraft(deps: DraftDeps, req: Request, res: Response, back?: CameBack): Promise<void> {
  const shop = deps.shop.now();
  const lines = await findCartLines(deps.db, req.visitor);
  const country = back?.typed.country || shop.settings.homeCountry;
  const contact = { ...NOBODY, country, region: back?.typed.region ?? '' };
  const priced = priceDraft(lines, shop, { contact });
  const { status = 200, refusal = null, ...filled } = back ?? { typed: { country }, problems: {} };
  const deliveries = deliveriesFor(shop, { priced, contact });
  sendOffice(req, res, 'draft', draftPage({ priced, deliveries, filled, refusal }), status);
}

/** At our own prices, as the goods are quoted: what was agreed on changes no postage. */
function deliveriesFor(
  shop: ShopNow,
  { priced, contact }: { priced: PricedCart; contact: { country: string; region: string } },
): OfferedDelivery[] {
  const { country, region } = contact;
  const { weightGrams } = parcelOf(priced.lines, shop.catalogue);
  return deliveriesTo(shop.deliveries, { country, region, weightGrams, goodsCents: priced.netCents });
}

const NOBODY = {
  email: '',
  name: '',
  phone: '',
  line1: '',
  line2: '',
  city: '',
  region: '',
  postalCode: '',
  country: '',
};

async function submitDraft(deps: DraftDeps, req: Request, res: Response): Promise<void> {
  const form = readForm(draftFields, req.body);
  const typed = typedFields(req.body);
  const lines = await findCartLines(deps.db, req.visitor);
  const { agreed, problems: priceProblems } = agreedPrices(
    typed,
    lines.map(({ id }) => id),
  );
  const shop = deps.shop.now();
  const contact = { ...NOBODY, country: form.ok ? form.value.country : '', region: typed.region ?? '' };
  const quoted = priceDraft(lines, shop, { contact });
  const delivery = deliveriesFor(shop, { priced: quoted, contact }).find(({ id }) => id === typed.delivery);
  // which of them go there is only known with an address
  const isKnown = shop.deliveries.some(({ id }) => id === typed.delivery);
  const problems = {
    ...(!form.ok && form.problems),
    ...priceProblems,
    ...taxIdProblems(typed, shop),
    ...((form.ok || !isKnown) && !delivery && { delivery: en.checkout.fields.delivery }),
  };
  try {
    if (!form.ok || !delivery || Object.keys(problems).length > 0)
      throw new Refusal('invalid', en.admin.invalid, { status: 422, problems });
    const { reason, sendLink, coupon, company, taxId, ...buyer } = form.value;
    const business = businessOf({ company, taxId, country: buyer.country });
    const wish = { contact: buyer, business, delivery, agreed, reason, coupon, sendLink };
    const order = await draftOrder(deps, { desk: req.visitor, who: whoIs(req), ...wish });
    flashGood(req, en.money.drafts.done);
    res.redirect(303, `/admin/orders/${order.number}`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await sayNo(deps, req, res, { error, typed });
  }
}

async function sayNo(
  deps: DraftDeps,
  req: Request,
  res: Response,
  { error, typed }: { error: Refusal; typed: Record<string, string> },
): Promise<void> {
  const { status, code, message, problems = {} } = error;
  if (wantsJson(req)) sendProblem(req, res, { status, code, message, problems });
  else await showDraft(deps, req, res, { typed, problems, status, refusal: message });
}

async function payLink(deps: DraftDeps, req: Request, res: Response): Promise<void> {
  const desk = await deskAt(deps, req, res);
  await carryOut(desk, async () => {
    await sendPayLink(deps, { number: desk.number, who: whoIs(req) });
    return en.money.drafts.payLinkSent;
  });
}
