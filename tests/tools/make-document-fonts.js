// Cuts the typefaces of invoices and slips to size: node tests/tools/make-document-fonts.js FOLDER writes public/fonts/.
// FOLDER is an unpacked @expo-google-fonts/noto-sans, which is fetched for the occasion: npm pack @expo-google-fonts/noto-sans
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const [noto] = process.argv.slice(2);
if (!noto) throw new Error('Say where @expo-google-fonts/noto-sans is unpacked.');
const bricolage = 'node_modules/@fontsource-variable/bricolage-grotesque';

const latin = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}ŒœŸŠšŽžı–—‘’‚“”„•…′″€−→™×`;
// Latin of all of Europe and Vietnam, Greek, Cyrillic, and the signs of money
const wide = [
  range(0x20, 0x7e),
  range(0xa0, 0x24f),
  range(0x370, 0x3ff),
  range(0x400, 0x52f),
  range(0x1e00, 0x1eff),
  range(0x2010, 0x2044),
  range(0x20a0, 0x20c0),
  '←↑→↓™№′″−×',
].join('');
const weights = /** @type {const} */ ([
  ['regular', 400, '400Regular/NotoSans_400Regular.ttf'],
  ['bold', 700, '700Bold/NotoSans_700Bold.ttf'],
]);

for (const [name, wght, file] of weights) {
  const own = await readFile(`${bricolage}/files/bricolage-grotesque-latin-opsz-normal.woff2`);
  await write(`document-${name}.ttf`, own, latin, { variationAxes: { wght, opsz: 16 } });
  await write(`document-wide-${name}.ttf`, await readFile(`${noto}/${file}`), wide, {
    noLayoutClosure: true,
  });
}
await copyFile(`${noto}/LICENSE_FONT`, 'public/fonts/document-wide.LICENSE.txt');

/** @param {string} name @param {Buffer} font @param {string} text @param {object} options */
async function write(name, font, text, options) {
  // kerning costs more time than all the rest of a document
  const features = { keepFeatures: ['tnum'] };
  const cut = await subsetFont(font, text, { targetFormat: 'truetype', ...features, ...options });
  await writeFile(`public/fonts/${name}`, cut);
  console.log(`public/fonts/${name}: ${cut.length} bytes`);
}

/** @param {number} first @param {number} last */
function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join('');
}
