// CorelDRAW files of both kinds: what they say, the thumbnail they carry, and bombs among their members.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openCdr } from '../../src/artwork/open.cdr.ts';
import { Damaged, type Picture, TooHeavy } from '../../src/artwork/picture.ts';
import { sniffFile } from '../../src/artwork/sniff.file.ts';
import {
  chunk,
  corelMetadata,
  corelRiff,
  corelZip,
  int32s,
  list,
  packedDrawing,
  paletteDib,
  zipOf,
} from './documents.ts';
import { plain, quartered } from './files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kisscut-cdr-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function open(bytes: Buffer, page = 1): Promise<Picture> {
  const place = path.join(folder, 'art.cdr');
  writeFileSync(place, bytes);
  expect(await sniffFile(place, 'art.bin')).toEqual({ format: 'cdr' });
  return openCdr({ path: place, page, tempFolder: folder });
}

function at({ pixels }: Picture, x: number, y: number): number[] {
  if (!pixels) throw new Error('nothing is shown');
  const offset = (Math.floor(y * pixels.height) * pixels.width + Math.floor(x * pixels.width)) * 4;
  return [...pixels.data.subarray(offset, offset + 4)];
}

const RED = [255, 0, 0, 255];
const BLUE = [0, 0, 255, 255];
const WHITE = { r: 255, g: 255, b: 255, alpha: 1 };
const metadata = (content: Buffer) => ({ name: 'META-INF/metadata.xml', content });
const png = (width: number, height: number) => quartered(width, height).png().toBuffer();

