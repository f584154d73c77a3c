// Modules of ours that browsers load too: as they were built, or, while we develop and test, without their types.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** src/, or dist/ once built. */
const ROOT = path.resolve(import.meta.dirname, '..');
const TYPED = import.meta.url.endsWith('.ts');

/** What scripts of the pages import; what these import in turn comes along. They use nothing of Node. */
const SHARED = ['artwork/contour'];

/** By name without an ending, in the order they are met: `artwork/contour` → its JavaScript. */
export function sharedModules(): Map<string, string> {
  const scripts = new Map<string, string>();
  const take = (name: string) => {
    if (scripts.has(name)) return;
    const script = readModule(name);
    scripts.set(name, script);
    for (const [, imported = ''] of script.matchAll(/\bfrom\s*["'](\.[^"']+)\.js["']/g)) {
      take(path.posix.join(path.posix.dirname(name), imported));
    }
  };
  SHARED.forEach(take);
  return scripts;
}

function readModule(name: string): string {
  const script = readFileSync(path.join(ROOT, `${name}.${TYPED ? 'ts' : 'js'}`), 'utf8');
  return TYPED ? withoutTypes(script) : script;
}

/** esbuild comes with the tools that run TypeScript here, so it is there exactly when it is needed. */
function withoutTypes(script: string): string {
  const { transformSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  const { code } = transformSync(script, { loader: 'ts', target: 'es2022' });
  return code.replace(/(\bfrom\s*["']\.[^"']+)\.ts(["'])/g, '$1.js$2');
}
