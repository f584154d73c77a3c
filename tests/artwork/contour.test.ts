// The cut line around a design: where it runs, how large it is, and that hostile art cannot spoil it.
import { describe, expect, it } from 'vitest';
import { contour } from '../../src/artwork/contour.ts';
import { type CutPath, type CutWish, wishFor } from '../../src/artwork/cut.ts';
import type { Mask } from '../../src/artwork/mask.ts';
import { DESIGNS, disc, maskOf, polygon, type Ring } from './shapes.ts';
import { judge } from './truth.ts';

const SIDE_PX = 160;
const SIDE_MM = 16;

function wish(chosen: Partial<CutWish> = {}): CutWish {
  const { widthMm = SIDE_MM, heightMm = SIDE_MM, ...choices } = chosen;
  return { ...wishFor({ shape: 'die-cut', widthMm, heightMm }), ...choices };
}

/** The line around rings that span a square artboard. */
function lineAround(rings: readonly Ring[], chosen: Partial<CutWish> = {}): CutPath {
  return lineOf(maskOf(rings, SIDE_PX), chosen);
}

function lineOf(mask: Mask, chosen: Partial<CutWish> = {}): CutPath {
  const cut = contour(mask, mask.width / mask.height, wish(chosen));
  if (!cut) throw new Error('no line');
  return cut;
}

function judged(rings: readonly Ring[], chosen: Partial<CutWish> = {}) {
  return judge(rings, 1, wish(chosen), lineAround(rings, chosen));
}

function drawn(colour: (x: number, y: number) => number, width = SIDE_PX, height = SIDE_PX): Mask {
  const data = Uint8Array.from({ length: width * height }, (_, at) =>
    colour(at % width, Math.floor(at / width)),
  );
  return { width, height, data };
}

/** The same on every machine. */
function chance(x: number, y: number): number {
  const wild = Math.sin(x * 12.9898 + y * 78.233) * 43758.5453;
  return wild - Math.floor(wild);
}

/** Segments of the subpath that has most of them. */
function segmentsOf({ path }: CutPath): number {
  return Math.max(...subpathsOf(path).map((subpath) => (subpath.match(/[CL]/g) ?? []).length));
}

function subpathsOf(path: string): string[] {
  return path.split(/(?=M)/);
}

type Corners = [number, number, number, number, number, number, number, number];

function curvesOf(subpath: string): Corners[] {
  const [first = '', ...rest] = subpath.replace('Z', '').split('C');
  let here = first.slice(1).split(' ').map(Number);
  return rest.map((figures) => {
    const numbers = figures.split(' ').map(Number);
    const curve = [...here, ...numbers] as Corners;
    here = numbers.slice(4);
    return curve;
  });
}

function pointsOf({ path }: CutPath): { x: number; y: number }[] {
  const at = (c: Corners, axis: 0 | 1, t: number) =>
    (1 - t) ** 3 * c[axis] +
    3 * (1 - t) ** 2 * t * (c[axis + 2] as number) +
    3 * (1 - t) * t * t * (c[axis + 4] as number) +
    t ** 3 * (c[axis + 6] as number);
  return subpathsOf(path)
    .flatMap(curvesOf)
    .flatMap((curve) =>
      Array.from({ length: 41 }, (_, step) => ({ x: at(curve, 0, step / 40), y: at(curve, 1, step / 40) })),
    );
}

const SQUARE = polygon([0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]);
const TWO = [disc(0.12, 0.5, 0.1), disc(0.88, 0.5, 0.1)];

