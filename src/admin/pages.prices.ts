// Price sheets as a list, as a form, and as figures that do not change any more.
import { type Field, type Filled, fieldOf } from '../accounts/pages.ts';
import type { Catalogue } from '../catalog/catalogue.ts';
import { moment, stamp } from '../lib/format.ts';
import type { SheetFilter, SheetListRow, SheetSort, StoredSheet } from '../pricing/queries.sheets.ts';
import type { PriceSheet, SheetStatus } from '../pricing/sheet.ts';
import { type KnownChoices, SINGLE_FIGURES, type SingleFigure, textOf } from '../pricing/sheet-text.ts';
import { SHAPES } from '../sticker.ts';
import { en } from '../words/en.ts';
import type { Item, Shown } from './list.ts';
import { type ListPage, listPage } from './pages.list.ts';
import type { Tone } from './tones.ts';

const t = en.pricing.sheets;

const TONES: Record<SheetStatus, Tone> = {
  draft: 'quiet',
  scheduled: 'busy',
  live: 'good',
  past: 'quiet',
  discarded: 'quiet',
};

export const SHEET_LIST_COLUMNS = [
  'version',
  'status',
  'note',
  'currency',
  'basedOn',
  'createdAt',
  'createdBy',
  'changedAt',
  'changedBy',
  'publishAt',
  'publishedAt',
  'publishedBy',
  'endedAt',
] as const;

export function sheetItem(row: SheetListRow): Item {
  const { version, status, note, currency, basedOn, createdAt, createdBy } = row;
  const { changedAt, changedBy, publishAt, publishedAt, publishedBy, endedAt } = row;
  const made = { version, status, note, currency, basedOn, createdAt, createdBy };
  return { ...made, changedAt, changedBy, publishAt, publishedAt, publishedBy, endedAt };
}

export function sheetsPage(shown: Shown<SheetListRow, SheetSort, SheetFilter>): ListPage {
  const page = listPage(shown, {
    room: 'prices',
    title: t.title,
    search: t.search,
    columns: [
      { key: 'version', label: t.columns.version, sort: 'version' },
      { key: 'status', label: t.columns.status },
      { key: 'from', label: t.columns.from, sort: 'publishedAt' },
      { key: 'until', label: t.columns.until },
      { key: 'by', label: t.columns.by },
      { key: 'note', label: t.columns.note, wrap: true },
    ],
    row: (row) => ({
      cells: {
        version: { text: t.link(row.version), href: `/admin/prices/${row.version}` },
        status: { text: t.statuses[row.status], tone: TONES[row.status] },
        from: stampOf(row.publishedAt ?? row.publishAt),
        until: stampOf(row.endedAt),
        by: row.publishedBy || row.changedBy || row.createdBy,
        note: row.note,
      },
    }),
    filters: { status: { label: t.filters.status, words: t.statuses } },
    empty: t.empty,
  });
  return { ...page, above: '/admin/partials/new-prices' };
}

function stampOf(at: Date | null): string {
  return at ? stamp(at) : '';
}

/** Slugs with the names people know them by. */
export interface KnownNames extends KnownChoices {
  names: Record<string, string>;
}

export function namesOf({ materials, finishes }: Catalogue, sheet: PriceSheet): KnownNames {
  const slugs = (rows: readonly { slug: string }[], factors: Record<string, number>) => [
    ...new Set([...rows.map(({ slug }) => slug), ...Object.keys(factors)]),
  ];
  return {
    materials: slugs(materials, sheet.materials),
    finishes: slugs(finishes, sheet.finishes),
    names: Object.fromEntries([
      ...materials.map(({ slug, name }) => [`material.${slug}`, name]),
      ...finishes.map(({ slug, name }) => [`finish.${slug}`, name]),
      ...SHAPES.map((shape) => [`shape.${shape}`, en.cart.stickers[shape]]),
    ]),
  };
}

export interface SheetBack extends Filled {
  refusal?: string | undefined;
}

export function sheetPage(
  stored: StoredSheet,
  { known, back }: { known: KnownNames; back: SheetBack | null },
) {
  const { sheet, status, note, edits } = stored;
  const saved = { ...textOf(sheet), note };
  // a button that came back shows what is saved
  const isForm = back?.typed.setup !== undefined;
  const typed = { ...(isForm ? {} : saved), ...back?.typed };
  const filled = { typed, problems: back?.problems ?? {} };
  const path = `/admin/prices/${sheet.version}`;
  return {
    title: t.sheet(sheet.version),
    room: 'prices' as const,
    status: { label: t.statuses[status], tone: TONES[status] },
    about: aboutOf(stored),
    refusal: back?.refusal ?? null,
    problems: filled.problems,
    theirs: back?.refusal && isForm ? theirsOf(saved, back.typed, { stored, known }) : null,
    path,
    version: sheet.version,
    edits,
    isDraft: status === 'draft',
    isScheduled: status === 'scheduled',
    isDiscarded: status === 'discarded',
    isLive: status === 'live',
    csv: `${path}?format=csv`,
    groups: groupsOf(filled, known, sheet.currency),
    note: fieldOf(filled, 'note', { label: t.note, hint: t.noteHint, required: false, maxlength: 200 }),
    at: fieldOf(filled, 'at', {
      label: t.publication.at,
      hint: t.publication.atHint,
      type: 'datetime-local',
      required: false,
    }),
    without: withoutOf(sheet, known),
  };
}

