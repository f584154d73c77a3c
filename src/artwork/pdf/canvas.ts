// What a drawing of a PDF is in the middle of, and who is told about it.
import type { Ink, Space } from './colours.ts';
import { applyTo, IDENTITY, type Matrix } from './matrix.ts';
import type { PdfObjects } from './objects.ts';
import type { Reader } from './reader.ts';
import type { Dict, Value } from './syntax.ts';

/** Told in sheet coordinates: points from the top left of the page as it is seen, y down. */
export interface Eye {
  path(mark: PathMark): void;
  text(mark: TextMark): void;
  image(mark: ImageMark): void;
  /** The colours of an image or a shading. */
  space(space: Space): void;
  /** Once for every set of resources that is drawn with. */
  resources(resources: Dict): void;
}

/** What `q` keeps and `Q` brings back. */
export interface State {
  matrix: Matrix;
  lineWidth: number;
  fill: Ink;
  stroke: Ink;
  font: Dict | null;
  fontSize: number;
  rise: number;
  /** 3 is invisible, 7 only clips. */
  renderMode: number;
}

/** Marks are good until the call they are told with returns. */
export interface PathMark {
  /** `M L C Z`, and their coordinates one after the other. */
  steps: readonly string[];
  points: readonly number[];
  fills: boolean;
  strokes: boolean;
  state: State;
  operator: PlacedOperator;
}

/** A painting operator in the unpacked stream of an object (-1: of none), or in the page's own contents (null). */
export interface PlacedOperator {
  stream: number | null;
  word: string;
  from: number;
}

export interface TextMark {
  bytes: Uint8Array;
  state: State;
  /** From an em of one unit to the sheet. */
  matrix: Matrix;
}

export interface ImageMark {
  widthPx: number;
  heightPx: number;
  /** Painted with the fill colour where it lets through. */
  isMask: boolean;
  fill: Ink;
  /** From the unit square to the sheet. */
  matrix: Matrix;
}

/** One content stream being drawn. */
export interface Canvas {
  readonly objects: PdfObjects;
  readonly eye: Eye;
  readonly resources: Dict;
  readonly reader: Reader;
  /** Object number of a form or -1, null for the page. */
  readonly stream: number | null;
  /** Where its coordinates began: patterns hang there. */
  readonly base: Matrix;
  readonly depth: number;
  state: State;
  stack: State[];
  steps: string[];
  points: number[];
  /** Where the pen is, in user space. */
  pen: [number, number];
  textMatrix: Matrix;
  lineMatrix: Matrix;
  leading: number;
  /** Open marked contents, and which of them began something hidden. */
  marks: number;
  hiddenFrom: number | null;
}

export type Operator = (canvas: Canvas, operands: Value[], word: string) => void;
export type Operators = Record<string, Operator>;

/** States kept at once; a page full of `q` gets no further. */
const MOST_KEPT = 1000;

export function newCanvas({
  objects,
  eye,
  resources,
  reader,
  stream,
  state,
  depth,
}: Pick<Canvas, 'objects' | 'eye' | 'resources' | 'reader' | 'stream' | 'state' | 'depth'>): Canvas {
  return {
    objects,
    eye,
    resources,
    reader,
    stream,
    state,
    depth,
    base: state.matrix,
    stack: [],
    steps: [],
    points: [],
    pen: [0, 0],
    textMatrix: IDENTITY,
    lineMatrix: IDENTITY,
    leading: 0,
    marks: 0,
    hiddenFrom: null,
  };
}

export function keepState(canvas: Canvas): void {
  if (canvas.stack.length < MOST_KEPT) canvas.stack.push({ ...canvas.state });
}

export function numberAt(operands: Value[], index: number): number {
  const value = operands[index];
  return typeof value === 'number' ? value : 0;
}

export function matrixOf(operands: Value[]): Matrix {
  const n = (index: number) => numberAt(operands, index);
  return [n(0), n(1), n(2), n(3), n(4), n(5)];
}

export function pushPoint(canvas: Canvas, x: number, y: number): void {
  const [sheetX, sheetY] = applyTo(canvas.state.matrix, x, y);
  canvas.points.push(sheetX, sheetY);
}
