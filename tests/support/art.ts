// Artwork drawn in code, so that no picture of anybody's lies in the project.
import sharp from 'sharp';

/** The design most tests send: PNG, 300 dpi, `sidePx` wide and high, transparent around. */
export function drawPng(sidePx = 900): Promise<Buffer> {
  return sharp(Buffer.from(DESIGNS.sun))
    .resize(sidePx, sidePx)
    .withMetadata({ density: 300 })
    .png()
    .toBuffer();
}

/** SVG, as a customer would send it. */
export function drawSvg(design: Design): Buffer {
  return Buffer.from(DESIGNS[design]);
}

export type Design = keyof typeof DESIGNS;

function svg(size: { width: number; height: number }, ...shapes: string[]): string {
  const box = `width="${size.width / 4}mm" height="${size.height / 4}mm" viewBox="0 0 ${size.width} ${size.height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box}>${shapes.join('')}</svg>`;
}

const DESIGNS = {
  sun: svg(
    { width: 300, height: 300 },
    '<circle cx="150" cy="150" r="140" fill="#12355b"/>',
    '<circle cx="150" cy="130" r="62" fill="#ffb703"/>',
    '<path d="M14 180q34-34 68 0t68 0 68 0 68 0a140 140 0 0 1-272 0z" fill="#1f9e8f"/>',
    '<path d="M24 215q32-26 63 0t63 0 63 0 63 0a140 140 0 0 1-252 0z" fill="#e63946"/>',
  ),
  cat: svg(
    { width: 300, height: 280 },
    '<path d="M40 20l62 48q48-16 96 0l62-48q18 84 4 134c-10 62-58 106-114 106S46 216 36 154Q22 104 40 20z" fill="#22223b"/>',
    '<path d="M58 56l32 26q-20 14-26 36zM242 56l-32 26q20 14 26 36z" fill="#f2789f"/>',
    '<ellipse cx="104" cy="148" rx="27" ry="32" fill="#ffd166"/><ellipse cx="196" cy="148" rx="27" ry="32" fill="#ffd166"/>',
    '<ellipse cx="104" cy="148" rx="9" ry="25" fill="#22223b"/><ellipse cx="196" cy="148" rx="9" ry="25" fill="#22223b"/>',
    '<path d="M138 192h24l-12 14z" fill="#f2789f"/>',
    '<path d="M150 206q-8 22-30 18M150 206q8 22 30 18" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/>',
  ),
  wave: svg(
    { width: 360, height: 240 },
    '<rect width="360" height="240" rx="44" fill="#f4a261"/>',
    '<circle cx="262" cy="84" r="46" fill="#e76f51"/>',
    '<path d="M0 150c60-70 132-70 170-18 24 34 2 66-26 58 52 34 120 14 216-50v56a44 44 0 0 1-44 44H44a44 44 0 0 1-44-44z" fill="#264653"/>',
    '<path d="M0 178c52-32 96-26 126 0s74 40 118 26 76-28 116-52v44a44 44 0 0 1-44 44H44a44 44 0 0 1-44-44z" fill="#2a9d8f"/>',
  ),
  mug: svg(
    { width: 280, height: 320 },
    '<path d="M90 20q-20 24 0 48t0 48M140 20q-20 24 0 48t0 48M190 20q-20 24 0 48t0 48" fill="none" stroke="#bc6c25" stroke-width="12" stroke-linecap="round"/>',
    '<path d="M208 168h22a42 42 0 0 1 0 84h-30" fill="none" stroke="#283618" stroke-width="20"/>',
    '<path d="M44 136h176v104a64 64 0 0 1-64 64h-48a64 64 0 0 1-64-64z" fill="#606c38"/>',
    '<path d="M44 136h176v40H44z" fill="#283618"/>',
    '<path d="M132 280c-52-36-40-80-12-80 8 0 12 8 12 8s4-8 12-8c28 0 40 44-12 80z" fill="#fefae0"/>',
  ),
  bolt: svg(
    { width: 240, height: 320 },
    '<path d="M140 10L20 182h84L84 310l136-190h-88z" fill="#7209b7"/>',
    '<path d="M150 4L30 176h84L94 304l136-190h-88z" fill="#f72585" stroke="#22093a" stroke-width="10" stroke-linejoin="round"/>',
    '<path d="M134 50l-62 92h54z" fill="#ffd6e8"/>',
  ),
} as const;
