// Signing in and out, customers and staff alike.
import { type Request, type Response, Router } from 'express';
import { sendPage } from '../web/page.ts';
import { readForm } from '../web/read-form.ts';
import { endSession } from '../web/session.ts';
import { en } from '../words/en.ts';
import { type Account, type SignInDeps, signIn } from './actions.sign-in.ts';
import { signInFields } from './forms.ts';
import { landingOfCustomer, landingOfStaff, localPath } from './local-path.ts';
import { EMPTY, type Filled, signInPage } from './pages.ts';
import { enter, sendForm, visitorIdFor } from './routes.door.ts';

export function signInRoutes(deps: SignInDeps): Router {
  const router = Router();
  router.get('/login', showSignIn);
  router.post('/login', (req, res) => submitSignIn(deps, req, res));
  router.post('/logout', signOut);
  return router;
}

function showSignIn(req: Request, res: Response): void {
  sendPage(req, res, 'accounts/sign-in', signInPage(EMPTY, nextOf(req.query)));
}

async function submitSignIn(deps: SignInDeps, req: Request, res: Response): Promise<void> {
  const form = readForm(signInFields, req.body);
  if (!form.ok) return sendAgain(req, res, form, 422);
  const { email, password } = form.value;
  const ip = req.ip ?? '';
  const outcome = await signIn(deps, { email, password, ip, visitorId: visitorIdFor(req) });
  if (outcome.kind === 'signed_in') {
    await enter(req, outcome.account);
    return res.redirect(303, landing(outcome.account, nextOf(req.body)));
  }
  if (outcome.kind === 'wrong') {
    return sendAgain(req, res, { typed: form.typed, problems: { form: en.accounts.signIn.wrong } }, 422);
  }
  res.set('Retry-After', String(outcome.seconds));
  const problems = { form: en.accounts.tooManyTries(outcome.seconds) };
  sendAgain(req, res, { typed: form.typed, problems }, 429);
}

function sendAgain(req: Request, res: Response, filled: Filled, status: number): void {
  const model = signInPage(filled, nextOf(req.body));
  sendForm(req, res, { view: 'accounts/sign-in', model, problems: filled.problems, status });
}

/** Ends this session here and in the browser; other browsers stay signed in. */
async function signOut(req: Request, res: Response): Promise<void> {
  await endSession(req, res);
  res.redirect(303, '/');
}

export function nextOf(fields: unknown): string | null {
  return localPath(readForm(signInFields, fields).typed.next);
}

export function landing(account: Account, next: string | null): string {
  return 'staffId' in account ? landingOfStaff(next) : landingOfCustomer(next);
}
