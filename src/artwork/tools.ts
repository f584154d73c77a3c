// Programs beside the shop that a printer may have installed and allowed: where they are, null for those not used.

export interface Tools {
  /** Turns EPS and Illustrator's PostScript into PDF. */
  ghostscript: string | null;
  /** Draws CorelDRAW files better than their thumbnails do. */
  cdr2xhtml: string | null;
  /** Turns SVG into PDF for print. */
  rsvgConvert: string | null;
}

export const NO_TOOLS: Tools = { ghostscript: null, cdr2xhtml: null, rsvgConvert: null };

/** How a decoder child, which knows nothing of our environment, is told. */
export function toolsAsEnvironment({ ghostscript, cdr2xhtml, rsvgConvert }: Tools): Record<string, string> {
  return {
    ...(ghostscript && { GHOSTSCRIPT: ghostscript }),
    ...(cdr2xhtml && { CDR2XHTML: cdr2xhtml }),
    ...(rsvgConvert && { RSVG_CONVERT: rsvgConvert }),
  };
}

export function toolsIn(environment: Record<string, string | undefined>): Tools {
  return {
    ghostscript: environment.GHOSTSCRIPT ?? null,
    cdr2xhtml: environment.CDR2XHTML ?? null,
    rsvgConvert: environment.RSVG_CONVERT ?? null,
  };
}
