// Small artwork of every kind, made on the spot.
import { deflateSync, gzipSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp, { type Sharp } from 'sharp';

export const RED = { r: 255, g: 0, b: 0, alpha: 1 };
const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };

/** One colour, `width` × `height`. */
export function plain(width: number, height: number, background: typeof RED = RED): Sharp {
  return sharp({ create: { width, height, channels: 4, background } });
}

/** The top left quarter red, the rest blue: shows how it was turned. */
export function quartered(width: number, height: number): Sharp {
  const corner = { create: { width: width / 2, height: height / 2, channels: 4 as const, background: RED } };
  return plain(width, height, { r: 0, g: 0, b: 255, alpha: 1 }).composite([
    { input: corner, gravity: 'northwest' },
  ]);
}

/** A red block in a clear artboard, at 10 % of each side and 60 % × 40 % large. */
export function framed(width: number, height: number): Sharp {
  const [w, h] = [width * 0.6, height * 0.4];
  const block = { create: { width: w, height: h, channels: 4 as const, background: RED } };
  return plain(width, height, CLEAR).composite([{ input: block, left: width * 0.1, top: height * 0.1 }]);
}

export function noise(width: number, height: number): Sharp {
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  });
}

export function svg(attributes: string, body = '<rect width="50%" height="50%" fill="red"/>'): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${body}</svg>`,
  );
}

export function svgz(attributes: string, body?: string): Buffer {
  return gzipSync(svg(attributes, body));
}

export interface PdfOptions {
  /** Page entries beside MediaBox `0 0 200 100`. */
  page?: string;
  media?: string;
  content?: string;
  resources?: string;
  catalog?: string;
  pages?: number;
}

/** 200 × 100 points; red in its lower left quarter. */
export function pdf(options: PdfOptions = {}): Buffer {
  const { page = '', media = '0 0 200 100', resources = '', catalog = '', pages = 1 } = options;
  const { content = '1 0 0 rg 0 0 100 50 re f' } = options;
  const kids = Array.from({ length: pages }, (_, index) => `${index + 4} 0 R`);
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages} >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ...kids.map(
      () =>
        `<< /Type /Page /Parent 2 0 R /MediaBox [${media}] ${page} /Contents 3 0 R /Resources << ${resources} >> >>`,
    ),
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + table + trailer, 'latin1');
}

/** Ten levels of forms, each drawing the next one thirty times. */
export function formBomb(): Buffer {
  const levels = Array.from({ length: 10 }, (_, level) => {
    const content = level === 9 ? '0 0 200 100 re f' : '/F Do '.repeat(30);
    const next = level === 9 ? '' : `/XObject << /F ${101 + level} 0 R >>`;
    const dict = `/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Resources << ${next} >> /Length ${content.length}`;
    return `${100 + level} 0 obj\n<< ${dict} >>\nstream\n${content}\nendstream\nendobj\n`;
  });
  const whole = pdf({ content: '/F Do', resources: '/XObject << /F 100 0 R >>' }).toString('latin1');
  // without a table of places a reader looks for the objects itself
  return Buffer.from(whole.replace(/xref.*trailer/s, `${levels.join('')}trailer`), 'latin1');
}

export async function lockedPdf(userPassword?: string): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage([200, 100]).drawRectangle({ width: 50, height: 50 });
  document.encrypt({ ownerPassword: 'owner', ...(userPassword && { userPassword }) });
  return Buffer.from(await document.save());
}

/** Says it is enormous in a few kilobytes: rows of nothing compress well. */
export function pngBomb(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(Math.ceil(side / 8 + 1) * Math.min(side, 2000)));
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A PNG with one more chunk behind its header. */
export async function pngWith(type: string, data: Buffer, image: Sharp = plain(100, 50)): Promise<Buffer> {
  const png = await image.png().toBuffer();
  return Buffer.concat([png.subarray(0, 33), chunk(type, data), png.subarray(33)]);
}

/** `perMetre` along and down; `unit` 1 is the metre. */
export function phys(x: number, y = x, unit = 1): Buffer {
  const data = Buffer.alloc(9);
  data.writeUInt32BE(x, 0);
  data.writeUInt32BE(y, 4);
  data[8] = unit;
  return data;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Only the first bytes: enough for a nose, not for a decoder. */
export const HEADS = {
  eps: Buffer.from('%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n'),
  dosEps: Buffer.from([0xc5, 0xd0, 0xd3, 0xc6, 0x20, 0, 0, 0, 0, 0, 0, 0]),
  psd: Buffer.from('8BPS\0\x01\0\0\0\0\0\0\0\x03', 'latin1'),
  psb: Buffer.from('8BPS\0\x02\0\0\0\0\0\0\0\x03', 'latin1'),
  bmp: Buffer.concat([
    Buffer.from('BM'),
    Buffer.alloc(12),
    Buffer.from([40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0]),
    Buffer.alloc(24),
  ]),
  heic: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
  heif: Buffer.from('\0\0\0\x18ftypmif1\0\0\0\0mif1heic', 'latin1'),
  avifAsMif1: Buffer.from('\0\0\0\x18ftypmif1\0\0\0\0mif1avif', 'latin1'),
  jxl: Buffer.from([0xff, 0x0a, 0x7a, 0x45]),
  jxlBoxed: Buffer.from('\0\0\0\x0cJXL \r\n\x87\n', 'latin1'),
  jp2: Buffer.from('\0\0\0\x0cjP  \r\n\x87\n', 'latin1'),
  jp2Stream: Buffer.from([0xff, 0x4f, 0xff, 0x51, 0, 0]),
  cdrRiff: Buffer.from('RIFF\x10\0\0\0CDRBvrsn', 'latin1'),
  cdrZip: zipMember('mimetype', 'application/x-vnd.corel.zcf.draw.document+zip'),
  cdrOldZip: zipMember('content/riffData.cdr', 'RIFF'),
  otherZip: zipMember('word/document.xml', '<w/>'),
  bigTiff: Buffer.from('II+\0\x08\0\0\0', 'latin1'),
  wave: Buffer.from('RIFF\x10\0\0\0WAVEfmt ', 'latin1'),
};

function zipMember(name: string, content: string): Buffer {
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name + content)]);
}
