// A forgotten password: asking for a link, and choosing a new password by it.
import { type Request, type Response, Router } from 'express';
import type { Db } from '../db/open.ts';
import type { Clock } from '../lib/time.ts';
import { flashGood } from '../web/flash.ts';
import { sendPage } from '../web/page.ts';
import { readForm } from '../web/read-form.ts';
import { en } from '../words/en.ts';
import { requestPasswordReset, resetPassword } from './actions.password.ts';
import type { OnVerified } from './actions.sign-up.ts';
import { type Desk, RESET_MINUTES } from './actions.tokens.ts';
import { newPasswordFields, resetRequestFields } from './forms.ts';
import { choosePasswordPage, EMPTY, oldLinkPage, resetRequestPage, resetSentPage } from './pages.ts';
import { findToken } from './queries.ts';
import { type DoorLimits, enter, sendForm } from './routes.door.ts';
import { landing } from './routes.sign-in.ts';

interface Deps extends Desk {
  db: Db;
  clock: Clock;
  limits: DoorLimits;
  onVerified: OnVerified;
}

export function resetRoutes(deps: Deps): Router {
  const router = Router();
  router.get('/password-reset', showRequest);
  router.post('/password-reset', (req, res) => submitRequest(deps, req, res));
  router.get('/password-reset/:token', (req, res) => showChoice(deps, req, res));
  router.post('/password-reset/:token', (req, res) => submitChoice(deps, req, res));
  return router;
}

function showRequest(req: Request, res: Response): void {
  if (req.query.sent === undefined) sendPage(req, res, 'accounts/reset', resetRequestPage(EMPTY));
  else sendPage(req, res, 'accounts/reset-sent', resetSentPage(RESET_MINUTES));
}

/** The same answer for everybody, whether or not there is such an account. */
async function submitRequest(deps: Deps, req: Request, res: Response): Promise<void> {
  const form = readForm(resetRequestFields, req.body);
  if (!form.ok) {
    return sendForm(req, res, {
      view: 'accounts/reset',
      model: resetRequestPage(form),
      problems: form.problems,
    });
  }
  deps.limits.letter(req, res, form.value.email);
  await requestPasswordReset(deps, form.value.email);
  res.redirect(303, '/password-reset?sent=1');
}

async function showChoice(deps: Deps, req: Request<{ token: string }>, res: Response): Promise<void> {
  if (!(await isGood(deps, req.params.token))) return sendOldLink(req, res);
  sendPage(req, res, 'accounts/choose-password', choosePasswordPage(EMPTY, req.path));
}

async function submitChoice(deps: Deps, req: Request<{ token: string }>, res: Response): Promise<void> {
  const { token } = req.params;
  if (!(await isGood(deps, token))) return sendOldLink(req, res);
  const form = readForm(newPasswordFields, req.body);
  if (!form.ok) {
    const model = choosePasswordPage(form, req.path);
    return sendForm(req, res, { view: 'accounts/choose-password', model, problems: form.problems });
  }
  const account = await resetPassword(deps, { token, password: form.value.password });
  if (!account) return sendOldLink(req, res);
  await enter(req, account);
  flashGood(req, en.accounts.reset.saved);
  res.redirect(303, landing(account, null));
}

async function isGood(deps: Deps, token: string): Promise<boolean> {
  return (await findToken(deps.db, 'password-reset', token, deps.clock())) !== null;
}

function sendOldLink(req: Request, res: Response): void {
  sendPage(req, res, 'accounts/old-link', oldLinkPage('reset'), { status: 404 });
}
