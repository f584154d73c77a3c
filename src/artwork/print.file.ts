// Makes the print file of one line: the best way of getting the art into it that passes the self-check. Runs in the
// decoder child only.
import { readFile, writeFile } from 'node:fs/promises';
import type { PDFContext } from '@cantoo/pdf-lib';
import { iccComponents } from './icc.ts';
import type { Pixels } from './picture.ts';
import { type Checked, checkPrint, writePicture } from './print.check.sharp.ts';
import { composeDocument, type Drawn, newContext } from './print.document.pdflib.ts';
import { extensionFor } from './print.extension.sharp.ts';
import { embedSamples } from './print.image.pdflib.ts';
import { type Route, routesFor } from './print.routes.ts';
import { assumedCmyk, rgbaSamples } from './print.source.sharp.ts';
import { isFaithful, type Printed, type PrintOrder, type SelfCheck } from './print.ts';

interface Made extends Omit<Printed, 'passed'> {
  pdf: Uint8Array;
  checked: Checked;
}

/** Throws what the last way threw when none leads to a file at all. */
export async function makePrintFile(order: PrintOrder): Promise<Printed> {
  let best: Made | null = null;
  let trouble: unknown;
  for (const route of routesFor(order)) {
    try {
      const made = await tryRoute(order, route);
      if (made && (!best || isBetter(made.selfCheck, best.selfCheck))) best = made;
      if (best && isFaithful(best.selfCheck)) break;
    } catch (error) {
      if (isFatal(error)) throw error;
      trouble = error;
    }
  }
  if (!best) throw trouble ?? new Error('no way into a print file');
  return deliver(order, best);
}

/** Memory that ran out does not come back: the next child tries the next way. */
function isFatal(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === 'RuntimeError');
}

function isBetter(a: SelfCheck, b: SelfCheck): boolean {
  return a.mean + a.badPercent < b.mean + b.badPercent;
}

async function tryRoute(order: PrintOrder, route: Route): Promise<Made | null> {
  const context = newContext();
  const art = await route.embed(context, order);
  if (!art) return null;
  const profile = await readProfile(order);
  const plain = await composeDocument(context, { order, art, extension: null, profile });
  const strips = await extensionFor(plain, order);
  const extension = strips && (await embedStrips(context, strips));
  const pdf = extension ? await composeDocument(context, { order, art, extension, profile }) : plain;
  const shown = art.isUntaggedCmyk
    ? await composeDocument(context, { order, art, extension, profile, shownCmyk: await assumedCmyk() })
    : pdf;
  const checked = await checkPrint(shown, order, { ...art, extension: strips });
  return { route: route.name, selfCheck: checked.selfCheck, extended: strips !== null, pdf, checked };
}

function embedStrips(context: PDFContext, strips: Pixels): Promise<Drawn> {
  return embedSamples(context, rgbaSamples(strips));
}

async function readProfile({ profilePath }: PrintOrder): Promise<Uint8Array | null> {
  if (profilePath === null) return null;
  const profile = await readFile(profilePath);
  if (iccComponents(profile) === null) throw new Error('not a profile of a printing condition');
  return profile;
}

async function deliver(order: PrintOrder, made: Made): Promise<Printed> {
  const { route, selfCheck, extended, pdf, checked } = made;
  const passed = isFaithful(selfCheck);
  await writeFile(order.toPath, pdf);
  if (!passed) {
    await writePicture(checked.approved, order.approvedPath);
    await writePicture(checked.printed, order.printedPath);
  }
  return { route, selfCheck, passed, extended };
}
