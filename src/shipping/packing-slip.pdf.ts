// The packing slip: what is in the parcel and where it goes, for whoever packs and whoever opens. No prices.
import { addressLines } from '../accounts/address.ts';
import type { Settings } from '../catalog/settings.ts';
import { type Ink, MUTED, openPaper, type Paper } from '../invoices/paper.pdf.ts';
import { day } from '../lib/format.ts';
import { en } from '../words/en.ts';
import { leftToSend } from './contents.ts';
import type { Shipment, ShippedOrder } from './queries.parcels.ts';

const t = en.parcels.paper;
const MARGIN = 56;
const FOOT = 80;
const TEXT: Ink = { size: 10 };
const STRONG: Ink = { size: 10, bold: true };
const SMALL: Ink = { size: 8.5, color: MUTED };
const LEADING = 14;

export interface SlipParts {
  order: ShippedOrder;
  settings: Pick<Settings, 'shopName' | 'shopAddress'>;
  /** Null: the last parcel, or what is still to be packed when there is none. */
  parcelId: string | null;
  now: Date;
}

interface Row {
  title: string;
  detail: string;
  quantity: number;
}

export async function packingSlip({ order, settings, parcelId, now }: SlipParts): Promise<Buffer> {
  const parcels = order.shipments.filter(({ voidedAt }) => voidedAt === null);
  const parcel = parcels.find(({ id }) => id === parcelId) ?? parcels.at(-1) ?? null;
  const title = t.title(order.number);
  const paper = openPaper({
    size: order.country === 'US' || order.country === 'CA' ? 'LETTER' : 'A4',
    title,
    author: settings.shopName,
    language: 'en',
    createdAt: now,
  });
  const root = paper.group(null, 'Document');
  const desk: Desk = { paper, root, right: paper.width - MARGIN, y: MARGIN };
  drawHead(desk, settings, parcel && parcels.length > 1 ? t.parcel(parcel.position) : '');
  drawFacts(desk, order, parcel);
  const { packed, later } = rowsOf(order, parcel);
  drawRows(desk, t.columns.what, packed);
  if (later.length > 0) drawRows(desk, t.later, later);
  line(desk, t.thanks, SMALL);
  root.end();
  return paper.close();
}

interface Desk {
  paper: Paper;
  root: ReturnType<Paper['group']>;
  right: number;
  y: number;
}

function drawHead({ paper, root, right }: Desk, settings: SlipParts['settings'], parcel: string): void {
  paper.ornament(() => paper.mark(MARGIN, MARGIN - 4, 28));
  const heading: Ink = { size: 24, bold: true };
  paper.tag(root, 'P', () => paper.write(settings.shopName, MARGIN + 36, MARGIN, { size: 17, bold: true }));
  paper.tag(root, 'H1', () => paper.write(t.heading, right, MARGIN - 5, { ...heading, right: true }));
  if (parcel) paper.tag(root, 'P', () => paper.write(parcel, right, MARGIN + 26, { ...TEXT, right: true }));
}

function drawFacts(desk: Desk, order: ShippedOrder, parcel: Shipment | null): void {
  const { paper, root, right } = desk;
  const top = MARGIN + 58;
  paper.tag(root, 'H2', () => paper.write(t.to, MARGIN, top, SMALL));
  const lines = addressLines(order).flatMap((text) => paper.wrap(text, 250, TEXT));
  paper.tag(root, 'P', () => paper.stack(lines, MARGIN, top + 15, { ...TEXT, size: 11.5, leading: 16 }));
  const brought = parcel ? [parcel.carrier, parcel.trackingCode].filter(Boolean).join(' ') : '';
  const facts: [string, string][] = [
    [t.order, order.number],
    [t.placed, day(order.placedAt)],
    [t.delivery, brought || order.deliveryName],
  ];
  for (const [at, [label, text]] of facts.entries()) {
    const y = top + 15 + at * (LEADING + 2);
    const fitted = paper.wrap(text, 180, TEXT)[0] ?? '';
    paper.tag(root, 'P', () => {
      paper.write(label, right - 250, y, { ...TEXT, color: MUTED });
      paper.write(fitted, right, y, { ...TEXT, right: true });
    });
  }
  desk.y = top + 15 + Math.max(lines.length * 16, facts.length * (LEADING + 2)) + 30;
}

function rowsOf(order: ShippedOrder, parcel: Shipment | null): { packed: Row[]; later: Row[] } {
  const row = (line: ShippedOrder['lines'][number], quantity: number): Row => ({
    title: line.title,
    detail: line.detail,
    quantity,
  });
  const of = (contents: readonly { lineId: string; quantity: number }[]) =>
    order.lines.flatMap((line) => {
      const quantity = contents.find(({ lineId }) => lineId === line.id)?.quantity ?? 0;
      return quantity > 0 ? [row(line, quantity)] : [];
    });
  const everything = order.lines.map((line) => row(line, line.quantity));
  const left = of(leftToSend(order.lines, order.shipments));
  if (!parcel) return { packed: left.length > 0 ? left : everything, later: [] };
  return { packed: parcel.lines.length > 0 ? of(parcel.lines) : everything, later: left };
}

function drawRows(desk: Desk, title: string, rows: readonly Row[]): void {
  const { paper, root, right } = desk;
  const wide = right - MARGIN - 110;
  turnPage(desk, 60);
  const table = paper.group(root, 'Table');
  const head = paper.group(table, 'TR');
  paper.tag(head, 'TH', () => paper.write(title, MARGIN, desk.y, SMALL));
  paper.tag(head, 'TH', () => paper.write(t.columns.quantity, right - 26, desk.y, { ...SMALL, right: true }));
  paper.ornament(() => paper.rule(MARGIN, desk.y + 16, right - MARGIN));
  desk.y += 26;
  for (const { title: what, detail, quantity } of rows) {
    const titles = paper.wrap(what, wide, STRONG);
    const details = paper.wrap(detail, wide, SMALL);
    const height = titles.length * LEADING + details.length * 12 + 12;
    turnPage(desk, height);
    const { y } = desk;
    const tag = paper.group(table, 'TR');
    paper.tag(tag, 'TD', () => {
      paper.stack(titles, MARGIN, y, { ...STRONG, leading: LEADING });
      paper.stack(details, MARGIN, y + titles.length * LEADING, { ...SMALL, leading: 12 });
    });
    const pieces = quantity.toLocaleString('en-US');
    paper.tag(tag, 'TD', () => paper.write(pieces, right - 26, y, { size: 12, bold: true, right: true }));
    // a box to tick while packing
    paper.ornament(() =>
      paper.doc
        .rect(right - 13, y - 1, 12, 12)
        .lineWidth(0.75)
        .strokeColor(MUTED)
        .stroke(),
    );
    paper.ornament(() => paper.rule(MARGIN, y + height - 5, right - MARGIN));
    desk.y += height + 4;
  }
  desk.y += 14;
}

function line(desk: Desk, text: string, ink: Ink): void {
  turnPage(desk, 30);
  desk.paper.tag(desk.root, 'P', () => desk.paper.write(text, MARGIN, desk.y, ink));
}

function turnPage(desk: Desk, height: number): void {
  if (desk.y + height <= desk.paper.height - FOOT) return;
  desk.paper.doc.addPage();
  desk.y = MARGIN;
}
