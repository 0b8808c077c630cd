import type { Point } from './edge-path.js';

/** What an edge must not be drawn across. */
export interface Obstacle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const clearance = 8;
/** How far from a point that it leaves out a curve may run: beyond that it leaves its lane. */
const detourMax = 80;
const samples = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * The points that an edge has to go through, of those that it may go through: the others only
 * make it crooked. The first and the last point stay.
 */
export function straightened(
  points: readonly Point[],
  obstacles: readonly Obstacle[],
): readonly Point[] {
  const near = obstaclesNear(points, obstacles);
  const kept: Point[] = points.slice(0, 1);
  for (let index = 0; index < points.length - 1; ) {
    let next = points.length - 1;
    while (next > index + 1 && !canSkip(points.slice(index, next + 1), near)) next--;
    kept.push(...points.slice(next, next + 1));
    index = next;
  }
  return kept;
}

function obstaclesNear(
  points: readonly Point[],
  obstacles: readonly Obstacle[],
): readonly Obstacle[] {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs) - clearance, Math.max(...xs) + clearance];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  return obstacles.filter(
    ({ x, y, width, height }) => x < right && x + width > left && y < bottom && y + height > top,
  );
}

/** Whether the curve from the first to the last point may leave out those between them. */
function canSkip(points: readonly Point[], obstacles: readonly Obstacle[]): boolean {
  const [start, end] = [points[0], points.at(-1)];
  if (start === undefined || end === undefined) return false;
  const staysNear = points.every(({ x, y }) => {
    const t = end.y === start.y ? 0 : (y - start.y) / (end.y - start.y);
    return Math.abs(curveAt(start, end, t).x - x) <= detourMax;
  });
  if (!staysNear) return false;
  return samples.every((t) => {
    const { x, y } = curveAt(start, end, t);
    return !obstacles.some((each) => isWithin(x, y, each));
  });
}

/** A point of the curve that is upright at both ends. */
function curveAt(start: Point, end: Point, t: number): Point {
  return {
    x: start.x + (end.x - start.x) * t * t * (3 - 2 * t),
    y: start.y + (end.y - start.y) * t * (1.5 - 1.5 * t + t * t),
  };
}

function isWithin(x: number, y: number, box: Obstacle): boolean {
  return (
    x > box.x - clearance &&
    x < box.x + box.width + clearance &&
    y > box.y &&
    y < box.y + box.height
  );
}
