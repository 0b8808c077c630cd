import type { Code } from '../code.js';
import type { CodeFunction } from '../functions.js';
import { type Courses, course } from './courses.js';
import type { ModuleIndex } from './module-index.js';
import type { Problems } from './problems.js';

/** A function needs no more than this; the machine's limit is lower or raised on purpose. */
const depthMax = 1_000_000;

/** Follows every way through a function: jumps stay inside, and the stack fits where ways meet. */
export function verifyFunction(
  index: ModuleIndex,
  problems: Problems,
  ways: Ways,
  each: CodeFunction,
): void {
  const { code } = index.module;
  const reach: Reach = (target, from, depth) => {
    if (target < each.start || target >= each.end) {
      problems.at(from, `it goes on at ${target}, outside of function '${each.name}'`);
    } else if (!ways.reach(target, depth)) {
      problems.at(target, `the stack holds ${ways.depthAt(target)} or ${depth} values`);
    }
  };
  ways.reach(each.start, 0);
  for (let next = ways.next(); next >= 0 && !problems.isFull; next = ways.next()) {
    const depth = depthBehind(code, problems, ways, next);
    if (depth === undefined) continue;
    const isEnd = ways.courses.kinds[next] === course.nowhere;
    if (isEnd && depth !== 1 && code.at(next)?.op === 'Return') {
      problems.at(next, `Return leaves ${depth} values, where a function leaves one`);
    }
    followTargets(ways.courses, next, depth, reach);
  }
}

/** Told where the machine may go on from an instruction, and how many values the stack has then. */
type Reach = (target: number, from: number, depth: number) => void;

/** The same for the declarations, where a block's end cuts the stack to what it found. */
export function verifyDeclarations(index: ModuleIndex, problems: Problems, ways: Ways): void {
  const { code, declarationsEnd } = index.module;
  const end = Math.min(declarationsEnd, code.length);
  const reach: Reach = (target, from, depth) => {
    if (target === end) return;
    const isJump = target !== from + 1;
    if (target < 0 || target > end) {
      problems.at(from, `it goes on at ${target}, outside of the declarations`);
    } else if (isJump && index.blockOf[target] !== index.blockOf[from]) {
      problems.at(from, `it jumps to ${target}, into or out of a block`);
    } else if (!ways.reach(target, isJump ? depth : depthAfter(index, ways, from, depth))) {
      problems.at(target, `the stack holds ${ways.depthAt(target)} values or another number`);
    }
  };
  if (end > 0) ways.reach(0, 0);
  for (let next = ways.next(); next >= 0 && !problems.isFull; next = ways.next()) {
    const depth = depthBehind(code, problems, ways, next);
    if (depth !== undefined) followTargets(ways.courses, next, depth, reach);
  }
}

/**
 * The depth at the instruction behind one: where blocks end in between, it is what the outermost
 * of them found when it began.
 */
function depthAfter(index: ModuleIndex, ways: Ways, address: number, depth: number): number {
  const outside = index.blockOf[address + 1] ?? -1;
  let result = depth;
  let number = index.blockOf[address] ?? -1;
  while (number !== outside) {
    const block = index.block(number);
    if (block === undefined || block.end > address + 1) break;
    result = ways.depthAt(block.start);
    number = index.blockOf[block.start] ?? -1;
  }
  return result;
}

function depthBehind(
  code: Code,
  problems: Problems,
  ways: Ways,
  address: number,
): number | undefined {
  const { pops, pushes } = ways.courses;
  const [before, taken] = [ways.depthAt(address), pops[address] ?? 0];
  if (before < taken) {
    const op = code.at(address)?.op;
    problems.at(address, `${op} takes ${taken} values from a stack of ${before}`);
    return undefined;
  }
  const depth = before - taken + (pushes[address] ?? 0);
  if (depth <= depthMax) return depth;
  problems.at(address, `the stack grows beyond ${depthMax} values`);
  return undefined;
}

/** Calls `reach` with every address at which the machine may go on. */
function followTargets(courses: Courses, address: number, depth: number, reach: Reach): void {
  const kind = courses.kinds[address];
  if (kind === course.nowhere) return;
  if (kind !== course.jump) reach(address + 1, address, depth);
  if (kind !== course.next) reach(address + 1 + (courses.offsets[address] ?? 0), address, depth);
}

/** The instructions that were reached, each with the depth of the stack before it. */
export class Ways {
  private readonly depths: Int32Array;
  private readonly waiting: number[] = [];

  constructor(readonly courses: Courses) {
    this.depths = new Int32Array(courses.kinds.length).fill(-1);
  }

  /** False where the instruction was reached with another depth before. */
  reach(address: number, depth: number): boolean {
    const known = this.depthAt(address);
    if (known >= 0) return known === depth;
    this.depths[address] = depth;
    this.waiting.push(address);
    return true;
  }

  /** An instruction that was reached and not looked at, or -1. */
  next(): number {
    return this.waiting.pop() ?? -1;
  }

  depthAt(address: number): number {
    return this.depths[address] ?? -1;
  }
}
