// Making an account, and proving that its address is one's own.
import { type Request, type Response, Router } from 'express';
import { flashGood } from '../web/flash.ts';
import { sendPage } from '../web/page.ts';
import { readForm, typedFields } from '../web/read-form.ts';
import { en } from '../words/en.ts';
import { type SignUpDeps, signUp, verifyEmail } from './actions.sign-up.ts';
import { isCountry } from './countries.iso.ts';
import { signUpFields } from './forms.ts';
import { landingOfCustomer } from './local-path.ts';
import { customerOf, needCustomer } from './middleware.ts';
import { type Filled, oldLinkPage, signUpPage, verifyPage } from './pages.ts';
import { findToken } from './queries.ts';
import { type DoorLimits, enter, sendForm, visitorIdFor } from './routes.door.ts';
import { nextOf } from './routes.sign-in.ts';

interface Deps extends SignUpDeps {
  limits: DoorLimits;
  shop: { now(): { settings: { homeCountry: string } } };
}

export function signUpRoutes(deps: Deps): Router {
  const router = Router();
  router.get('/signup', (req, res) => showSignUp(deps, req, res));
  router.post('/signup', (req, res) => submitSignUp(deps, req, res));
  router.get('/verify-email/:token', needCustomer, (req, res) => showVerification(deps, req, res));
  router.post('/verify-email/:token', needCustomer, (req, res) => submitVerification(deps, req, res));
  return router;
}

function showSignUp(deps: Deps, req: Request, res: Response): void {
  const { country = '' } = typedFields(req.query);
  const typed = { country: isCountry(country) ? country : deps.shop.now().settings.homeCountry };
  sendPage(req, res, 'accounts/sign-up', signUpPage({ typed, problems: {} }, nextOf(req.query)));
}

async function submitSignUp(deps: Deps, req: Request, res: Response): Promise<void> {
  const typed = typedFields(req.body);
  if (typed.reload) return showAgain(req, res, typed);
  const form = readForm(signUpFields, req.body);
  if (!form.ok) return sendAgain(req, res, form);
  deps.limits.signUp(req, res);
  const { email, password, next: _next, ...address } = form.value;
  const made = await signUp(deps, { email, password, address, visitorId: visitorIdFor(req) });
  if (made.kind === 'taken') {
    return sendAgain(req, res, { typed: form.typed, problems: { email: en.accounts.problems.emailTaken } });
  }
  await enter(req, { customerId: made.customerId });
  flashGood(req, en.accounts.signUp.welcome(address.name));
  res.redirect(303, landingOfCustomer(nextOf(req.body)));
}

/** Without a script: the fields of the country that was chosen, with what was typed so far. */
function showAgain(req: Request, res: Response, typed: Filled['typed']): void {
  sendPage(req, res, 'accounts/sign-up', signUpPage({ typed, problems: {} }, nextOf(req.body)));
}

function sendAgain(req: Request, res: Response, filled: Filled): void {
  const model = signUpPage(filled, nextOf(req.body));
  sendForm(req, res, { view: 'accounts/sign-up', model, problems: filled.problems });
}

/**
 * Only for the account the link was made for, signed in: who opens the mailbox is shown the page, but must also
 * know the password. Else somebody could sign up with your address and let your click hand them your orders.
 */
async function showVerification(deps: Deps, req: Request<{ token: string }>, res: Response): Promise<void> {
  const customer = customerOf(req);
  const token = await findToken(deps.db, 'verify-email', req.params.token, deps.clock());
  if (token?.customerId !== customer.id) return sendOldLink(req, res);
  sendPage(req, res, 'accounts/verify', verifyPage(customer.email, req.path));
}

async function submitVerification(deps: Deps, req: Request<{ token: string }>, res: Response): Promise<void> {
  if (!(await verifyEmail(deps, customerOf(req).id, req.params.token))) return sendOldLink(req, res);
  flashGood(req, en.accounts.verify.done);
  res.redirect(303, '/account');
}

function sendOldLink(req: Request, res: Response): void {
  sendPage(req, res, 'accounts/old-link', oldLinkPage('verify'), { status: 404 });
}
