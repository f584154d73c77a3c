// The checkout over HTTP: where should it go, how, and on to the pay page.
import { type Request, type Response, Router } from 'express';
import { saveAddress } from '../accounts/actions.addresses.ts';
import { rememberBusiness } from '../accounts/actions.business.ts';
import { isCountry } from '../accounts/countries.iso.ts';
import { findAddressFor, getCustomer, listAddresses, type PostalAddress } from '../accounts/queries.ts';
import { withDiscount } from '../cart/discount.ts';
import { LARGEST_TOTAL_CENTS, type PricedCart, priceCart } from '../cart/priced.ts';
import { findCartLines } from '../cart/queries.ts';
import { transaction } from '../db/transaction.ts';
import { money } from '../lib/format.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound, type Problems } from '../lib/refusal.ts';
import { DAY, earlier } from '../lib/time.ts';
import { lookUpCoupon } from '../orders/actions.coupon.ts';
import {
  type Business,
  type Contact,
  type OrderHead,
  type OrderRequest,
  type Placed,
  placeOrder,
} from '../orders/actions.place.ts';
import { latestOrderOf } from '../orders/queries.ts';
import { type StartDeps, startPayment } from '../payments/actions.start.ts';
import type { ShopNow } from '../shop.ts';
import { sendProblem } from '../web/errors.ts';
import { sendPage } from '../web/page.ts';
import { readForm, type Typed, typedFields } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { businessOf, taxIdProblems, taxOfBuyer } from './buyer.ts';
import { checkoutForm } from './forms.ts';
import { type CheckoutPage, checkoutJson, checkoutPage } from './pages.checkout.ts';
import { chosenDelivery, type PricedDelivery, priceDeliveries, seenDelivery } from './totals.ts';

export interface CheckoutDeps extends StartDeps {
  shop: { now(): ShopNow };
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
  const desk = await lookAtCart(deps, req, typed);
  const chosen =
    chosenDelivery(desk.deliveries, query.delivery) ?? chosenDelivery(desk.deliveries, undefined);
  if (desk.isEmpty || desk.priced.problems.length > 0 || !chosen) {
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
  const desk = await lookAtCart(deps, req, { ...typedFields(req.body), ...(saved && addressOnly(saved)) });
  if (desk.isEmpty) return sendToEarlierOrder(deps, req, res);
  const form = readForm(checkoutForm, { ...req.body, ...(saved && addressOnly(saved)) });
  const { typed } = form;
  const chosen = chosenDelivery(desk.deliveries, typed.delivery);
  const problems = {
    ...(!form.ok && form.problems),
    ...problemsBeyondForm(chosen),
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
  const seen = seenDelivery(
    [...desk.deliveries, ...desk.withoutCoupon],
    { grossCents: seenGrossCents, deliveryId: typed.seenDelivery },
    chosen,
  );
  const request: OrderRequest = {
    visitor: req.visitor,
    contact: contactOnly(contact),
    business: businessOf(contact),
    delivery: chosen,
    seenDelivery: seen,
    seenGrossCents,
    coupon: contact.coupon,
  };
  const placed = await placeOrder(deps, request);
  if (placed.kind === 'placed') await keepForNextTime(deps, req, request, isToBeKept && !saved);
  await answerPlaced(deps, req, res, { placed, typed });
}

/** The cart as it is to be paid, with every way of delivery. */
interface Desk {
  isEmpty: boolean;
  priced: PricedCart;
  deliveries: PricedDelivery[];
  /** What the page said before a coupon was typed. */
  withoutCoupon: PricedDelivery[];
  couponProblem: Problems;
}

/** `buyer`: what is known of who buys and where it goes. */
async function lookAtCart(deps: CheckoutDeps, req: Request, buyer: Typed): Promise<Desk> {
  const shop = deps.shop.now();
  const lines = await findCartLines(deps.db, req.visitor);
  const now = deps.clock();
  const full = priceCart(lines, shop, taxOfBuyer(buyer, shop));
  const { coupon: code = '', email = '' } = buyer;
  const found = await lookUpCoupon(deps.db, { code, email, goodsCents: full.netCents, now });
  const coupon = found && 'cents' in found ? found : null;
  const priced = coupon ? withDiscount(full, coupon) : full;
  const delivered = (cart: PricedCart) => priceDeliveries(cart, shop.deliveries, shop.settings, now);
  return {
    isEmpty: lines.length === 0,
    priced,
    deliveries: delivered(priced),
    withoutCoupon: coupon ? delivered(full) : [],
    couponProblem: found && 'problem' in found ? { coupon: en.checkout.coupons[found.problem] } : {},
  };
}

function problemsBeyondForm(chosen: PricedDelivery | null): Problems {
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
  const desk = await lookAtCart(deps, req, typed);
  if (placed.kind === 'nothing' || desk.isEmpty) return res.redirect(303, '/cart');
  const again = { desk, typed, problems: {}, status: 409, code: placed.kind };
  if (placed.kind === 'out_of_stock') {
    const message = en.checkout.outOfStock(placed.lines.join(', '));
    return sendAgain(deps, req, res, { ...again, message });
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
  if (!chosen) return res.redirect(303, '/cart');
  if (wantsJson(req)) {
    const named = Object.keys(problems).length > 0 ? { problems } : {};
    sendProblem(req, res, { status, code, message, ...named }, { seenGrossCents: chosen.totals.grossCents });
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
  const { priced, deliveries } = desk;
  const { settings } = deps.shop.now();
  const isGuest = req.visitor.customer === null;
  sendPage(req, res, 'checkout/checkout', checkoutPage({ ...page, priced, settings, deliveries, isGuest }), {
    status,
  });
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
