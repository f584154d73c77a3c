// What a PDF says about one page, in figures of the sheet as it is seen.
import type { Colour, OwnCut } from '../facts.ts';
import { isActive } from './active.ts';
import type { Eye } from './canvas.ts';
import { sheetSize, toSheet, type View } from './matrix.ts';
import { openObjects, type PdfObjects, type Unpack } from './objects.ts';
import { searchCut } from './own-cut.ts';
import { contentsOf, findPage, hiddenLayers, MOST_DRAWING_BYTES, type PdfPage } from './page.ts';
import { withoutCut } from './silence.ts';
import { colourOf, surveyor } from './survey.ts';
import { type WalkLimits, walkPage } from './walk.ts';

export interface Structure {
  /** 1/72 inch each, times this. */
  userUnit: number;
  colour: Colour | null;
  spots: string[];
  active: boolean;
  fontsMissing: string[];
  /** In units of the page, and pixels per unit. */
  smallestText: number | null;
  thinnestLine: number | null;
  pixelsPerUnit: number | null;
  ownCut: OwnCut | null;
  /** The file without the lines that cut, for a picture of it; null when there are none. */
  bare: (() => Uint8Array) | null;
}

/** A page whose drawing is unpacked and waits to be looked at. */
export interface OpenStructure {
  survey(view: View, limits: WalkLimits): Structure;
}

/** `number` counts from 1. Throws where the file cannot be followed, or unpacks to more than anybody draws. */
export function openStructure(pdf: Uint8Array, number: number, unpack: Unpack): OpenStructure {
  const objects = openObjects(pdf, unpack);
  const page = findPage(objects, number);
  const contents = contentsOf(objects, page, MOST_DRAWING_BYTES);
  return { survey: (view, limits) => surveyPage(objects, { page, contents, view, limits }) };
}

function surveyPage(
  objects: PdfObjects,
  { page, contents, view, limits }: { page: PdfPage; contents: Uint8Array; view: View; limits: WalkLimits },
): Structure {
  const sheet = sheetSize(view);
  const { eye, survey } = surveyor(objects, sheet);
  const cut = searchCut();
  const { silencings } = cut;
  const both: Eye = {
    ...eye,
    path(mark) {
      eye.path(mark);
      cut.eye.path(mark);
    },
  };
  const hidden = hiddenLayers(objects);
  walkPage(objects, {
    contents,
    resources: page.resources,
    toSheet: toSheet(view),
    hidden,
    limits,
    eye: both,
  });
  return {
    userUnit: page.userUnit,
    colour: colourOf(survey.models),
    spots: [...survey.spots],
    active: isActive(objects, page),
    fontsMissing: [...survey.fontsMissing],
    smallestText: survey.smallestText,
    thinnestLine: survey.thinnestLine,
    pixelsPerUnit: survey.pixelsPerPoint,
    ownCut: cut.found(sheet),
    bare: silencings.length > 0 ? () => withoutCut(objects, { page, contents, silencings }) : null,
  };
}
