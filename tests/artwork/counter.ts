// The counter where artwork is handed in, over HTTP: uploads, files, cut lines, and the cart they go into.
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import { expect } from 'vitest';
import { sweepTemp } from '../../src/artwork/actions.ts';
import type { Decoder } from '../../src/artwork/decoder.ts';
import { artworkFileRoutes } from '../../src/artwork/routes.ts';
import { diskStore } from '../../src/artwork/store.disk.ts';
import { cartRoutes } from '../../src/checkout/routes.cart.ts';
import { artworkRoutes, sendBadLine } from '../../src/storefront/routes.artwork.ts';
import { formBody } from '../../src/web/body.ts';
import { answerErrors, sendNotFound } from '../../src/web/errors.ts';
import { withVisitor } from '../../src/web/session.ts';
import { openWorld } from '../support/world.ts';

export type Counter = Awaited<ReturnType<typeof openCounter>>;

export async function openCounter(decoder: Decoder) {
  const world = await openWorld();
  const uploadsDir = mkdtempSync(path.join(tmpdir(), 'kisscut-artwork-'));
  await sweepTemp({ uploadsDir });
  const deps = {
    ...world,
    files: diskStore(uploadsDir),
    decoder,
    uploadsDir,
    maxUploadBytes: 1_000_000,
    rateLimit: true,
  };
  const app = express();
  app.use(withVisitor({ ...deps, secrets: ['secret'], secure: false }));
  app.use(formBody());
  app.use(artworkRoutes(deps));
  app.use(artworkFileRoutes(deps));
  app.use(cartRoutes({ ...deps, onBadLine: sendBadLine(deps) }));
  app.use(sendNotFound);
  app.use(answerErrors(deps));
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const place = server.address();
  const address = `http://127.0.0.1:${typeof place === 'object' && place ? place.port : 0}`;
  return {
    ...deps,
    address,
    browser: () => browserAt(address),
    async close() {
      server.closeAllConnections();
      server.close();
      await world.close();
      rmSync(uploadsDir, { recursive: true });
    },
  };
}

/** With a cookie jar of its own. Follows no redirect. */
function browserAt(address: string) {
  let cookie = '';
  async function ask(place: string, init: RequestInit = {}): Promise<Response> {
    const headers = { cookie, accept: 'application/json', ...init.headers };
    const response = await fetch(address + place, { redirect: 'manual', ...init, headers });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return response;
  }
  return {
    get: (place: string, headers: Record<string, string> = {}) => ask(place, { headers }),
    post: (place: string, body?: FormData | URLSearchParams) =>
      ask(place, { method: 'POST', ...(body && { body }) }),
    async upload(bytes: Uint8Array, name = 'logo.png') {
      return this.post('/artwork', formOf([bytes, name]));
    },
    async sent(bytes: Uint8Array, name?: string): Promise<ArtworkJson> {
      const response = await this.upload(bytes, name);
      expect(response.status).toBe(201);
      return artworkOf(response);
    },
    /** Puts a design into the cart; what is not said is usual. */
    async order(artworkId: string, fields: Record<string, string> = {}): Promise<Response> {
      return this.post('/cart/lines', new URLSearchParams({ ...USUAL, artworkId, ...fields }));
    },
    async cartLines(): Promise<CartLineJson[]> {
      const cart = (await (await this.get('/cart')).json()) as { lines: CartLineJson[] };
      return cart.lines;
    },
  };
}

const USUAL = {
  product: 'custom-stickers',
  shape: 'die-cut',
  widthMm: '75',
  heightMm: '75',
  material: 'vinyl',
  finish: 'gloss',
  quantity: '100',
};

export interface CartLineJson {
  id: string;
  artworkId: string;
  widthMm: number;
  heightMm: number;
  netCents: number;
}

export function formOf(...files: [Uint8Array, string][]): FormData {
  const form = new FormData();
  for (const [bytes, name] of files) form.append('artwork', new Blob([bytes], { type: 'image/png' }), name);
  return form;
}

export interface ArtworkJson {
  id: string;
  url: string;
  previewUrl: string | null;
  orderable: boolean;
  findings: { code: string; severity: string; message: string }[];
  dpi?: number | null;
  cutWidthMm?: number;
  cutHeightMm?: number;
}

export async function artworkOf(response: Response): Promise<ArtworkJson> {
  return (await response.json()) as ArtworkJson;
}

export async function errorOf(response: Response) {
  const { error } = (await response.json()) as { error: { code: string; problems?: Record<string, string> } };
  return error;
}

export async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}
