// Letters in the back office: the list, the letter as its reader sees it, sending it again.
import { type Request, type Response, Router } from 'express';
import type { Db } from '../db/open.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { mayBeOff } from '../mail/choices.ts';
import { LETTER_KINDS } from '../mail/drafts.ts';
import { type PreviewDeps, previewLetter } from '../mail/preview.html.ts';
import {
  findLetter,
  LETTER_SORTS,
  LETTER_STATUSES,
  type LetterFacts,
  type LetterSort,
  listLetters,
} from '../mail/queries.list.ts';
import { letterChoices } from '../mail/queries.ts';
import { flashGood } from '../web/flash.ts';
import { typedFields } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { changeLetters } from './actions.letters.ts';
import { sendLetterAgain } from './actions.ts';
import { answerList, type List } from './list.ts';
import { letterChoicesJson, letterChoicesPage } from './pages.letter-settings.ts';
import { LETTER_COLUMNS, letterPage, lettersPage } from './pages.letters.ts';
import { letterItem } from './pages.order-json.ts';
import { only } from './routes.permissions.ts';
import { sendOffice, whoIs } from './shell.ts';

export type LetterDeps = PreviewDeps & { db: Db; clock: Clock };

export function letterRoutes(deps: LetterDeps): Router {
  const router = Router();
  const list = letterList(deps);
  router.get('/letters', (req, res) =>
    answerList(req, res, list, (shown) =>
      sendOffice(req, res, 'list', {
        ...lettersPage(shown),
        above: '/admin/partials/letter-settings-link',
      }),
    ),
  );
  router.get('/letters/settings', (req, res) => showChoices(deps, req, res));
  router.post(
    '/letters/settings',
    only(['owner', 'manager'], en.admin.letters.settings.notAllowed),
    (req, res) => submitChoices(deps, req, res),
  );
  router.get('/letters/:id', (req, res) => showLetter(deps, req, res));
  router.get('/letters/:id/preview', async (req, res) => {
    const { html, policy } = await previewLetter(deps, await letterAt(deps, req));
    res.set('Content-Security-Policy', policy).type('html').send(html);
  });
  router.post('/letters/:id/resend', (req, res) => resend(deps, req, res));
  return router;
}

async function showChoices(deps: LetterDeps, req: Request, res: Response): Promise<void> {
  const choices = await letterChoices(deps.db);
  if (wantsJson(req)) res.json(letterChoicesJson(choices));
  else sendOffice(req, res, 'letter-settings', letterChoicesPage(choices));
}

/** Every kind is in the form: a box that is not ticked is off. */
async function submitChoices(deps: LetterDeps, req: Request, res: Response): Promise<void> {
  const typed = typedFields(req.body);
  const wanted = LETTER_KINDS.filter((kind) => `subject-${kind}` in typed).map((kind) => ({
    kind,
    isOn: !mayBeOff(kind) || Boolean(typed[`on-${kind}`]),
    subject: oneLine(typed[`subject-${kind}`] ?? ''),
  }));
  await changeLetters(deps, wanted, whoIs(req));
  flashGood(req, en.admin.letters.settings.saved);
  res.redirect(303, '/admin/letters/settings');
}

const LONGEST_SUBJECT = 150;

function oneLine(text: string): string {
  return text.replace(/\p{C}/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, LONGEST_SUBJECT);
}

async function resend(deps: LetterDeps, req: Request, res: Response): Promise<void> {
  const { id } = await letterAt(deps, req);
  try {
    await sendLetterAgain(deps, { id, who: whoIs(req) });
  } catch (error) {
    if (!(error instanceof Refusal) || wantsJson(req)) throw error;
    return showLetter(deps, req, res, { status: error.status, refusal: error.message });
  }
  flashGood(req, en.admin.letters.resent);
  res.redirect(303, `/admin/letters/${id}`);
}

async function showLetter(
  deps: LetterDeps,
  req: Request,
  res: Response,
  again?: { status: number; refusal: string },
): Promise<void> {
  const letter = await letterAt(deps, req);
  if (wantsJson(req)) {
    res.json(letterItem(letter));
    return;
  }
  const { text } = await previewLetter(deps, letter);
  sendOffice(req, res, 'letter', letterPage(letter, { text, refusal: again?.refusal }), again?.status);
}

async function letterAt(deps: LetterDeps, req: Request) {
  const { id } = req.params;
  const letter = typeof id === 'string' && looksLikeId(id) ? await findLetter(deps.db, id) : null;
  if (!letter) throw new NotFound('letter');
  return letter;
}

export function letterList(deps: Pick<LetterDeps, 'db'>): List<LetterFacts, LetterSort, 'status' | 'kind'> {
  return {
    path: '/admin/letters',
    sorts: LETTER_SORTS,
    firstSort: '-createdAt',
    filters: { status: LETTER_STATUSES, kind: /^[a-z-]{1,40}$/ },
    find: (wanted) => listLetters(deps.db, wanted),
    toItem: letterItem,
    columns: LETTER_COLUMNS,
  };
}
