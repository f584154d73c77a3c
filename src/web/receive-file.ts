// Takes one uploaded file off the wire into a temporary file, counting and hashing it on the way. Never in memory.
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { en } from '../words/en.ts';

export interface ReceivedFile {
  /** Whoever gets it moves it away or removes it. */
  tempPath: string;
  /** As sent, not to be trusted; may be empty. */
  filename: string;
  bytes: number;
  sha256: string;
}

export type Reception =
  | { ok: true; file: ReceivedFile }
  | { ok: false; status: 413 | 422; code: string; message: string };

export interface ReceptionOptions {
  /** The form's name for it. */
  field: string;
  /** Where temporary files go; must exist. */
  folder: string;
  maxBytes: number;
}

/** Whatever it refuses, or does not get whole, is gone from the disk before it answers. */
export async function receiveFile(req: IncomingMessage, options: ReceptionOptions): Promise<Reception> {
  const form = openForm(req, options);
  if (!form) return refuse(422, 'no_file', en.artwork.refused.noFile);
  const broken = new AbortController();
  const parts: Promise<Part>[] = [];
  form.on('file', (field, stream, filename) => {
    if (field !== options.field) {
      stream.resume();
      return;
    }
    const part = keep(stream, filename ?? '', options.folder, broken.signal);
    part.catch(() => broken.abort()); // the form would wait for ever for the rest to be read
    parts.push(part);
  });
  const whole = await readToEnd(req, form, broken.signal);
  if (!whole) broken.abort();
  const kept = await settle(parts);
  const verdict = whole ? judge(kept, options) : refuse(422, 'incomplete', en.artwork.refused.incomplete);
  const chosen = verdict.ok ? verdict.file.tempPath : null;
  await removeAll(kept.filter((part) => part.tempPath !== chosen));
  return verdict;
}

interface Part extends ReceivedFile {
  tooLarge: boolean;
}

/** null for anything that is not a multipart form. */
function openForm(req: IncomingMessage, options: ReceptionOptions): BusboyInstance | null {
  const type = req.headers['content-type'];
  if (type === undefined || !/^multipart\/form-data\s*;/i.test(type)) return null;
  try {
    return new Busboy({
      headers: { ...req.headers, 'content-type': type },
      // a file without a name is still a file
      isPartAFile: (field, _type, filename) => field === options.field || filename !== undefined,
      preservePath: true,
      limits: { fileSize: options.maxBytes, fieldSize: 10_000, fields: 50, files: 5, headerPairs: 50 },
    });
  } catch {
    return null; // no boundary
  }
}

/** Whether the form came in one piece. What follows a broken one is read and dropped, so that the answer arrives. */
async function readToEnd(req: IncomingMessage, form: BusboyInstance, broken: AbortSignal): Promise<boolean> {
  const whole = await new Promise<boolean>((resolve) => {
    form.once('finish', () => resolve(true));
    form.on('error', () => resolve(false));
    broken.addEventListener('abort', () => resolve(false));
    req.once('close', () => req.complete || resolve(false));
    req.once('error', () => resolve(false));
    req.pipe(form);
  });
  req.unpipe(form);
  req.resume();
  return whole;
}

async function keep(
  stream: BusboyFileStream,
  filename: string,
  folder: string,
  broken: AbortSignal,
): Promise<Part> {
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
    await pipeline(stream, measured, createWriteStream(tempPath, { flags: 'wx', mode: 0o600 }), {
      signal: broken,
    });
  } catch (error) {
    await rm(tempPath, { force: true });
    throw error;
  }
  return {
    tempPath,
    filename: unescapeName(filename),
    bytes,
    sha256: hash.digest('hex'),
    tooLarge: stream.truncated,
  };
}

/** Browsers escape exactly these three (WHATWG, multipart/form-data encoding algorithm). */
function unescapeName(name: string): string {
  return name.replace(/%0A/gi, '\n').replace(/%0D/gi, '\r').replace(/%22/g, '"');
}

/** What arrived. A full disk is our trouble, not the sender's, and is thrown. */
async function settle(parts: Promise<Part>[]): Promise<Part[]> {
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

async function removeAll(parts: Part[]): Promise<void> {
  await Promise.all(parts.map((part) => rm(part.tempPath, { force: true })));
}

function judge(parts: Part[], options: ReceptionOptions): Reception {
  const { refused } = en.artwork;
  if (parts.some((part) => part.tooLarge)) {
    return refuse(413, 'too_large', refused.tooLarge(Math.floor(options.maxBytes / 1_000_000)));
  }
  // an untouched file input sends a nameless nothing
  const [file, ...others] = parts.filter((part) => part.bytes > 0 || part.filename !== '');
  if (!file) return refuse(422, 'no_file', refused.noFile);
  if (others.length > 0) return refuse(422, 'two_files', refused.twoFiles);
  if (file.bytes === 0) return refuse(422, 'empty_file', refused.emptyFile);
  const { tempPath, filename, bytes, sha256 } = file;
  return { ok: true, file: { tempPath, filename, bytes, sha256 } };
}

function refuse(status: 413 | 422, code: string, message: string): Reception {
  return { ok: false, status, code, message };
}
