// Choosing another page of a file: a design of its own, with the same bytes behind it.
import type { Db, Tx } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { en } from '../words/en.ts';
import { type OpenDeps, type Opening, openStored } from './actions.open.ts';
import { writeArtwork } from './actions.ts';
import { findArtworkFor, findDecoded, findPageOf, ownerOf, type Viewer } from './queries.ts';

interface Deps extends OpenDeps {
  db: Db;
  clock: Clock;
}

/** The design of that page: the one there is already, or a new one of the same owner. Answers its id. */
export async function choosePage(
  deps: Deps,
  viewer: Viewer,
  { id, page }: { id: string; page: number },
): Promise<string> {
  const artwork = await findArtworkFor(deps.db, viewer, id);
  if (!artwork) throw new NotFound('artwork');
  const { sha256, bytes, filename, facts } = artwork;
  if (page > facts.pages) throw noSuchPage(facts.pages);
  if (page === facts.page) return id;
  const there = await findPageOf(deps.db, { id, page });
  if (there) return there.id;

  const known = await findDecoded(deps.db, { sha256, format: facts.format, page });
  const opened: Opening = known
    ? { kind: 'opened', ...known }
    : await openStored(deps, { sha256, filename, page });
  if (opened.kind === 'refused') {
    throw new Refusal(opened.why, en.artwork.refused[opened.why], { status: 422 });
  }
  const file = { sha256, bytes, filename };
  return transaction(deps.db, async (tx) => {
    const owner = await keepMeanwhile(tx, id);
    return (await writeArtwork(tx, { owner, file, opened, now: deps.clock() })).id;
  });
}

/** Nobody sweeps the bytes away while another design is made of them. */
async function keepMeanwhile(tx: Tx, id: string) {
  const [row] = await tx.artwork.updateManyAndReturn({
    where: { id },
    data: { id },
    select: { visitorId: true, customerId: true },
  });
  if (!row) throw new NotFound('artwork');
  return ownerOf(row);
}

function noSuchPage(pages: number): Refusal {
  const sentence = en.artwork.size.noSuchPage(pages);
  return new Refusal('no_such_page', sentence, { status: 422, problems: { page: sentence } });
}
