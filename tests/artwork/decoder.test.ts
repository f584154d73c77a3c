// Real decoder children on real files: what is read, what is shown, what is refused, and that the next one works.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MEMORY_IS_LIMITED, startDecoder } from '../../src/artwork/decoder.pool.ts';
import type { Decoded } from '../../src/artwork/decoder.ts';
import type { ArtworkFacts } from '../../src/artwork/facts.ts';
import { ownTimeOf, spentMs } from '../../src/artwork/own-time.proc.ts';
import { sniffFile } from '../../src/artwork/sniff.file.ts';
import { silentLog } from '../../src/lib/log.ts';
import { bmp } from './bmp-files.ts';
import { formBomb, lockedPdf, noise, pdf, plain, pngBomb, svg, svgz } from './files.ts';
import { HEIC } from './heif-files.ts';
import { psd } from './psd-files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kisscut-decoder-'));
const preview = path.join(folder, 'preview.webp');
const mask = path.join(folder, 'mask.png');
const decoder = startDecoder({ log: silentLog(), deadlineMs: 60_000 }); // busy machines are slow
beforeAll(() => decoder.warm());
afterAll(async () => {
  await decoder.close();
  rmSync(folder, { recursive: true });
});

async function decode(bytes: Uint8Array, name = 'art'): Promise<Decoded> {
  rmSync(preview, { force: true });
  const place = path.join(folder, 'art');
  writeFileSync(place, bytes);
  const kind = await sniffFile(place, name);
  if (!kind) throw new Error('not artwork');
  return decoder.decode({ path: place, kind, page: 1, previewPath: preview, maskPath: mask });
}

async function factsOf(bytes: Uint8Array, name?: string): Promise<ArtworkFacts> {
  const decoded = await decode(bytes, name);
  if (decoded.kind === 'refused') throw new Error(`refused: ${decoded.why}`);
  return decoded.facts;
}

async function refusalOf(bytes: Uint8Array, name?: string): Promise<string> {
  const decoded = await decode(bytes, name);
  return decoded.kind === 'refused' ? decoded.why : 'opened';
}

/** `rgba` of one place of the preview, from 0 to 1. */
async function previewAt(x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(readFileSync(preview))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 4;
  return [...data.subarray(at, at + 4)];
}

function near(...rgba: number[]) {
  return rgba.map((value) => (value === 0 || value === 255 ? expect.closeTo(value, -1.3) : value));
}

async function previewSize(): Promise<[number, number]> {
  const { width, height } = await sharp(readFileSync(preview)).metadata();
  return [width, height];
}

describe('previews', () => {
  test('become narrower on demand, never wider', async () => {
    await factsOf(await plain(500, 250).png().toBuffer());
    const toPath = path.join(folder, 'small.webp');
    expect(await decoder.shrink({ path: preview, widthPx: 120, toPath })).toBe(true);
    expect(await sharp(readFileSync(toPath)).metadata()).toMatchObject({ width: 120, height: 60 });
    expect(await decoder.shrink({ path: preview, widthPx: 2000, toPath })).toBe(true);
    expect((await sharp(readFileSync(toPath)).metadata()).width).toBe(500);
  });
});

describe('every engine works within the limits of a child', () => {
  test.each([
    ['png', () => plain(40, 20).png().toBuffer()],
    ['psd', () => psd({ mode: 'rgb', corner: [1, 0, 0], rest: [1, 0, 0] })],
    ['heic', () => HEIC],
    ['bmp', () => bmp({ bits: 24 })],
    ['pdf', () => pdf()],
    ['svg', () => svg('width="10" height="10"')],
  ])('%s', async (format, make) => {
    expect(await factsOf(await make())).toMatchObject({ format });
  });

  test('and what is too large by its header is refused before room is made for it', async () => {
    const large = bmp({ bits: 24 });
    large.writeInt32LE(1_000_000, 18);
    large.writeInt32LE(1_000_000, 22);
    expect(await refusalOf(large)).toBe('too_many_pixels');
    expect(await factsOf(bmp({ bits: 24 }))).toMatchObject({ format: 'bmp' });
  });
});

