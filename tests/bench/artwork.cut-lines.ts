// Cut lines of generated designs beside the exact line, worked out another way.
import { contour } from '../../src/artwork/contour.ts';
import { type CutPath, DEFAULT_CLOSING_MM } from '../../src/artwork/cut.ts';
import { DESIGNS, design, maskOf } from '../artwork/shapes.ts';
import { judge } from '../artwork/truth.ts';
import { median } from './load.ts';
import { table } from './programs.ts';

const SIDE_MM = 75;
const MASK_PX = 1200;
/** Of the processor's time: what else the machine does counts less. */
const ROUNDS = 5;

export function cutLineTable(): string {
  const rows: string[][] = [
    ['design', 'first ms', 'ms', 'IoU', 'deviation mm', 'crossings', 'concave mm', 'segments'],
  ];
  const ious: number[] = [];
  for (const name of Object.keys(DESIGNS)) {
    const { rings } = design(name);
    const mask = maskOf(rings, MASK_PX, MASK_PX);
    const wish = {
      ...{ shape: 'die-cut' as const, widthMm: SIDE_MM, heightMm: SIDE_MM, offsetMm: 2 },
      ...{ closingMm: DEFAULT_CLOSING_MM, joined: false, holes: false, fit: 'page' as const, own: false },
    };
    const times: number[] = [];
    let cut: CutPath | null = null;
    for (let round = 0; round < ROUNDS; round += 1) {
      const started = process.cpuUsage().user;
      cut = contour(mask, 1, wish);
      times.push((process.cpuUsage().user - started) / 1000);
    }
    if (!cut) throw new Error(`no line around ${name}`);
    const verdict = judge(rings, 1, wish, cut);
    ious.push(verdict.iou);
    rows.push([
      name,
      (times[0] as number).toFixed(0),
      median(times).toFixed(0),
      verdict.iou.toFixed(4),
      verdict.deviation.toFixed(3),
      String(verdict.selfIntersections),
      Number.isFinite(verdict.concaveRadius) ? verdict.concaveRadius.toFixed(2) : 'none',
      String(verdict.segments),
    ]);
  }
  rows.push(['median', '', '', median(ious).toFixed(4), '', '', '', '']);
  return table(
    `Cut lines at ${SIDE_MM} mm (reach: IoU ≥ 0.985 each, median ≥ 0.995, ≤ 0.2 mm, ≥ 1 mm, ≤ 200, ≤ 250 ms)`,
    rows,
  );
}
