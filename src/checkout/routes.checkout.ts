// The checkout over HTTP: where should it go, how, and on to the pay page.
import { type Request, type Response, Router } from 'express';
import { saveAddress } from '../accounts/actions.addresses.ts';
import { rememberBusiness } from '../accounts/actions.business.ts';
import { countryName, isCountry } from '../accounts/countries.iso.ts';
import { findAddressFor, getCustomer, listAddresses, type PostalAddress } from '../accounts/queries.ts';
import { LARGEST_TOTAL_CENTS } from '../cart/priced.ts';
import { transaction } from '../db/transaction.ts';
import { money } from '../lib/format.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound, type Problems } from '../lib/refusal.ts';
import { DAY, earlier } from '../lib/time.ts';
import {
  type Business,
  type Contact,
  type OrderHead,
  type OrderRequest,
  type Placed,
  placeOrder,
} from '../orders/actions.place.ts';
import { businessOf, taxIdProblems } from '../orders/buyer.ts';
import { latestOrderOf } from '../orders/queries.ts';
import { type StartDeps, startPayment } from '../payments/actions.start.ts';
import type { ShopNow } from '../shop.ts';
import { sendProblem } from '../web/errors.ts';
import { sendPage } from '../web/page.ts';
import { readForm, type Typed, typedFields } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { checkoutForm } from './forms.ts';
import { type CheckoutPage, checkoutJson, checkoutPage } from './pages.checkout.ts';
import { type Desk, type DeskDeps, lookAtCart } from './queries.desk.ts';
import { chosenDelivery, type PricedDelivery, pageOfTotal, seenDelivery } from './totals.ts';

export interface CheckoutDeps extends StartDeps, Pick<DeskDeps, 'liveRates'> {
  shop: { now(): ShopNow; refresh(): Promise<boolean> };
}

export function checkoutRoutes(deps: CheckoutDeps): Router {
  const router = Router();
  router.get('/checkout', (req, res) => showCheckout(deps, req, res));
  router.post('/checkout', (req, res) => submitCheckout(deps, req, res));
  return router;
}

async function showCheckout(deps: CheckoutDeps, req: Request, res: Response): Promise<void> {
  const query = typedFields(req.query);
  const addresses = await addressesOf(deps, req);
  const typed = await startValues(deps, req, addresses, query);
  const desk = await lookAtCart(deps, req.visitor, typed);
  const chosen =
    chosenDelivery(desk.deliveries, query.delivery) ?? chosenDelivery(desk.deliveries, undefined);
  if (desk.isEmpty || desk.priced.problems.length > 0) {
    res.redirect(303, '/cart');
  } else if (wantsJson(req)) {
    res.json(checkoutJson(desk.priced, desk.deliveries, chosen));
  } else {
    const problems = desk.couponProblem;
    sendForm(deps, req, res, { desk, chosen, typed, addresses, problems, status: 200, notice: null });
  }
}

async function submitCheckout(deps: CheckoutDeps, req: Request, res: Response): Promise<void> {
  const saved = await addressFromBook(deps, req);
  const desk = await lookAtCart(deps, req.visitor, {
    ...typedFields(req.body),
    ...(saved && addressOnly(saved)),
  });
  if (desk.isEmpty) return sendToEarlierOrder(deps, req, res);
  if (typedFields(req.body).reload) return showFor(deps, req, res, desk);
  const form = readForm(checkoutForm, { ...req.body, ...(saved && addressOnly(saved)) });
  const { typed } = form;
  const chosen = chosenDelivery(desk.deliveries, typed.delivery);
  const problems = {
    ...(!form.ok && form.problems),
    ...problemsBeyondForm(chosen, desk),
    ...taxIdProblems(typed, deps.shop.now()),
    ...desk.couponProblem,
  };
  if (!form.ok || !chosen || Object.keys(problems).length > 0) {
    return sendAgain(deps, req, res, {
      desk,
      typed,
      problems,
      status: 422,
      code: 'invalid',
      message: en.checkout.invalid,
    });
  }

  const { seenGrossCents, saveAddress: isToBeKept, ...contact } = form.value;
  const shown = { grossCents: seenGrossCents, deliveryId: typed.seenDelivery };
  const page = pageOfTotal(desk, shown);
  const delivery = chosenDelivery(page, chosen.id) ?? chosen;
  const request: OrderRequest = {
    visitor: req.visitor,
    contact: contactOnly(contact),
    business: businessOf(contact),
    delivery,
    seenDelivery: seenDelivery([...page, ...desk.withoutCoupon], shown, delivery),
    seenGrossCents,
    seenExtraDays: wholeDays(typed.seenExtraDays),
    coupon: contact.coupon,
  };
  const placed = await placeOrder(deps, request);
  if (placed.kind === 'placed') await keepForNextTime(deps, req, request, isToBeKept && !saved);
  await answerPlaced(deps, req, res, { placed, typed });
}

