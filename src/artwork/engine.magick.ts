// ImageMagick itself, in WebAssembly: loaded once per decoder child, when the first file needs it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initializeImageMagick, ResourceLimits } from '@imagemagick/magick-wasm';
import { Damaged, TooHeavy, TooManyPixels } from './picture.ts';

let loading: Promise<void> | undefined;

export function loadMagick(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('@imagemagick/magick-wasm/magick.wasm'));
  await initializeImageMagick(wasm);
  ResourceLimits.disk = 0n; // which would be memory, too
}

/** Its errors in our words. Traps of WebAssembly stay what they are: after one, the child is not to be trusted. */
export function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/security limit|exceedslimit/i.test(message)) throw new TooManyPixels(message);
    if (/memory|resources exhausted/i.test(message)) throw new TooHeavy(message);
    if (error instanceof RangeError || (error instanceof Error && error.name === 'RuntimeError')) throw error;
    throw new Damaged(message);
  }
}
