// Makes large pictures smaller while they are read, a few rows at a time.

/** Rows of straight RGBA, `width` pixels each, to one row of averages; what is clear has no say in the colour. */
export function averageRows(rows: Uint8Array, width: number, factor: number): Uint8Array {
  const out = new Uint8Array(Math.ceil(width / factor) * 4);
  const height = rows.length / (width * 4);
  for (let to = 0; to * factor < width; to++) {
    const right = Math.min(width, (to + 1) * factor);
    let [red, green, blue, alpha] = [0, 0, 0, 0];
    for (let y = 0; y < height; y++) {
      for (let at = (y * width + to * factor) * 4; at < (y * width + right) * 4; at += 4) {
        const part = rows[at + 3] ?? 0;
        red += (rows[at] ?? 0) * part;
        green += (rows[at + 1] ?? 0) * part;
        blue += (rows[at + 2] ?? 0) * part;
        alpha += part;
      }
    }
    const weight = alpha || 1;
    const pixels = (right - to * factor) * height;
    out.set([red / weight + 0.5, green / weight + 0.5, blue / weight + 0.5, alpha / pixels + 0.5], to * 4);
  }
  return out;
}