describe('drawings', () => {
  test('a small SVG is drawn crisp at 1000 pixels', async () => {
    const facts = await factsOf(svg('width="10mm" height="5mm"'));
    expect(facts).toMatchObject({
      format: 'svg',
      vector: true,
      widthPx: null,
      widthMm: 10,
      heightMm: 5,
      colour: 'rgb',
    });
    expect(await previewSize()).toEqual([1000, 500]);
    expect((await previewAt(0.497, 0.497))[3]).toBeGreaterThan(250);
    expect(await previewAt(0.503, 0.503)).toEqual([0, 0, 0, 0]);
  });

  test('units inside keep their size against the whole', async () => {
    await factsOf(svg('width="96" height="96"', '<rect width="0.5in" height="0.5in" fill="red"/>'));
    expect(await previewAt(0.49, 0.49)).toEqual([255, 0, 0, 255]);
    expect(await previewAt(0.51, 0.51)).toEqual([0, 0, 0, 0]);
  });

  test('a huge SVG is drawn at 1000 pixels too', async () => {
    await factsOf(svg('width="60000" height="30000"'));
    expect(await previewSize()).toEqual([1000, 500]);
  });

  test.each([
    ['UTF-16, little end first', '\ufeff', 'utf16le'],
    ['UTF-16 that says so', '\ufeff<?xml version="1.0" encoding="UTF-16"?>', 'utf16le'],
    ['UTF-8 with its mark', '\ufeff', 'utf8'],
  ] as const)('an SVG in %s is read', async (_which, begin, encoding) => {
    const drawing = Buffer.from(begin + svg('width="20mm" height="10mm"').toString(), encoding);
    expect(await factsOf(drawing)).toMatchObject({ format: 'svg', widthMm: 20, heightMm: 10 });
    expect(await previewSize()).toEqual([1000, 500]);
  });

  test('an SVG in UTF-16, big end first, is read', async () => {
    const drawing = Buffer.from(`\ufeff${svg('width="20mm" height="10mm"')}`, 'utf16le').swap16();
    expect(await factsOf(drawing)).toMatchObject({ format: 'svg', widthMm: 20, heightMm: 10 });
  });

  test('a packed SVG is unpacked', async () => {
    expect(await factsOf(svgz('width="20mm" height="20mm"'))).toMatchObject({ format: 'svg', widthMm: 20 });
  });

  test('pictures inside an SVG are drawn, those outside are neither read nor fetched', async () => {
    const red = await plain(10, 10).png().toBuffer();
    writeFileSync(path.join(folder, 'red.png'), red);
    const asked: string[] = [];
    const spy = createServer((req, res) => {
      asked.push(req.url ?? '');
      res.end(red);
    });
    await new Promise<void>((resolve) => spy.listen(0, '127.0.0.1', resolve));
    const place = spy.address();
    const port = typeof place === 'object' && place ? place.port : 0;
    const outside = [
      `file://${folder}/red.png`,
      `${folder}/red.png`,
      'red.png',
      `http://127.0.0.1:${port}/red.png`,
    ];
    const image = (href: string) => `<image width="100%" height="100%" href="${href}" xlink:href="${href}"/>`;
    for (const href of outside) {
      await factsOf(svg('width="10" height="10"', image(href)));
      expect(await previewAt(0.5, 0.5)).toEqual([0, 0, 0, 0]);
    }
    await factsOf(svg('width="10" height="10"', image(`data:image/png;base64,${red.toString('base64')}`)));
    expect(await previewAt(0.5, 0.5)).toEqual([255, 0, 0, 255]);
    spy.close();
    expect(asked).toEqual([]);
  });

  test('an SVG cannot read a file through an entity', async () => {
    const thief = `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('width="9" height="9"', '<text>&x;</text>')}`;
    expect(await refusalOf(Buffer.from(thief))).toBe('damaged');
  });
});

