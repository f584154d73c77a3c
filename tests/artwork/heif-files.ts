// HEIC that we encoded ourselves, since nothing here can; and what else may be in such a file, written around it.

/** 64 × 32 pixels, red in the top left quarter, else blue; its Exif says 72 dots per inch. */
export const HEIC = Buffer.from(
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAeRtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA' +
    'AAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAIAAAAExpbG9jAQAAAERAAAMAAQAAAAAAAAIIAAEAAAAAAAAAZAACAAEA' +
    'AAAAAAAAAQAAAAAAAAAIAAMAAAAAAAACbAABAAAAAAAAAL4AAABNaWluZgAAAAAAAwAAABVpbmZlAgAAAQABAABodmMxAAAA' +
    'ABVpbmZlAgAAAAACAABncmlkAAAAABVpbmZlAgAAAQADAABFeGlmAAAAANhpcHJwAAAAtmlwY28AAAB2aHZjQwEDcAAAAAAA' +
    'AAAAAB7wAPz9+PgAAA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66AkAhAAEAKkIBAQNwAAADAJAAAAMAAAMAHqAggQWW' +
    '6uSmubgQEDAgAAADACAAAAMAISIAAQAGRAHBc8CJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaXNwZQAAAAAAAABAAAAAIAAA' +
    'ABBwaXhpAAAAAAMICAgAAAAaaXBtYQAAAAAAAAACAAECgQIAAgIDhAAAAChpcmVmAAAAAAAAAA5kaW1nAAIAAQABAAAADmNk' +
    'c2MAAwABAAIAAAEqbWRhdAAAAGAoAa8J4CE5NB//8ju///Kwdl+8R6oUij/7xmiv8PO4/9ktXOzFFYj7pUU4nD3tUdVoIYEf' +
    'c7VKxUwWe1QNDsrCkpvvercP7/wf/2rRAftcQ3/peK3s7PdoQ1qd3OmaW4AAAAAGRXhpZgAASUkqAAgAAAAGABIBAwABAAAA' +
    'AQAAABoBBQABAAAAVgAAABsBBQABAAAAXgAAACgBAwABAAAAAgAAABMCAwABAAAAAQAAAGmHBAABAAAAZgAAAAAAAAAvGQEA' +
    '6AMAAC8ZAQDoAwAABgAAkAcABAAAADAyMTABkQcABAAAAAECAwAAoAcABAAAADAxMDABoAMAAQAAAP//AAACoAQAAQAAAEAA' +
    'AAADoAQAAQAAACAAAAAAAAAA',
  'base64',
);

/** 64 × 32 pixels, red in the top left quarter, else clear. */
export const CLEAR_HEIC = Buffer.from(
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAvxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA' +
    'AAAAAA5waXRtAAAAAAACAAAAGGlkYXQAAAAAAEAAIAAAAAAAQAAgAAAAYGlsb2MBAAAAREAABAABAAAAAAAAAyAAAQAAAAAA' +
    'AAAzAAIAAQAAAAAAAAABAAAAAAAAAAgAAwAAAAAAAANTAAEAAAAAAAAAHgAEAAEAAAAAAAAAAQAAAAgAAAAIAAAAYmlpbmYA' +
    'AAAAAAQAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAVaW5mZQIAAAAAAgAAZ3JpZAAAAAAVaW5mZQIAAAEAAwAAaHZjMQAAAAAV' +
    'aW5mZQIAAAAABAAAZ3JpZAAAAAGxaXBycAAAAYRpcGNvAAAAdmh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEM' +
    'Af//A3AAAAMAkAAAAwAAAwAeugJAIQABACpCAQEDcAAAAwCQAAADAAADAB6gIIEFlurkprm4EBAwIAAAAwAgAAADACEiAAEA' +
    'BkQBwXPAiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlzcGUAAAAAAAAAQAAAACAAAAAQcGl4aQAAAAADCAgIAAAAcWh2Y0MB' +
    'BAgAAAAAAAAAAAAe8AD8/Pj4AAAPAyAAAQAXQAEMAf//BAgAAAMAn/gAAAMAAB66AkAhAAEAJkIBAQQIAAADAJ/4AAADAAAe' +
    'wIIEFlurkprmwIAAAAMAgAAAAwCEIgABAAZEAcFzwIkAAAAUaXNwZQAAAAAAAABAAAAAQAAAABRpc3BlAAAAAAAAAEAAAAAg' +
    'AAAADnBpeGkAAAAAAQgAAAAnYXV4QwAAAAB1cm46bXBlZzpoZXZjOjIwMTU6YXV4aWQ6MQAAAAAlaXBtYQAAAAAAAAAEAAEC' +
    'gQIAAgIDhAADAoUGAAQDB4iJAAAANmlyZWYAAAAAAAAADmRpbWcAAgABAAEAAAAOZGltZwAEAAEAAwAAAA5hdXhsAAQAAQAC' +
    'AAAAWW1kYXQAAAAvKAGvWPkTkl//zjX/+UXyHsHIz7v/qvPztqDf3DDRVub/78YX7G8P80d5dYSGZWAAAAAaKAGusO8SAuw/' +
    'H180H/6W0O2tH/7s2OiQhWY=',
  'base64',
);

