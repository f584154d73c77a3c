// Builds the shop into dist/: the database clients, then the compiled TypeScript. Nothing changed: nothing done, in a moment.
// Plain JavaScript, because it runs before every start and must cost next to nothing.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = [
  'src',
  'prisma/schema.prisma',
  'prisma/schema.ts',
  'prisma/generate.ts',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];
const stamp = join(root, 'dist/.built');

if (fingerprint() !== lastBuilt()) {
  run('tsx/dist/cli.mjs', 'prisma/generate.ts');
  run('typescript/bin/tsc', '-p', 'tsconfig.build.json');
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, fingerprint());
}

/** @param {string} script @param {string[]} args */
function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Of every source file: where it is, how long it is and when it last changed. */
function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const path of SOURCES.flatMap((source) => filesIn(source))) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesIn(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesIn(`${path}/${name}`));
}

function lastBuilt() {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return undefined;
  }
}
