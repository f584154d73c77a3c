// The files of an order: what goes to the printer, how it turned out, what to do when it is not what was approved.
import { millimetres } from '../lib/format.ts';
import type { PrintFile, PrintFileStatus } from '../production/print-file.ts';
import { en } from '../words/en.ts';
import type { Tone } from './tones.ts';

const t = en.production.files;

const TONES: Record<PrintFileStatus, Tone> = {
  waiting: 'wait',
  making: 'busy',
  ready: 'good',
  check_failed: 'bad',
};

export function fileUrl(id: string): string {
  return `/admin/files/${id}`;
}

export function fileJson({ id, lineId, name, status, sha256, facts }: PrintFile) {
  return {
    id,
    kind: 'print',
    lineId,
    name,
    url: sha256 && fileUrl(id),
    status,
    sha256,
    widthMm: facts && rounded(facts.widthMm),
    heightMm: facts && rounded(facts.heightMm),
    bleedMm: facts?.bleedMm ?? null,
    spot: facts?.spot ?? null,
    cutPathUrl: facts?.cut ? `${fileUrl(id)}/cut-line.svg` : null,
    selfCheck: facts?.selfCheck ?? null,
  };
}

/** As its cut line's SVG has them. */
function rounded(lengthMm: number): number {
  return Math.round(lengthMm * 10_000) / 10_000;
}

export function filesPart(files: readonly PrintFile[]) {
  return files.map((file) => {
    const { id, name, status, sha256, facts } = file;
    const url = fileUrl(id);
    const isSuspect = status === 'check_failed';
    return {
      name,
      action: url,
      href: sha256 && url,
      status: { label: t.statuses[status], tone: TONES[status] },
      notes: facts ? notesOf(facts) : [],
      cutHref: facts?.cut ? `${url}/cut-line.svg` : null,
      trouble: facts?.why ? t.noPrint[facts.why] : isSuspect ? t.failed : null,
      pictures:
        isSuspect && sha256 ? { approved: `${url}/approved.webp`, printed: `${url}/printed.webp` } : null,
      canRetry: isSuspect || status === 'ready',
      canPass: isSuspect && sha256 !== null,
    };
  });
}

function notesOf(facts: NonNullable<PrintFile['facts']>): string[] {
  const { widthMm, heightMm, bleedMm, spot, backingSpot, selfCheck, route, extended } = facts;
  return [
    t.size(millimetres(widthMm), millimetres(heightMm), millimetres(bleedMm)),
    t.spots(spot, backingSpot),
    ...(route ? [t.routes[route]] : []),
    ...(extended ? [t.extended] : []),
    ...(selfCheck ? [t.check(selfCheck.mean.toFixed(2), selfCheck.badPercent.toFixed(2))] : []),
  ];
}
