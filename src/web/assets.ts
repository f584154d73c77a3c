// The shop's own style sheets, scripts, font and pictures under one address per version: /assets/<version>/….
// Many small files stay small to read; what goes over the wire is one style sheet, compressed once.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type NextFunction, type Request, type Response, Router } from 'express';
import { iconSprite } from './icons.ts';
import { sharedModules } from './modules.ts';

const PUBLIC = path.resolve(import.meta.dirname, '../../public');
const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.woff2': 'font/woff2',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSED = new Set(['.woff2', '.webp', '.png']);
/** Sheets in the order of their layers; everything in components/ comes before the utilities. */
const SHOP_SHEETS = ['tokens.css', 'base.css', 'layout.css', 'components/*.css', 'utilities.css'];
const ADMIN_SHEETS = ['admin/*.css'];

interface Asset {
  type: string;
  plain: Buffer;
  compressible: boolean;
  encoded: Map<string, Promise<Buffer>>;
}

interface Assets {
  version: string;
  files: Map<string, Asset>;
}

const encoders: Record<string, (bytes: Buffer) => Promise<Buffer>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

let loaded: Assets | undefined;

/** `asset('css/shop.css')` → its address in this version. Throws for a file that does not exist. */
export function asset(name: string): string {
  const { version, files } = assets();
  if (!files.has(name)) throw new Error(`public/${name} does not exist`);
  return `/assets/${version}/${name}`;
}

export function assetRoutes(): Router {
  const router = Router();
  router.get('/assets/:version/*name', async (req: Request, res: Response, next: NextFunction) => {
    const { version, files } = assets();
    const name = [req.params.name ?? []].flat().join('/');
    const file = files.get(name);
    if (!file) return next();
    // a page of the version before may still ask by its old address
    const forGood = req.params.version === version;
    res.set('X-Content-Type-Options', 'nosniff');
    res.set('Cache-Control', forGood ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
    await send(req, res, file);
  });
  return router;
}

async function send(req: Request, res: Response, file: Asset): Promise<void> {
  res.type(file.type);
  const encoding = file.compressible ? req.acceptsEncodings(['br', 'gzip']) : false;
  if (file.compressible) res.vary('Accept-Encoding');
  if (!encoding) {
    res.end(file.plain);
    return;
  }
  res.set('Content-Encoding', encoding);
  res.end(await encodedOnce(file, encoding));
}

/** Compressed as hard as it goes when somebody first asks, then kept. */
function encodedOnce(file: Asset, encoding: string): Promise<Buffer> {
  let bytes = file.encoded.get(encoding);
  if (!bytes) {
    bytes = encoders[encoding]?.(file.plain) ?? Promise.resolve(file.plain);
    file.encoded.set(encoding, bytes);
  }
  return bytes;
}

function assets(): Assets {
  loaded ??= readAssets();
  return loaded;
}

function readAssets(): Assets {
  const files = new Map<string, Asset>();
  const add = (name: string, plain: Buffer) => {
    const extension = path.extname(name);
    const type = TYPES[extension];
    if (type) files.set(name, { type, plain, compressible: !COMPRESSED.has(extension), encoded: new Map() });
  };
  for (const name of listFiles('.')) if (!name.startsWith('css/')) add(name, readPublic(name));
  add('css/shop.css', joinSheets(SHOP_SHEETS));
  add('css/admin.css', joinSheets(ADMIN_SHEETS));
  for (const [name, script] of sharedModules()) add(`js/${name}.js`, Buffer.from(withoutRemarks(script)));
  add('img/icons.svg', Buffer.from(iconSprite()));
  return { version: versionOf(files), files };
}

/** Scripts go out without their remarks. */
function readPublic(name: string): Buffer {
  const bytes = readFileSync(path.join(PUBLIC, name));
  return name.endsWith('.js') ? Buffer.from(withoutRemarks(bytes.toString())) : bytes;
}

/** Whole-line and whole-block remarks only: what stands beside code is left alone. */
function withoutRemarks(script: string): string {
  return script
    .replace(/^\s*\/\*(?:(?!\*\/)[\s\S])*\*\/\s*$/gm, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/^\s+/gm, '');
}

function joinSheets(patterns: readonly string[]): Buffer {
  const names = patterns.flatMap((pattern) => {
    if (!pattern.endsWith('/*.css')) return [pattern];
    return listFiles(path.posix.join('css', path.posix.dirname(pattern))).map((name) =>
      name.slice('css/'.length),
    );
  });
  const sheets = names.map((name) => withoutComments(readFileSync(path.join(PUBLIC, 'css', name), 'utf8')));
  return Buffer.from(sheets.join('\n'));
}

function withoutComments(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s+/gm, '');
}

/** Paths below public/, sorted, so that the version is the same on every machine. */
function listFiles(folder: string): string[] {
  const entries = readdirSync(path.join(PUBLIC, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(PUBLIC, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}

function versionOf(files: Map<string, Asset>): string {
  const hash = createHash('sha256');
  for (const [name, { plain }] of files) hash.update(name).update(plain);
  return hash.digest('base64url').slice(0, 10);
}