describe('pages', () => {
  const POINT = 25.4 / 72;

  test('a PDF is its CropBox, after Rotate, times UserUnit', async () => {
    const facts = await factsOf(pdf({ page: '/CropBox [0 0 100 50] /Rotate 90 /UserUnit 2' }));
    expect(facts.widthMm).toBeCloseTo(50 * POINT * 2, 3);
    expect(facts.heightMm).toBeCloseTo(100 * POINT * 2, 3);
    expect(facts).toMatchObject({
      format: 'pdf',
      vector: true,
      widthPx: null,
      pages: 1,
      colour: 'rgb',
      spots: [],
    });
    expect(await previewSize()).toEqual([500, 1000]);
    expect(await previewAt(0.5, 0.5)).toEqual([255, 0, 0, 255]);
  });

  test('what a PDF does not paint stays clear', async () => {
    const facts = await factsOf(pdf());
    expect(await previewSize()).toEqual([1000, 500]);
    expect(await previewAt(0.9, 0.1)).toEqual([0, 0, 0, 0]);
    expect(facts.design).toEqual({ x: 0, y: 0.5, width: 0.5, height: 0.5 });
  });

  test('half transparent ink keeps its colour', async () => {
    await factsOf(
      pdf({ resources: '/ExtGState << /H << /ca 0.5 >> >>', content: '/H gs 1 0 0 rg 0 0 200 100 re f' }),
    );
    const [r, g, b, a] = await previewAt(0.5, 0.5);
    expect([r, g, b]).toEqual(near(255, 0, 0));
    expect(a).toBeGreaterThan(120);
    expect(a).toBeLessThan(135);
  });

  test('a PDF called .ai is an Illustrator file', async () => {
    expect(await factsOf(pdf(), 'logo.ai')).toMatchObject({ format: 'ai', vector: true });
  });

  test('several pages are counted, the first is shown', async () => {
    expect((await factsOf(pdf({ pages: 3 }))).pages).toBe(3);
  });

  test('a TrimBox smaller than the page is offered, one as large as the page is not', async () => {
    const facts = await factsOf(pdf({ page: '/TrimBox [10 10 190 90] /UserUnit 2' }));
    expect(facts.trim?.widthMm).toBeCloseTo(180 * POINT * 2, 3);
    expect((await factsOf(pdf({ page: '/TrimBox [0 0 200 100]' }))).trim).toBeNull();
  });

  test.each([
    ['cmyk', { content: '0 1 1 0 k 0 0 9 9 re f 0 g 9 9 9 9 re f' }],
    ['gray', { content: '0.5 g 0 0 9 9 re f' }],
    ['mixed', { content: '0 1 1 0 k 0 0 9 9 re f 1 0 0 rg 9 9 9 9 re f' }],
    ['rgb', { content: '(not 1 1 1 1 k) pop 1 0 0 RG 0 0 9 9 re s' }],
    [null, { content: '0 0 9 9 re f' }],
  ])('its colours are known: %s', async (colour, options) => {
    expect((await factsOf(pdf(options))).colour).toBe(colour);
  });

  test('spot colours are known by name', async () => {
    const tint = '<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 1 0] /N 1 >>';
    const facts = await factsOf(
      pdf({
        resources: `/ColorSpace << /A [/Separation /CutContour /DeviceCMYK ${tint}] /B [/Separation /PANTONE#20185#20C /DeviceCMYK ${tint}] >>`,
        content: '/B cs 1 scn 0 0 100 50 re f',
      }),
    );
    expect(facts.spots).toEqual(['CutContour', 'PANTONE 185 C']);
  });

  test.each([
    ['a script', { catalog: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>' }],
    ['a program to launch', { page: '/AA << /O << /S /Launch /F (calc.exe) >> >>' }],
    ['an attachment', { catalog: '/Names << /EmbeddedFiles << /Names [] >> >>' }],
  ])('a PDF with %s is opened and marked', async (_what, options) => {
    expect((await factsOf(pdf(options))).active).toBe(true);
    expect((await factsOf(pdf())).active).toBe(false);
  });

  test('a PDF behind a password is known to be locked; one locked against changes only is open', async () => {
    expect(await factsOf(await lockedPdf('secret'))).toMatchObject({
      encrypted: true,
      preview: null,
      widthMm: null,
    });
    expect(existsSync(preview)).toBe(false);
    expect(await factsOf(await lockedPdf())).toMatchObject({
      encrypted: false,
      preview: { width: 1000, height: 500 },
    });
  });
});

describe('what cannot be opened is refused, and the next file is opened', () => {
  const big = noise(300, 200);
  const halves: [string, () => Promise<Buffer>][] = [
    ['PNG', () => big.clone().png().toBuffer()],
    ['JPEG', () => big.clone().jpeg().toBuffer()],
    ['WebP', () => big.clone().webp().toBuffer()],
    ['GIF', () => big.clone().gif().toBuffer()],
    ['AVIF', () => big.clone().avif().toBuffer()],
    ['TIFF', () => big.clone().tiff().toBuffer()],
    ['PDF', async () => pdf()],
    ['SVG', async () => svg('width="10" height="10"')],
    ['svgz', async () => svgz('width="10" height="10"', '<path d="M0 0"/>'.repeat(1000))],
  ];
  test.each(halves)('half a %s', async (_kind, make) => {
    const bytes = await make();
    expect(await refusalOf(bytes.subarray(0, Math.floor(bytes.length / 2)))).toBe('damaged');
    expect(await factsOf(svg('width="9" height="9"'))).toMatchObject({ format: 'svg' });
  });

  test.each([
    [
      'a signature and rubbish',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(5000, 7)]),
      'damaged',
    ],
    ['a PDF of rubbish', Buffer.from(`%PDF-1.7\n${'rubbish '.repeat(500)}\n%%EOF`), 'damaged'],
    ['a PDF without pages', pdf({ pages: 0 }), 'damaged'],
    ['a drawing without a size', svg('width="0" height="0"'), 'damaged'],
  ])('%s', async (_what, bytes, why) => {
    expect(await refusalOf(bytes)).toBe(why);
  });

  test('a picture of a billion pixels', async () => {
    expect(await refusalOf(pngBomb(32_000))).toBe('too_many_pixels');
    expect(await factsOf(await plain(9, 9).png().toBuffer())).toMatchObject({ widthPx: 9 });
  });

  test('a packed drawing that unpacks to a gigabyte', async () => {
    const half = gzipSync(Buffer.alloc(50_000_000, ' '));
    const bomb = Buffer.concat([
      gzipSync('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'),
      ...Array(20).fill(half),
    ]);
    expect(await refusalOf(bomb)).toBe('too_heavy');
    expect(await factsOf(svgz('width="9" height="9"'))).toMatchObject({ format: 'svg' });
  });

  test('a PDF whose forms draw each other without end', async () => {
    const impatient = startDecoder({ log: silentLog(), deadlineMs: 1500 });
    const place = path.join(folder, 'bomb.pdf');
    writeFileSync(place, formBomb());
    const job = {
      path: place,
      kind: { format: 'pdf' as const },
      page: 1,
      previewPath: preview,
      maskPath: mask,
    };
    expect(await impatient.decode(job)).toEqual({ kind: 'refused', why: 'too_slow' });
    await impatient.close();
  });

  test.runIf(MEMORY_IS_LIMITED)('a picture that needs more memory than a child has', async () => {
    const poor = startDecoder({ log: silentLog(), memoryBytes: 220_000_000 });
    const place = path.join(folder, 'heavy.png');
    await plain(6000, 6000).png({ progressive: true, compressionLevel: 1 }).toFile(place);
    const job = {
      path: place,
      kind: { format: 'png' as const },
      page: 1,
      previewPath: preview,
      maskPath: mask,
    };
    expect(await poor.decode(job)).toEqual({ kind: 'refused', why: 'too_heavy' });
    await plain(9, 9).png().toFile(place);
    expect((await poor.decode(job)).kind).toBe('decoded');
    await poor.close();
  });
});

