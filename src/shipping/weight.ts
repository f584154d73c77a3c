// What an order weighs when it is packed, and how large its parcel is. Pure.

/** One kind of thing in the parcel; `each` as it lies flat. */
export interface PackedLine {
  quantity: number;
  widthMm: number;
  heightMm: number;
  /** Of the printed film; its backing comes on top. */
  thicknessUm: number;
}

/** A thing that is not printed by us: its weight is known, its size is not. */
export interface PackedPiece {
  quantity: number;
  weightGrams: number;
}

export interface ParcelSize {
  weightGrams: number;
  /** Longest side first. */
  lengthMm: number;
  widthMm: number;
  heightMm: number;
}

/** Films of PVC, PP and paper weigh 1.2 to 1.4 g/cm³; the heaviest counts. */
const FILM_GRAMS_PER_MM3 = 0.0014;
/** Siliconised kraft paper of 140 g/m². */
const BACKING_GRAMS_PER_MM2 = 0.00014;
const BACKING_UM = 150;
/** Every sticker lies on a piece of backing that is a little larger. */
const BACKING_MARGIN_MM = 5;

/** A cardboard envelope takes this much; above it goes a box. */
const ENVELOPE_TAKES_GRAMS = 500;
const ENVELOPE_GRAMS = 35;
const BOX_GRAMS = 130;
/** Of a box, for each gram inside it. */
const BOX_SHARE = 0.06;
const CARDBOARD_MM = 4;
/** Nothing smaller has room for a label. */
const LEAST_MM = { length: 220, width: 110, height: 5 };
const PIECE_MM3_PER_GRAM = 2_500;

/** Without its packaging; not rounded. */
export function lineWeightGrams({ quantity, widthMm, heightMm, thicknessUm }: PackedLine): number {
  const film = widthMm * heightMm * (thicknessUm / 1_000) * FILM_GRAMS_PER_MM3;
  return quantity * (film + backingAreaMm2({ widthMm, heightMm }) * BACKING_GRAMS_PER_MM2);
}

/** Everything in one parcel, packaging included; whole grams and millimetres, rounded up. */
export function packedParcel(lines: readonly PackedLine[], pieces: readonly PackedPiece[] = []): ParcelSize {
  const piecesGrams = sum(pieces.map((piece) => piece.quantity * piece.weightGrams));
  const contentsGrams = sum(lines.map(lineWeightGrams)) + piecesGrams;
  const volume = sum(lines.map(volumeMm3)) + piecesGrams * PIECE_MM3_PER_GRAM;
  const longest = Math.max(0, ...lines.map((line) => Math.max(line.widthMm, line.heightMm)));
  const widest = Math.max(0, ...lines.map((line) => Math.min(line.widthMm, line.heightMm)));
  const length = Math.max(LEAST_MM.length, longest + 2 * BACKING_MARGIN_MM + CARDBOARD_MM);
  const width = Math.max(LEAST_MM.width, widest + 2 * BACKING_MARGIN_MM + CARDBOARD_MM);
  const height = Math.max(LEAST_MM.height, volume / (length * width) + CARDBOARD_MM);
  return {
    weightGrams: Math.ceil(contentsGrams + packagingGrams(contentsGrams)),
    ...sorted([length, width, height].map(Math.ceil)),
  };
}

function packagingGrams(contentsGrams: number): number {
  return contentsGrams <= ENVELOPE_TAKES_GRAMS ? ENVELOPE_GRAMS : BOX_GRAMS + contentsGrams * BOX_SHARE;
}

function volumeMm3(line: PackedLine): number {
  return line.quantity * backingAreaMm2(line) * ((line.thicknessUm + BACKING_UM) / 1_000);
}

function backingAreaMm2({ widthMm, heightMm }: { widthMm: number; heightMm: number }): number {
  return (widthMm + BACKING_MARGIN_MM) * (heightMm + BACKING_MARGIN_MM);
}

/** A tall pile lies on its side: carriers want the longest side first. */
function sorted(sides: number[]): { lengthMm: number; widthMm: number; heightMm: number } {
  const [lengthMm = 0, widthMm = 0, heightMm = 0] = sides.sort((a, b) => b - a);
  return { lengthMm, widthMm, heightMm };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
