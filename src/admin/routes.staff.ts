// Staff in the back office: who works here, and inviting somebody.
import { type Request, type Response, Router } from 'express';
import type { Filled } from '../accounts/pages.ts';
import { listStaff } from '../accounts/queries.list.ts';
import type { Db } from '../db/open.ts';
import type { Clock } from '../lib/time.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { invite } from './actions.ts';
import { invitationFields } from './forms.ts';
import { staffPage } from './pages.staff.ts';
import { problemsOf } from './problems.ts';
import { only } from './routes.permissions.ts';
import { sendOffice, whoIs } from './shell.ts';

export interface StaffDeps {
  db: Db;
  clock: Clock;
  /** Links in letters are derived from it. */
  secret: string;
}

export function staffRoutes(deps: StaffDeps): Router {
  const router = Router();
  router.get('/staff', (req, res) => showStaff(deps, req, res));
  router.post('/staff/invitations', only(['owner'], en.admin.staff.ownersOnly), (req, res) =>
    sendInvitation(deps, req, res),
  );
  return router;
}

async function showStaff(deps: StaffDeps, req: Request, res: Response, back?: Filled): Promise<void> {
  const people = await listStaff(deps.db, deps.clock());
  const mayInvite = req.visitor.staff?.role === 'owner';
  sendOffice(req, res, 'staff', staffPage(people, { mayInvite, ...(back && { back }) }), back ? 422 : 200);
}

async function sendInvitation(deps: StaffDeps, req: Request, res: Response): Promise<void> {
  const form = readForm(invitationFields, req.body);
  const problems = form.ok
    ? await problemsOf(() => invite(deps, { ...form.value, who: whoIs(req) }))
    : form.problems;
  if (problems && wantsJson(req)) {
    return sendProblem(req, res, { status: 422, code: 'invalid', message: en.admin.invalid, problems });
  }
  if (problems) return showStaff(deps, req, res, { typed: form.typed, problems });
  flashGood(req, en.admin.staff.sent(form.typed.email ?? ''));
  res.redirect(303, '/admin/staff');
}
