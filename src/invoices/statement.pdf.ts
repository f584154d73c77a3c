// Invoices and credit notes as PDF: as many pages as it takes, every part tagged, every figure under the one above.
import { type StatementPage, statementPage } from './pages.ts';
import { INK, type Ink, MUTED, openPaper, type Paper } from './paper.pdf.ts';
import type { Statement } from './statement.ts';

const MARGIN = 56;
/** Kept free for the footer and the page number. */
const FOOT = 92;

const TEXT: Ink = { size: 10 };
const STRONG: Ink = { size: 10, bold: true };
const SMALL: Ink = { size: 8.5, color: MUTED };
const LEADING = 14;
const SMALL_LEADING = 12;

type Tag = ReturnType<Paper['group']>;

/** Same statement, same bytes. */
export async function statementPdf(statement: Statement): Promise<Buffer> {
  const page = statementPage(statement);
  const paper = openPaper({
    size: statement.paper,
    title: page.title,
    author: page.seller.name,
    language: 'en',
    createdAt: new Date(statement.issuedAt),
  });
  const root = paper.group(null, 'Document');
  const desk = { paper, page, root, right: paper.width - MARGIN, y: MARGIN };
  drawHead(desk);
  drawParties(desk);
  drawTable(desk);
  drawSums(desk);
  drawNotes(desk);
  root.end();
  drawFeet(desk);
  return paper.close();
}

/** Where the pen is. */
interface Desk {
  paper: Paper;
  page: StatementPage;
  root: Tag;
  right: number;
  y: number;
}

function drawHead(desk: Desk): void {
  const { paper, page, root, right } = desk;
  paper.ornament(() => paper.mark(MARGIN, MARGIN - 4, 28));
  const name: Ink = { size: 17, bold: true };
  const heading: Ink = { size: 26, bold: true };
  const half = right - MARGIN - 36 - paper.widthOf(page.heading, heading) - 24;
  const lines = paper.wrap(page.seller.name, half, name);
  paper.tag(root, 'P', () => paper.stack(lines, MARGIN + 36, MARGIN, { ...name, leading: 22 }));
  paper.tag(root, 'H1', () => paper.write(page.heading, right, MARGIN - 7, { ...heading, right: true }));
  desk.y = MARGIN + lines.length * 22 + 8;
  const seller = paper.wrap(page.seller.lines.join(' · '), right - MARGIN, SMALL);
  if (seller.length > 0)
    paper.tag(root, 'P', () => paper.stack(seller, MARGIN, desk.y, { ...SMALL, leading: SMALL_LEADING }));
  desk.y += seller.length * SMALL_LEADING + 26;
}

function drawParties(desk: Desk): void {
  const { paper, page, root, right, y } = desk;
  const { label, lines } = page.billedTo;
  const factsLeft = MARGIN + (right - MARGIN) * 0.58;
  const wide = factsLeft - MARGIN - 24;
  const [first = '', ...others] = lines;
  const strong = paper.wrap(first, wide, STRONG);
  const plain = others.flatMap((line) => paper.wrap(line, wide, TEXT));
  paper.tag(root, 'H2', () => paper.write(label, MARGIN, y, SMALL));
  paper.tag(root, 'P', () => {
    paper.stack(strong, MARGIN, y + 15, { ...STRONG, leading: LEADING });
    paper.stack(plain, MARGIN, y + 15 + strong.length * LEADING, { ...TEXT, leading: LEADING });
  });
  const facts = paper.group(root, 'Table');
  for (const [at, fact] of page.facts.entries()) {
    const row = paper.group(facts, 'TR');
    const line = y + at * (LEADING + 1);
    paper.tag(row, 'TH', () => paper.write(fact.label, factsLeft, line, { ...TEXT, color: MUTED }));
    paper.tag(row, 'TD', () => paper.write(fact.text, right, line, { ...TEXT, right: true }));
  }
  desk.y =
    y + Math.max(15 + (strong.length + plain.length) * LEADING, page.facts.length * (LEADING + 1)) + 28;
}

/** Right edges of the figures, from the right. */
const COLUMNS = { amount: 0, unit: 92, quantity: 168 };

