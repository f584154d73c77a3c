// Keeping and changing the state of a drawing: place, line width, colours, layers.
import { type Canvas, keepState, matrixOf, numberAt, type Operators } from './canvas.ts';
import { type Ink, type Model, processSpace, readSpace, type Space } from './colours.ts';
import { combine } from './matrix.ts';
import { isName, type Value } from './syntax.ts';

export const STATE_OPERATORS: Operators = {
  q: keepState,
  Q: (canvas) => {
    canvas.state = canvas.stack.pop() ?? canvas.state;
  },
  cm: (canvas, operands) => {
    canvas.state.matrix = combine(matrixOf(operands), canvas.state.matrix);
  },
  w: (canvas, operands) => {
    canvas.state.lineWidth = numberAt(operands, 0);
  },
  gs: (canvas, operands) => applySettings(canvas, operands[0]),
  ...deviceColours('gray', 'g', 'G'),
  ...deviceColours('rgb', 'rg', 'RG'),
  ...deviceColours('cmyk', 'k', 'K'),
  cs: (canvas, operands) => {
    canvas.state.fill = chosen(canvas, operands[0]);
  },
  CS: (canvas, operands) => {
    canvas.state.stroke = chosen(canvas, operands[0]);
  },
  sc: (canvas, operands) => mix(canvas, 'fill', operands),
  scn: (canvas, operands) => mix(canvas, 'fill', operands),
  SC: (canvas, operands) => mix(canvas, 'stroke', operands),
  SCN: (canvas, operands) => mix(canvas, 'stroke', operands),
};

function deviceColours(model: Model, fill: string, stroke: string): Operators {
  const space = processSpace(model);
  const ink = (operands: Value[]): Ink => ({ space, parts: numbersOf(operands), pattern: null });
  return {
    [fill]: (canvas, operands) => {
      canvas.state.fill = ink(operands);
    },
    [stroke]: (canvas, operands) => {
      canvas.state.stroke = ink(operands);
    },
  };
}

/** A new space starts with full tint, or black. */
function chosen(canvas: Canvas, name: Value | undefined): Ink {
  const space = spaceNamed(canvas, name);
  return { space, parts: space.colorants.map(() => 1), pattern: null };
}

const spaces = new WeakMap<object, Map<string, Space>>();

/** Drawings change between the same few spaces thousands of times. */
function spaceNamed(canvas: Canvas, name: Value | undefined): Space {
  const text = isName(name) ? name.name : '';
  const known = spaces.get(canvas.resources) ?? new Map<string, Space>();
  spaces.set(canvas.resources, known);
  const space = known.get(text) ?? readSpace(canvas.objects, name, canvas.resources);
  known.set(text, space);
  return space;
}

function mix(canvas: Canvas, which: 'fill' | 'stroke', operands: Value[]): void {
  const last = operands.at(-1);
  canvas.state[which] = {
    space: canvas.state[which].space,
    parts: numbersOf(operands),
    pattern: isName(last) ? last.name : null,
  };
}

function numbersOf(operands: Value[]): number[] {
  return operands.filter((operand) => typeof operand === 'number');
}

function applySettings(canvas: Canvas, name: Value | undefined): void {
  const { objects, resources, state } = canvas;
  const entry = isName(name) ? objects.dictOf(resources.get('ExtGState'))?.get(name.name) : undefined;
  const settings = objects.dictOf(entry);
  if (!settings) return;
  const lineWidth = objects.numberOf(settings.get('LW'));
  if (lineWidth !== null) state.lineWidth = lineWidth;
  const [font, size] = objects.arrayOf(settings.get('Font'));
  if (font !== undefined) {
    state.font = objects.dictOf(font);
    state.fontSize = objects.numberOf(size) ?? 0;
  }
}
