// A letter out of its row: the draft dressed as HTML and as plain text, with absolute links and pictures.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ejs from 'ejs';
import { derivedSecret } from '../lib/ids.ts';
import { en } from '../words/en.ts';
import { type Draft, draftOf, type Target } from './drafts.ts';
import type { LetterKind, LetterModels } from './kinds.ts';
import { plainText } from './plain.ts';
import type { Attachment, OutgoingLetter } from './transport.ts';

export interface LetterRow {
  kind: string;
  to: string;
  subject: string;
  /** JSON of the kind's model. */
  model: string;
  messageId: string;
  orderNumber: string | null;
}

/** What the shop adds to a letter when it leaves. */
export interface Letterhead {
  /** Without a trailing slash. */
  baseUrl: string;
  /** Links that carry a token are worked out from it. */
  secret: string;
  shopName: string;
  shopAddress: string[];
  /** The design as PNG, at most 400 px on its longest side; null when there is nothing to show. */
  pictureOf: (artworkId: string) => Promise<Buffer | null>;
  /** An invoice or a credit note as a file. */
  documentOf: (id: string) => Promise<Attachment | null>;
}

const MOST_PICTURES = 3;

export async function composeLetter(letter: LetterRow, head: Letterhead): Promise<OutgoingLetter> {
  const draft = { ...draftOfRow(letter), subject: letter.subject };
  const pictures = await picturesOf(draft, head);
  const documents = await Promise.all((draft.documents ?? []).map(head.documentOf));
  const links = {
    buttonUrl: addressOf(draft.button.to, head),
    orderUrl: draft.order ? addressOf({ path: draft.order.path }, head) : '',
    homeUrl: `${head.baseUrl}/`,
  };
  const signature = [head.shopName, ...head.shopAddress, links.homeUrl];
  const shop = { name: head.shopName, address: head.shopAddress };
  return {
    messageId: letter.messageId,
    kind: letter.kind,
    to: letter.to,
    subject: letter.subject,
    orderNumber: letter.orderNumber,
    text: plainText({ draft, ...links, signature }),
    html: letterTemplate()({
      draft,
      links,
      shop,
      t: en.mail,
      pictures: pictures.map((picture) => ({ cid: picture.cid, ...shownSize(picture, pictures.length) })),
    }),
    attachments: [...pictures, ...documents.filter((document) => document !== null)],
  };
}

function draftOfRow(letter: LetterRow): Draft {
  // written by queueLetter, which ties the kind to its model
  return draftOf(letter.kind as LetterKind, JSON.parse(letter.model) as LetterModels[LetterKind] as never);
}

function addressOf(target: Target, head: Letterhead): string {
  if ('url' in target) return target.url;
  const secret = 'purpose' in target ? derivedSecret(head.secret, target.purpose) : '';
  return `${head.baseUrl}${target.path}${secret}`;
}

/** Pictures travel inside the letter: designs are private, so a mail program could not fetch them. */
async function picturesOf(draft: Draft, head: Letterhead): Promise<Attachment[]> {
  const artworkIds = (draft.order?.lines ?? []).flatMap((line) => line.artworkId ?? []);
  const wanted = [...new Set(artworkIds)].slice(0, MOST_PICTURES);
  // a letter without its picture is still the letter; one that waits for a picture is not
  const found = await Promise.all(wanted.map((id) => head.pictureOf(id).catch(() => null)));
  return found.flatMap((content, index) =>
    content === null
      ? []
      : [
          {
            filename: `sticker-${index + 1}.png`,
            content,
            contentType: 'image/png',
            cid: `sticker-${index + 1}@kisscut`,
          },
        ],
  );
}

/** Fitted into a square; a PNG says its size in bytes 16 to 23. */
function shownSize({ content }: Attachment, pictures: number): { width: number; height: number } {
  const [width, height] = [content.readUInt32BE(16), content.readUInt32BE(20)];
  const scale = (pictures === 1 ? 168 : 108) / Math.max(width, height, 1);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

type Template = (locals: Record<string, unknown>) => string;
let compiled: Template | undefined;

function letterTemplate(): Template {
  if (!compiled) {
    const filename = path.resolve(import.meta.dirname, '../../views/mail/letter.ejs');
    compiled = ejs.compile(readFileSync(filename, 'utf8'), { filename }) as Template; // without `async` it answers text
  }
  return compiled;
}