function aboutOf({ sheet, status, basedOn, ...stored }: StoredSheet): string[] {
  const { changedBy, changedAt, publishedAt, publishedBy, publishAt, endedAt } = stored;
  const when = (at: Date | null) => (at ? moment(at) : '');
  const state: Record<SheetStatus, string> = {
    draft: t.draft(changedBy, when(changedAt)),
    scheduled: t.scheduled(when(publishAt), publishedBy),
    live: publishedBy ? t.live(when(publishedAt), publishedBy) : t.liveSince(when(publishedAt)),
    past: t.past(when(publishedAt), when(endedAt)),
    discarded: t.discarded,
  };
  return basedOn === null ? [state[status]] : [state[status], t.copiedFrom(basedOn)];
}

interface Group {
  title: string;
  hint: string;
  fields: Field[];
}

const UNITS: Partial<Record<SingleFigure, string>> = {
  referenceArea: t.units.area,
  nudgePercent: t.units.percent,
};
const MONEY: readonly SingleFigure[] = ['setup', 'rate', 'minimum'];

function groupsOf(filled: Filled, known: KnownNames, currency: string): Group[] {
  const decimal = { inputmode: 'decimal', autocomplete: 'off' };
  const single = (figure: SingleFigure): Field =>
    fieldOf(filled, figure, {
      label: t.figures[figure],
      hint: t.figures[`${figure}Hint`],
      unit: MONEY.includes(figure) ? currency : UNITS[figure],
      ...decimal,
    });
  const factors = (kind: 'material' | 'finish' | 'shape', slugs: readonly string[]): Field[] =>
    slugs.map((slug) => {
      const name = `${kind}.${slug}`;
      const label = known.names[name] ?? slug;
      // nothing but a shape is always sold
      return fieldOf(filled, name, { label, required: kind === 'shape', ...decimal });
    });
  const breaks = fieldOf(filled, 'breaks', {
    label: t.figures.breaks,
    hint: t.figures.breaksHint,
    autocomplete: 'off',
  });
  const none = (field: string, fields: Field[]) =>
    fields.map((each, index) =>
      index === 0 ? { ...each, problem: each.problem ?? filled.problems[field] } : each,
    );
  return [
    { title: t.groups.formula, hint: t.groups.formulaHint, fields: SINGLE_FIGURES.map(single) },
    {
      title: t.groups.materials,
      hint: t.groups.choicesHint,
      fields: none('materials', factors('material', known.materials)),
    },
    {
      title: t.groups.finishes,
      hint: t.groups.choicesHint,
      fields: none('finishes', factors('finish', known.finishes)),
    },
    { title: t.groups.shapes, hint: t.groups.shapesHint, fields: factors('shape', SHAPES) },
    { title: t.groups.breaks, hint: '', fields: [breaks] },
  ];
}

/** What was saved meanwhile beside what was typed, where they differ. */
function theirsOf(
  saved: Record<string, string>,
  typed: Record<string, string>,
  { stored, known }: { stored: StoredSheet; known: KnownNames },
) {
  const fields = [...new Set([...Object.keys(saved), ...Object.keys(typed)])].filter(
    (field) => field !== 'edits',
  );
  const rows = fields
    .filter((field) => (saved[field] ?? '') !== (typed[field] ?? ''))
    .map((field) => ({
      figure: known.names[field] ?? labelOf(field),
      saved: saved[field] || t.theirs.empty,
      yours: typed[field] || t.theirs.empty,
    }));
  return { by: t.theirs.saved(stored.changedBy), rows };
}

function labelOf(field: string): string {
  if (field === 'note') return t.note;
  return Object.hasOwn(t.figures, field) ? t.figures[field as SingleFigure] : field; // looked up just now
}

/** Names of what the shop has and the sheet does not sell; empty for none. */
function withoutOf({ materials, finishes }: PriceSheet, known: KnownNames): string {
  const missing = [
    ...known.materials.filter((slug) => !Object.hasOwn(materials, slug)).map((slug) => `material.${slug}`),
    ...known.finishes.filter((slug) => !Object.hasOwn(finishes, slug)).map((slug) => `finish.${slug}`),
  ];
  return missing.length === 0
    ? ''
    : t.publication.without(missing.map((name) => known.names[name] ?? name).join(', '));
}

export function sheetJson({ sheet, status, edits, note, basedOn, ...stored }: StoredSheet) {
  const { createdAt, createdBy, changedAt, changedBy, publishAt, publishedAt, publishedBy, endedAt } = stored;
  const made = { createdAt, createdBy, changedAt, changedBy };
  return { ...sheet, status, edits, note, basedOn, ...made, publishAt, publishedAt, publishedBy, endedAt };
}
