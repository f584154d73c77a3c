// The way in: one uploaded file of a request, received and judged. The page around it is the storefront's.
import type { Request } from 'express';
import type { Db } from '../db/open.ts';
import type { Clock } from '../lib/time.ts';
import { type Reception, receiveFile } from '../web/receive-file.ts';
import { rememberVisitor } from '../web/session.ts';
import { type Acceptance, acceptArtwork } from './actions.ts';
import type { Decoder } from './decoder.ts';
import type { ArtworkOwner } from './queries.ts';
import type { FileStore } from './store.ts';
import { tempFolder } from './temp.disk.ts';

interface Deps {
  db: Db;
  clock: Clock;
  files: FileStore;
  decoder: Decoder;
  uploadsDir: string;
  maxUploadBytes: number;
}

/** Needs `req.visitor`; the body must not have been read. */
export async function receiveArtwork(deps: Deps, req: Request): Promise<Acceptance> {
  const reception = await receiveUpload(deps, req);
  if (!reception.ok) return { kind: 'refused', ...reception };
  return acceptArtwork(deps, { ...reception.file, owner: ownerOf(req) });
}

/** The file alone, not judged yet, with what was typed beside it. Whoever gets it has it accepted or drops it. */
export async function receiveUpload(deps: Deps, req: Request): Promise<Reception> {
  deps.decoder.warm(); // loads while the file is still on its way
  return receiveFile(req, {
    field: 'artwork',
    folder: tempFolder(deps.uploadsDir),
    maxBytes: deps.maxUploadBytes,
  });
}

function ownerOf(req: Request): ArtworkOwner {
  const { customer } = req.visitor;
  return customer ? { customerId: customer.id } : { visitorId: rememberVisitor(req) };
}
