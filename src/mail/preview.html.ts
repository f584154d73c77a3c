// A letter as its reader sees it, safe to look at in the back office: no script, nothing fetched, and secret
// links that lead nowhere.
import { createHash } from 'node:crypto';
import { composeLetter, type Letterhead, type LetterRow } from './letter.ejs.ts';

export interface PreviewDeps {
  baseUrl: () => string;
  shop: { now(): { settings: { shopName: string; shopAddress: string[] } } };
  pictureOf: Letterhead['pictureOf'];
}

export interface Preview {
  html: string;
  text: string;
  /** The Content-Security-Policy to send with the HTML. */
  policy: string;
}

export async function previewLetter(deps: PreviewDeps, letter: LetterRow): Promise<Preview> {
  const { shopName, shopAddress } = deps.shop.now().settings;
  // whoever opens the link of a password letter from here must not become its customer
  const head = {
    baseUrl: deps.baseUrl(),
    secret: 'not the real one',
    shopName,
    shopAddress,
    pictureOf: deps.pictureOf,
    documentOf: async () => null,
  };
  const { html, text, attachments } = await composeLetter(letter, head);
  const withPictures = attachments.reduce((page, { cid, contentType, content }) => {
    return page.replaceAll(`cid:${cid}`, `data:${contentType};base64,${content.toString('base64')}`);
  }, html);
  return { html: withPictures, text, policy: policyFor(html) };
}

/** Letters carry their styles on the elements; each is allowed by its fingerprint and nothing else is. */
function policyFor(html: string): string {
  const sheets = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map((match) => match[1] ?? '');
  const attributes = [...html.matchAll(/\sstyle="([^"]*)"/g)].map((match) => unescaped(match[1] ?? ''));
  const hashes = [...new Set([...sheets, ...attributes])].map(
    (style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  );
  return [
    'sandbox',
    "default-src 'none'",
    'img-src data:',
    `style-src 'unsafe-hashes' ${hashes.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const ENTITIES: Record<string, string> = {
  '&#39;': "'",
  '&#34;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};

/** The browser's fingerprint is of the value, not of how it is written. */
function unescaped(value: string): string {
  return value.replace(/&(?:#39|#34|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
