// Problems as a list with what goes wrong how often, and one of them with its answers.
import { EMPTY, type Filled, fieldOf } from '../accounts/pages.ts';
import { count, moment, money, stamp } from '../lib/format.ts';
import { isProblemAnswer, isProblemReason, REPORTED_REASONS } from '../orders/problem.ts';
import type {
  ProblemFilter,
  ProblemRow,
  ProblemSort,
  ReasonCount,
  WholeProblem,
} from '../orders/queries.problems.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { within } from './pages.fields.ts';
import { type ListPage, listPage } from './pages.list.ts';
import type { Tone } from './tones.ts';

const t = en.problems;

export const PROBLEM_COLUMNS = [
  'id',
  'order',
  'name',
  'origin',
  'reason',
  'text',
  'material',
  'machine',
  'photos',
  'status',
  'answer',
  'createdAt',
  'answeredAt',
] as const;

export function problemItem(row: ProblemRow): Item {
  const { id, order, name, origin, reason, text, material, machine, photos, status, answer } = row;
  const what = { id, order, name, origin, reason, text, material, machine, photos };
  return { ...what, status, answer, createdAt: row.createdAt, answeredAt: row.answeredAt };
}

const TONES: Record<'open' | 'answered', Tone> = { open: 'bad', answered: 'good' };

export function problemsPage(
  shown: Shown<ProblemRow, ProblemSort, ProblemFilter>,
  counts: readonly ReasonCount[],
): ListPage {
  const page = listPage(shown, {
    room: 'problems',
    title: t.title,
    search: t.search,
    columns: [
      { key: 'created', label: t.columns.created, sort: 'createdAt' },
      { key: 'order', label: t.columns.order, sort: 'order' },
      { key: 'name', label: t.columns.name },
      { key: 'reason', label: t.columns.reason, sort: 'reason' },
      { key: 'text', label: t.columns.text, wrap: true },
      { key: 'material', label: t.columns.material, sort: 'material' },
      { key: 'photos', label: t.columns.photos, number: true },
      { key: 'status', label: t.columns.status, sort: 'status' },
    ],
    row: (row) => ({
      cells: {
        created: { text: stamp(row.createdAt), href: `/admin/problems/${row.id}` },
        order: { text: row.order, href: `/admin/orders/${row.order}` },
        name: row.name,
        reason: reasonWord(row.reason),
        text: row.text.length > 90 ? `${row.text.slice(0, 90)} …` : row.text,
        material: row.material,
        photos: row.photos === 0 ? '' : String(row.photos),
        status: statusCell(row),
      },
    }),
    filters: {
      status: { label: t.filters.status, words: t.states },
      origin: { label: t.filters.origin, words: t.origins },
      reason: { label: t.filters.reason, words: t.reasons },
    },
    empty: t.empty,
  });
  return { ...page, above: '/admin/partials/problem-counts', counts: countsTable(counts) };
}

function statusCell({ status, answer }: Pick<ProblemRow, 'status' | 'answer'>): { text: string; tone: Tone } {
  if (status !== 'answered') return { text: t.states.open, tone: TONES.open };
  return { text: isProblemAnswer(answer) ? t.answers[answer] : t.states.answered, tone: TONES.answered };
}

function reasonWord(reason: string): string {
  return isProblemReason(reason) ? t.reasons[reason] : reason;
}

/** A row for every material on every machine, a column for every reason that came up. */
function countsTable(counts: readonly ReasonCount[]) {
  const reasons = REPORTED_REASONS.filter((reason) => counts.some((each) => each.reason === reason));
  const places = new Map<string, ReasonCount[]>();
  for (const each of counts) {
    const place = JSON.stringify([each.material, each.machine]);
    places.set(place, [...(places.get(place) ?? []), each]);
  }
  const sum = (some: readonly ReasonCount[]) => some.reduce((total, each) => total + each.count, 0);
  const rows = [...places.values()]
    .sort((a, b) => sum(b) - sum(a))
    .map((some) => ({
      material: some[0]?.material || t.counts.unknown,
      machine: some[0]?.machine ?? '',
      cells: reasons.map((reason) => count(sum(some.filter((each) => each.reason === reason)))),
      total: count(sum(some)),
    }));
  const hasMachines = counts.some(({ machine }) => machine !== '');
  return { reasons: reasons.map((reason) => t.reasons[reason]), rows, hasMachines };
}

export type AnswerForm = 'reprint' | 'refund' | 'reship' | 'words';

