// The sticker on its mat: at true size, with rulers, its cut line, and what lies inside and outside of that.
import { type CutPath, finishedBox } from '../artwork/cut.ts';
import { isContour, PRINT_BLEED_MM, ROUNDED_RADIUS_MM, type StickerSpec } from '../sticker.ts';
import { type Box, movedPath, stickerView } from '../web/sticker-view.ts';
import { en } from '../words/en.ts';
import type { Choice } from './choice.ts';
import { insetLine, SAFE_ZONE_MM } from './guides.ts';
import { matFor } from './mat.ts';
import { lengthIn, sizeIn } from './pages.lengths.ts';
import { SAMPLES } from './samples.ts';

const words = en.storefront.configurator;
/** What a kiss-cut sticker keeps around it on the mat. */
const BACKING_MM = 5;
/** How wide the mat is drawn on a desk. */
const MAT_PX = 640;

/** What lies on the mat. */
export interface Laid {
  filename: string;
  previewUrl: string | null;
  /** null where the line is not known: nothing to go around, or no room. */
  cut: CutPath | null;
}

/** A plain shape, or a path. */
type Outline = { path: string } | { box: Box & { rx: number; ry: number } };

export function matView(choice: Choice, laid: Laid) {
  const { unit, spec } = choice;
  const size = finishedSize(spec, laid.cut);
  const mat = matFor(size, spec.shape === 'kiss-cut' ? BACKING_MM : 0);
  const label = words.picture(en.storefront.shapes[spec.shape].name, sizeIn(size, unit), laid.filename);
  const sticker = stickerView({
    ...spec,
    ...size,
    previewUrl: laid.previewUrl,
    art: laid.cut?.art,
    cutPath: laid.cut?.path,
    label,
    sizePx: MAT_PX,
    peels: true,
  });
  return {
    ...mat,
    label,
    step: words.mat(lengthIn(mat.fineMm, 'mm')),
    widthLabel: lengthIn(size.widthMm, unit),
    heightLabel: lengthIn(size.heightMm, unit),
    sticker,
    guides: guidesOf(spec, laid.cut, sticker),
  };
}

/** Of the sticker as it is cut: a contour is fitted into the box that was asked for. */
export function finishedSize(spec: StickerSpec, cut: CutPath | null): { widthMm: number; heightMm: number } {
  return cut ? finishedBox(spec, cut) : spec;
}

/** null while there is no line to draw. */
function guidesOf(spec: StickerSpec, cut: CutPath | null, sticker: { cutPath: string | null }) {
  if (!isContour(spec.shape)) {
    return {
      isPlain: true,
      bleedMm: PRINT_BLEED_MM,
      cut: plainOutline(spec, 0),
      safe: plainOutline(spec, SAFE_ZONE_MM),
    };
  }
  if (!cut || !sticker.cutPath) return null;
  const safe = insetLine(sticker.cutPath, SAFE_ZONE_MM);
  return { isPlain: false, bleedMm: PRINT_BLEED_MM, cut: { path: sticker.cutPath }, safe: { path: safe } };
}

/** `insetMm` inside a plain shape. */
function plainOutline({ shape, widthMm, heightMm }: StickerSpec, insetMm: number): Outline {
  const [width, height] = [Math.max(0, widthMm - 2 * insetMm), Math.max(0, heightMm - 2 * insetMm)];
  const box = { x: insetMm, y: insetMm, width, height };
  if (shape === 'circle' || shape === 'oval') return { box: { ...box, rx: width / 2, ry: height / 2 } };
  const radius = shape === 'rounded' ? Math.max(0, ROUNDED_RADIUS_MM - insetMm) : 0;
  return { box: { ...box, rx: radius, ry: radius } };
}

/** Our mushroom with its own cut line, in the middle of the chosen box: proportions kept. */
export function exampleOnMat({ shape, widthMm, heightMm }: StickerSpec, art: (file: string) => string): Laid {
  const { mushroom } = SAMPLES;
  const laid = { filename: words.exampleLabel, previewUrl: art(mushroom.file), cut: null };
  if (!isContour(shape)) return laid;
  const scale = Math.min(widthMm / mushroom.widthMm, heightMm / mushroom.heightMm);
  const dx = (widthMm - mushroom.widthMm * scale) / 2;
  const dy = (heightMm - mushroom.heightMm * scale) / 2;
  const { x, y, width, height } = mushroom.art;
  return {
    ...laid,
    cut: {
      path: movedPath(mushroom.cutPath, { scale, dx, dy }),
      widthMm,
      heightMm,
      art: { x: dx + x * scale, y: dy + y * scale, width: width * scale, height: height * scale },
      parts: 1,
      offsetMm: 2,
      closingMm: 0,
      algorithm: 'by hand',
    },
  };
}
