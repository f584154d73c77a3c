// Artwork drawn in code, so that no picture of anybody's lies in the project.
import sharp from 'sharp';

/** A sun over waves on transparent ground: PNG, 300 dpi, `sidePx` wide and high. */
export function drawPng(sidePx = 900): Promise<Buffer> {
  return sharp(Buffer.from(SUN)).resize(sidePx, sidePx).withMetadata({ density: 300 }).png().toBuffer();
}

const SUN = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 300">
  <circle cx="150" cy="150" r="140" fill="#12355b"/>
  <circle cx="150" cy="130" r="62" fill="#ffb703"/>
  <path d="M14 180q34-34 68 0t68 0 68 0 68 0a140 140 0 0 1-272 0z" fill="#1f9e8f"/>
  <path d="M24 215q32-26 63 0t63 0 63 0 63 0a140 140 0 0 1-252 0z" fill="#e63946"/>
</svg>`;
