// Cuts the shop's typeface down to what the pages use: node tests/tools/make-font.js writes public/fonts/.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const source = 'node_modules/@fontsource-variable/bricolage-grotesque';
const basicLatin = range(0x20, 0x7e);
const latin1 = range(0xa0, 0xff);
const extras = 'ŒœŸŠšŽžı–—‘’‚“”„•…′″€−⁄←↑→↓™';
const features = ['kern', 'tnum'];
// kerning that changes with the weight costs 7 KB and is not seen
const unneeded = ['GDEF', 'STAT', 'MVAR'];

const font = await subsetFont(
  await readFile(`${source}/files/bricolage-grotesque-latin-opsz-normal.woff2`),
  basicLatin + latin1 + extras,
  {
    targetFormat: 'woff2',
    keepFeatures: features,
    dropTables: unneeded,
    variationAxes: { wght: { min: 400, max: 800, default: 400 }, opsz: 16 },
  },
);
await writeFile('public/fonts/bricolage-grotesque.woff2', font);
await copyFile(`${source}/LICENSE`, 'public/fonts/bricolage-grotesque.LICENSE.txt');
console.log(`public/fonts/bricolage-grotesque.woff2: ${font.length} bytes`);

/** @param {number} first @param {number} last */
function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join('');
}
