// Labels as files: fetched once from the provider, kept for good.
import type { Db } from '../db/open.ts';
import { NotFound } from '../lib/refusal.ts';
import type { Carrier, LabelFormat } from './carrier.ts';
import { keepPaper, type PaperDeps } from './paper.disk.ts';
import { getShipment } from './queries.parcels.ts';

export interface LabelDeps extends PaperDeps {
  db: Db;
  carrier: Carrier;
}

const COLUMNS = { pdf: 'labelKey', zpl: 'zplKey' } as const;

/** Answers the key. Throws `NotFound` for a parcel without a label of ours, `OutsideFailure` while it cannot be fetched. */
export async function labelOf(deps: LabelDeps, id: string, format: LabelFormat): Promise<string> {
  const parcel = await getShipment(deps.db, id);
  const column = COLUMNS[format];
  const kept = parcel[column];
  if (kept) return kept;
  if (parcel.gatewayId === null || parcel.shippedAt === null) throw new NotFound('label');
  const key = await keepPaper(deps, await deps.carrier.label(parcel.gatewayId, format));
  await deps.db.shipment.updateMany({ where: { id }, data: { [column]: key } });
  return key;
}
