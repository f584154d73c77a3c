// How a material or finish is shown: one of our own drawings, or a plain colour.

/** Drawn by hand in views/storefront/materials. */
export const MATERIAL_DRAWINGS = ['vinyl', 'clear', 'holographic', 'paper', 'kraft', 'metal'] as const;
/** Drawn by hand in views/storefront/finishes. */
export const FINISH_DRAWINGS = ['gloss', 'matte', 'soft-touch'] as const;

export const COLOUR = /^#[0-9a-f]{6}$/;

/** Of a view: the drawing's name, and its colour for `colour`, which takes any. */
export interface Swatch {
  drawing: string;
  colour: string;
}

interface Drawn {
  slug: string;
  swatch: string;
}

export function materialSwatch(material: Drawn): Swatch {
  return swatchOf(material, MATERIAL_DRAWINGS, 'vinyl');
}

export function finishSwatch(finish: Drawn): Swatch {
  return swatchOf(finish, FINISH_DRAWINGS, 'matte');
}

/** What says nothing is drawn by its own name, or as the plainest. */
function swatchOf({ slug, swatch }: Drawn, drawings: readonly string[], plainest: string): Swatch {
  if (COLOUR.test(swatch)) return { drawing: 'colour', colour: swatch };
  return { drawing: [swatch, slug].find((name) => drawings.includes(name)) ?? plainest, colour: '' };
}
