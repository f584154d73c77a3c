// Which custom stickers were sold, alike lines together: what new prices are tried on.
import type { Reader } from '../db/open.ts';
import type { Sold } from '../pricing/compare.ts';
import { isShape } from '../sticker.ts';

export interface SoldStickers {
  /** Orders with a custom line, paid and not cancelled. */
  orders: number;
  sold: Sold[];
}

interface Row {
  shape: string;
  widthMm: number;
  heightMm: number;
  material: string;
  finish: string;
  quantity: number;
  lines: bigint | number;
  netCents: bigint | number;
}

export async function soldStickers(reader: Reader, since: Date): Promise<SoldStickers> {
  const rows = await reader.$queryRaw<Row[]>`
    SELECT l."shape", l."widthMm", l."heightMm", l."material", l."finish", l."quantity",
           count(*) AS "lines", sum(l."netCents" + l."discountCents") AS "netCents"
      FROM "OrderLine" l JOIN "Order" o ON o."id" = l."orderId"
     WHERE o."placedAt" >= ${since} AND o."paidAt" IS NOT NULL AND o."cancelledAt" IS NULL
       AND l."shape" IS NOT NULL AND l."widthMm" IS NOT NULL AND l."heightMm" IS NOT NULL
       AND l."material" IS NOT NULL AND l."finish" IS NOT NULL
     GROUP BY l."shape", l."widthMm", l."heightMm", l."material", l."finish", l."quantity"`;
  const orders = await reader.order.count({
    where: {
      placedAt: { gte: since },
      paidAt: { not: null },
      cancelledAt: null,
      lines: { some: { shape: { not: null } } },
    },
  });
  return { orders, sold: rows.flatMap(toSold) };
}

function toSold({ shape, lines, netCents, ...rest }: Row): Sold[] {
  if (!isShape(shape)) return [];
  return [{ spec: { shape, ...rest }, lines: Number(lines), netCents: Number(netCents) }];
}
