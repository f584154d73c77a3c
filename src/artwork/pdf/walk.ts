// Walks through all that a page draws, forms and patterns included, and tells an eye what there is to see.
import { type Canvas, type Eye, newCanvas, type Operator, type State } from './canvas.ts';
import { type Ink, readSpace, UNCHOSEN } from './colours.ts';
import { combine, IDENTITY, type Matrix } from './matrix.ts';
import type { PdfObjects } from './objects.ts';
import { PATH_OPERATORS } from './path-operators.ts';
import { readFrom } from './reader.ts';
import { STATE_OPERATORS } from './state-operators.ts';
import { type Dict, isName, isRef, isStream, isWord, type Stream, type Value } from './syntax.ts';
import { TEXT_OPERATORS } from './text-operators.ts';

export interface WalkLimits {
  operators: number;
  /** Of unpacked drawing, each form as often as it is drawn. */
  bytes: number;
}

export interface Walk {
  /** As `contentsOf` puts it together. */
  contents: Uint8Array;
  resources: Dict;
  toSheet: Matrix;
  /** Object numbers of layers that are switched off. */
  hidden: ReadonlySet<number>;
  limits: WalkLimits;
  eye: Eye;
}

/** Forms in forms in forms. */
const DEEPEST = 16;
const MOST_OPERANDS = 100;
/** A form takes as long as so many operators, however little it draws. */
const FORM_COST = 50;