/** Two pictures: 80 × 40 as above, and 40 × 40 of lime, which is the one that counts. */
export const SECOND_OF_TWO = Buffer.from(
  'AAAAJGZ0eXBoZWljAAAAAG1pZjFoZWljbWlmMWhlaWNtaWFmAAACx21ldGEAAAAAAAAAIWhkbHIAAAAAAAAAAHBpY3QAAAAA' +
    'AAAAAAAAAAAAAAAADnBpdG0AAAAAAAQAAAAYaWRhdAAAAAAAUAAoAAAAAAAoACgAAABgaWxvYwEAAABEQAAEAAEAAAAAAAAC' +
    '8wABAAAAAAAAAFIAAgABAAAAAAAAAAEAAAAAAAAACAADAAAAAAAAA0UAAQAAAAAAAAAdAAQAAQAAAAAAAAABAAAACAAAAAgA' +
    'AABiaWluZgAAAAAABAAAABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAAAAACAABncmlkAAAAABVpbmZlAgAAAQADAABo' +
    'dmMxAAAAABVpbmZlAgAAAAAEAABncmlkAAAAAYppcHJwAAABXmlwY28AAABzaHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgAAA8D' +
    'IAABABhAAQwB//8DcAAAAwCQAAADAAADAB66AkAhAAEAJ0IBAQNwAAADAJAAAAMAAAMAHqAogQWW6uSmubAgAAADACAAAAMA' +
    'ISIAAQAGRAHBc8GJAAAAFGlzcGUAAAAAAAAAUAAAAEAAAAAUaXNwZQAAAAAAAABQAAAAKAAAABBwaXhpAAAAAAMICAgAAABz' +
    'aHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgAAA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66AkAhAAEAJ0IBAQNwAAADAJAA' +
    'AAMAAAMAHqAggQWW6uSmubAgAAADACAAAAMAISIAAQAGRAHBc8CJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaXNwZQAAAAAA' +
    'AAAoAAAAKAAAABBwaXhpAAAAAAMICAgAAAAkaXBtYQAAAAAAAAAEAAECgQIAAgIDhAADAoUGAAQCB4gAAAAoaXJlZgAAAAAA' +
    'AAAOZGltZwACAAEAAQAAAA5kaW1nAAQAAQADAAAAd21kYXQAAABOKAGvE0eDdzyJm//NFH/tdnh3NbCxqIv/Uxi+reRLkbj4' +
    '8CnnwAMB/CuW65g5pV5J8TZNmL4U/7mR44M3/1TYJyihCOjmQEzT61kygWRKAAAAGSgBrxOA+BDhp3/3go//0y9X/zZ6786K' +
    'Qz4=',
  'base64',
);

