// Programs that a printer may add: what they turn files into, and that nothing is lost without them.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startDecoder } from '../../src/artwork/decoder.pool.ts';
import { openEps } from '../../src/artwork/open.eps.ts';
import { runTool } from '../../src/artwork/run.tool.ts';
import { NO_TOOLS, toolsAsEnvironment, toolsIn } from '../../src/artwork/tools.ts';
import { silentLog } from '../../src/lib/log.ts';
import { eps } from './documents.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kisscut-tools-'));
afterAll(() => rmSync(folder, { recursive: true }));

const GHOSTSCRIPT = '/usr/bin/gs';
const hasGhostscript = existsSync(GHOSTSCRIPT);
if (!hasGhostscript) console.warn(`${GHOSTSCRIPT} is not installed: what it adds is not tested`);

function saved(bytes: Buffer): string {
  const place = path.join(folder, 'art.eps');
  writeFileSync(place, bytes);
  return place;
}

const drawing = eps(
  ['%%BoundingBox: 0 0 200 100', '%%DocumentNeededResources: font Elsewhere'],
  '0 1 1 0 setcmykcolor 0 0 100 50 rectfill 0.3 setlinewidth 10 60 moveto 90 60 lineto stroke',
);

test('a child is told where they are, and nothing else', () => {
  const tools = { ...NO_TOOLS, ghostscript: '/usr/bin/gs' };
  expect(toolsAsEnvironment(tools)).toEqual({ GHOSTSCRIPT: '/usr/bin/gs' });
  expect(toolsIn(toolsAsEnvironment(tools))).toEqual(tools);
  expect(toolsIn({})).toEqual(NO_TOOLS);
});

describe('a program', () => {
  const node = (code: string, more = {}) =>
    runTool(process.execPath, {
      args: ['-e', code],
      seconds: 20,
      mostBytes: 1000,
      tempFolder: folder,
      ...more,
    });

  test('is asked, and answers', async () => {
    const copy = 'process.stdin.pipe(process.stdout)';
    expect((await node(copy, { input: Buffer.from('hello') }))?.toString()).toBe('hello');
  });

  test('knows nothing of our environment', async () => {
    process.env.SOME_SECRET = 'sk_live_123';
    expect((await node('console.log(process.env)'))?.toString()).not.toContain('sk_live');
    delete process.env.SOME_SECRET;
  });

  test.each([
    ['fails', 'process.exit(3)', {}],
    ['says too much', 'console.log("x".repeat(100000))', {}],
    ['takes too long', 'setTimeout(() => {}, 60000)', { seconds: 1 }],
  ])('that %s has said nothing', async (_what, code, more) => {
    expect(await node(code, more)).toBeNull();
  });

  test('that is not there has said nothing', async () => {
    expect(
      await runTool('/nowhere/at/all', { args: [], seconds: 5, mostBytes: 9, tempFolder: folder }),
    ).toBeNull();
  });
});

describe.runIf(hasGhostscript)('Ghostscript', () => {
  const open = (bytes: Buffer) =>
    openEps({ path: saved(bytes), format: 'eps', page: 1, tempFolder: folder }, GHOSTSCRIPT);

  test('makes a PDF of an EPS: then it is drawn, and lacks nothing', async () => {
    const { facts, pixels } = await open(drawing);
    expect(facts).toMatchObject({ format: 'eps', pages: 1, colour: 'cmyk', lacks: null, previewOnly: false });
    expect(facts.widthMm).toBeCloseTo((200 / 72) * 25.4, 6);
    expect(facts.thinnestLineMm).toBeCloseTo((0.3 / 72) * 25.4, 3);
    expect(facts.fontsMissing).toEqual(['Elsewhere']);
    expect(pixels).toMatchObject({ width: 1200, height: 600 });
    expect(pixels?.data[(500 * 1200 + 100) * 4 + 3]).toBe(255);
    expect(pixels?.data[(100 * 1200 + 1000) * 4 + 3]).toBe(0);
  });

  test.each([
    ['read another file', () => '(/etc/passwd) (r) file pop'],
    ['read what somebody else has sent', () => `(${folder}/other) (r) file pop`],
    ['write one', () => `(${folder}/stolen) (w) file (x) writestring`],
    ['run a program', () => `(%pipe%touch ${folder}/stolen) (w) file pop`],
    ['go on without end', () => '{ } loop'],
  ])(
    'a drawing that would %s stays what it was',
    async (_what, body) => {
      writeFileSync(path.join(folder, 'other'), 'somebody else’s');
      expect((await open(eps(['%%BoundingBox: 0 0 9 9'], body()))).facts).toMatchObject({ lacks: 'pdf' });
      expect(readdirSync(folder).sort()).toEqual(['art.eps', 'other']);
    },
    20_000,
  );

  test('works inside the limits of a decoder child', async () => {
    const decoder = startDecoder({
      log: silentLog(),
      deadlineMs: 60_000,
      tools: { ...NO_TOOLS, ghostscript: GHOSTSCRIPT },
    });
    const job = { path: saved(drawing), kind: { format: 'eps' as const }, page: 1 };
    const [previewPath, maskPath] = [path.join(folder, 'p.webp'), path.join(folder, 'm.png')];
    const decoded = await decoder.decode({ ...job, previewPath, maskPath });
    await decoder.close();
    expect(decoded).toMatchObject({
      kind: 'decoded',
      facts: { lacks: null, preview: { width: 1000, height: 500 } },
    });
  }, 70_000);
});
