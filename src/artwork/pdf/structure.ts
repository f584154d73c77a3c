// What a PDF says about one page, in figures of the sheet as it is seen.
import type { Colour, OwnCut } from '../facts.ts';
import { isActive } from './active.ts';
import { sheetSize, toSheet, type View } from './matrix.ts';
import { openObjects, type Unpack } from './objects.ts';
import { type Silencing, searchCut } from './own-cut.ts';
import { contentsOf, findPage, hiddenLayers, MOST_DRAWING_BYTES } from './page.ts';
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
  silencings: Silencing[];
}

/** `number` counts from 1. Throws where the file cannot be followed. */
export function readStructure(
  pdf: Uint8Array,
  { number, view, limits, unpack }: { number: number; view: View; limits: WalkLimits; unpack: Unpack },
): Structure {
  const objects = openObjects(pdf, unpack);
  const page = findPage(objects, number);
  const sheet = sheetSize(view);
  const { eye, survey } = surveyor(objects, sheet);
  const cut = searchCut();
  const both = {
    ...eye,
    path(mark: Parameters<typeof eye.path>[0]) {
      eye.path(mark);
      cut.eye.path(mark);
    },
  };
  walkPage(objects, {
    contents: contentsOf(objects, page, MOST_DRAWING_BYTES),
    resources: page.resources,
    toSheet: toSheet(view),
    hidden: hiddenLayers(objects),
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
    silencings: cut.silencings,
  };
}
