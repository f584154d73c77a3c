// Takes one uploaded file off the wire into a temporary file, counting and hashing it on the way. Never in memory.
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MIMEType } from 'node:util';
import type { Request, Response } from 'express';
import multer from 'multer';
import { en } from '../words/en.ts';
import { NO_NAME, nameNamelessParts } from './nameless-part.ts';
import { type Typed, typedFields } from './read-form.ts';

export interface ReceivedFile {
  /** Whoever gets it moves it away or removes it. */
  tempPath: string;
  /** As sent, not to be trusted; may be empty. */
  filename: string;
  bytes: number;
  sha256: string;
}

type Refused = { ok: false; status: 413 | 422; code: string; message: string };

export type Reception =
  /** `fields`: what was typed beside the file. */
  { ok: true; file: ReceivedFile; fields: Typed } | Refused;

export type ManyReceived = { ok: true; files: ReceivedFile[]; fields: Typed } | Refused;

export interface ReceptionOptions {
  /** The form's name for it. */
  field: string;
  /** Where temporary files go; must exist. */
  folder: string;
  maxBytes: number;
}

/** Whatever it refuses, or does not get whole, is gone from the disk before it answers. */
export async function receiveFile(req: IncomingMessage, options: ReceptionOptions): Promise<Reception> {
  const arrived = await receive(req, options, judge);
  if (!arrived.ok) return arrived;
  const { files, fields } = arrived;
  return files[0] ? { ok: true, file: files[0], fields } : refuse(422, 'no_file', en.artwork.refused.noFile);
}

/** None to `most` files, each of them for the caller to remove. */
export async function receiveFiles(
  req: IncomingMessage,
  options: ReceptionOptions & { most: number; tooMany: string },
): Promise<ManyReceived> {
  return receive(req, options, (files, fields) => {
    const sent = files.filter(({ bytes }) => bytes > 0);
    return sent.length > options.most
      ? refuse(422, 'too_many_files', options.tooMany)
      : { ok: true, files: sent, fields };
  });
}

type Judge = (files: ReceivedFile[], fields: Typed) => ManyReceived;

async function receive(
  req: IncomingMessage,
  options: ReceptionOptions,
  verdictOn: Judge,
): Promise<ManyReceived> {
  const form = openForm(req, options.field);
  if (!form) return refuse(422, 'no_file', en.artwork.refused.noFile);
  const parts: Promise<ReceivedFile>[] = [];
  const trouble = await readToEnd(form, {
    storage: {
      _handleFile(_req, file, done) {
        const part = keep(file, options.folder);
        parts.push(part);
        part.then(() => done(), done);
      },
      // removed below, when all are known and nothing is being written any more
      _removeFile: (_req, _file, done) => done(null),
    },
    fileFilter: (_req, file, take) => take(null, file.fieldname === options.field),
    preservePath: true,
    defParamCharset: 'utf8',
    limits: { fileSize: options.maxBytes, fieldSize: 10_000, fields: 50, files: 5 },
  });
  const kept = await settle(parts);
  const verdict = trouble ? explain(trouble, options) : verdictOn(kept, typedFields(form.body));
  const chosen = verdict.ok ? verdict.files : [];
  await removeAll(kept.filter((file) => !chosen.includes(file)));
  return verdict;
}

/** `body`: multer puts the fields there. */
type Form = Readable & { headers: IncomingHttpHeaders; body?: unknown };

/** null for anything that is not a multipart form. */
function openForm(req: IncomingMessage, field: string): Form | null {
  const type = mimeTypeOf(req);
  const boundary = type?.params.get('boundary');
  if (type?.essence !== 'multipart/form-data' || !boundary) return null;
  const body = nameNamelessParts(boundary, field);
  pipeline(req, body).catch(() => {}); // a request that breaks off breaks the body off, and multer hears of it there
  return Object.assign(body, { headers: { ...req.headers, 'content-type': type.toString() } });
}

function mimeTypeOf(req: IncomingMessage): MIMEType | null {
  try {
    return new MIMEType(req.headers['content-type'] ?? '');
  } catch {
    return null;
  }
}

/** What went wrong with the form, if anything. All of it has been read then, so that the answer arrives. */
function readToEnd(form: Form, options: multer.Options): Promise<unknown> {
  return new Promise((resolve) => {
    // multer wants no more of a request than this, and nothing of a response, which its types do not say
    multer(options).any()(form as Request, {} as Response, resolve);
  });
}

async function keep(file: Express.Multer.File, folder: string): Promise<ReceivedFile> {
  const tempPath = path.join(folder, randomUUID());
  const hash = createHash('sha256');
  let bytes = 0;
  async function* measured(source: Readable) {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  try {
    await pipeline(file.stream, measured, createWriteStream(tempPath, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    await rm(tempPath, { force: true });
    throw error;
  }
  const filename = file.originalname === NO_NAME ? '' : file.originalname;
  return { tempPath, filename, bytes, sha256: hash.digest('hex') };
}

/** What arrived. A full disk is our trouble, not the sender's, and is thrown. */
async function settle(parts: Promise<ReceivedFile>[]): Promise<ReceivedFile[]> {
  const outcomes = await Promise.allSettled(parts);
  const kept = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  const diskTrouble = failures.find(isDiskTrouble);
  if (diskTrouble === undefined) return kept;
  await removeAll(kept);
  throw diskTrouble;
}

/** Only what the system refused names a system call; a form that breaks off does not. */
function isDiskTrouble(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

async function removeAll(files: ReceivedFile[]): Promise<void> {
  await Promise.all(files.map((file) => rm(file.tempPath, { force: true })));
}

function judge(files: ReceivedFile[], fields: Typed): ManyReceived {
  const { refused } = en.artwork;
  // an untouched file input sends a nameless nothing
  const [file, ...others] = files.filter(({ bytes, filename }) => bytes > 0 || filename !== '');
  if (!file) return refuse(422, 'no_file', refused.noFile);
  if (others.length > 0) return refuse(422, 'two_files', refused.twoFiles);
  if (file.bytes === 0) return refuse(422, 'empty_file', refused.emptyFile);
  return { ok: true, files: [file], fields };
}

function explain(trouble: unknown, { maxBytes }: ReceptionOptions): ManyReceived {
  const { refused } = en.artwork;
  switch (trouble instanceof multer.MulterError ? trouble.code : null) {
    case 'LIMIT_FILE_SIZE':
      return refuse(413, 'too_large', refused.tooLarge(Math.floor(maxBytes / 1_000_000)));
    case 'LIMIT_FILE_COUNT':
      return refuse(422, 'two_files', refused.twoFiles);
    case 'MISSING_FIELD_NAME':
      return refuse(422, 'no_file', refused.noFile);
    default:
      return refuse(422, 'incomplete', refused.incomplete);
  }
}

function refuse(status: 413 | 422, code: string, message: string): Refused {
  return { ok: false, status, code, message };
}
