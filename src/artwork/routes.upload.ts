// The way in: one uploaded file of a request, received and judged. The page around it is the storefront's.
import type { Request } from 'express';
import type { Db } from '../db/open.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Clock } from '../lib/time.ts';
import type { Typed } from '../web/read-form.ts';
import { type ReceivedFile, type Reception, receiveFile } from '../web/receive-file.ts';
import { rememberVisitor } from '../web/session.ts';
import { type Acceptance, acceptArtwork } from './actions.ts';
import type { Decoder } from './decoder.ts';
import type { ArtworkOwner } from './queries.ts';
import type { FileStore } from './store.ts';
import { dropTempFile, tempFolder } from './temp.disk.ts';

export interface UploadDeps {
  db: Db;
  clock: Clock;
  files: FileStore;
  decoder: Decoder;
  uploadsDir: string;
  maxUploadBytes: number;
}

/** Needs `req.visitor`; the body must not have been read. */
export async function receiveArtwork(deps: UploadDeps, req: Request): Promise<Acceptance> {
  const reception = await receive(deps, req);
  if (!reception.ok) return { kind: 'refused', ...reception };
  return acceptArtwork(deps, { ...reception.file, owner: senderOf(req) });
}

/** Lends one file and what was typed beside it; what `work` leaves of it is dropped. Throws `Refusal` when there is none. */
export async function withUpload<T>(
  deps: UploadDeps,
  req: Request,
  work: (upload: { file: ReceivedFile; fields: Typed }) => Promise<T>,
): Promise<T> {
  const reception = await receive(deps, req);
  if (!reception.ok) {
    const { code, message, status } = reception;
    throw new Refusal(code, message, { status, problems: { artwork: message } });
  }
  try {
    return await work(reception);
  } finally {
    await dropTempFile(reception.file.tempPath);
  }
}

function receive(deps: UploadDeps, req: Request): Promise<Reception> {
  deps.decoder.warm(); // loads while the file is still on its way
  return receiveFile(req, {
    field: 'artwork',
    folder: tempFolder(deps.uploadsDir),
    maxBytes: deps.maxUploadBytes,
  });
}

function senderOf(req: Request): ArtworkOwner {
  const { customer } = req.visitor;
  return customer ? { customerId: customer.id } : { visitorId: rememberVisitor(req) };
}
