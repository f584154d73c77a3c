// A letter as plain text: 68 columns, links on lines of their own, sums under each other.
import { en } from '../words/en.ts';
import type { Draft } from './drafts.ts';
import type { LetterOrder } from './kinds.ts';

const COLUMNS = 68;

export interface PlainParts {
  draft: Draft;
  buttonUrl: string;
  orderUrl: string;
  signature: string[];
}

export function plainText({ draft, buttonUrl, orderUrl, signature }: PlainParts): string {
  const blocks = [
    draft.fact,
    ...draft.paragraphs.map(wrap),
    `${draft.button.label}:\n${buttonUrl}`,
    ...(draft.note === '' ? [] : [wrap(draft.note)]),
    ...(draft.order ? orderBlocks(draft.order, orderUrl === buttonUrl ? '' : orderUrl) : []),
    `-- \n${signature.join('\n')}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function orderBlocks(order: LetterOrder, url: string): string[] {
  const heading = en.mail.order(order.number);
  return [
    [heading, '-'.repeat(heading.length), ...(url === '' ? [] : [url])].join('\n'),
    order.lines.map(lineBlock).join('\n'),
    order.totals.map((total) => leader(total.label, total.amount)).join('\n'),
    ...(order.address.length === 0 ? [] : [`${en.mail.address}:\n${order.address.join('\n')}`]),
  ];
}

function lineBlock(line: LetterOrder['lines'][number]): string {
  const first = leader(`${line.quantity} × ${line.title}`, line.amount);
  return line.detail === '' ? first : `${first}\n${wrap(line.detail)}`;
}

/** `Total .......... $70.20`, as far as it fits. */
function leader(label: string, amount: string): string {
  const room = COLUMNS - label.length - amount.length;
  return room < 2 ? `${wrap(label)}\n${amount.padStart(COLUMNS)}` : `${label}${' '.repeat(room)}${amount}`;
}

function wrap(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= COLUMNS)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}
