// The end of the day: the parcels that one carrier takes along, on one paper that its driver scans.
import { writeAudit } from '../accounts/actions.audit.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { newId } from '../lib/ids.ts';
import { NotFound, OutsideFailure, Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import { en } from '../words/en.ts';
import type { Carrier, Manifest } from './carrier.ts';
import { keepPaper, type PaperDeps } from './paper.disk.ts';
import { waitingParcels } from './queries.list.ts';

export interface ManifestDeps extends PaperDeps {
  db: Db;
  clock: Clock;
  carrier: Carrier;
}

/**
 * Pressed twice at once, every parcel is on one paper all the same. Throws `OutsideFailure` when the carrier is out
 * of reach: then the parcels are free again, unless it may have made the paper, which is asked for by id later.
 */
export async function closeDay(
  deps: ManifestDeps,
  { carrier, who }: { carrier: string; who: string },
): Promise<void> {
  const { id, gatewayIds } = await claimParcels(deps, { carrier, who });
  try {
    await storeManifest(deps, id, await deps.carrier.manifest(gatewayIds));
  } catch (error) {
    if (!(error instanceof OutsideFailure)) throw error;
    await letGo(deps, id, error.message);
    throw error;
  }
}

async function claimParcels(deps: ManifestDeps, { carrier, who }: { carrier: string; who: string }) {
  const now = deps.clock();
  const id = newId();
  return transaction(deps.db, async (tx) => {
    const waiting = await waitingParcels(tx, carrier);
    await tx.manifest.create({ data: { id, carrier, who, status: 'asking', createdAt: now } });
    const claimed = await tx.shipment.updateMany({
      where: { id: { in: waiting.map((parcel) => parcel.id) }, manifestId: null, voidedAt: null },
      data: { manifestId: id },
    });
    if (claimed.count === 0 || claimed.count !== waiting.length)
      throw new Refusal('nothing_to_close', en.parcels.day.nothing);
    const after = `${carrier}: ${claimed.count}`;
    await writeAudit(tx, { who, what: 'parcel.manifest', subject: carrier, after, now });
    return { id, gatewayIds: waiting.flatMap(({ gatewayId }) => gatewayId ?? []) };
  });
}

async function storeManifest(deps: ManifestDeps, id: string, manifest: Manifest): Promise<void> {
  if (manifest.status === 'failed') return letGo(deps, id, manifest.message);
  const file = manifest.file && { key: await keepPaper(deps, manifest.file), type: manifest.file.type };
  await deps.db.manifest.updateMany({
    where: { id },
    data: {
      gatewayId: manifest.id,
      status: manifest.status,
      ...(file ? { fileKey: file.key, fileType: file.type } : {}),
    },
  });
}

/** The parcels wait for another paper. */
async function letGo({ db }: ManifestDeps, id: string, error: string): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.manifest.updateMany({ where: { id }, data: { status: 'failed', error: error.slice(0, 300) } });
    await tx.shipment.updateMany({ where: { manifestId: id }, data: { manifestId: null } });
  });
}

/** The paper as a file, asked for once more when it was not written yet. */
export async function manifestPaper(deps: ManifestDeps, id: string): Promise<{ key: string; type: string }> {
  const kept = await deps.db.manifest.findUnique({ where: { id } });
  if (!kept?.gatewayId) throw new NotFound('manifest');
  if (!kept.fileKey) await storeManifest(deps, id, await deps.carrier.askManifest(kept.gatewayId));
  const { fileKey, fileType } = await deps.db.manifest.findUniqueOrThrow({ where: { id } });
  if (!fileKey) throw new NotFound('manifest');
  return { key: fileKey, type: fileType };
}
