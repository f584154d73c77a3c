// What browsers fetch beside the pages: one style sheet, small scripts, one font, one sprite; kept for good.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { asset, assetRoutes } from '../../src/web/assets.ts';
import { icon } from '../../src/web/icons.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const app = express().use(assetRoutes());

function below(folder: string, ending: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith(ending),
  );
}

describe('an asset', () => {
  it('has an address of its version and may be kept for good', async () => {
    const answer = await request(app).get(asset('css/shop.css')).expect(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('of an older page is still there, but not for good', async () => {
    const answer = await request(app).get('/assets/older/css/shop.css').expect(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=300');
  });

  it('that does not exist is not found, and no view can ask for it', async () => {
    await request(app).get('/assets/older/css/nothing.css').expect(404);
    await request(app).get('/assets/older/..%2f..%2fpackage.json').expect(404);
    expect(() => asset('css/nothing.css')).toThrow('public/css/nothing.css does not exist');
  });

  it.each(['br', 'gzip'])('travels compressed by %s', async (encoding) => {
    const plain = await request(app).get(asset('css/shop.css')).set('accept-encoding', 'identity');
    const small = await request(app).head(asset('css/shop.css')).set('accept-encoding', encoding);
    expect(small.headers['content-encoding']).toBe(encoding);
    expect(small.headers.vary).toBe('Accept-Encoding');
    expect(plain.text).toContain('@layer tokens, base, layout, components, utilities;');
  });
});

describe('the style sheet', () => {
  it('holds the layers in their order and none of the back office', async () => {
    const { text } = await request(app).get(asset('css/shop.css'));
    expect(text.indexOf('@layer tokens')).toBe(0);
    expect(text.indexOf('@layer utilities {')).toBeGreaterThan(text.lastIndexOf('@layer components {'));
    expect(text).not.toContain('.office');
  });

  it('uses neither ids nor !important', () => {
    const loud = below('public/css', '.css').filter((name) => {
      const css = readFileSync(path.join(ROOT, 'public/css', name), 'utf8');
      return css.includes('!important') || /^\s*#[a-z]/m.test(css);
    });
    expect(loud).toEqual([]);
  });
});

describe('scripts', () => {
  it.each(below('public/js', '.js'))('%s still parses without its remarks', async (name) => {
    const { text } = await request(app)
      .get(asset(`js/${name}`))
      .expect(200);
    expect(text).not.toContain('@ts-check');
    const body = text
      .replace(/^import .*$/gm, '')
      .replace(/^export /gm, '')
      .replaceAll('import.meta', '({})')
      .replaceAll('import(', '(');
    expect(() => new Script(body)).not.toThrow();
  });
});

describe('modules that the server and the browser share', () => {
  it('are served as plain JavaScript beside the scripts, with everything they import', async () => {
    const waiting = ['js/contour-worker.js'];
    const seen = new Set<string>();
    for (let name = waiting.pop(); name; name = waiting.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const { text } = await request(app).get(asset(name)).expect(200);
      expect(text).not.toMatch(/^(import|export) (type|interface)\b|node:|\.ts['"]/m);
      for (const [, imported = ''] of text.matchAll(/\bfrom\s*["'](\.[^"']+)["']/g)) {
        waiting.push(path.posix.join(path.posix.dirname(name), imported));
      }
    }
    expect([...seen]).toContain('js/artwork/contour.js');
    expect(seen.size).toBeGreaterThan(3);
  });
});

describe('icons', () => {
  it('that views ask for are all in the sprite', async () => {
    const sprite = await request(app).get(asset('img/icons.svg'));
    const text = String(sprite.body);
    const asked = below('views', '.ejs').flatMap((name) => {
      const view = readFileSync(path.join(ROOT, 'views', name), 'utf8');
      return [...view.matchAll(/partials\/icon', \{ name: '([\w-]+)'/g)].map((match) => match[1] ?? '');
    });
    expect(asked.length).toBeGreaterThan(3);
    for (const name of asked) expect(text).toContain(`<symbol id="${icon(name).split('#')[1]}"`);
  });

  it('that nobody listed are refused', () => {
    expect(() => icon('rainbow')).toThrow('icon rainbow is not in src/web/icons.ts');
  });
});

describe('the font', () => {
  it('is one file below 40 KB with its licence beside it', () => {
    expect(readFileSync(path.join(ROOT, 'public/fonts/bricolage-grotesque.woff2')).length).toBeLessThan(
      40_000,
    );
    const licence = readFileSync(path.join(ROOT, 'public/fonts/bricolage-grotesque.LICENSE.txt'), 'utf8');
    expect(licence).toContain('SIL Open Font License');
  });
});
