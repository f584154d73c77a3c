// Names of spot colours that mean a cut, not an ink: what RIPs and printers' templates call them. Pure.

const KNOWN = new Set([
  ...['cut', 'cutting', 'cutter', 'cutline', 'cutlines', 'cutpath', 'cutcontour', 'contourcut', 'cutguide'],
  ...['contour', 'kontur', 'contourline'],
  ...['kisscut', 'halfcut', 'thrucut', 'throughcut', 'perfcut', 'perfcutcontour', 'icut', 'plotcut'],
  ...['die', 'diecut', 'dieline', 'dielines', 'diecutline'],
  ...['stanze', 'stanzlinie', 'stanzkontur', 'stanzform', 'schnitt', 'schnittlinie', 'schnittkontur'],
  ...['schneidlinie', 'schneidekontur', 'konturschnitt', 'anstanzen', 'durchstanzen'],
  ...['decoupe', 'découpe', 'traitdecoupe', 'troquel', 'corte', 'fustella', 'stans', 'snijlijn'],
]);

/** Spaces, capitals and dashes aside; `ours` are the names this shop's machines listen to. */
export function isCutName(name: string, ours: readonly string[] = []): boolean {
  const bare = bareName(name);
  return bare !== '' && (KNOWN.has(bare) || ours.some((each) => bareName(each) === bare));
}

export function bareName(name: string): string {
  return name.toLowerCase().replace(/[\s_\-./]+/g, '');
}
