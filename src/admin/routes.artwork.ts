// The designs of an order: prepress finished, or another file in the place of the customer's.
import { type Request, type Response, Router } from 'express';
import { type CutDeps, cutLineFor } from '../artwork/actions.cut.ts';
import { acceptArtwork } from '../artwork/actions.ts';
import { type CutChoices, usualChoices, wishFor } from '../artwork/cut.ts';
import { wishOfKept } from '../artwork/cut-line.ts';
import { preflight, whatStops } from '../artwork/preflight.ts';
import { ownerOf } from '../artwork/queries.ts';
import { type UploadDeps, withUpload } from '../artwork/routes.upload.ts';
import { say } from '../artwork/sentences.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import { finishPrepress, refuseAfterShipping, replaceArtwork } from '../orders/actions.artwork.ts';
import { statusOf } from '../orders/actions.move.ts';
import { findDesignedLine } from '../orders/queries.ts';
import { isShape } from '../sticker.ts';
import { readForm } from '../web/read-form.ts';
import type { ReceivedFile } from '../web/receive-file.ts';
import type { StaffRole } from '../web/visitor.ts';
import { en } from '../words/en.ts';
import { replacementFields } from './forms.artwork.ts';
import { carryOut, deskAt } from './routes.order-page.ts';
import { only } from './routes.permissions.ts';
import { whoIs } from './shell.ts';

export type LineDeps = UploadDeps & CutDeps;

/** Whoever may change what is printed. */
export const DESIGNERS: readonly StaffRole[] = ['owner', 'manager', 'prepress'];

const { office } = en.artwork;

export function lineRoutes(deps: LineDeps): Router {
  const router = Router();
  const designers = only(DESIGNERS, office.notYours);
  router.post('/orders/:number/lines/:lineId/artwork', designers, (req, res) => replace(deps, req, res));
  router.post('/orders/:number/lines/:lineId/prepress', designers, (req, res) => finish(deps, req, res));
  return router;
}

async function finish(deps: LineDeps, req: Request, res: Response): Promise<void> {
  const desk = await deskAt(deps, req, res);
  const line = await getLine(deps, req, desk.number);
  await carryOut(desk, async () => {
    await finishPrepress(deps, { number: desk.number, lineId: line.id, who: whoIs(req) });
    return office.prepressDone;
  });
}

async function replace(deps: LineDeps, req: Request, res: Response): Promise<void> {
  const desk = await deskAt(deps, req, res);
  const line = await getLine(deps, req, desk.number);
  await carryOut(desk, () =>
    withUpload(deps, req, async ({ file, fields }) => {
      refuseAfterShipping(statusOf(line.order.status));
      const form = readForm(replacementFields, fields);
      if (!form.ok)
        throw new Refusal('invalid', office.problems.why, { status: 422, problems: form.problems });
      const design = await designFrom(deps, line, file);
      const by = { number: desk.number, lineId: line.id, who: whoIs(req) };
      await replaceArtwork(deps, { ...by, ...design, why: form.value.why });
      return office.replaced;
    }),
  );
}

type Line = NonNullable<Awaited<ReturnType<typeof findDesignedLine>>>;

/** Belongs to whom the old one belongs, and is cut by the same wish. */
async function designFrom(deps: LineDeps, line: Line, file: ReceivedFile) {
  const owner = ownerOf(line.artwork ?? { visitorId: null, customerId: null }, {
    customerId: line.order.customerId,
  });
  const accepted = await acceptArtwork(deps, { ...file, owner });
  if (accepted.kind === 'refused')
    throw new Refusal(accepted.code, accepted.message, { status: accepted.status });
  const { artwork } = accepted;
  const outcome = await cutLineFor(deps, artwork, wishOf(line, usualChoices(deps.shop.now().settings)));
  const stop = whatStops(preflight(artwork.facts, { wish: outcome.wish }));
  if (stop) throw new Refusal(stop.code, say(stop), { status: 422 });
  if (outcome.kind === 'none')
    throw new Refusal(outcome.why, en.artwork.noLine[outcome.why], { status: 422 });
  return { artworkId: artwork.id, cut: outcome };
}

/** Lines that prepress has yet to draw know their size only. */
function wishOf({ cutLine, shape, widthMm, heightMm }: Line, usual: CutChoices) {
  if (cutLine) return wishOfKept(cutLine);
  if (!shape || !isShape(shape) || !widthMm || !heightMm) throw new RangeError('a design without a size');
  return wishFor({ shape, widthMm, heightMm }, usual);
}

async function getLine(deps: LineDeps, req: Request, number: string): Promise<Line> {
  const line = await findDesignedLine(deps.db, { number, lineId: String(req.params.lineId) });
  if (!line) throw new NotFound('order line');
  return line;
}