describe('zipped ones', () => {
  test('say their size and pages, and show their page as large as any drawing', async () => {
    const picture = await open(
      corelZip([
        metadata(corelMetadata({ pages: 2, width: 900_000, height: 450_000 })),
        { name: 'previews/thumbnail.png', content: await png(20, 20) },
        { name: 'previews/page1.png', content: await png(128, 64) },
      ]),
    );
    expect(picture.facts).toMatchObject({
      format: 'cdr',
      pages: 2,
      page: 1,
      widthMm: 90,
      heightMm: 45,
      widthPx: null,
      vector: true,
      lacks: 'pdf',
      previewOnly: true,
    });
    expect(picture.pixels).toMatchObject({ width: 1200, height: 600 });
    expect(at(picture, 0.2, 0.2)).toEqual(RED);
    expect(at(picture, 0.8, 0.2)).toEqual(BLUE);
  });

  test('another page is shown when it was chosen, and there is none beyond the last', async () => {
    const file = corelZip([
      metadata(corelMetadata({ pages: 2, width: 100_000, height: 100_000 })),
      { name: 'previews/page1.png', content: await png(64, 64) },
      { name: 'previews/page2.png', content: await plain(64, 64).png().toBuffer() },
    ]);
    expect(at(await open(file, 2), 0.8, 0.8)).toEqual(RED);
    await expect(open(file, 3)).rejects.toThrow(Damaged);
  });

  test('a thumbnail of what is drawn stands in for an empty page', async () => {
    const picture = await open(
      corelZip([
        metadata(corelMetadata({ width: 500_000, height: 1_000_000 })),
        {
          name: 'previews/page1.png',
          content: await plain(40, 80, WHITE).png().toBuffer(),
        },
        { name: 'previews/thumbnail.png', content: await png(64, 64) },
      ]),
    );
    expect(picture.pixels).toMatchObject({ width: 600, height: 1200 });
    expect(at(picture, 0.1, 0.3)).toEqual(RED);
    expect(at(picture, 0.5, 0.05)).toEqual([0, 0, 0, 0]);
  });

  test('those of X4 and X5 carry BMPs, and metadata without namespaces', async () => {
    const said = '<PageWidth>400000</PageWidth><PageHeight>200000</PageHeight><NumPages>1</NumPages>';
    const dib = paletteDib(64, 32);
    const bmp = Buffer.concat([Buffer.from('BM'), int32s(14 + dib.length, 0, 14 + 40 + 1024), dib]);
    const picture = await open(
      zipOf([
        { name: 'content/riffData.cdr', content: corelRiff('F', []) },
        { name: 'metadata/metadata.xml', content: Buffer.from(said) },
        { name: 'metadata/thumbnails/page1.bmp', content: bmp },
      ]),
    );
    expect(picture.facts).toMatchObject({ widthMm: 40, heightMm: 20 });
    expect(at(picture, 0.2, 0.5)).toEqual(RED);
    expect(at(picture, 0.8, 0.5)).toEqual(BLUE);
  });

  test('fonts are missing where text is set in them, and not otherwise', async () => {
    const fonts =
      '<FontsUsed><rdf:Bag><rdf:li>Arial</rdf:li><rdf:li>Brush &amp; Ink</rdf:li></rdf:Bag></FontsUsed>';
    const missing = async (text: number, more = '') =>
      (await open(corelZip([metadata(corelMetadata({ text }, fonts + more))]))).facts.fontsMissing;
    expect(await missing(2)).toEqual(['Arial', 'Brush & Ink']);
    expect(await missing(0)).toEqual([]);
    expect(await missing(2, '<cdrinfo:FontsEmbedded>true</cdrinfo:FontsEmbedded>')).toEqual([]);
  });

  test.each([
    ['cmyk', ['CMYK255', 'CMYK'], []],
    ['mixed', ['CMYK255', 'RGB255'], []],
    ['rgb', ['RGB255', 'Grayscale'], []],
    [null, ['Registration Color'], []],
    ['cmyk', ['CMYK255'], ['PANTONE 185 C', 'Registration Color']],
  ])('colours are known: %s', async (colour, colours, spots) => {
    const bag = (tag: string, items: string[]) =>
      `<${tag}><rdf:Bag>${items.map((item) => `<rdf:li>${item}</rdf:li>`).join('')}</rdf:Bag></${tag}>`;
    const said = corelMetadata({}, bag('inFill:Colors', colours) + bag('inFill:SpotColors', spots));
    const { facts } = await open(corelZip([metadata(said)]));
    expect(facts).toMatchObject({ colour, spots: spots.filter((spot) => spot.startsWith('PANTONE')) });
  });

  test('without any of this it is taken all the same', async () => {
    const { facts, pixels } = await open(corelZip([{ name: 'content/root.dat', content: Buffer.alloc(99) }]));
    expect(facts).toMatchObject({ pages: 1, widthMm: null, previewOnly: false, lacks: 'pdf' });
    expect(pixels).toBeNull();
  });

  test('a thumbnail that is none shows nothing', async () => {
    const rubbish = { name: 'previews/page1.png', content: Buffer.from('not a picture') };
    expect((await open(corelZip([metadata(corelMetadata({})), rubbish]))).pixels).toBeNull();
  });
});

