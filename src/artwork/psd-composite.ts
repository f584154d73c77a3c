// The flat picture of a Photoshop file: how its samples lie, and the TIFF pages that say the same of them. Pure.
import { Damaged, type Pixels } from './picture.ts';
import type { Psd, PsdMode } from './psd.ts';
import type { Rows } from './psd-packing.ts';
import type { Strip, TiffPage } from './tiff.ts';

export interface Layout {
  colours: number;
  photometric: TiffPage['photometric'];
  /** The channel behind the colours is transparency. */
  hasAlpha: boolean;
}

const COLOURS: Record<PsdMode, Omit<Layout, 'hasAlpha'>> = {
  bitmap: { colours: 1, photometric: 'whiteIsZero' },
  gray: { colours: 1, photometric: 'gray' },
  duotone: { colours: 1, photometric: 'gray' },
  indexed: { colours: 1, photometric: 'palette' },
  rgb: { colours: 3, photometric: 'rgb' },
  lab: { colours: 3, photometric: 'lab' },
  cmyk: { colours: 4, photometric: 'cmyk' },
  multichannel: { colours: 4, photometric: 'cmyk' },
};

export function layoutOf({ mode, channels, alpha }: Psd): Layout {
  const { colours, photometric } = COLOURS[mode];
  if (mode === 'multichannel') {
    // fewer inks than four: the first one stands for all
    return channels < 4
      ? { colours: 1, photometric: 'gray', hasAlpha: false }
      : { colours, photometric, hasAlpha: false };
  }
  if (channels < colours) throw new Damaged('too few channels');
  return { colours, photometric, hasAlpha: channels > colours && alpha !== 'none' };
}

/** The whole picture; and where its transparency needs to be looked at by itself, the colours and that alone. */
export function pagesOf(psd: Psd, layout: Layout, { rows, packBits }: Rows): TiffPage[] {
  const { width, height, bits, palette, clearIndex, icc } = psd;
  const { colours, photometric, hasAlpha } = layout;
  const shared = { width, height, bits, packBits, rowsPerStrip: 1, hasAlpha: false };
  const page = (meaning: TiffPage['photometric'], strips: readonly Strip[]): TiffPage => {
    const samples = strips.length / height;
    // libvips reads a single plane rightly only where it is not called one
    return { ...shared, photometric: meaning, samples, planar: samples > 1, strips };
  };
  const channels = (from: number, to: number) => rows.slice(from * height, to * height);
  const first = channels(0, colours);
  // floating point is light, and light comes in three
  const colour =
    bits === 32
      ? page('rgb', colours === 1 ? [...first, ...first, ...first] : first)
      : { ...page(photometric, first), palette, icc };
  if (palette && clearIndex !== null) {
    return [colour, colour, { ...page('palette', first), palette: allBut(clearIndex) }];
  }
  if (!hasAlpha) return [colour];
  const alpha = channels(colours, colours + 1);
  const whole = {
    ...page(colour.photometric, [...colour.strips, ...alpha]),
    hasAlpha: true,
    icc: colour.icc,
  };
  return [whole, colour, page('gray', alpha)];
}

/** A palette of white, with black for the colour that is clear. */
function allBut(clear: number): Uint8Array {
  return Uint8Array.from({ length: 768 }, (_, at) => (at % 256 === clear ? 0 : 255));
}

/** Colours under their transparency; those that were mixed with white by it are taken out of the mixture. */
export function transparent(
  { data, width, height }: Pixels,
  alpha: Uint8Array,
  from: 'plain' | 'white',
): Pixels {
  const out = new Uint8Array(data);
  for (let pixel = 0; pixel < alpha.length; pixel++) {
    const [at, part] = [pixel * 4, alpha[pixel] ?? 255];
    out[at + 3] = part;
    if (from === 'plain' || part === 0 || part === 255) continue;
    for (let place = at; place < at + 3; place++) {
      const colour = 255 - ((255 - (data[place] ?? 0)) * 255) / part;
      out[place] = Math.max(0, Math.round(colour));
    }
  }
  return { data: out, width, height };
}
