export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The data of an SVG path through some points. It leaves the first and reaches the last one
 * upright, and between them never swings out further than the points do.
 */
export function edgePath(points: readonly Point[]): string {
  const [first, ...others] = points.filter(
    ({ y }, index) => index === 0 || y !== points[index - 1]?.y,
  );
  if (first === undefined) return '';
  const all = [first, ...others];
  const slopes = all.map((point, index) => slopeAt(all[index - 1], point, all[index + 1]));
  const parts = others.map((end, index) => {
    const start = all[index] ?? first;
    const reach = (end.y - start.y) / 2;
    const leave = { x: start.x + (slopes[index] ?? 0) * reach, y: start.y + reach };
    const arrive = { x: end.x - (slopes[index + 1] ?? 0) * reach, y: end.y - reach };
    return `C${at(leave)} ${at(arrive)} ${at(end)}`;
  });
  return `M${at(first)}${parts.join('')}`;
}

/** How far to the side the curve goes for each unit down; 0 at the ends and where it turns back. */
function slopeAt(before: Point | undefined, here: Point, after: Point | undefined): number {
  if (before === undefined || after === undefined) return 0;
  const arriving = (here.x - before.x) / (here.y - before.y);
  const leaving = (after.x - here.x) / (after.y - here.y);
  if (Math.sign(arriving) !== Math.sign(leaving)) return 0;
  return Math.sign(arriving) * Math.min(Math.abs(arriving), Math.abs(leaving));
}

function at({ x, y }: Point): string {
  return `${rounded(x)},${rounded(y)}`;
}

/** A tenth of a pixel is more than a person sees. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10 || 0;
}