describe('around a square', () => {
  it.each([0, 0.3, 0.5, 1, 1.7, 2, 3])('runs straight along its sides, %d mm away', (offsetMm) => {
    const cut = lineAround([SQUARE], { offsetMm });
    const points = pointsOf(cut);
    for (const along of ['x', 'y'] as const) {
      const across = along === 'x' ? 'y' : 'x';
      for (const side of [0, SIDE_MM]) {
        const beside = points.filter(
          (point) =>
            Math.abs(point[across] - side) < 0.5 &&
            point[along] > offsetMm + 0.5 &&
            point[along] < SIDE_MM - offsetMm - 0.5,
        );
        expect(beside.length).toBeGreaterThan(5);
        for (const point of beside) expect(Math.abs(point[across] - side)).toBeLessThan(0.05);
      }
    }
  });

  it('has sharp corners without a border and round ones with it', () => {
    const nearest = (cut: CutPath) => Math.min(...pointsOf(cut).map(({ x, y }) => Math.hypot(x, y)));
    expect(nearest(lineAround([SQUARE], { offsetMm: 0 }))).toBeLessThan(0.06);
    expect(nearest(lineAround([SQUARE], { offsetMm: 4 }))).toBeCloseTo(4 * (Math.SQRT2 - 1), 1);
  });
});

describe('the box', () => {
  it.each([
    ['circle', 15, 15],
    ['star', 30, 15],
    ['crescent', 10, 30],
    ['letters', 20, 20],
    ['leaf', 12, 35],
  ])('of a %s is as large as fits into %d × %d mm, and begins at 0,0', (name, widthMm, heightMm) => {
    const cut = lineAround(DESIGNS[name]?.() ?? [], { widthMm, heightMm });
    const [xs, ys] = [pointsOf(cut).map(({ x }) => x), pointsOf(cut).map(({ y }) => y)];
    expect(Math.min(...xs)).toBeCloseTo(0, 2);
    expect(Math.min(...ys)).toBeCloseTo(0, 2);
    expect(Math.max(...xs)).toBeCloseTo(cut.widthMm, 2);
    expect(Math.max(...ys)).toBeCloseTo(cut.heightMm, 2);
    expect(cut.widthMm).toBeLessThan(widthMm + 0.001);
    expect(cut.heightMm).toBeLessThan(heightMm + 0.001);
    expect(Math.min(widthMm - cut.widthMm, heightMm - cut.heightMm)).toBeLessThan(0.1);
  });

  it('tells where the whole artboard lies', () => {
    const { art } = lineAround([SQUARE], { offsetMm: 2 });
    // the square is 12 mm wide and eight tenths of its artboard
    expect(art.width).toBeCloseTo(15, 1);
    expect(art.height).toBeCloseTo(15, 1);
    expect(art.x).toBeCloseTo(0.5, 1);
    expect(art.y).toBeCloseTo(0.5, 1);
  });

  it('is long and flat for a long and flat design', () => {
    const cut = lineOf(
      drawn(() => 255, 600, 20),
      { widthMm: 34, heightMm: 34 },
    );
    expect(cut.widthMm).toBeCloseTo(34, 1);
    expect(cut.heightMm).toBeCloseTo(5, 1);
  });

  it('has no line when its border leaves no room', () => {
    expect(contour(maskOf([SQUARE], SIDE_PX), 1, wish({ widthMm: 10, offsetMm: 5 }))).toBeNull();
  });
});

describe('the line', () => {
  it.each([
    ['star', 0.5],
    ['notch', 2],
    ['letters', 1],
  ])('is where it ought to be around a %s, %d mm away', (name, offsetMm) => {
    const verdict = judged(DESIGNS[name]?.() ?? [], { offsetMm });
    expect(verdict.iou).toBeGreaterThan(0.985);
    expect(verdict.deviation).toBeLessThan(0.2);
    expect(Math.abs(verdict.nearest - offsetMm)).toBeLessThan(0.15);
    expect(verdict.concaveRadius).toBeGreaterThanOrEqual(1);
    expect(verdict.selfIntersections).toBe(0);
  });
});

describe('notches', () => {
  it('narrower than twice the closing are filled', () => {
    const notch = DESIGNS.notch?.() ?? [];
    const open = lineAround(notch, { offsetMm: 0, closingMm: 0.2 });
    const filled = lineAround(notch, { offsetMm: 0, closingMm: 1.5 });
    const deepest = (cut: CutPath) =>
      Math.min(
        ...pointsOf(cut)
          .filter(({ x }) => Math.abs(x - SIDE_MM / 2) < 1.2)
          .map(({ y }) => (y > 3 ? y : 99)),
      );
    expect(deepest(open)).toBeLessThan(8);
    expect(deepest(filled)).toBeGreaterThan(14);
  });
});