describe('RIFF ones', () => {
  const disp = (dib: Buffer) => chunk('DISP', Buffer.concat([int32s(8), dib]));
  const loda = (width: number, height: number) => int32s(32, 1, 20, 24, 0, 28, 0x4aba, width, height);

  test('say their size in a packed drawing, and show their thumbnail', async () => {
    const drawing = packedDrawing((inner) =>
      inner('LIST', Buffer.concat([Buffer.from('doc '), inner('mcfg', int32s(0, 800_000, 400_000, 0))])),
    );
    const picture = await open(corelRiff('B', [disp(paletteDib(64, 32)), drawing]));
    expect(picture.facts).toMatchObject({
      widthMm: 80,
      heightMm: 40,
      pages: 1,
      previewOnly: true,
      lacks: 'pdf',
    });
    expect(picture.pixels).toMatchObject({ width: 1200, height: 600 });
    expect(at(picture, 0.2, 0.5)).toEqual(RED);
    expect(at(picture, 0.8, 0.5)).toEqual(BLUE);
  });

  test('a page has a size of its own, and the master page is none', async () => {
    const drawing = packedDrawing((inner) => {
      const page = (size: Buffer) => inner('LIST', Buffer.concat([Buffer.from('page'), inner('loda', size)]));
      return Buffer.concat([
        inner('mcfg', int32s(0, 0, 0, 2_100_000, 2_970_000)),
        page(loda(1, 1)),
        page(loda(330_000, 30_000)),
        page(loda(1, 1)),
      ]);
    });
    const { facts } = await open(corelRiff('D', [drawing]));
    expect(facts).toMatchObject({ widthMm: 33, heightMm: 3, pages: 2 });
  });

  test('old ones are not packed, and count in thousandths of an inch', async () => {
    const size = Buffer.alloc(4);
    size.writeInt16LE(4000, 0);
    size.writeInt16LE(2000, 2);
    const { facts, pixels } = await open(corelRiff('5', [list('doc ', [chunk('mcfg', size)])]));
    expect(facts).toMatchObject({ widthMm: expect.closeTo(101.6, 6), heightMm: expect.closeTo(50.8, 6) });
    expect(pixels).toBeNull();
  });

  test('a square thumbnail shows its page in the middle', async () => {
    const drawing = packedDrawing((inner) => inner('mcfg', int32s(0, 500_000, 1_000_000)));
    const dib = paletteDib(64, 64);
    for (let y = 0; y < 64; y++)
      dib
        .fill(2, 40 + 1024 + y * 64, 40 + 1024 + y * 64 + 24)
        .fill(2, 40 + 1024 + y * 64 + 40, 40 + 1024 + (y + 1) * 64);
    dib.set([255, 255, 255], 40 + 8);
    const picture = await open(corelRiff('B', [disp(dib), drawing]));
    expect(picture.pixels).toMatchObject({ width: 600, height: 1200 });
    expect(at(picture, 0.4, 0.5)).toEqual(RED);
    expect(at(picture, 0.6, 0.5)).toEqual(BLUE);
    expect(at(picture, 0.1, 0.5)).toEqual([255, 255, 255, 255]);
  });
});

describe('broken ones and bombs', () => {
  const members = [
    metadata(corelMetadata({})),
    { name: 'content/root.dat', content: Buffer.alloc(5000, 'x') },
  ];

  test('half a file is damaged', async () => {
    const zip = corelZip(members);
    await expect(open(zip.subarray(0, zip.length - 100))).rejects.toThrow(Damaged);
    const riff = corelRiff('B', [chunk('DISP', Buffer.alloc(9000))]);
    await expect(open(riff.subarray(0, 4000))).rejects.toThrow(Damaged);
  });

  test.each([
    ['a member too large', 'previews/page1.png', Buffer.alloc(21_000_000)],
    ['a member that packs too well', 'META-INF/metadata.xml', Buffer.alloc(5_000_000)],
  ])('%s is refused before it is unpacked', async (_what, name, content) => {
    await expect(open(corelZip([{ name, content }]))).rejects.toThrow(TooHeavy);
  });

  test('a member that says less than it holds is damaged', async () => {
    const liar = { name: 'META-INF/metadata.xml', content: Buffer.alloc(3_000_000, 'ab'), statedBytes: 1000 };
    await expect(open(corelZip([liar]))).rejects.toThrow(Damaged);
  });

  test('what we need nothing of may be as large as it likes', async () => {
    const photo = { name: 'content/data/photo.dat', content: Buffer.alloc(30_000_000) };
    expect((await open(corelZip([...members, photo]))).facts.widthMm).toBe(90);
  });

  test('a drawing that unpacks to gigabytes only hides its size', async () => {
    const bomb = packedDrawing((inner) => inner('mcfg', Buffer.alloc(60_000_000)));
    expect((await open(corelRiff('B', [bomb]))).facts).toMatchObject({ widthMm: null, lacks: 'pdf' });
  });

  test('lists in lists without end, and lengths of nothing', async () => {
    let nested: Buffer = Buffer.alloc(0);
    for (let depth = 0; depth < 5000; depth++) nested = list('page', [nested]);
    expect((await open(corelRiff('B', [nested]))).facts.format).toBe('cdr');
    expect((await open(corelRiff('B', [Buffer.alloc(1_000_000)]))).facts.format).toBe('cdr');
  });
});
