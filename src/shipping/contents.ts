// What of an order is in which parcel, and what is still to be sent. Pure.

export interface Content {
  lineId: string;
  quantity: number;
}

export interface OrderedLine {
  id: string;
  quantity: number;
}

export interface PackedParcel {
  voidedAt: Date | null;
  status: string;
  /** Empty: everything there was. */
  lines: readonly Content[];
}

/** Pieces of each line that no parcel has; what came back is to be sent once more. */
export function leftToSend(lines: readonly OrderedLine[], parcels: readonly PackedParcel[]): Content[] {
  const gone = parcels.filter((parcel) => parcel.voidedAt === null && parcel.status !== 'returned');
  if (gone.some((parcel) => parcel.lines.length === 0)) return [];
  const sent = (lineId: string) =>
    gone
      .flatMap((parcel) => parcel.lines)
      .reduce((n, each) => n + (each.lineId === lineId ? each.quantity : 0), 0);
  return lines
    .map((line) => ({ lineId: line.id, quantity: Math.max(0, line.quantity - sent(line.id)) }))
    .filter(({ quantity }) => quantity > 0);
}

/** What goes into the next parcel: what was asked for, or all that is left. Null when more was asked for than there is. */
export function nextContents(left: readonly Content[], asked: readonly Content[] | null): Content[] | null {
  if (asked === null) return [...left];
  const wanted = asked.filter(({ quantity }) => quantity > 0);
  const fits = wanted.every(({ lineId, quantity }) =>
    left.some((each) => each.lineId === lineId && each.quantity >= quantity),
  );
  return fits ? wanted : null;
}
