// A problem as its customer reports it, and as it stands on the order's page.
import { type Filled, fieldOf } from '../accounts/pages.ts';
import { day } from '../lib/format.ts';
import { isProblemAnswer, isProblemReason, REPORTED_REASONS, type Window } from '../orders/problem.ts';
import type { Reported } from '../orders/queries.problems.ts';
import type { WholeOrder } from '../orders/queries.ts';
import { en } from '../words/en.ts';
import { linkTo } from './pages.orders.ts';

const t = en.problems.customer;

interface ReportPage {
  order: WholeOrder;
  key: string;
  window: Window;
  press: string;
  filled: Filled;
  refusal?: string | undefined;
}

export function reportPage({ order, key, window, press, filled, refusal }: ReportPage) {
  const reasons = REPORTED_REASONS.map((value) => ({ value, label: en.problems.reasons[value] }));
  const lines = order.lines.map(({ id, title, quantity }) => ({
    value: id,
    label: en.orders.payLine(quantity, title),
  }));
  return {
    title: t.title,
    orderLabel: en.orders.title(order.number),
    back: linkTo(order, key),
    until: window.until ? t.until(day(window.until)) : '',
    tooLate: window.isOpen ? null : t.tooLate,
    refusal: refusal ?? null,
    problems: filled.problems,
    form: {
      // the key stands in the address: the form is a file upload, and who may send one is asked before it is read
      action: linkTo(order, key, '/problems'),
      press,
      reason: fieldOf(filled, 'reason', { label: t.reason, options: reasons }),
      line:
        lines.length > 1
          ? fieldOf(filled, 'lineId', {
              label: t.line,
              options: [{ value: '', label: t.everything }, ...lines],
              required: false,
            })
          : null,
      text: fieldOf(filled, 'text', { label: t.text, hint: t.textHint, rows: 5, maxlength: 2_000 }),
      photosProblem: filled.problems.photos ?? '',
    },
  };
}

interface Reports {
  order: WholeOrder;
  key: string;
  reports: readonly Reported[];
  reprints: ReadonlyMap<string, { number: string; key: string }>;
  window: Window;
  /** The order that this one prints again. */
  first: { number: string } | null;
}

/** What the order's page says about problems. */
export function reportsPart({ order, key, reports, reprints, window, first }: Reports) {
  return {
    first: first && t.reprintOf(first.number),
    href: window.isOpen ? linkTo(order, key, '/problem') : null,
    list: reports.map((report) => {
      const { reason, answer, reprintId } = report;
      const again = reprintId ? reprints.get(reprintId) : undefined;
      return {
        reason: isProblemReason(reason) ? en.problems.reasons[reason] : reason,
        when: t.reported(day(report.createdAt)),
        text: report.text,
        answer: isProblemAnswer(answer) ? en.problems.told[answer] : t.open,
        answerText: report.answerText,
        again: again && { href: linkTo(again, key === '' ? '' : again.key), label: t.reprint(again.number) },
        photos: report.photos.map(({ position }) => ({
          src: linkTo(order, key, `/problems/${report.id}/photos/${position}.webp`),
          alt: t.photo(position),
        })),
      };
    }),
  };
}
