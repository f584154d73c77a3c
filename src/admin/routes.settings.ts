// Settings in the back office.
import { type Request, type Response, Router } from 'express';
import type { Filled } from '../accounts/pages.ts';
import { isPrintProfile } from '../artwork/icc.file.ts';
import { NO_PROFILE, type Settings } from '../catalog/settings.ts';
import type { Problems } from '../lib/refusal.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import type { StaffRole } from '../web/visitor.ts';
import { en } from '../words/en.ts';
import { type SettingsDeps, saveSettings } from './actions.settings.ts';
import { type SettingsTyped, settingsFields } from './forms.settings.ts';
import { settingsJson, settingsPage } from './pages.settings.ts';
import { only } from './routes.permissions.ts';
import { sendOffice, whoIs } from './shell.ts';

export type { SettingsDeps };

const DECIDERS: readonly StaffRole[] = ['owner', 'manager'];

export function settingsRoutes(deps: SettingsDeps): Router {
  const router = Router();
  router.get('/settings', (req, res) => showSettings(deps, req, res));
  router.post('/settings', only(DECIDERS, en.settings.notAllowed), (req, res) => submit(deps, req, res));
  return router;
}

function showSettings(deps: SettingsDeps, req: Request, res: Response, back?: Filled): void {
  const { settings } = deps.shop.now();
  if (wantsJson(req)) {
    res.json(settingsJson(settings));
    return;
  }
  const role = req.visitor.staff?.role;
  const maySave = role !== undefined && DECIDERS.includes(role);
  sendOffice(req, res, 'settings', settingsPage({ settings, maySave, back }), back ? 422 : 200);
}

async function submit(deps: SettingsDeps, req: Request, res: Response): Promise<void> {
  const form = readForm(settingsFields, req.body);
  const problems = form.ok ? await contradictions(form.value, deps.shop.now().settings) : form.problems;
  if (!form.ok || problems) {
    const told = problems ?? {};
    if (!wantsJson(req)) return showSettings(deps, req, res, { typed: form.typed, problems: told });
    return sendProblem(req, res, {
      status: 422,
      code: 'invalid',
      message: en.admin.invalid,
      problems: told,
    });
  }
  await saveSettings(deps, onlyGiven(form.value), whoIs(req));
  flashGood(req, en.settings.saved);
  res.redirect(303, '/admin/settings');
}

/** What each field alone cannot know. */
async function contradictions(typed: SettingsTyped, settings: Settings): Promise<Problems | null> {
  const cut = typed['cut.spotName'] ?? settings['cut.spotName'];
  const backing = typed['cut.backingSpotName'] ?? settings['cut.backingSpotName'];
  const profile = typed['print.profile'] ?? NO_PROFILE;
  const { sameSpot, noProfile } = en.settings.problems;
  if (cut.toLowerCase() === backing.toLowerCase()) return { 'cut.backingSpotName': sameSpot };
  if (profile !== NO_PROFILE && !(await isPrintProfile(profile))) return { 'print.profile': noProfile };
  return null;
}

function onlyGiven(typed: SettingsTyped): Partial<Settings> {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined));
}
