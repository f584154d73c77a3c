// What staff see of a line's design: whether prepress waits for it, what it was before, and how to put another in.
import { EMPTY, fieldOf } from '../accounts/pages.ts';
import { stamp } from '../lib/format.ts';
import { isBeforeShipping, type OrderStatus } from '../orders/transitions.ts';
import { en } from '../words/en.ts';
import { within } from './pages.fields.ts';
import { actor } from './pages.order.tables.ts';
import type { StaffOrder } from './queries.order.ts';
import type { Tone } from './tones.ts';

const { office } = en.artwork;

type Line = StaffOrder['order']['lines'][number];
type Version = StaffOrder['versions'][number];

/** Null for what we only take off the shelf. */
export function designPart(line: Line, { status, versions }: { status: OrderStatus; versions: Version[] }) {
  if (line.artworkId === null) return null;
  const look = { label: office.whyLabel, hint: office.whyHint, maxlength: 300 };
  return {
    prepress: prepressState(line),
    versions: versions.filter(({ lineId }) => lineId === line.id).map(versionView),
    lineId: line.id,
    why: within(`why-${line.id}`, fieldOf(EMPTY, 'why', look)),
    fileId: `artwork-${line.id}`,
    canReplace: isBeforeShipping(status),
  };
}

function prepressState(line: Line): { label: string; tone: Tone; isOpen: boolean } | null {
  if (!line.prepress) return null;
  return line.prepressDoneAt
    ? { label: office.prepressDoneAt(stamp(line.prepressDoneAt)), tone: 'good', isOpen: false }
    : { label: office.prepressWaits, tone: 'wait', isOpen: true };
}

function versionView({ version, artwork, who, why, at }: Version) {
  return {
    label: office.version(version),
    href: `/artwork/${artwork.id}/original`,
    filename: artwork.filename,
    note: [actor(who), stamp(at), why].filter(Boolean).join(' · '),
  };
}
