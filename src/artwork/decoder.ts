// Opens artwork somewhere safe: the port to the decoder children, and what they and we say to each other.
import type { CutPath, CutWish } from './cut.ts';
import type { ArtworkFacts } from './facts.ts';
import type { Kind } from './formats.ts';
import type { Printed, PrintOrder } from './print.ts';

export interface Decoder {
  /** An upload is on its way: a child may start now. */
  warm(): void;
  /** Reads the file and writes its preview, when there is something to show. */
  decode(job: DecodeJob): Promise<Decoded>;
  /** Writes a narrower copy of a preview of ours. PNG is for letters: not every mail program knows WebP. */
  shrink(job: { path: string; widthPx: number; toPath: string; format?: PreviewFormat }): Promise<boolean>;
  /** The contour of a design whose mask we keep. Plain shapes and cuts of the customer's own are not its business. */
  outline(job: OutlineJob): Promise<Outlined>;
  /** Makes a print file: seconds, not milliseconds. */
  print(order: PrintOrder): Promise<PrintOutcome>;
  /** Waits for what runs, then ends the children. */
  close(): Promise<void>;
}

export interface DecodeJob {
  path: string;
  kind: Kind;
  /** From 1. */
  page: number;
  previewPath: string;
  /** Where the mask goes: see `Mask` in mask.ts. */
  maskPath: string;
}

export interface OutlineJob {
  /** A mask as `decode` wrote it. */
  maskPath: string;
  /** Width over height of the artboard: `proportions(facts)`. A mask's own pixels are rounded. */
  ratio: number;
  wish: CutWish;
}

/** `cut` is null when there is no design, or no room for it inside its border. */
export type Outlined = { kind: 'outlined'; cut: CutPath | null } | { kind: 'refused'; why: DecodeTrouble };

export type PrintOutcome = { kind: 'printed'; printed: Printed } | { kind: 'refused'; why: DecodeTrouble };

export type PreviewFormat = 'webp' | 'png';

export type Decoded = { kind: 'decoded'; facts: ArtworkFacts } | { kind: 'refused'; why: DecodeTrouble };

/** `too_heavy`: the child ran out of the memory it is allowed, or fell over the file. */
export type DecodeTrouble = 'damaged' | 'too_many_pixels' | 'too_heavy' | 'too_slow';

/** Goes up when previews or facts come out differently: files decoded before are decoded again. */
export const DECODER_VERSION = 4;

/** What a child is told. */
export type Order =
  | ({ task: 'decode' } & DecodeJob)
  | { task: 'shrink'; path: string; widthPx: number; toPath: string; format?: PreviewFormat }
  | ({ task: 'outline' } & OutlineJob)
  | ({ task: 'print' } & PrintOrder);

/** What it answers; `boot` once, when it is loaded and listens. `spent`: it asks to be replaced. */
export type Answer = { spent?: boolean } & (
  | { done: 'boot' }
  | { done: 'decode'; facts: ArtworkFacts }
  | { done: 'shrink' }
  | { done: 'outline'; cut: CutPath | null }
  | { done: 'print'; printed: Printed }
  | { done: 'refused'; why: DecodeTrouble }
);
