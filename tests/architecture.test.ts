// The house holds: floors, file kinds, one reader of the environment, one place per SDK, views that compile.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ejs from 'ejs';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const SRC = path.join(ROOT, 'src');
const VIEWS = path.join(ROOT, 'views');

/** Import only downward, or inside your own room. `src/shop.ts` and its like at the top are floor 9. */
const FLOORS: Record<string, number> = {
  lib: 0,
  words: 0,
  'sticker.ts': 0,
  db: 1,
  'config.ts': 1,
  web: 2,
  mail: 3,
  accounts: 3,
  catalog: 3,
  inventory: 3,
  pricing: 4,
  artwork: 4,
  invoices: 4,
  cart: 5,
  production: 5,
  orders: 6,
  payments: 7,
  shipping: 7,
  // what is kept in memory is put together from rooms up to shipping, for the flows
  'shop.ts': 7.5,
  'shelf.ts': 7.5,
  storefront: 8,
  checkout: 8,
  admin: 8,
};
const TOP = 9;

interface SourceFile {
  /** Relative to src, with slashes. */
  name: string;
  room: string;
  text: string;
  imports: { from: string; typeOnly: boolean }[];
}

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.includes('generated'))
    .map((name) => name.split(path.sep).join('/'))
    .sort();
}

const IMPORT = /^\s*(import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm;

function readSource(name: string): SourceFile {
  const text = readFileSync(path.join(SRC, name), 'utf8');
  const imports = [...text.matchAll(IMPORT)].map((match) => ({
    from: match[3] ?? match[4] ?? '',
    typeOnly: match[2] !== undefined,
  }));
  return { name, room: name.split('/')[0] ?? '', text, imports };
}

const sources = filesBelow(SRC, '.ts').map(readSource);

/** Where a relative import leads, relative to src; null for a package. */
function target(file: SourceFile, from: string): string | null {
  return from.startsWith('.')
    ? path.posix.normalize(path.posix.join(path.posix.dirname(file.name), from))
    : null;
}

function floorOf(name: string): number {
  return FLOORS[name.split('/')[0] ?? ''] ?? TOP;
}

function isPureName(name: string): boolean {
  const base = path.posix.basename(name, '.ts');
  return name.includes('/') && !base.includes('.') && !SPOKEN_FOR.has(base);
}

/** Undotted names that are not pure by the table of file kinds. */
const SPOKEN_FOR = new Set(['queries', 'actions', 'forms', 'pages', 'routes', 'list']);
/** Rooms of pure rules and facts; web, db, lib and sandbox have kinds of their own. */
const FREE_ROOMS = new Set(['web', 'db', 'lib', 'sandbox', 'words']);

describe('the floors', () => {
  it('are only climbed down, and neighbours do not import each other', () => {
    const climbs = sources.flatMap((file) =>
      file.imports.flatMap(({ from, typeOnly }) => {
        const to = target(file, from);
        if (!to || file.room === 'sandbox') return [];
        const sameRoom = to.split('/')[0] === file.room;
        // the words say what each room's closed sets are called: types only
        if (sameRoom || (file.room === 'words' && typeOnly)) return [];
        const downward =
          floorOf(file.name) > floorOf(to) || (floorOf(file.name) === TOP && floorOf(to) === TOP);
        const onTheGround = floorOf(file.name) === 0 && floorOf(to) === 0;
        return downward || onTheGround ? [] : [`${file.name} → ${to}`];
      }),
    );
    expect(climbs).toEqual([]);
  });

  it('keep the sandbox outside: it imports lib only, and only compose starts it', () => {
    const fromSandbox = sources
      .filter((file) => file.room === 'sandbox')
      .flatMap((file) => file.imports.map(({ from }) => target(file, from)))
      .filter((to) => to !== null && !/^(sandbox|lib)\//.test(to));
    const toSandbox = sources
      .filter((file) => file.room !== 'sandbox')
      .filter((file) => file.imports.some(({ from }) => target(file, from)?.startsWith('sandbox/')))
      .map((file) => file.name);
    expect(fromSandbox).toEqual([]);
    expect(toSandbox).toEqual(['compose.ts']);
  });

  it('let only the flows, and the routes, pages and middleware of a room, use web', () => {
    const users = sources
      .filter((file) => file.room !== 'web' && floorOf(file.name) < (FLOORS.storefront ?? TOP))
      .filter((file) =>
        file.imports.some(({ from, typeOnly }) => !typeOnly && target(file, from)?.startsWith('web/')),
      )
      .filter((file) => !/\/(routes|pages|middleware)(\.[a-z-]+)*\.ts$/.test(file.name))
      .map((file) => file.name);
    expect(users).toEqual([]);
  });
});

describe('the kinds of files', () => {
  const rooms = sources.filter((file) => file.name.includes('/') && !FREE_ROOMS.has(file.room));

  it('pure files touch neither Prisma, Express, node nor the clock', () => {
    const impure = rooms
      .filter((file) => isPureName(file.name))
      .flatMap((file) => {
        const outside = file.imports
          .filter(({ from, typeOnly }) => !typeOnly && /^(node:|express|@?prisma|ejs)/.test(from))
          .map(({ from }) => `${file.name} imports ${from}`);
        const clock = /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(/.test(file.text)
          ? [`${file.name} asks the clock`]
          : [];
        return [...outside, ...clock];
      });
    expect(impure).toEqual([]);
  });

  it('queries ask and never change', () => {
    const writes = rooms
      .filter((file) => /\/queries(\.[a-z-]+)*\.ts$/.test(file.name))
      .filter((file) =>
        /\.(create|createMany|update|updateMany|upsert|delete|deleteMany)\(|\$execute/.test(file.text),
      )
      .map((file) => file.name);
    expect(writes).toEqual([]);
  });

  it('every file says in its first line what lives there', () => {
    const silent = sources.filter((file) => !/^(\/\/|\/\*\*) \S/.test(file.text)).map((file) => file.name);
    expect(silent).toEqual([]);
  });

  it('no room asks the clock itself', () => {
    const clocks = sources
      .filter((file) => file.room !== 'sandbox' && file.room !== 'lib' && floorOf(file.name) < TOP)
      .filter((file) => /\bnew Date\(\)|\bDate\.now\(/.test(file.text))
      .map((file) => file.name);
    expect(clocks).toEqual([]);
  });
});

describe('one place for each', () => {
  it('process.env is read only in config.ts', () => {
    const readers = sources.filter((file) => /process\.env/.test(file.text)).map((file) => file.name);
    // a child is started with the environment it needs
    expect(readers.filter((name) => !/\.pool\.ts$|\.child\.ts$/.test(name))).toEqual(['config.ts']);
  });

  it.each([
    'stripe',
    'nodemailer',
    'sharp',
    'pino',
    'prom-client',
    'helmet',
    'multer',
    '@node-rs/argon2',
    '@embedpdf/pdfium',
    '@imagemagick/magick-wasm',
    '@cantoo/pdf-lib',
    'pdfkit',
    'svg-to-pdfkit',
    'jsvat',
    'lib-address',
    '@easypost/api',
  ])('%s is imported where it is wrapped and nowhere else', (sdk) => {
    const users = sources
      .filter((file) =>
        file.imports.some(({ from, typeOnly }) => !typeOnly && (from === sdk || from.startsWith(`${sdk}/`))),
      )
      .map((file) => file.name);
    const wrappers: Record<string, RegExp> = {
      stripe: /^(payments\/gateway\.stripe\.ts|sandbox\/)/,
      nodemailer: /^mail\/transport\.(smtp|file)\.ts$/,
      sharp: /^artwork\//,
      pino: /^lib\/log\.ts$/,
      'prom-client': /^web\/health\.ts$/,
      helmet: /^web\/headers\.ts$/,
      multer: /^web\/receive-file\.ts$/,
      '@node-rs/argon2': /^accounts\/password\.argon2\.ts$/,
      '@imagemagick/magick-wasm': /^artwork\/[a-z]+\.magick\.ts$/,
      '@embedpdf/pdfium': /^artwork\/[a-z]+\.pdfium\.ts$/,
      '@cantoo/pdf-lib': /\.(pdflib|pdf)\.ts$/,
      'svg-to-pdfkit': /^artwork\/print\.drawing\.pdfkit\.ts$/,
      pdfkit: /^(invoices\/paper\.pdf|artwork\/[a-z.-]+)\.ts$/,
      '@easypost/api': /^shipping\/carrier\.easypost\.ts$/,
      jsvat: /^pricing\/tax-id\.jsvat\.ts$/,
      'lib-address': /^accounts\/postal\.libaddress\.ts$/,
    };
    expect(users.filter((name) => !wrappers[sdk]?.test(name))).toEqual([]);
  });
});

describe('the pages', () => {
  const views = filesBelow(VIEWS, '.ejs');

  it.each(views)('%s compiles', (view) => {
    const filename = path.join(VIEWS, view);
    expect(() => ejs.compile(readFileSync(filename, 'utf8'), { filename, views: [VIEWS] })).not.toThrow();
  });

  it('have no inline script and no inline style, which the CSP would block', () => {
    const inline = views
      .filter((view) => !view.startsWith('mail/'))
      .filter((view) => {
        const text = readFileSync(path.join(VIEWS, view), 'utf8');
        return /<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=\s*"|\sstyle\s*=\s*"/.test(text);
      });
    expect(inline).toEqual([]);
  });

  it('print unescaped only includes, the body and what our own code drew', () => {
    const raw = views.flatMap((view) =>
      [...readFileSync(path.join(VIEWS, view), 'utf8').matchAll(/<%-([\s\S]*?)%>/g)]
        .map((match) => (match[1] ?? '').trim())
        .filter((code) => !/^(include\(|body\b|icon\()/.test(code))
        .map((code) => `${view}: ${code}`),
    );
    expect(raw).toEqual([]);
  });

  it('carry no sentence of their own: words live in src/words', () => {
    const sentences = views.flatMap((view) => {
      const text = readFileSync(path.join(VIEWS, view), 'utf8')
        .replace(/<%[\s\S]*?%>/g, '')
        .replace(/<!--[\s\S]*?-->/g, '')
        .replace(/<style[\s\S]*?<\/style>/g, '')
        .replace(/<[^>]*>/g, '\n');
      return text
        .split('\n')
        .filter((line) => /[A-Za-z]{2,}\s+[A-Za-z]{2,}/.test(line))
        .map((line) => `${view}: ${line.trim()}`);
    });
    expect(sentences).toEqual([]);
  });
});
