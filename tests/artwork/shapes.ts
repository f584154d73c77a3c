// Designs whose outline is known exactly, and the masks a decoder would make of them.
import type { Mask } from '../../src/artwork/mask.ts';

export type Point = readonly [x: number, y: number];
/** Closed, without its last point repeated. */
export type Ring = readonly Point[];

/** Inside by the even-odd rule. Rings lie between 0 and 1; a margin around them is part of the artboard. */
export interface Design {
  name: string;
  rings: Ring[];
}

const CORNERS = 720;

export const DESIGNS: Record<string, () => Ring[]> = {
  circle: () => [disc(0.5, 0.5, 0.45)],
  square: () => [polygon([0.05, 0.1], [0.95, 0.1], [0.95, 0.9], [0.05, 0.9])],
  star: () => [star(0.5, 0.5, 0.45, 0.19, 5)],
  'tilted star': () => [turned(star(0.5, 0.5, 0.45, 0.3, 9), 0.2)],
  gear: () => [gear(24, 0.45, 0.38)],
  ring: () => [disc(0.5, 0.5, 0.45), disc(0.5, 0.5, 0.22)],
  crescent: () => [crescent()],
  'thin tips': () => [star(0.5, 0.5, 0.47, 0.06, 7)],
  blobs: () => blobs(),
  'two parts': () => [disc(0.2, 0.5, 0.15), polygon([0.62, 0.3], [0.95, 0.35], [0.9, 0.7], [0.65, 0.62])],
  notch: () => [
    polygon(
      [0.05, 0.05],
      [0.95, 0.05],
      [0.95, 0.95],
      [0.53, 0.95],
      [0.53, 0.3],
      [0.47, 0.3],
      [0.47, 0.95],
      [0.05, 0.95],
    ),
  ],
  'wide notch': () => [
    polygon([0.05, 0.2], [0.35, 0.2], [0.5, 0.6], [0.65, 0.2], [0.95, 0.2], [0.95, 0.95], [0.05, 0.95]),
  ],
  spiral: () => [spiral()],
  'star field': () => starField(),
  letters: () => letters(),
  leaf: () => [leaf()],
};

export function design(name: string): Design {
  const make = DESIGNS[name];
  if (!make) throw new Error(`no design is called ${name}`);
  return { name, rings: make() };
}

export function polygon(...points: Point[]): Ring {
  return points;
}

export function disc(cx: number, cy: number, r: number, corners = CORNERS): Ring {
  return around(corners, (angle) => [cx + r * Math.cos(angle), cy + r * Math.sin(angle)]);
}

export function star(cx: number, cy: number, outer: number, inner: number, tips: number): Ring {
  return around(2 * tips, (angle, index) => {
    const r = index % 2 === 0 ? outer : inner;
    return [cx + r * Math.sin(angle), cy - r * Math.cos(angle)];
  });
}

function around(count: number, at: (angle: number, index: number) => Point): Ring {
  return Array.from({ length: count }, (_, index) => at((2 * Math.PI * index) / count, index));
}

function turned(ring: Ring, angle: number): Ring {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return ring.map(([x, y]) => [
    0.5 + (x - 0.5) * cos - (y - 0.5) * sin,
    0.5 + (x - 0.5) * sin + (y - 0.5) * cos,
  ]);
}

function gear(teeth: number, outer: number, inner: number): Ring {
  const points: Point[] = [];
  for (let tooth = 0; tooth < teeth; tooth++) {
    const step = (2 * Math.PI) / teeth;
    for (const [part, r] of [
      [0, inner],
      [0.2, outer],
      [0.45, outer],
      [0.65, inner],
    ] as const) {
      const angle = (tooth + part) * step;
      points.push([0.5 + r * Math.cos(angle), 0.5 + r * Math.sin(angle)]);
    }
  }
  return points;
}

function crescent(): Ring {
  const [r, cut, shift] = [0.45, 0.38, 0.16];
  // where both circles meet
  const x = (r * r - cut * cut + shift * shift) / (2 * shift);
  const y = Math.sqrt(r * r - x * x);
  const [a, b] = [Math.atan2(y, x), Math.atan2(y, x - shift)];
  const points: Point[] = [];
  for (let i = 0; i <= CORNERS; i++) {
    const angle = a + ((2 * Math.PI - 2 * a) * i) / CORNERS;
    points.push([0.5 + r * Math.cos(angle), 0.5 + r * Math.sin(angle)]);
  }
  for (let i = 1; i < CORNERS; i++) {
    const angle = 2 * Math.PI - b - ((2 * Math.PI - 2 * b) * i) / CORNERS;
    points.push([0.5 + shift + cut * Math.cos(angle), 0.5 + cut * Math.sin(angle)]);
  }
  return points;
}

function leaf(): Ring {
  return around(CORNERS, (angle) => {
    const r = 0.3 * (1 + 0.35 * Math.cos(3 * angle) + 0.12 * Math.sin(7 * angle));
    return [0.5 + r * Math.cos(angle), 0.5 + r * Math.sin(angle)];
  });
}

