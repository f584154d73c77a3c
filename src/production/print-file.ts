// A print file as its row keeps it: where it stands and what is known about it. Pure.

import type { NoLine } from '../artwork/actions.cut.ts';
import type { DecodeTrouble } from '../artwork/decoder.ts';
import type { Box } from '../artwork/placement.ts';
import type { PrintRoute, SelfCheck } from '../artwork/print.ts';

export const PRINT_FILE_STATUSES = ['waiting', 'making', 'ready', 'check_failed'] as const;
export type PrintFileStatus = (typeof PRINT_FILE_STATUSES)[number];

/** Why there is no file: nothing to print · a small picture of it only · no line to cut along · the file was too much for us. */
export type NoPrint = 'no_preview' | 'preview_only' | NoLine | DecodeTrouble;

/** What is made, and how it turned out. Lengths in mm. */
export interface PrintFacts {
  /** Of the cut box. */
  widthMm: number;
  heightMm: number;
  bleedMm: number;
  spot: string;
  backingSpot: string | null;
  /** null when there is no line. */
  cut: { path: string; art: Box; offsetMm: number; closingMm: number; algorithm: string } | null;
  /** null when no file came of it. */
  selfCheck: SelfCheck | null;
  route: PrintRoute | null;
  /** The bleed was made up from the art's edge. */
  extended: boolean;
  why: NoPrint | null;
}

export interface PrintFile {
  id: string;
  orderId: string;
  lineId: string;
  name: string;
  status: PrintFileStatus;
  sha256: string | null;
  /** null until it was made once. */
  facts: PrintFacts | null;
  readyAt: Date | null;
}

export interface PrintFileRow {
  id: string;
  orderId: string;
  lineId: string;
  name: string;
  status: string;
  sha256: string | null;
  facts: string;
  readyAt: Date | null;
}

/** Rows are written by this room only, so their closed sets are closed. */
export function printFileOf(row: PrintFileRow): PrintFile {
  const { id, orderId, lineId, name, sha256, readyAt } = row;
  const facts = row.facts === '{}' ? null : (JSON.parse(row.facts) as PrintFacts);
  return { id, orderId, lineId, name, sha256, readyAt, status: row.status as PrintFileStatus, facts };
}

export function printKey(sha256: string): string {
  return `print/${sha256.slice(0, 2)}/${sha256}.pdf`;
}

/** The two pictures of a self-check that failed. */
export const CHECK_PICTURES = ['approved', 'printed'] as const;
export type CheckPicture = (typeof CHECK_PICTURES)[number];

export function checkPictureKey(sha256: string, picture: CheckPicture): string {
  return `print/${sha256.slice(0, 2)}/${sha256}.${picture}.webp`;
}

/** `KC-7K3M-9QXF-1-die-cut-50x48.2mm-250.pdf`: what a hand at the RIP wants to know. */
export function printFileName(line: {
  orderNumber: string;
  position: number;
  shape: string;
  widthMm: number;
  heightMm: number;
  quantity: number;
}): string {
  const { orderNumber, position, shape, widthMm, heightMm, quantity } = line;
  return `${orderNumber}-${position}-${shape}-${tenths(widthMm)}x${tenths(heightMm)}mm-${quantity}.pdf`;
}

function tenths(lengthMm: number): number {
  return Math.round(lengthMm * 10) / 10;
}