describe('parts', () => {
  it('far from each other are cut apart', () => {
    const cut = lineAround(TWO);
    expect(cut.parts).toBe(2);
    expect(subpathsOf(cut.path)).toHaveLength(2);
  });

  it('nearer than twice border and closing become one', () => {
    const apart = (gap: number) => [disc(0.3 - gap / 2, 0.5, 0.2), disc(0.7 + gap / 2, 0.5, 0.2)];
    // 0.9 mm; 4.7 mm
    expect(lineAround(apart(0.05), { offsetMm: 1, closingMm: 1 }).parts).toBe(1);
    expect(lineAround(apart(0.4), { offsetMm: 1, closingMm: 1 }).parts).toBe(2);
  });

  it('are one when they are wished to be, with as much closing as that takes', () => {
    const cut = lineAround(TWO, { joined: true });
    expect(cut.parts).toBe(1);
    expect(subpathsOf(cut.path)).toHaveLength(1);
    expect(cut.closingMm).toBeGreaterThan(1.5);
  });

  it('too small to be cut are left out', () => {
    const speck = disc(0.05, 0.05, 0.004);
    expect(lineAround([SQUARE, speck], { offsetMm: 0, closingMm: 1 }).parts).toBe(1);
  });
});

describe('a hole', () => {
  const ring = [disc(0.5, 0.5, 0.45), disc(0.5, 0.5, 0.3)];

  it('stays in the sticker', () => {
    expect(subpathsOf(lineAround(ring).path)).toHaveLength(1);
  });

  it('is cut out when that is wished', () => {
    const cut = lineAround(ring, { holes: true });
    expect(subpathsOf(cut.path)).toHaveLength(2);
    expect(cut.parts).toBe(1);
  });
});

describe('whatever the art', () => {
  const ART: Record<string, () => Mask> = {
    'random specks': () => drawn((x, y) => (chance(x, y) < 0.01 ? 255 : 0)),
    'black and white noise': () => drawn((x, y) => (chance(x, y) < 0.5 ? 255 : 0)),
    'grey noise': () => drawn((x, y) => 255 * chance(x, y)),
    'a board of single pixels': () => drawn((x, y) => ((x + y) % 2) * 255),
    'a board of squares': () => drawn((x, y) => (((x >> 4) + (y >> 4)) % 2) * 255),
    'a gradient': () => drawn((x) => x),
    'one pixel': () => drawn((x, y) => (x === 50 && y === 70 ? 255 : 0)),
    'all of the artboard': () => drawn(() => 255),
    'a hundred and fifty teeth': () =>
      maskOf(
        [
          polygon(
            ...Array.from({ length: 300 }, (_, index) => {
              const r = index % 2 ? 0.35 : 0.48;
              const angle = (index * Math.PI) / 150;
              return [0.5 + r * Math.cos(angle), 0.5 + r * Math.sin(angle)] as const;
            }),
          ),
        ],
        SIDE_PX,
      ),
    'a field of stars': () => maskOf(DESIGNS['star field']?.() ?? [], SIDE_PX),
  };

  it.each(Object.keys(ART))('a line takes at most 200 curves and ends soon: %s', (name) => {
    const mask = (ART[name] as () => Mask)();
    for (const offsetMm of [0, 1]) {
      const started = process.cpuUsage().user;
      const cut = contour(mask, 1, wish({ offsetMm }));
      expect((process.cpuUsage().user - started) / 1e6).toBeLessThan(5);
      if (!cut) continue;
      expect(segmentsOf(cut)).toBeLessThanOrEqual(200);
      expect(cut.path).toMatch(/^(M[-\d. ]+(C[-\d. ]+)+Z)+$/);
    }
  });

  it('there is no line around nothing', () => {
    expect(
      contour(
        drawn(() => 0),
        1,
        wish(),
      ),
    ).toBeNull();
  });

  it('the same wish gives the same line', () => {
    const rings = DESIGNS.letters?.() ?? [];
    expect(lineAround(rings)).toEqual(lineAround(rings));
  });
});
