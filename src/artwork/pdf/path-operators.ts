// Building and painting paths.
import { type Canvas, numberAt, type Operators, pushPoint } from './canvas.ts';
import type { Value } from './syntax.ts';

/** A path of more steps is nobody's design, and nobody's cut line. */
const MOST_STEPS = 200_000;

export const PATH_OPERATORS: Operators = {
  m: (canvas, operands) => step(canvas, 'M', operands, [0]),
  l: (canvas, operands) => step(canvas, 'L', operands, [0]),
  c: (canvas, operands) => step(canvas, 'C', operands, [0, 2, 4]),
  v: (canvas, operands) => step(canvas, 'C', [...canvas.pen, ...operands], [0, 2, 4]),
  y: (canvas, operands) => step(canvas, 'C', operands, [0, 2, 2]),
  h: close,
  re: rectangle,
  S: (canvas, _, word) => paint(canvas, word, { strokes: true }),
  s: (canvas, _, word) => paint(canvas, word, { strokes: true, closes: true }),
  f: (canvas, _, word) => paint(canvas, word, { fills: true }),
  F: (canvas, _, word) => paint(canvas, word, { fills: true }),
  'f*': (canvas, _, word) => paint(canvas, word, { fills: true }),
  B: (canvas, _, word) => paint(canvas, word, { fills: true, strokes: true }),
  'B*': (canvas, _, word) => paint(canvas, word, { fills: true, strokes: true }),
  b: (canvas, _, word) => paint(canvas, word, { fills: true, strokes: true, closes: true }),
  'b*': (canvas, _, word) => paint(canvas, word, { fills: true, strokes: true, closes: true }),
  n: clear,
};

function step(canvas: Canvas, kind: 'M' | 'L' | 'C', operands: Value[], pairs: number[]): void {
  if (canvas.steps.length >= MOST_STEPS) return;
  canvas.steps.push(kind);
  for (const pair of pairs) pushPoint(canvas, numberAt(operands, pair), numberAt(operands, pair + 1));
  const last = pairs.at(-1) ?? 0;
  canvas.pen = [numberAt(operands, last), numberAt(operands, last + 1)];
}

function rectangle(canvas: Canvas, operands: Value[]): void {
  const [x, y] = [numberAt(operands, 0), numberAt(operands, 1)];
  const [right, top] = [x + numberAt(operands, 2), y + numberAt(operands, 3)];
  step(canvas, 'M', [x, y], [0]);
  step(canvas, 'L', [right, y], [0]);
  step(canvas, 'L', [right, top], [0]);
  step(canvas, 'L', [x, top], [0]);
  close(canvas);
  canvas.pen = [x, y];
}

function close(canvas: Canvas): void {
  const { steps } = canvas;
  if (steps.length > 0 && steps.at(-1) !== 'Z') steps.push('Z');
}

function paint(
  canvas: Canvas,
  word: string,
  how: { fills?: boolean; strokes?: boolean; closes?: boolean },
): void {
  if (how.closes) close(canvas);
  const { steps, points, state, stream, reader } = canvas;
  if (steps.length > 0 && canvas.hiddenFrom === null) {
    const operator = { stream, word, from: reader.at - word.length };
    const { fills = false, strokes = false } = how;
    canvas.eye.path({ steps, points, fills, strokes, state, operator });
  }
  clear(canvas);
}

function clear(canvas: Canvas): void {
  if (canvas.steps.length === 0) return;
  canvas.steps = [];
  canvas.points = [];
}
