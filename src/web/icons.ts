// The icons pages use, taken from Lucide (ISC) into one sprite that is fetched once.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { asset } from './assets.ts';

const ICONS = [
  'arrow-left',
  'arrow-right',
  'arrow-up-right',
  'badge-dollar-sign',
  'ban',
  'check',
  'chevron-down',
  'chevron-left',
  'chevron-right',
  'circle-alert',
  'circle-check',
  'clock',
  'copy',
  'credit-card',
  'download',
  'external-link',
  'file-text',
  'image',
  'info',
  'landmark',
  'layers',
  'link',
  'lock',
  'log-out',
  'mail',
  'map-pin',
  'message-square',
  'minus',
  'package',
  'package-check',
  'pencil',
  'percent',
  'plus',
  'printer',
  'receipt',
  'refresh-cw',
  'rotate-ccw',
  'ruler',
  'scissors',
  'search',
  'settings',
  'shopping-bag',
  'sticky-note',
  'trash-2',
  'triangle-alert',
  'truck',
  'upload',
  'user',
  'users',
  'x',
] as const;

const names = new Set<string>(ICONS);

/** Address of one icon for `<use href>`; throws for a name that is not in the list above. */
export function icon(name: string): string {
  if (!names.has(name)) throw new Error(`icon ${name} is not in src/web/icons.ts`);
  return `${asset('img/icons.svg')}#${name}`;
}

export function iconSprite(): string {
  const folder = path.join(
    path.dirname(createRequire(import.meta.url).resolve('lucide-static/package.json')),
    'icons',
  );
  const symbols = ICONS.map((name) => symbolOf(name, readFileSync(path.join(folder, `${name}.svg`), 'utf8')));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}

/** Only the drawing; colour and line come from where it is used. */
function symbolOf(name: string, svg: string): string {
  const drawing = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
  return `<symbol id="${name}" viewBox="0 0 24 24">${drawing.replace(/\s+/g, ' ').trim()}</symbol>`;
}