interface Place {
  kind: string;
  at: number;
  bytes: number;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint16(value: number): Buffer {
  return uint32(value).subarray(2);
}

function box(kind: string, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([uint32(content.length + 8), Buffer.from(kind, 'latin1'), content]);
}

function fullBox(kind: string, ...parts: Buffer[]): Buffer {
  return box(kind, uint32(0), ...parts);
}

function boxesIn(file: Buffer, from: number, to: number): Place[] {
  const places: Place[] = [];
  for (let at = from; at < to; at += file.readUInt32BE(at)) {
    places.push({ kind: file.toString('latin1', at + 4, at + 8), at, bytes: file.readUInt32BE(at) });
  }
  return places;
}

/** `meta` has four bytes before its boxes. */
function find(file: Buffer, ...path: string[]): Place {
  let [from, to]: [number, number] = [0, file.length];
  let found: Place | undefined;
  for (const kind of path) {
    found = boxesIn(file, from, to).find((place) => place.kind === kind);
    if (!found) throw new Error(`no ${kind}`);
    [from, to] = [found.at + (kind === 'meta' ? 12 : 8), found.at + found.bytes];
  }
  if (!found) throw new Error('no path');
  return found;
}

/** Quarter turns, counted against the clock. */
export function turned(file: Buffer, quarters: number): Buffer {
  return withProperty(file, box('irot', Buffer.from([quarters])));
}

export function withProfile(file: Buffer, icc: Buffer): Buffer {
  return withProperty(file, box('colr', Buffer.from('prof'), icc));
}

/** One more property of the picture that counts. */
function withProperty(file: Buffer, property: Buffer): Buffer {
  const [meta, iprp] = [find(file, 'meta'), find(file, 'meta', 'iprp')];
  const [ipco, ipma] = [find(file, 'meta', 'iprp', 'ipco'), find(file, 'meta', 'iprp', 'ipma')];
  const count = boxesIn(file, ipco.at + 8, ipco.at + ipco.bytes).length;
  const newIprp = box(
    'iprp',
    box('ipco', file.subarray(ipco.at + 8, ipco.at + ipco.bytes), property),
    box('ipma', associated(file, ipma, { item: primaryOf(file), property: count + 1 })),
  );
  const longer = newIprp.length - iprp.bytes;
  const newMeta = Buffer.concat([
    uint32(meta.bytes + longer),
    file.subarray(meta.at + 4, iprp.at),
    newIprp,
    file.subarray(iprp.at + iprp.bytes, meta.at + meta.bytes),
  ]);
  const out = Buffer.concat([file.subarray(0, meta.at), newMeta, file.subarray(meta.at + meta.bytes)]);
  moveData(out, { behind: meta.at + meta.bytes, by: longer, most: file.length });
  return out;
}

function primaryOf(file: Buffer): number {
  return file.readUInt16BE(find(file, 'meta', 'pitm').at + 12);
}

function associated(file: Buffer, ipma: Place, wanted: { item: number; property: number }): Buffer {
  const parts = [file.subarray(ipma.at + 8, ipma.at + 16)];
  let at = ipma.at + 16;
  for (let left = file.readUInt32BE(ipma.at + 12); left > 0; left--) {
    const count = file[at + 2] ?? 0;
    const entry = Buffer.from(file.subarray(at, at + 3 + count));
    at += entry.length;
    parts.push(entry);
    if (entry.readUInt16BE(0) !== wanted.item) continue;
    entry[2] = count + 1;
    parts.push(Buffer.from([0x80 | wanted.property]));
  }
  return Buffer.concat(parts);
}

/** Everything in the table of places that can only be a place in the data moves along. */
function moveData(file: Buffer, { behind, by, most }: { behind: number; by: number; most: number }): void {
  const table = find(file, 'meta', 'iloc');
  for (let at = table.at + 8; at <= table.at + table.bytes - 4; at++) {
    const place = file.readUInt32BE(at);
    if (place < behind || place >= most) continue;
    file.writeUInt32BE(place + by, at);
    at += 3;
  }
}

export interface SequenceOptions {
  codec: 'av01' | 'hvc1';
  /** Whether a still picture stands for it. */
  withStill: boolean;
  width?: number;
  height?: number;
}

/** The picture of a file with one plain picture in it, shown twice. */
export function sequenceOf(still: Buffer, options: SequenceOptions): Buffer {
  const { codec, withStill, width = 64, height = 32 } = options;
  const isAv1 = codec === 'av01';
  const config = find(still, 'meta', 'iprp', 'ipco', isAv1 ? 'av1C' : 'hvcC');
  const [meta, data] = [find(still, 'meta'), find(still, 'mdat')];
  // HEVC says how long it is, and metadata may follow
  const end = isAv1 ? data.at + data.bytes : data.at + 12 + still.readUInt32BE(data.at + 8);
  const picture = still.subarray(data.at + 8, end);
  const brands = [
    isAv1 ? 'avis' : 'hevc',
    '\0\0\0\0',
    isAv1 ? 'avis' : 'hevc',
    'msf1',
    withStill ? 'mif1' : 'iso8',
  ];
  const ftyp = box('ftyp', Buffer.from(brands.join(''), 'latin1'));
  const metaBox = Buffer.from(withStill ? still.subarray(meta.at, meta.at + meta.bytes) : Buffer.alloc(0));
  const entry = sampleEntry(codec, {
    width,
    height,
    config: still.subarray(config.at, config.at + config.bytes),
  });
  const movie = (at: number) => movieOf(entry, { at, bytes: picture.length, width, height });
  const at = ftyp.length + metaBox.length + movie(0).length + 8;
  const head = Buffer.concat([ftyp, metaBox]);
  if (withStill) moveData(head, { behind: meta.at + meta.bytes, by: at - data.at - 8, most: still.length });
  return Buffer.concat([head, movie(at), box('mdat', picture, picture)]);
}

function sampleEntry(
  codec: string,
  { width, height, config }: { width: number; height: number; config: Buffer },
): Buffer {
  const head = Buffer.alloc(78);
  head.writeUInt16BE(1, 6);
  head.writeUInt16BE(width, 24);
  head.writeUInt16BE(height, 26);
  head.writeUInt32BE(0x480000, 28);
  head.writeUInt32BE(0x480000, 32);
  head.writeUInt16BE(1, 40);
  head.writeUInt16BE(24, 74);
  head.writeInt16BE(-1, 76);
  return box(codec, head, config, fullBox('ccst', uint32(0x40000000)));
}

function movieOf(entry: Buffer, track: { at: number; bytes: number; width: number; height: number }): Buffer {
  const { at, bytes, width, height } = track;
  const matrix = Buffer.concat([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(uint32));
  const clock = Buffer.concat([0, 0, 1000, 200].map(uint32));
  const header = Buffer.concat([
    clock,
    uint32(0x10000),
    uint16(0x100),
    Buffer.alloc(10),
    matrix,
    Buffer.alloc(24),
    uint32(2),
  ]);
  const trackHeader = Buffer.concat([
    Buffer.concat([3, 0, 0, 1, 0, 200, 0, 0, 0, 0].map(uint32)),
    matrix,
    uint32(width * 65_536),
    uint32(height * 65_536),
  ]);
  const table = box(
    'stbl',
    fullBox('stsd', uint32(1), entry),
    fullBox('stts', uint32(1), uint32(2), uint32(100)),
    fullBox('stsc', uint32(1), uint32(1), uint32(2), uint32(1)),
    fullBox('stsz', uint32(bytes), uint32(2)),
    fullBox('stco', uint32(1), uint32(at)),
  );
  const handler = fullBox('hdlr', uint32(0), Buffer.from('pict'), Buffer.alloc(13));
  const information = box('minf', box('vmhd', uint32(1), Buffer.alloc(8)), table);
  const media = box('mdia', fullBox('mdhd', clock, uint32(0x55c40000)), handler, information);
  return box('moov', fullBox('mvhd', header), box('trak', box('tkhd', trackHeader), media));
}