function drawTable(desk: Desk): void {
  const { paper, page, root } = desk;
  const table = paper.group(root, 'Table');
  drawColumns(desk, table);
  const wide = desk.right - COLUMNS.quantity - 56 - MARGIN;
  for (const row of page.rows) {
    const titles = paper.wrap(row.title, wide, STRONG);
    const details = paper.wrap(row.detail, wide, SMALL);
    const height = titles.length * LEADING + details.length * SMALL_LEADING + 14;
    if (turnPage(desk, height)) drawColumns(desk, table);
    const { y, right } = desk;
    const tag = paper.group(table, 'TR');
    paper.tag(tag, 'TD', () => {
      paper.stack(titles, MARGIN, y, { ...STRONG, leading: LEADING });
      const below = y + titles.length * LEADING;
      paper.stack(details, MARGIN, below, { ...SMALL, leading: SMALL_LEADING });
    });
    for (const column of ['quantity', 'unit', 'amount'] as const)
      paper.tag(tag, 'TD', () =>
        paper.write(row[column], right - COLUMNS[column], y, { ...TEXT, right: true }),
      );
    paper.ornament(() => paper.rule(MARGIN, y + height - 7, right - MARGIN));
    desk.y += height;
  }
  desk.y += 6;
}

function drawColumns(desk: Desk, table: Tag): void {
  const { paper, page, right, y } = desk;
  const row = paper.group(table, 'TR');
  paper.tag(row, 'TH', () => paper.write(page.columns.what, MARGIN, y, SMALL));
  for (const column of ['quantity', 'unit', 'amount'] as const)
    paper.tag(row, 'TH', () =>
      paper.write(page.columns[column], right - COLUMNS[column], y, { ...SMALL, right: true }),
    );
  paper.ornament(() => paper.rule(MARGIN, y + 16, right - MARGIN));
  desk.y += 25;
}

function drawSums(desk: Desk): void {
  const { paper, page, root } = desk;
  const labelRight = desk.right - 104;
  const wide = labelRight - MARGIN;
  // the totals stay together
  turnPage(desk, page.sums.length * (LEADING + 3) + 30);
  const table = paper.group(root, 'Table');
  for (const sum of page.sums) {
    const ink: Ink = sum.strong ? { size: 14, bold: true } : { ...TEXT, color: MUTED };
    const labels = paper.wrap(sum.label, wide, ink);
    turnPage(desk, labels.length * LEADING + 12);
    if (sum.strong) desk.y += 6;
    const { y, right } = desk;
    const row = paper.group(table, 'TR');
    paper.tag(row, 'TH', () => paper.stack(labels, labelRight, y, { ...ink, right: true, leading: LEADING }));
    paper.tag(row, 'TD', () => paper.write(sum.amount, right, y, { ...ink, color: INK, right: true }));
    desk.y += labels.length * LEADING + (sum.strong ? 8 : 3);
  }
  desk.y += 20;
}

function drawNotes(desk: Desk): void {
  const { paper, page, root, right } = desk;
  for (const note of page.notes) {
    const lines = paper.wrap(note, Math.min(420, right - MARGIN), TEXT);
    turnPage(desk, lines.length * LEADING + 6);
    const { y } = desk;
    paper.tag(root, 'P', () => paper.stack(lines, MARGIN, y, { ...TEXT, leading: LEADING }));
    desk.y += lines.length * LEADING + 6;
  }
}

/** Answers whether there was no room for `height` on this page. */
function turnPage(desk: Desk, height: number): boolean {
  if (desk.y + height <= desk.paper.height - FOOT) return false;
  desk.paper.doc.addPage();
  desk.y = MARGIN;
  return true;
}

/** On every page, once it is known how many there are. */
function drawFeet({ paper, page, right }: Desk): void {
  const { start, count } = paper.doc.bufferedPageRange();
  const lines = paper.wrap(page.footer, right - MARGIN - 90, SMALL).slice(0, 4);
  const top = paper.height - FOOT + 24;
  for (let index = 0; index < count; index++) {
    paper.doc.switchToPage(start + index);
    paper.ornament(() => {
      paper.rule(MARGIN, top - 10, right - MARGIN);
      paper.stack(lines, MARGIN, top, { ...SMALL, leading: SMALL_LEADING });
      paper.write(`${page.title} · ${page.pageOf(index + 1, count)}`, right, top, { ...SMALL, right: true });
    });
  }
}
