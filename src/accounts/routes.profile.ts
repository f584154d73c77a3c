// The profile: name and phone, e-mail address, password.
import { type Request, type Response, Router } from 'express';
import type { Db } from '../db/open.ts';
import type { Clock } from '../lib/time.ts';
import { flashGood } from '../web/flash.ts';
import { sendPage } from '../web/page.ts';
import { readForm } from '../web/read-form.ts';
import { en } from '../words/en.ts';
import { changePassword } from './actions.password.ts';
import { changeEmail, changeProfile } from './actions.profile.ts';
import { confirmPassword } from './actions.sign-in.ts';
import { sendVerificationAgain } from './actions.sign-up.ts';
import type { Desk } from './actions.tokens.ts';
import { emailChangeFields, passwordChangeFields, profileFields } from './forms.ts';
import { customerOf, needCustomer } from './middleware.ts';
import { type ProfileForm, profilePage } from './pages.profile.ts';
import type { Filled } from './pages.ts';
import { getCustomer } from './queries.ts';
import { type DoorLimits, enter, sendForm } from './routes.door.ts';

interface Deps extends Desk {
  db: Db;
  clock: Clock;
  rateLimit: boolean;
  limits: DoorLimits;
}

export function profileRoutes(deps: Deps): Router {
  const router = Router();
  router.get('/account', needCustomer, (req, res) => showProfile(deps, req, res));
  router.post('/account', needCustomer, (req, res) => submitContact(deps, req, res));
  router.post('/account/email', needCustomer, (req, res) => submitEmail(deps, req, res));
  router.post('/account/password', needCustomer, (req, res) => submitPassword(deps, req, res));
  router.post('/account/verification', needCustomer, (req, res) => sendLetterAgain(deps, req, res));
  return router;
}

async function showProfile(deps: Deps, req: Request, res: Response): Promise<void> {
  sendPage(req, res, 'accounts/profile', profilePage(await getCustomer(deps.db, customerOf(req).id)));
}

async function submitContact(deps: Deps, req: Request, res: Response): Promise<void> {
  const form = readForm(profileFields, req.body);
  if (!form.ok) return sendAgain(deps, req, res, { form: 'contact', ...form });
  await changeProfile(deps, customerOf(req).id, form.value);
  flashGood(req, en.accounts.profile.contactSaved);
  res.redirect(303, '/account');
}

async function submitEmail(deps: Deps, req: Request, res: Response): Promise<void> {
  const form = readForm(emailChangeFields, req.body);
  if (!form.ok) return sendAgain(deps, req, res, { form: 'email', ...form });
  const { email, currentPassword } = form.value;
  const { id } = customerOf(req);
  if (!(await knowsPassword(deps, req, res, { form: 'email', typed: form.typed, currentPassword }))) return;
  deps.limits.letter(req, res, email);
  const change = await changeEmail(deps, id, email);
  if (change.kind === 'taken') {
    const problems = { email: en.accounts.problems.emailInUse };
    return sendAgain(deps, req, res, { form: 'email', typed: form.typed, problems });
  }
  flashGood(req, en.accounts.profile.emailSaved(email));
  res.redirect(303, '/account');
}

async function submitPassword(deps: Deps, req: Request, res: Response): Promise<void> {
  const form = readForm(passwordChangeFields, req.body);
  if (!form.ok) return sendAgain(deps, req, res, { form: 'password', ...form });
  const { currentPassword, password } = form.value;
  const customerId = customerOf(req).id;
  if (!(await knowsPassword(deps, req, res, { form: 'password', typed: form.typed, currentPassword })))
    return;
  await changePassword(deps, customerId, password);
  await enter(req, { customerId });
  flashGood(req, en.accounts.profile.passwordSaved);
  res.redirect(303, '/account');
}

async function sendLetterAgain(deps: Deps, req: Request, res: Response): Promise<void> {
  const { id, email } = customerOf(req);
  deps.limits.letter(req, res, email);
  await sendVerificationAgain(deps, id);
  flashGood(req, en.accounts.profile.sentAgain);
  res.redirect(303, '/account');
}

interface Claim {
  form: ProfileForm;
  typed: Filled['typed'];
  currentPassword: string;
}

/** Answers the request itself when the current password is wrong. */
async function knowsPassword(deps: Deps, req: Request, res: Response, claim: Claim): Promise<boolean> {
  const { form, typed, currentPassword: password } = claim;
  const { email, passwordHash } = await getCustomer(deps.db, customerOf(req).id);
  const outcome = await confirmPassword(deps, { email, passwordHash, password, ip: req.ip ?? '' });
  if (outcome.kind === 'right') return true;
  const tooMany = outcome.kind === 'too_many';
  if (tooMany) res.set('Retry-After', String(outcome.seconds));
  const sentence = tooMany ? en.accounts.tooManyTries(outcome.seconds) : en.accounts.problems.passwordWrong;
  const back = { form, typed, problems: { currentPassword: sentence } };
  await sendAgain(deps, req, res, back, tooMany ? 429 : 422);
  return false;
}

async function sendAgain(
  deps: Deps,
  req: Request,
  res: Response,
  back: { form: ProfileForm } & Filled,
  status = 422,
): Promise<void> {
  const model = profilePage(await getCustomer(deps.db, customerOf(req).id), back);
  sendForm(req, res, { view: 'accounts/profile', model, problems: back.problems, status });
}
