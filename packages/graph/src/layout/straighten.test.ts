import { deepEqual } from 'node:assert/strict';
import { edgePath } from './edge-path.js';
import { straightened } from './straighten.js';

const start = { x: 0, y: 0 };
const end = { x: 0, y: 300 };
const bend = { x: 60, y: 150 };

describe('an edge', () => {
  it('leaves out a bend that it does not need', () => {
    deepEqual(straightened([start, bend, end], []), [start, end]);
  });

  it('keeps a bend that leads it around a box', () => {
    const box = { x: -40, y: 120, width: 80, height: 60 };
    deepEqual(straightened([start, bend, end], [box]), [start, bend, end]);
  });

  it('keeps to its lane, where other edges may be between', () => {
    const far = { x: 200, y: 150 };
    deepEqual(straightened([start, far, end], []), [start, far, end]);
  });

  it('is drawn upright at both ends, and on one side of its bends', () => {
    const points = [start, { x: 30, y: 100 }, { x: 60, y: 200 }, { x: 60, y: 300 }];
    deepEqual(edgePath(points), 'M0,0C0,50 15,50 30,100C45,150 60,150 60,200C60,250 60,250 60,300');
    deepEqual(edgePath([start, start, end]), 'M0,0C0,150 0,150 0,300');
  });
});
