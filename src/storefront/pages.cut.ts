// What can be chosen about the cut of a design: its border, its parts, whose line it is.
import { isContour } from '../sticker.ts';
import { en } from '../words/en.ts';
import type { Choice, Unit } from './choice.ts';
import { BORDER, CLOSING } from './forms.cut.ts';
import type { ShownArtwork } from './pages.artwork.ts';
import { lengthIn, sizeIn } from './pages.lengths.ts';
import { finishedSize } from './pages.mat.ts';

const words = en.storefront.configurator.cut;

/** Everything is there at any time, and hidden where it does not matter, so that the page can follow without scripts. */
export function cutView({ spec, cut: chosen, unit, problems }: Choice, artwork: ShownArtwork) {
  const { cut } = artwork;
  const contour = isContour(spec.shape);
  const own = contour && artwork.hasOwnCut && chosen.own;
  const parts = cut?.parts ?? 1;
  return {
    finished: contour && cut ? words.finished(sizeIn(finishedSize(spec, cut), unit)) : '',
    pageRatio: artwork.pageRatio ?? 1,
    border: slider('offsetMm', { value: chosen.offsetMm, unit, ...BORDER, isShown: contour && !own }),
    closing: slider('closingMm', { value: chosen.closingMm, unit, ...CLOSING, isShown: contour && !own }),
    parts: {
      isShown: contour && !own && (parts > 1 || chosen.joined),
      options: [
        option('0', chosen.joined ? words.separate : words.parts(parts), !chosen.joined),
        option('1', words.joined, chosen.joined),
      ],
    },
    own: {
      isShown: contour && artwork.hasOwnCut,
      options: [option('0', words.automatic, !chosen.own), option('1', words.own, chosen.own)],
    },
    fit: {
      isShown: !contour && artwork.trim !== null,
      options: [
        option('page', words.wholePage, chosen.fit === 'page'),
        option('trim', artwork.trim ? words.trimBox(sizeIn(artwork.trim, unit)) : '', chosen.fit === 'trim'),
      ],
    },
    holes: { isShown: contour && !own, checked: chosen.holes },
    problem: problems.offsetMm ?? problems.closingMm ?? '',
  };
}

function option(value: string, label: string, checked: boolean) {
  return { value, label, checked };
}

interface SliderParts {
  value: number;
  least: number;
  most: number;
  step: number;
  unit: Unit;
  isShown: boolean;
}

function slider(name: 'offsetMm' | 'closingMm', { value, least, most, step, unit, isShown }: SliderParts) {
  return { name, label: words[name], value, least, most, step, said: lengthIn(value, unit), isShown };
}
