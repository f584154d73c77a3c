// Packed rows of pixels, unpacked and packed again in a stream, so that no large picture is ever whole in memory.
// Runs in the decoder child only.
import { Readable } from 'node:stream';
import { createDeflate, createInflate, type Deflate } from 'node:zlib';
import { Damaged } from './picture.ts';

/** Deflated pieces of one plane of a picture. */
export interface Plane {
  data: Uint8Array;
}

/** What becomes of one filtered row; the rows it returns go into the planes, one each. */
export type SplitRow = (row: Uint8Array) => readonly Uint8Array[];

export interface SplitJob {
  /** Deflated, in pieces. */
  data: readonly Uint8Array[];
  /** Of one row, its filter byte included. */
  rowBytes: number;
  rows: number;
  planes: number;
  split: SplitRow;
}

export async function splitRows({ data, rowBytes, rows, planes, split }: SplitJob): Promise<Uint8Array[]> {
  const packers = Array.from({ length: planes }, () => startPacking());
  let pending: Buffer = Buffer.alloc(0);
  let done = 0;
  for await (const chunk of Readable.from(data).pipe(createInflate())) {
    pending = pending.length > 0 ? Buffer.concat([pending, chunk as Buffer]) : (chunk as Buffer);
    let at = 0;
    for (; done < rows && at + rowBytes <= pending.length; at += rowBytes) {
      const parts = split(pending.subarray(at, at + rowBytes));
      for (const [index, part] of parts.entries()) packers[index]?.add(part);
      done += 1;
    }
    pending = pending.subarray(at);
    for (const packer of packers) await packer.settled();
    if (done === rows) break;
  }
  if (done < rows) throw new Damaged('rows are missing');
  return Promise.all(packers.map((packer) => packer.finish()));
}

/** Rows that are all there already. */
export async function packRows(rows: Iterable<Uint8Array>): Promise<Uint8Array> {
  const packer = startPacking();
  for (const row of rows) {
    packer.add(row);
    await packer.settled();
  }
  return packer.finish();
}

const BATCH_BYTES = 1 << 18;

function startPacking() {
  const deflate: Deflate = createDeflate({ level: 6 });
  const packed: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => packed.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    deflate.on('end', resolve);
    deflate.on('error', reject);
  });
  let batch: Uint8Array[] = [];
  let batchBytes = 0;
  const flush = () => {
    if (batchBytes > 0) deflate.write(Buffer.concat(batch, batchBytes));
    batch = [];
    batchBytes = 0;
  };
  return {
    add(row: Uint8Array) {
      batch.push(row);
      batchBytes += row.length;
      if (batchBytes >= BATCH_BYTES) flush();
    },
    async settled() {
      if (deflate.writableNeedDrain) await new Promise((resolve) => deflate.once('drain', resolve));
    },
    async finish(): Promise<Uint8Array> {
      flush();
      deflate.end();
      await ended;
      return Buffer.concat(packed);
    },
  };
}
