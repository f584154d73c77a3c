// Placing and showing text.
import { type Canvas, matrixOf, numberAt, type Operators } from './canvas.ts';
import { combine, IDENTITY, type Matrix } from './matrix.ts';
import { isName, type Value } from './syntax.ts';

export const TEXT_OPERATORS: Operators = {
  BT: (canvas) => begin(canvas, IDENTITY),
  Tf: (canvas, operands) => {
    const { objects, resources, state } = canvas;
    const name = operands[0];
    const font = isName(name) ? objects.dictOf(resources.get('Font'))?.get(name.name) : undefined;
    state.font = objects.dictOf(font);
    state.fontSize = numberAt(operands, 1);
  },
  TL: (canvas, operands) => {
    canvas.leading = numberAt(operands, 0);
  },
  Ts: (canvas, operands) => {
    canvas.state.rise = numberAt(operands, 0);
  },
  Tr: (canvas, operands) => {
    canvas.state.renderMode = numberAt(operands, 0);
  },
  Td: (canvas, operands) => move(canvas, numberAt(operands, 0), numberAt(operands, 1)),
  TD: (canvas, operands) => {
    canvas.leading = -numberAt(operands, 1);
    move(canvas, numberAt(operands, 0), numberAt(operands, 1));
  },
  Tm: (canvas, operands) => begin(canvas, matrixOf(operands)),
  'T*': nextLine,
  Tj: (canvas, operands) => show(canvas, operands[0]),
  TJ: (canvas, operands) => show(canvas, operands[0]),
  "'": (canvas, operands) => {
    nextLine(canvas);
    show(canvas, operands[0]);
  },
  '"': (canvas, operands) => {
    nextLine(canvas);
    show(canvas, operands[2]);
  },
};

function begin(canvas: Canvas, matrix: Matrix): void {
  canvas.textMatrix = matrix;
  canvas.lineMatrix = matrix;
}

function move(canvas: Canvas, x: number, y: number): void {
  begin(canvas, combine([1, 0, 0, 1, x, y], canvas.lineMatrix));
}

function nextLine(canvas: Canvas): void {
  move(canvas, 0, -canvas.leading);
}

/** `text` is a string, or strings with kerning between them. */
function show(canvas: Canvas, text: Value | undefined): void {
  if (canvas.hiddenFrom !== null) return;
  const pieces = Array.isArray(text) ? text : [text];
  const { state } = canvas;
  const { fontSize: size } = state;
  for (const bytes of pieces) {
    if (!(bytes instanceof Uint8Array) || bytes.length === 0) continue;
    const em: Matrix = [size, 0, 0, size, 0, state.rise];
    const matrix = combine(combine(em, canvas.textMatrix), state.matrix);
    canvas.eye.text({ bytes, state, matrix });
  }
}