describe('children are kept in hand', () => {
  const program = (name: string) => path.join(import.meta.dirname, `children/${name}.js`);
  const job = {
    path: '/nowhere',
    kind: { format: 'png' as const },
    page: 1,
    previewPath: '/nowhere',
    maskPath: '/nowhere',
  };

  test('one that hangs is killed at its deadline, and the next file gets a fresh one', async () => {
    const pool = startDecoder({ log: silentLog(), program: program('hangs'), deadlineMs: 300, children: 1 });
    const both = await Promise.all([pool.decode(job), pool.decode(job)]);
    expect(both).toEqual([
      { kind: 'refused', why: 'too_slow' },
      { kind: 'refused', why: 'too_slow' },
    ]);
    await pool.close();
  });

  test.each([
    ['a third more time, where others take half of it', 0.5, 400],
    ['thrice its time at most, where others take all of it', 1, 890],
  ])('one that hangs gets %s', async (_what, taken, leastMs) => {
    const ownTime = () => ({ workedMs: 0, waitedMs: performance.now() * taken });
    const hanging = { log: silentLog(), program: program('hangs'), deadlineMs: 300, ownTime };
    const pool = startDecoder(hanging);
    await pool.decode(job); // it has booted by then
    const startedAt = performance.now();
    expect(await pool.decode(job)).toEqual({ kind: 'refused', why: 'too_slow' });
    expect(performance.now() - startedAt).toBeGreaterThan(leastMs);
    await pool.close();
  });

  test('work is worked, whatever else is said', () => {
    const [before, after] = [
      { workedMs: 100, waitedMs: 10 },
      { workedMs: 400, waitedMs: 9000 },
    ];
    expect(spentMs(500, before, after)).toBe(300);
    expect(spentMs(500, before, before)).toBe(500);
    if (process.platform === 'linux') expect(ownTimeOf(process.pid).workedMs).toBeGreaterThan(0);
    expect(ownTimeOf(undefined)).toEqual({ workedMs: 0, waitedMs: 0 });
  });

  test('one that falls over its file refuses it', async () => {
    const pool = startDecoder({ log: silentLog(), program: program('falls') });
    expect(await pool.decode(job)).toEqual({ kind: 'refused', why: 'too_heavy' });
    await pool.close();
  });

  test('one that cannot even start is our trouble, not the file’s', async () => {
    const pool = startDecoder({ log: silentLog(), program: program('missing') });
    await expect(pool.decode(job)).rejects.toThrow('decoder');
    await pool.close();
  });

  test('no more than two work at once, and everybody is served', async () => {
    const pool = startDecoder({ log: silentLog(), program: program('counts') });
    const answers = await Promise.all(Array.from({ length: 12 }, () => pool.decode(job)));
    const children = new Set(answers.map((answer) => JSON.stringify(answer)));
    expect(answers.every((answer) => answer.kind === 'decoded')).toBe(true);
    expect(children.size).toBe(2);
    await pool.close();
  });

  test('one that has grown large is replaced', async () => {
    const pool = startDecoder({ log: silentLog(), program: program('tires'), children: 1 });
    const answers = [await pool.decode(job), await pool.decode(job)].map((answer) => JSON.stringify(answer));
    expect(answers[0]).not.toEqual(answers[1]);
    await pool.close();
  });

  test('they know nothing of our environment', async () => {
    process.env.SOME_SECRET = 'sk_live_123';
    const pool = startDecoder({ log: silentLog(), program: program('tells') });
    expect(JSON.stringify(await pool.decode(job))).not.toContain('sk_live');
    delete process.env.SOME_SECRET;
    await pool.close();
  });

  test('closing waits for what runs', async () => {
    const pool = startDecoder({ log: silentLog(), program: program('counts') });
    const running = pool.decode(job);
    await pool.close();
    expect((await running).kind).toBe('decoded');
  });
});
