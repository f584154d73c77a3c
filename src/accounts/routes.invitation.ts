// The way in for staff: an invitation by letter, or the owner's one-time set-up link.
import { type Request, type Response, Router } from 'express';
import type { Db } from '../db/open.ts';
import type { Clock } from '../lib/time.ts';
import { flashGood } from '../web/flash.ts';
import { sendPage } from '../web/page.ts';
import { readForm } from '../web/read-form.ts';
import { en } from '../words/en.ts';
import { acceptInvitation } from './actions.staff.ts';
import { invitationFields, setupFields } from './forms.ts';
import { EMPTY, type Filled, invitationPage, oldLinkPage } from './pages.ts';
import { findInvitation, isSetupLink } from './queries.ts';
import { enter, sendForm } from './routes.door.ts';

interface Deps {
  db: Db;
  clock: Clock;
}

export function invitationRoutes(deps: Deps): Router {
  const router = Router();
  router.get('/staff/invitations/:token', (req, res) => showInvitation(deps, req, res));
  router.post('/staff/invitations/:token', (req, res) => submitInvitation(deps, req, res));
  return router;
}

type Asked = Request<{ token: string }>;

async function showInvitation(deps: Deps, req: Asked, res: Response): Promise<void> {
  const invitation = await findInvitation(deps.db, req.params.token, deps.clock());
  if (!invitation) return sendOldLink(req, res);
  sendPage(req, res, 'accounts/invitation', pageFor(req, invitation, EMPTY));
}

async function submitInvitation(deps: Deps, req: Asked, res: Response): Promise<void> {
  const { token } = req.params;
  const invitation = await findInvitation(deps.db, token, deps.clock());
  if (!invitation) return sendOldLink(req, res);
  const form = isSetupLink(invitation)
    ? readForm(setupFields, req.body)
    : readForm(invitationFields, req.body);
  if (!form.ok) {
    const model = pageFor(req, invitation, form);
    return sendForm(req, res, { view: 'accounts/invitation', model, problems: form.problems });
  }
  const accepted = await acceptInvitation(deps, { token, ...form.value });
  if (!accepted) return sendOldLink(req, res);
  await enter(req, accepted);
  flashGood(req, en.accounts.invitation.welcome(form.value.name));
  res.redirect(303, '/admin');
}

function pageFor(req: Request, invitation: { email: string; role: string }, filled: Filled) {
  return invitationPage(filled, req.path, isSetupLink(invitation) ? null : invitation.role);
}

function sendOldLink(req: Request, res: Response): void {
  sendPage(req, res, 'accounts/old-link', oldLinkPage('invitation'), { status: 404 });
}