function blobs(): Ring[] {
  return [
    disc(0.15, 0.5, 0.12),
    disc(0.15, 0.5, 0.06),
    disc(0.36, 0.52, 0.09),
    disc(0.55, 0.48, 0.11),
    disc(0.74, 0.51, 0.08),
    disc(0.9, 0.5, 0.09),
  ];
}

function starField(): Ring[] {
  const rings: Ring[] = [];
  for (let row = 0; row < 12; row++) {
    for (let column = 0; column < 12; column++) {
      // the same on every machine
      const wobble = (salt: number) =>
        ((Math.sin(row * 12.9898 + column * 78.233 + salt) * 43758.5453) % 1) * 0.015;
      const [x, y] = [0.08 + column * 0.076 + wobble(1), 0.08 + row * 0.076 + wobble(2)];
      rings.push(star(x, y, 0.026 + wobble(3) * 0.5, 0.011, 5));
    }
  }
  return rings;
}

function spiral(): Ring {
  const [turns, thickness] = [2.6, 0.035];
  const middle = Array.from({ length: 1500 }, (_, index) => {
    const t = index / 1499;
    const angle = 2 * Math.PI * turns * t;
    const r = 0.06 + 0.36 * t;
    return { x: 0.5 + r * Math.cos(angle), y: 0.5 + r * Math.sin(angle), angle };
  });
  const side = (sign: number): Point[] =>
    middle.map(({ x, y, angle }) => [
      x + sign * thickness * Math.cos(angle),
      y + sign * thickness * Math.sin(angle),
    ]);
  return [...side(1), ...side(-1).reverse()];
}

/** Letters of straight strokes: an E, a T, an A with its hole, an H. */
function letters(): Ring[] {
  const place = (left: number, points: Point[]): Ring =>
    points.map(([x, y]) => [left + x * 0.18, 0.3 + y * 0.4]);
  return [
    place(0.05, [
      [0, 0],
      [1, 0],
      [1, 0.2],
      [0.3, 0.2],
      [0.3, 0.4],
      [0.8, 0.4],
      [0.8, 0.6],
      [0.3, 0.6],
      [0.3, 0.8],
      [1, 0.8],
      [1, 1],
      [0, 1],
    ]),
    place(0.28, [
      [0, 0],
      [1, 0],
      [1, 0.2],
      [0.65, 0.2],
      [0.65, 1],
      [0.35, 1],
      [0.35, 0.2],
      [0, 0.2],
    ]),
    place(0.51, [
      [0.4, 0],
      [0.6, 0],
      [1, 1],
      [0.75, 1],
      [0.68, 0.8],
      [0.32, 0.8],
      [0.25, 1],
      [0, 1],
    ]),
    place(0.51, [
      [0.5, 0.3],
      [0.6, 0.6],
      [0.4, 0.6],
    ]),
    place(0.76, [
      [0, 0],
      [0.3, 0],
      [0.3, 0.4],
      [0.7, 0.4],
      [0.7, 0],
      [1, 0],
      [1, 1],
      [0.7, 1],
      [0.7, 0.6],
      [0.3, 0.6],
      [0.3, 1],
      [0, 1],
    ]),
  ];
}

export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function boundsOf(rings: readonly Ring[]): Bounds {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const ring of rings) {
    for (const [x, y] of ring) {
      bounds.left = Math.min(bounds.left, x);
      bounds.right = Math.max(bounds.right, x);
      bounds.top = Math.min(bounds.top, y);
      bounds.bottom = Math.max(bounds.bottom, y);
    }
  }
  return bounds;
}

/** Coverage as a good renderer draws it: 64 lines a pixel, exact along each. `rings` span a unit square. */
export function maskOf(rings: readonly Ring[], width: number, height = width): Mask {
  const LINES = 64;
  const sums = new Float32Array(width * height);
  for (let line = 0; line < height * LINES; line++) {
    const y = (line + 0.5) / LINES;
    const crossings: number[] = [];
    for (const ring of rings) {
      for (let index = 0; index < ring.length; index++) {
        const [x0, y0] = ring[index] as Point;
        const [x1, y1] = ring[(index + 1) % ring.length] as Point;
        const [a, b] = [y0 * height, y1 * height];
        if (a <= y !== b <= y) crossings.push((x0 + ((y - a) / (b - a)) * (x1 - x0)) * width);
      }
    }
    crossings.sort((a, b) => a - b);
    const row = Math.floor(line / LINES) * width;
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const from = Math.max(0, crossings[pair] as number);
      const to = Math.min(width, crossings[pair + 1] as number);
      for (let x = Math.floor(from); x < to; x++) {
        sums[row + x] = (sums[row + x] ?? 0) + Math.max(0, Math.min(to, x + 1) - Math.max(from, x));
      }
    }
  }
  return { width, height, data: Uint8Array.from(sums, (sum) => Math.round((sum / LINES) * 255)) };
}