function wholeDays(text = ''): number | undefined {
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

/** Without a script: the fields and the deliveries of the country that was chosen, with what was typed so far. */
async function showFor(deps: CheckoutDeps, req: Request, res: Response, desk: Desk): Promise<void> {
  const typed = typedFields(req.body);
  const chosen =
    chosenDelivery(desk.deliveries, typed.delivery) ?? chosenDelivery(desk.deliveries, undefined);
  const addresses = await addressesOf(deps, req);
  sendForm(deps, req, res, { desk, chosen, typed, addresses, problems: {}, status: 200, notice: null });
}

function problemsBeyondForm(chosen: PricedDelivery | null, { deliveries, country }: Desk): Problems {
  if (deliveries.length === 0) return { delivery: en.delivery.nowhere(countryName(country)) };
  if (!chosen) return { delivery: en.checkout.fields.delivery };
  return chosen.totals.grossCents > LARGEST_TOTAL_CENTS ? { form: en.checkout.tooExpensive } : {};
}

async function answerPlaced(
  deps: CheckoutDeps,
  req: Request,
  res: Response,
  { placed, typed }: { placed: Placed; typed: Typed },
): Promise<void> {
  if (placed.kind === 'placed' || placed.kind === 'already') return sendToPayment(deps, res, placed.order);
  const desk = await lookAtCart(deps, req.visitor, typed);
  if (placed.kind === 'nothing' || desk.isEmpty) return res.redirect(303, '/cart');
  const again = { desk, typed, problems: {}, status: 409, code: placed.kind };
  if (placed.kind === 'out_of_stock') {
    const message = en.checkout.outOfStock(placed.lines.join(', '));
    return sendAgain(deps, req, res, { ...again, message });
  }
  if (placed.kind === 'later') {
    const message = en.inventory.nowLater(placed.days);
    return sendAgain(deps, req, res, { ...again, code: 'out_of_stock', message });
  }
  if (placed.kind === 'coupon_refused') {
    const problems = { coupon: en.checkout.coupons[placed.problem] };
    return sendAgain(deps, req, res, {
      ...again,
      problems,
      status: 422,
      code: 'invalid',
      message: en.checkout.invalid,
    });
  }
  return sendAgain(deps, req, res, { ...again, message: priceChanged(desk, typed) });
}

function priceChanged({ priced, deliveries }: Desk, typed: Typed): string {
  if (priced.problems.length > 0) return en.checkout.linesGone;
  const grossCents = chosenDelivery(deliveries, typed.delivery)?.totals.grossCents ?? priced.grossCents;
  return en.checkout.priceChanged(money(grossCents, priced.currency));
}

/** Pressed twice: the first press took the cart, its order is where this one goes too. */
async function sendToEarlierOrder(deps: CheckoutDeps, req: Request, res: Response): Promise<void> {
  const order = await latestOrderOf(deps.db, req.visitor, earlier(deps.clock(), DAY));
  if (order) await sendToPayment(deps, res, order);
  else res.redirect(303, '/cart');
}

async function sendToPayment(deps: CheckoutDeps, res: Response, order: OrderHead): Promise<void> {
  const started = await startPayment(deps, order.id);
  res.redirect(
    303,
    started.kind === 'pay' ? started.url : `/orders/${order.number}/landing?key=${order.key}`,
  );
}

interface Again {
  desk: Desk;
  typed: Typed;
  problems: Problems;
  status: number;
  code: string;
  message: string;
}

/** The form again, with everything that was typed and the total as it is now. */
async function sendAgain(deps: CheckoutDeps, req: Request, res: Response, again: Again): Promise<void> {
  const { desk, typed, problems, status, code, message } = again;
  const chosen =
    chosenDelivery(desk.deliveries, typed.delivery) ?? chosenDelivery(desk.deliveries, undefined);
  if (wantsJson(req)) {
    const named = Object.keys(problems).length > 0 ? { problems } : {};
    const seenGrossCents = chosen?.totals.grossCents ?? desk.priced.grossCents;
    sendProblem(req, res, { status, code, message, ...named }, { seenGrossCents });
    return;
  }
  const addresses = await addressesOf(deps, req);
  const notice = { text: problems.form ?? message, toCart: status === 409 };
  sendForm(deps, req, res, { desk, chosen, typed, addresses, problems, status, notice });
}

interface FormParts extends Pick<CheckoutPage, 'chosen' | 'typed' | 'problems' | 'addresses' | 'notice'> {
  desk: Desk;
  status: number;
}

function sendForm(
  deps: CheckoutDeps,
  req: Request,
  res: Response,
  { desk, status, ...page }: FormParts,
): void {
  const { priced, deliveries, country, extraDays } = desk;
  const { settings } = deps.shop.now();
  const isGuest = req.visitor.customer === null;
  const model = checkoutPage({ ...page, priced, settings, deliveries, country, extraDays, isGuest });
  sendPage(req, res, 'checkout/checkout', model, { status });
}

async function addressesOf(deps: CheckoutDeps, req: Request): Promise<PostalAddress[]> {
  const { customer } = req.visitor;
  return customer ? listAddresses(deps.db, customer.id) : [];
}

/** What the form holds before anybody typed: the default address of whoever is signed in. */
async function startValues(
  deps: CheckoutDeps,
  req: Request,
  addresses: readonly PostalAddress[],
  wished: Typed,
): Promise<Typed> {
  const { customer } = req.visitor;
  const account = customer && (await getCustomer(deps.db, customer.id));
  const home = addresses.find((address) => address.isDefault);
  const country = wished.country?.toUpperCase() ?? '';
  return {
    country: deps.shop.now().settings.homeCountry,
    ...(account && { email: account.email, name: account.name }),
    ...(account && { company: account.company, taxId: account.taxId }),
    ...(home && addressOnly(home)),
    ...(isCountry(country) && { country }),
    // a parcel for another country goes to none of the regions at home
    ...(isCountry(country) && country !== home?.country && { region: '' }),
    ...(wished.region !== undefined && { region: wished.region.slice(0, 100) }),
    ...(wished.city !== undefined && { city: wished.city.slice(0, 100) }),
    ...(wished.postalCode !== undefined && { postalCode: wished.postalCode.slice(0, 20) }),
    ...(wished.coupon !== undefined && { coupon: wished.coupon.slice(0, 40) }),
    ...(wished.taxId !== undefined && { taxId: wished.taxId.slice(0, 40) }),
  };
}

/** Somebody else's address is not there, before any field is looked at. */
async function addressFromBook(deps: CheckoutDeps, req: Request): Promise<PostalAddress | null> {
  const { addressId } = typedFields(req.body);
  if (!addressId) return null;
  const { customer } = req.visitor;
  const known =
    customer && looksLikeId(addressId) ? await findAddressFor(deps.db, customer.id, addressId) : null;
  if (!known) throw new NotFound('address');
  return known;
}

/** Only after the order stands: what cannot be kept must not stop it. */
async function keepForNextTime(
  deps: CheckoutDeps,
  req: Request,
  { contact, business }: { contact: Contact; business?: Business },
  withAddress: boolean,
): Promise<void> {
  const { customer } = req.visitor;
  if (!customer) return;
  await transaction(deps.db, async (tx) => {
    if (business) await rememberBusiness(tx, customer.id, business);
    if (withAddress) await saveAddress(tx, customer.id, addressOnly(contact), deps.clock());
  });
}

function addressOnly(from: Omit<Contact, 'email'>): Omit<Contact, 'email'> {
  const { name, line1, line2, city, region, postalCode, country, phone } = from;
  return { name, line1, line2, city, region, postalCode, country, phone };
}

function contactOnly(from: Contact): Contact {
  return { email: from.email, ...addressOnly(from) };
}
