// Prints one line into the file store: the decoder child composes and checks, this keeps what comes of it.
import type { Decoder, PrintOutcome } from '../artwork/decoder.ts';
import type { PrintOrder } from '../artwork/print.ts';
import { sniffFile } from '../artwork/sniff.file.ts';
import { originalKey } from '../artwork/store.ts';
import { withTempFile } from '../artwork/temp.disk.ts';
import { NO_PROFILE, type Settings } from '../catalog/settings.ts';
import { type LineCut, type LineDeps, type LineToPrint, lineToPrint } from './actions.line.ts';
import { sha256OfFile } from './digest.disk.ts';
import { CHECK_PICTURES, checkPictureKey, type NoPrint, type PrintFacts, printKey } from './print-file.ts';

export interface PrintDeps extends LineDeps {
  shop: { now(): { settings: Settings } };
}

export interface PrintResult {
  status: 'ready' | 'check_failed';
  sha256: string | null;
  facts: PrintFacts;
}

/** Throws for what another try may mend. */
export async function printLine(
  deps: PrintDeps,
  { lineId, title }: { lineId: string; title: string },
): Promise<PrintResult> {
  const line = await lineToPrint(deps, lineId);
  const { settings } = deps.shop.now();
  const facts = factsOf(line, settings);
  const { cut, artwork } = line;
  const { previewKey } = artwork;
  if (previewKey === null) return failed(facts, 'no_preview');
  if (artwork.facts.previewOnly) return failed(facts, 'preview_only');
  if (cut === null) return failed(facts, line.why ?? 'no_outline');
  return deps.files.lend(originalKey(artwork.sha256), (path) =>
    deps.files.lend(previewKey, async (previewPath) => {
      const kind = await sniffFile(path, artwork.filename);
      if (!kind) return failed(facts, 'damaged');
      const file = { path, kind, page: artwork.facts.page, previewPath, title };
      return printInto(deps, facts, { ...file, ...machineOf(facts, settings), cut });
    }),
  );
}

function factsOf({ cut, shape, widthMm, heightMm }: LineToPrint, settings: Settings): PrintFacts {
  return {
    widthMm: cut?.widthMm ?? widthMm,
    heightMm: cut?.heightMm ?? heightMm,
    bleedMm: settings['cut.bleedMm'],
    spot: settings['cut.spotName'],
    backingSpot: shape === 'kiss-cut' ? settings['cut.backingSpotName'] : null,
    cut: cut && toKeep(cut),
    selfCheck: null,
    route: null,
    extended: false,
    why: null,
  };
}

function toKeep({ path, art, offsetMm, closingMm, algorithm }: LineCut): PrintFacts['cut'] {
  return { path, art, offsetMm, closingMm, algorithm };
}

function machineOf({ bleedMm, spot, backingSpot }: PrintFacts, settings: Settings) {
  const profile = settings['print.profile'];
  return { bleedMm, spot, backingSpot, profilePath: profile === NO_PROFILE ? null : profile };
}

type OpenOrder = Omit<PrintOrder, 'toPath' | 'approvedPath' | 'printedPath'>;

async function printInto(deps: PrintDeps, facts: PrintFacts, order: OpenOrder): Promise<PrintResult> {
  return withTempFiles(deps.uploadsDir, async ([toPath, approvedPath, printedPath]) => {
    const outcome = await printGently(deps.decoder, { ...order, toPath, approvedPath, printedPath });
    if (outcome.kind === 'refused') return failed(facts, outcome.why);
    const { passed, ...printed } = outcome.printed;
    const sha256 = await sha256OfFile(toPath);
    if (!passed) {
      const pictures = { approved: approvedPath, printed: printedPath };
      for (const name of CHECK_PICTURES) await deps.files.put(checkPictureKey(sha256, name), pictures[name]);
    }
    await deps.files.put(printKey(sha256), toPath);
    return { status: passed ? 'ready' : 'check_failed', sha256, facts: { ...facts, ...printed } };
  });
}

/** What is too much as it is may still be drawn. */
async function printGently(decoder: Decoder, order: PrintOrder): Promise<PrintOutcome> {
  const outcome = await decoder.print(order);
  return outcome.kind === 'refused' ? decoder.print({ ...order, rasterOnly: true }) : outcome;
}

function failed(facts: PrintFacts, why: NoPrint): PrintResult {
  return { status: 'check_failed', sha256: null, facts: { ...facts, why } };
}

function withTempFiles<T>(
  uploadsDir: string,
  work: (paths: [string, string, string]) => Promise<T>,
): Promise<T> {
  return withTempFile(uploadsDir, (a) =>
    withTempFile(uploadsDir, (b) => withTempFile(uploadsDir, (c) => work([a, b, c]))),
  );
}
