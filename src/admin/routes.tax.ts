// Tax rates and what invoices need to know, in the back office.
import { type Request, type Response, Router } from 'express';
import type { Filled } from '../accounts/pages.ts';
import type { Settings } from '../catalog/settings.ts';
import type { Db } from '../db/open.ts';
import { isTakenSeries } from '../invoices/queries.ts';
import { seriesOf } from '../invoices/statement.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound, type Problems } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { loadTaxRates } from '../pricing/queries.ts';
import { readTaxId } from '../pricing/tax-id.jsvat.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { saveSettings } from './actions.settings.ts';
import { dropTaxRate, setTaxRate } from './actions.tax.ts';
import { taxRateFields, taxSettingsFields } from './forms.tax.ts';
import { placeName, type TaxForm, taxJson, taxPage } from './pages.tax.ts';
import { only } from './routes.permissions.ts';
import { sendOffice, whoIs } from './shell.ts';

export interface TaxDeps {
  db: Db;
  clock: Clock;
  shop: { now(): { settings: Settings }; refresh(): Promise<boolean> };
}

export function taxRoutes(deps: TaxDeps): Router {
  const router = Router();
  const bosses = only(['owner', 'manager'], en.tax.notAllowed);
  router.get('/tax', (req, res) => showTax(deps, req, res));
  router.post('/tax', bosses, (req, res) => submitSettings(deps, req, res));
  router.post('/tax/rates', bosses, (req, res) => submitRate(deps, req, res));
  router.post('/tax/rates/:id/removal', bosses, (req, res) => submitRemoval(deps, req, res));
  return router;
}

async function showTax(
  deps: TaxDeps,
  req: Request,
  res: Response,
  back?: { form: TaxForm } & Filled,
): Promise<void> {
  const page = { rates: await loadTaxRates(deps.db), settings: deps.shop.now().settings, back };
  if (wantsJson(req)) res.json(taxJson(page));
  else sendOffice(req, res, 'tax', taxPage(page), back ? 422 : 200);
}

async function submitRate(deps: TaxDeps, req: Request, res: Response): Promise<void> {
  const form = readForm(taxRateFields, req.body);
  if (!form.ok) return sendAgain(deps, req, res, { form: 'rate', ...form });
  const { percent: basisPoints, ...rate } = form.value;
  await setTaxRate(deps, { ...rate, basisPoints }, whoIs(req));
  flashGood(req, en.tax.rateSet(placeName(rate)));
  res.redirect(303, '/admin/tax');
}

async function submitRemoval(deps: TaxDeps, req: Request, res: Response): Promise<void> {
  const { id } = req.params;
  const place = typeof id === 'string' && looksLikeId(id) ? await dropTaxRate(deps, id, whoIs(req)) : null;
  if (place === null) throw new NotFound('tax rate');
  flashGood(req, en.tax.rateRemoved(place));
  res.redirect(303, '/admin/tax');
}

async function submitSettings(deps: TaxDeps, req: Request, res: Response): Promise<void> {
  const form = readForm(taxSettingsFields, req.body);
  if (!form.ok) return sendAgain(deps, req, res, { form: 'settings', ...form });
  const { usualPercent, shownIncluded, taxId, prefix, creditNotePrefix, footer } = form.value;
  if (readTaxId(taxId, deps.shop.now().settings.homeCountry).kind === 'wrong') {
    const problems = { taxId: en.tax.problems.taxId };
    return sendAgain(deps, req, res, { form: 'settings', typed: form.typed, problems });
  }
  const problems = await takenSeries(deps, { prefix, creditNotePrefix });
  if (problems) return sendAgain(deps, req, res, { form: 'settings', typed: form.typed, problems });
  const wanted: Partial<Settings> = {
    taxBasisPoints: usualPercent,
    'tax.shownIncluded': shownIncluded,
    'tax.id': taxId,
    'invoices.prefix': prefix,
    'invoices.creditNotePrefix': creditNotePrefix,
    'invoices.footer': footer,
  };
  await saveSettings(deps, wanted, whoIs(req));
  flashGood(req, en.tax.saved);
  res.redirect(303, '/admin/tax');
}

/** A series belongs to invoices or to credit notes for good. */
async function takenSeries(
  deps: TaxDeps,
  typed: { prefix: string; creditNotePrefix: string },
): Promise<Problems | null> {
  const now = deps.clock();
  const invoices = { series: seriesOf(typed.prefix, now), kind: 'invoice' } as const;
  const credits = { series: seriesOf(typed.creditNotePrefix, now), kind: 'credit_note' } as const;
  if (await isTakenSeries(deps.db, invoices)) return { prefix: en.tax.problems.takenPrefix };
  if (await isTakenSeries(deps.db, credits)) return { creditNotePrefix: en.tax.problems.takenPrefix };
  return null;
}

async function sendAgain(
  deps: TaxDeps,
  req: Request,
  res: Response,
  back: { form: TaxForm; typed: Record<string, string>; problems: Problems },
): Promise<void> {
  const { problems } = back;
  if (!wantsJson(req)) return showTax(deps, req, res, back);
  sendProblem(req, res, { status: 422, code: 'invalid', message: en.admin.invalid, problems });
}
