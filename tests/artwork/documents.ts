// PDFs, CorelDRAW files and EPS made by hand, byte by byte, as no library would write them.
import { deflateRawSync, deflateSync } from 'node:zlib';

/** Object number to what stands between `obj` and `endobj`. */
export type PdfObjects = Record<number, string | Buffer>;

/** Numbers below 10 are for `page()`; object 1 is the catalog. */
export function pdfOf(objects: PdfObjects, trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets = new Map<number, number>();
  let at = parts[0]?.length ?? 0;
  for (const [number, object] of Object.entries(objects)) {
    offsets.set(Number(number), at);
    const part = Buffer.concat([
      Buffer.from(`${number} 0 obj\n`),
      typeof object === 'string' ? Buffer.from(object, 'latin1') : object,
      Buffer.from('\nendobj\n'),
    ]);
    parts.push(part);
    at += part.length;
  }
  const size = Math.max(...offsets.keys()) + 1;
  const rows = Array.from({ length: size }, (_, number) => {
    const offset = offsets.get(number);
    return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const end = `xref\n0 ${size}\n${rows.join('')}trailer << /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end)]);
}

export function stream(content: string | Buffer, dict = ''): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  const head = Buffer.from(`<< /Length ${bytes.length} ${dict} >>\nstream\n`);
  return Buffer.concat([head, bytes, Buffer.from('\nendstream')]);
}

export function flate(content: string | Buffer, dict = ''): Buffer {
  return stream(deflateSync(content), `/Filter /FlateDecode ${dict}`);
}

export interface OnePage {
  content?: string;
  resources?: string;
  /** Page entries; `/MediaBox [0 0 200 100]` unless it says otherwise. */
  page?: string;
  catalog?: string;
  /** From 10 on. */
  more?: PdfObjects;
}

export function onePage({
  content = '',
  resources = '',
  page = '',
  catalog = '',
  more = {},
}: OnePage): Buffer {
  const box = page.includes('MediaBox') ? '' : '/MediaBox [0 0 200 100]';
  const drawing = page.includes('Contents') ? '' : '/Contents 4 0 R';
  return pdfOf({
    1: `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    3: `<< /Type /Page /Parent 2 0 R ${box} ${page} ${drawing} /Resources << ${resources} >> >>`,
    4: flate(content),
    ...more,
  });
}

/** A spot colour, as it is written among colour spaces. */
export function separation(name: string): string {
  const tint = '<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 0 0] /N 1 >>';
  return `[/Separation /${name.replace(/ /g, '#20')} /DeviceCMYK ${tint}]`;
}

export interface Member {
  name: string;
  content: Buffer;
  /** What the header says, true or not. */
  statedBytes?: number;
}

export function zipOf(members: Member[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, statedBytes = content.length } of members) {
    const isStored = name === 'mimetype'; // programs read it without unpacking
    const packed = isStored ? content : deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(isStored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(statedBytes, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, tail, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, listed, end]);
}

const MIMETYPE = { name: 'mimetype', content: Buffer.from('application/x-vnd.corel.zcf.draw.document+zip') };

export function corelZip(members: Member[]): Buffer {
  return zipOf([MIMETYPE, ...members]);
}

export function corelMetadata(
  said: Partial<Record<'pages' | 'width' | 'height' | 'text', number>>,
  more = '',
): Buffer {
  const { pages = 1, width = 900_000, height = 500_000, text = 0 } = said;
  return Buffer.from(
    `<?xml version="1.0"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><cdrinfo:NumPages>${pages}</cdrinfo:NumPages>
     <cdrinfo:PageWidth>${width}</cdrinfo:PageWidth><cdrinfo:PageHeight>${height}</cdrinfo:PageHeight>
     <cdrinfo:Objects><inObj:Total>8</inObj:Total><inObj:Text>${text}</inObj:Text></cdrinfo:Objects>${more}</x:xmpmeta>`,
  );
}

export function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

export function list(kind: string, chunks: Buffer[]): Buffer {
  return chunk('LIST', Buffer.concat([Buffer.from(kind, 'latin1'), ...chunks]));
}

/** `letter` is the version, in the way of RIFF CorelDRAW files: B is 11. */
export function corelRiff(letter: string, chunks: Buffer[]): Buffer {
  return chunk('RIFF', Buffer.concat([Buffer.from(`CDR${letter}`, 'latin1'), ...chunks]));
}

/** A drawing packed as CorelDRAW does from version 7 on: lengths are kept apart. */
export function packedDrawing(build: (chunk: (name: string, data: Buffer) => Buffer) => Buffer): Buffer {
  const lengths: number[] = [];
  const inner = (name: string, data: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(lengths.length, 4);
    lengths.push(data.length);
    return Buffer.concat([head, data]);
  };
  const drawing = build(inner);
  const table = Buffer.alloc(lengths.length * 4);
  for (const [index, length] of lengths.entries()) table.writeUInt32LE(length, index * 4);
  const [packed, packedTable] = [deflateSync(drawing), deflateSync(table)];
  const head = Buffer.alloc(16);
  head.writeUInt32LE(packed.length + 8, 0);
  head.writeUInt32LE(drawing.length, 4);
  head.writeUInt32LE(packedTable.length + 8, 8);
  head.writeUInt32LE(table.length, 12);
  const png = Buffer.from('CPng\x01\0\x04\0', 'latin1');
  return list('cmpr', [Buffer.concat([head, png, packed, png, packedTable])]);
}

export function int32s(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeInt32LE(value, index * 4);
  return bytes;
}

/** A clipboard picture of 256 colours, its left half red and its right half blue. */
export function paletteDib(width: number, height: number): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(width, 4);
  header.writeInt32LE(height, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(8, 14);
  const palette = Buffer.alloc(1024);
  palette.set([0, 0, 255, 0, 255, 0, 0, 0]); // blue, green, red, nothing
  const stride = (width + 3) & ~3;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) rows.fill(1, y * stride + width / 2, y * stride + width);
  return Buffer.concat([header, palette, rows]);
}

/** `comments` stand in its header; `body` behind it. */
export function eps(comments: string[], body = '0 0 moveto 10 10 lineto stroke'): Buffer {
  return Buffer.from(
    ['%!PS-Adobe-3.0 EPSF-3.0', ...comments, '%%EndComments', body, 'showpage', '%%EOF', ''].join('\n'),
    'latin1',
  );
}

/** With a picture behind it, as DOS programs write it. */
export function dosEps(postscript: Buffer, tiff: Buffer): Buffer {
  const head = Buffer.alloc(30);
  head.set([0xc5, 0xd0, 0xd3, 0xc6]);
  head.writeUInt32LE(30, 4);
  head.writeUInt32LE(postscript.length, 8);
  head.writeUInt32LE(30 + postscript.length, 20);
  head.writeUInt32LE(tiff.length, 24);
  head.writeUInt16LE(0xffff, 28);
  return Buffer.concat([head, postscript, tiff]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
