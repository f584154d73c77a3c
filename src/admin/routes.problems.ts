// Problems in the back office: the list, one of them, and the four ways to answer it.
import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Filled } from '../accounts/pages.ts';
import type { Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { NotFound, type Problems, Refusal } from '../lib/refusal.ts';
import { DAY, earlier } from '../lib/time.ts';
import { type Answer, answerProblem } from '../orders/actions.problems.ts';
import { PROBLEM_REASONS } from '../orders/problem.ts';
import {
  countReasons,
  findProblem,
  listProblems,
  PROBLEM_SORTS,
  type ProblemFilter,
  type ProblemRow,
  type ProblemSort,
  reprintsById,
  type WholeProblem,
} from '../orders/queries.problems.ts';
import { refundOrder } from '../payments/actions.refund.staff.ts';
import { answerWithReprint } from '../payments/actions.reprint.ts';
import type { StartDeps } from '../payments/actions.start.ts';
import { sendProblem } from '../web/errors.ts';
import { flashGood } from '../web/flash.ts';
import { readForm, type Typed, typedFields } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { answerFields, readPieces, refundAnswerFields, wordsFields } from './forms.problems.ts';
import { answerList, type List } from './list.ts';
import {
  type AnswerForm,
  PROBLEM_COLUMNS,
  problemItem,
  problemJson,
  problemPage,
  problemsPage,
} from './pages.problems.ts';
import { MONEY, only } from './routes.permissions.ts';
import { sendOffice, whoIs } from './shell.ts';

export type ProblemDeps = StartDeps;

const t = en.problems;
const COUNTED_DAYS = 90;

export function problemRoutes(deps: ProblemDeps): Router {
  const router = Router();
  const deciders = only(MONEY, t.notAllowed);
  const list = problemList(deps);
  router.get('/problems', (req, res) =>
    answerList(req, res, list, async (shown) => {
      const counts = await countReasons(deps.db, earlier(deps.clock(), COUNTED_DAYS * DAY));
      sendOffice(req, res, 'list', problemsPage(shown, counts));
    }),
  );
  router.get('/problems/reasons', async (_req, res) => {
    const counts = await countReasons(deps.db, earlier(deps.clock(), COUNTED_DAYS * DAY));
    res.json({ days: COUNTED_DAYS, items: counts });
  });
  router.get('/problems/:id', async (req, res) => show(deps, req, res, await problemAt(deps, req)));
  router.post('/problems/:id/reprint', deciders, (req, res) => reprint(deps, req, res));
  router.post('/problems/:id/refund', deciders, (req, res) => refund(deps, req, res));
  router.post('/problems/:id/reship', (req, res) => reship(deps, req, res));
  router.post('/problems/:id/answer', (req, res) => answerInWords(deps, req, res));
  return router;
}

async function problemAt({ db }: ProblemDeps, req: Request): Promise<WholeProblem> {
  const problem = await findProblem(db, String(req.params.id));
  if (!problem) throw new NotFound('problem');
  return problem;
}

interface Again {
  back?: { form: AnswerForm } & Filled;
  refusal?: string;
  status: number;
}

async function show(
  deps: ProblemDeps,
  req: Request,
  res: Response,
  problem: WholeProblem,
  { status, ...again }: Again = { status: 200 },
): Promise<void> {
  const orders = await reprintsById(deps.db, [problem.reprintId]);
  const reprinted = (problem.reprintId && orders.get(problem.reprintId)) || null;
  if (wantsJson(req)) return void res.json(problemJson(problem, reprinted));
  const mayDecide = MONEY.some((role) => role === req.visitor.staff?.role);
  sendOffice(req, res, 'problem', problemPage({ problem, reprint: reprinted, mayDecide, ...again }), status);
}

/** What is typed comes before what is done; a rule that says no is told on the page. */
async function carryOut<S extends z.ZodType>(
  deps: ProblemDeps,
  req: Request,
  res: Response,
  {
    form,
    schema,
    more,
    act,
  }: {
    form: AnswerForm;
    schema: S;
    more?: (problem: WholeProblem, typed: Typed) => Problems;
    /** Answers what to say, and where to go on. */
    act: (problem: WholeProblem, value: z.output<S>) => Promise<{ said: string; to?: string }>;
  },
): Promise<void> {
  const problem = await problemAt(deps, req);
  const read = readForm(schema, req.body);
  const { typed } = read;
  const problems = { ...(!read.ok && read.problems), ...more?.(problem, typed) };
  if (!read.ok || Object.keys(problems).length > 0) {
    if (!wantsJson(req))
      return show(deps, req, res, problem, { status: 422, back: { form, typed, problems } });
    return sendProblem(req, res, { status: 422, code: 'invalid', message: en.admin.invalid, problems });
  }
  try {
    const { said, to = `/admin/problems/${problem.id}` } = await act(problem, read.value);
    flashGood(req, said);
    res.redirect(303, to);
  } catch (error) {
    if (!(error instanceof Refusal) || wantsJson(req)) throw error;
    const { status, message: refusal } = error;
    const back = { form, typed, problems: error.problems ?? {} };
    await show(deps, req, res, await problemAt(deps, req), { status, refusal, back });
  }
}

function reprint(deps: ProblemDeps, req: Request, res: Response): Promise<void> {
  return carryOut(deps, req, res, {
    form: 'reprint',
    schema: answerFields,
    more: ({ order }, typed) => readPieces(typed, order.lines).problems,
    act: async ({ id: problemId, order }, { text }) => {
      const { pieces } = readPieces(typedFields(req.body), order.lines);
      const number = await answerWithReprint(deps, { problemId, pieces, text, who: whoIs(req) });
      return { said: t.done.reprint(number) };
    },
  });
}

/** The refund counts once by the problem's id, so that a second try after a break finishes what was begun. */
function refund(deps: ProblemDeps, req: Request, res: Response): Promise<void> {
  return carryOut(deps, req, res, {
    form: 'refund',
    schema: refundAnswerFields,
    act: async ({ id, status, reason, order }, { text, amountCents }) => {
      if (status !== 'open') throw new Refusal('answered', t.answeredBefore);
      const why = t.reasons[reason as keyof typeof t.reasons] ?? reason; // a closed set, written by our own forms
      const { number } = order;
      const wish = { number, who: whoIs(req), why, amountCents, lineIds: [], restock: false, press: id };
      await refundOrder(deps, wish);
      await answer(deps, req, { problemId: id, answer: 'refund', text, refundedCents: amountCents });
      return { said: t.done.refund };
    },
  });
}

function reship(deps: ProblemDeps, req: Request, res: Response): Promise<void> {
  return carryOut(deps, req, res, {
    form: 'reship',
    schema: answerFields,
    act: async ({ id: problemId, order }, { text }) => {
      await answer(deps, req, { problemId, answer: 'reship', text });
      return { said: t.done.reship, to: `/admin/orders/${order.number}` };
    },
  });
}

function answerInWords(deps: ProblemDeps, req: Request, res: Response): Promise<void> {
  return carryOut(deps, req, res, {
    form: 'words',
    schema: wordsFields,
    act: async ({ id: problemId }, { text }) => {
      await answer(deps, req, { problemId, answer: 'words', text });
      return { said: t.done.words };
    },
  });
}

type Said = Omit<Answer, 'who' | 'now'>;

function answer({ db, clock }: ProblemDeps, req: Request, said: Said): Promise<void> {
  const who = whoIs(req);
  return transaction(db, async (tx: Tx) => {
    const now = clock();
    await answerProblem(tx, { ...said, who, now });
    const { orderId, order } = await tx.problem.findUniqueOrThrow({
      where: { id: said.problemId },
      select: { orderId: true, order: { select: { number: true } } },
    });
    const change = { subject: order.number, orderId, after: `${said.answer}: ${said.text}` };
    await writeAudit(tx, { who, what: 'problem.answered', ...change, now });
  });
}

export function problemList(deps: Pick<ProblemDeps, 'db'>): List<ProblemRow, ProblemSort, ProblemFilter> {
  return {
    path: '/admin/problems',
    sorts: PROBLEM_SORTS,
    firstSort: '-createdAt',
    filters: {
      status: ['open', 'answered'],
      reason: PROBLEM_REASONS,
      origin: ['customer', 'parcel'],
      material: /^[a-z0-9-]{1,60}$/,
    },
    find: (wanted) => listProblems(deps.db, wanted),
    toItem: problemItem,
    columns: PROBLEM_COLUMNS,
  };
}