/** False when the limits ended it: what was seen is not all there is. */
export function walkPage(
  objects: PdfObjects,
  { contents, resources, toSheet, hidden, limits, eye }: Walk,
): boolean {
  const left = { ...limits };
  const resourcesSeen = new Set<Dict>();
  const patternsSeen = new Set<Stream>();
  const unpacked = new Map<Stream, Uint8Array | null>();
  const operators = new Map<string, Operator>(
    Object.entries({
      ...STATE_OPERATORS,
      ...PATH_OPERATORS,
      ...TEXT_OPERATORS,
      Do: (canvas, operands) => drawObject(canvas, entry(canvas, 'XObject', operands[0])),
      sh: (canvas, operands) => tellShading(canvas, entry(canvas, 'Shading', operands[0])),
      BI: drawInlineImage,
      BMC: (canvas) => openMark(canvas, false),
      BDC: (canvas, operands) =>
        openMark(canvas, isName(operands[0], 'OC') && isOff(entry(canvas, 'Properties', operands[1]))),
      EMC: closeMark,
    }),
  );
  draw(contents, newState(toSheet), { resources, stream: null, depth: 0 });
  return left.operators > 0 && left.bytes > 0;

  function draw(bytes: Uint8Array, state: State, of: Pick<Canvas, 'resources' | 'stream' | 'depth'>): void {
    const drawn = bytes.subarray(0, Math.max(0, left.bytes));
    left.bytes -= bytes.length;
    if (!resourcesSeen.has(of.resources)) eye.resources(of.resources);
    resourcesSeen.add(of.resources);
    const reader = readFrom(drawn, 0, false);
    const canvas = newCanvas({ objects, eye, reader, state, ...of });
    let operands: Value[] = [];
    for (let next = reader.next(); next !== undefined; next = reader.next()) {
      if (!isWord(next)) {
        if (operands.length < MOST_OPERANDS) operands.push(next);
        continue;
      }
      if (--left.operators <= 0) return;
      const { fill, stroke } = canvas.state;
      operators.get(next.word)?.(canvas, operands, next.word);
      if (operands.length > 0) operands = [];
      if (canvas.state.fill !== fill) tellPattern(canvas, canvas.state.fill);
      if (canvas.state.stroke !== stroke) tellPattern(canvas, canvas.state.stroke);
    }
  }

  function entry(canvas: Canvas, kind: string, name: Value | undefined): Value | undefined {
    return isName(name) ? objects.dictOf(canvas.resources.get(kind))?.get(name.name) : undefined;
  }

  function drawObject(canvas: Canvas, found: Value | undefined): void {
    const drawn = objects.streamOf(found);
    if (!drawn || canvas.hiddenFrom !== null || isOff(drawn.dict.get('OC'))) return;
    if (isName(objects.get(drawn.dict, 'Subtype'), 'Image')) {
      tellImage(canvas, drawn.dict);
    } else {
      const matrix = combine(matrixIn(drawn.dict), canvas.state.matrix);
      drawForm(canvas, drawn, { stream: isRef(found) ? found.ref : -1, state: { ...canvas.state, matrix } });
    }
  }

  function drawForm(
    canvas: Canvas,
    form: Stream,
    { stream, state }: { stream: number | null; state: State },
  ): void {
    left.operators -= FORM_COST;
    const bytes = bytesOf(form);
    if (!bytes || canvas.depth >= DEEPEST || left.operators <= 0) return;
    const resources = objects.dictOf(form.dict.get('Resources')) ?? canvas.resources;
    draw(bytes, state, { resources, stream, depth: canvas.depth + 1 });
  }

  function bytesOf(stream: Stream): Uint8Array | null {
    const known = unpacked.get(stream);
    if (known !== undefined) return known;
    let bytes: Uint8Array | null = null;
    try {
      bytes = objects.unpack(stream, left.bytes);
    } catch {
      // a form nobody can read draws nothing
    }
    unpacked.set(stream, bytes);
    return bytes;
  }

  function matrixIn(dict: Dict): Matrix {
    const numbers = objects.arrayOf(dict.get('Matrix')).map((value) => objects.numberOf(value) ?? 0);
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers;
    return numbers.length === 6 ? [a, b, c, d, e, f] : IDENTITY;
  }

  /** A tiling is drawn once, wherever it is painted. */
  function tellPattern(canvas: Canvas, ink: Ink): void {
    if (ink.pattern === null) return;
    const found = objects.resolve(entry(canvas, 'Pattern', { name: ink.pattern }));
    if (!isStream(found)) {
      tellShading(canvas, objects.dictOf(found)?.get('Shading'));
    } else if (!patternsSeen.has(found)) {
      patternsSeen.add(found);
      drawForm(canvas, found, { stream: -1, state: newState(combine(matrixIn(found.dict), canvas.base)) });
    }
  }

  function tellShading(canvas: Canvas, shading: Value | undefined): void {
    const dict = objects.dictOf(shading);
    if (dict) eye.space(readSpace(objects, dict.get('ColorSpace'), canvas.resources));
  }

  function tellImage(canvas: Canvas, dict: Dict): void {
    const number = (key: string) => objects.numberOf(dict.get(key)) ?? 0;
    const isMask = objects.get(dict, 'ImageMask') === true;
    if (!isMask) eye.space(readSpace(objects, dict.get('ColorSpace'), canvas.resources));
    const { matrix, fill } = canvas.state;
    eye.image({ widthPx: number('Width'), heightPx: number('Height'), isMask, fill, matrix });
  }

  function drawInlineImage(canvas: Canvas): void {
    const { reader } = canvas;
    const dict: Dict = new Map();
    for (let key = reader.next(); key !== undefined && !isWord(key); key = reader.next()) {
      const value = reader.next();
      if (isName(key) && value !== undefined && !isWord(value))
        dict.set(LONG_KEYS[key.name] ?? key.name, value);
    }
    reader.skipInlineData();
    if (canvas.hiddenFrom === null) tellImage(canvas, dict);
  }

  /** A layer, or a membership of several: off when none of them is on. */
  function isOff(layer: Value | undefined): boolean {
    if (isRef(layer) && hidden.has(layer.ref)) return true;
    const members = objects.dictOf(layer)?.get('OCGs');
    const layers =
      isRef(members) && !Array.isArray(objects.resolve(members)) ? [members] : objects.arrayOf(members);
    return layers.length > 0 && layers.every((member) => isRef(member) && hidden.has(member.ref));
  }
}

const LONG_KEYS: Record<string, string> = { W: 'Width', H: 'Height', IM: 'ImageMask', CS: 'ColorSpace' };

function newState(matrix: Matrix): State {
  return {
    matrix,
    lineWidth: 1,
    fill: UNCHOSEN,
    stroke: UNCHOSEN,
    font: null,
    fontSize: 0,
    rise: 0,
    renderMode: 0,
  };
}

function openMark(canvas: Canvas, hides: boolean): void {
  canvas.marks += 1;
  if (hides) canvas.hiddenFrom ??= canvas.marks;
}

function closeMark(canvas: Canvas): void {
  if (canvas.hiddenFrom === canvas.marks) canvas.hiddenFrom = null;
  canvas.marks = Math.max(0, canvas.marks - 1);
}
