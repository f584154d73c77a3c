// Parcels in trouble that nobody was told of yet.

import type { Reader } from '../db/open.ts';
import { sql } from '../db/sql.ts';

export interface TroubledParcel {
  id: string;
  orderId: string;
  status: string;
  carrier: string;
  trackingCode: string;
}

/**
 * Came back, or something happened to them, or on their way without news since then. What has a problem of its kind
 * already is left out.
 */
export function parcelsInTrouble(
  reader: Reader,
  { silentSince, most }: { silentSince: Date; most: number },
): Promise<TroubledParcel[]> {
  const known = sql`SELECT 1 FROM "Problem" p WHERE p."fact" =
    CASE WHEN s."status" IN ('returned', 'exception') THEN s."status" ELSE 'stuck' END || ':' || s."id"`;
  return reader.$queryRaw<TroubledParcel[]>`
    SELECT s."id", s."orderId", s."status", s."carrier", s."trackingCode" FROM "Shipment" s
     WHERE s."voidedAt" IS NULL AND NOT EXISTS (${known})
       AND (s."status" IN ('returned', 'exception')
            OR (s."status" IN ('pending', 'pre_transit', 'in_transit', 'out_for_delivery', 'available_for_pickup',
                               'attempt_failed', 'unknown')
                AND s."shippedAt" <= ${silentSince}
                AND NOT EXISTS (SELECT 1 FROM "TrackingEvent" e
                                 WHERE e."shipmentId" = s."id" AND e."at" > ${silentSince})))
     ORDER BY s."createdAt" LIMIT ${most}`;
}