interface ProblemPage {
  problem: WholeProblem;
  reprint: { number: string } | null;
  mayDecide: boolean;
  back?: ({ form: AnswerForm } & Filled) | undefined;
  refusal?: string | undefined;
}

export function problemPage({ problem, reprint, mayDecide, back, refusal }: ProblemPage) {
  const { order } = problem;
  const filled = (form: AnswerForm): Filled => (back?.form === form ? back : EMPTY);
  const text = (form: AnswerForm) =>
    within(
      form,
      fieldOf(filled(form), 'text', {
        label: t.page.toCustomer,
        hint: t.page.toCustomerHint,
        rows: 3,
        maxlength: 2_000,
        required: form === 'words',
      }),
    );
  const leftCents = order.paidCents - order.refundedCents;
  const part = { problem, filled, text };
  return {
    title: t.page.title(order.number),
    room: 'problems' as const,
    problems: back?.problems ?? {},
    refusal: refusal ?? null,
    action: `/admin/problems/${problem.id}`,
    reason: reasonWord(problem.reason),
    since: t.page.since(moment(problem.createdAt)),
    status: statusCell(problem),
    text: problem.text || t.page.nothingWritten,
    line: lineOf(problem),
    customer: { name: order.name, email: order.email },
    order: { href: `/admin/orders/${order.number}`, number: order.number },
    photos: problem.photos.map(({ position }) => ({
      src: `/orders/${order.number}/problems/${problem.id}/photos/${position}.webp`,
      alt: en.problems.customer.photo(position),
    })),
    answered: problem.answeredAt && {
      by: t.page.answered(problem.answeredBy, moment(problem.answeredAt)),
      text: problem.answerText,
      refunded:
        problem.refundedCents > 0 ? t.page.refunded(money(problem.refundedCents, order.currency)) : '',
      reprint: reprint && {
        href: `/admin/orders/${reprint.number}`,
        label: t.page.toReprint(reprint.number),
      },
    },
    forms:
      problem.status !== 'open'
        ? null
        : {
            reprint: mayDecide ? reprintForm(part) : null,
            refund: mayDecide && leftCents > 0 ? refundForm(part, money(leftCents, order.currency)) : null,
            reship: { fields: [text('reship')], isOpen: back?.form === 'reship' },
            words: { fields: [text('words')], isOpen: back?.form === 'words' },
            notAllowed: mayDecide ? '' : t.notAllowed,
          },
  };
}

function lineOf({ lineId, material, machine, order }: WholeProblem): string {
  const line = order.lines.find(({ id }) => id === lineId);
  const title = line ? en.orders.payLine(line.quantity, line.title) : '';
  return [title, line?.detail ?? '', line ? '' : material, machine].filter(Boolean).join(', ');
}

interface Part {
  problem: WholeProblem;
  filled: (form: AnswerForm) => Filled;
  text: (form: AnswerForm) => ReturnType<typeof within>;
}

/** Of what it is about, all pieces; of everything when nobody said which. */
function reprintForm({ problem, filled, text }: Part) {
  const came = filled('reprint');
  const fields = problem.order.lines.map(({ id, title, quantity }) => {
    const isMeant = problem.lineId === null || problem.lineId === id;
    const typed = { [`pieces-${id}`]: String(isMeant ? quantity : 0), ...came.typed };
    const look = { label: t.page.pieces(title), hint: t.page.ofOrdered(count(quantity)) };
    const field = fieldOf({ typed, problems: came.problems }, `pieces-${id}`, {
      ...look,
      inputmode: 'numeric',
      short: true,
    });
    return within('reprint', field);
  });
  return { fields: [...fields, text('reprint')], isOpen: came !== EMPTY };
}

function refundForm({ filled, text }: Part, left: string) {
  const came = filled('refund');
  const amount = fieldOf(came, 'amount', {
    label: t.page.amount,
    hint: t.page.refundHint(left),
    inputmode: 'decimal',
    short: true,
  });
  return { fields: [within('refund', amount), text('refund')], isOpen: came !== EMPTY };
}

export function problemJson(problem: WholeProblem, reprint: { number: string } | null) {
  const { order, photos, ...row } = problem;
  const item = problemItem({ ...row, order: order.number, name: order.name, photos: photos.length });
  return {
    ...item,
    lineId: problem.lineId,
    answerText: problem.answerText,
    answeredBy: problem.answeredBy,
    refundedCents: problem.refundedCents,
    reprint: reprint?.number ?? null,
    photoUrls: photos.map(
      ({ position }) => `/orders/${order.number}/problems/${row.id}/photos/${position}.webp`,
    ),
  };
}
