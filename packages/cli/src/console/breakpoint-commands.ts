import { spanAt } from '@mso/bytecode';
import {
  type BreakpointRequest,
  type DataRequest,
  dataInfo,
  describeBreakpoints,
  nameOf,
} from '@mso/debugger';
import { columns } from '../output/columns.js';
import { displayPath } from '../output/diagnostics.js';
import { ConsoleProblem } from './console-problem.js';
import type { DebugConsole } from './debug-console.js';
import { fileOf, readPlace } from './places.js';
import type { Place } from './source-line.js';

/**
 * `break LINE`, `break FILE:LINE` or `break NAME`, each with `[if EXPRESSION]`; alone it shows
 * those there are.
 */
export function setBreakpoint(console: DebugConsole, operand: string): void {
  if (operand === '') return showBreakpoints(console);
  const { path, request } = readRequest(console, operand);
  const before = console.breakpoints.filter((old) => old.path === path);
  const same = before.find((old) => isSame(old.request, request));
  if (same) throw new ConsoleProblem(`breakpoint ${same.id} is there already`);
  const requests = before.map((old) => old.request);
  const made = console.setBreakpoints(path, [...requests, request]).at(-1);
  if (made?.location === undefined || !made.verified) {
    console.setBreakpoints(path, requests);
    const where = console.program.files.length > 1 ? ` in ${displayPath(path)}` : '';
    throw new ConsoleProblem(`no breakpoint${where}: ${made?.message ?? 'it cannot be set'}`);
  }
  const startLine = made.location.span?.startLine ?? 0;
  const moved = startLine === request.line ? '' : ` (line ${request.line} has no code of its own)`;
  console.print(`breakpoint ${made.id} at ${displayPath(path)}:${startLine}${moved}`);
}

/** `watch EXPRESSION [if EXPRESSION]`: stops when the value of the first one is written. */
export function setWatch(console: DebugConsole, operand: string): void {
  const { text, condition } = splitCondition(operand);
  if (text === '') throw new ConsoleProblem('watch what? For example: watch temperature');
  const { session, frame } = console;
  const info = dataInfo(session.evaluator, text, frame);
  if ('problem' in info) throw new ConsoleProblem(info.problem);
  const name = nameOf(session.vm.module, info.target);
  const request: DataRequest = { name, access: 'write', ...(condition && { condition }) };
  const { data } = session.breakpoints;
  const before = data.all.map((old) => old.request);
  const made = data.replace([...before, request]).at(-1);
  if (made?.verified !== true) {
    data.replace(before);
    throw new ConsoleProblem(`${text} is not watched: ${made?.message ?? 'it cannot be'}`);
  }
  const described = describeBreakpoints(session.breakpoints).find(({ id }) => id === made.id);
  console.print(`breakpoint ${made.id} at each ${described?.place ?? text}`);
}

/** `delete ID…`, `delete all`. */
export function deleteBreakpoints(console: DebugConsole, operand: string): void {
  const words = operand.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0) throw new ConsoleProblem('delete which? break shows their numbers');
  const { data } = console.session.breakpoints;
  const known = describeBreakpoints(console.session.breakpoints).map(({ id }) => id);
  const gone = new Set(words.includes('all') ? known : words.map((word) => knownId(known, word)));
  const isKept = ({ id }: { readonly id: number }): boolean => !gone.has(id);
  const { breakpoints } = console;
  for (const path of new Set(breakpoints.map((breakpoint) => breakpoint.path))) {
    const here = breakpoints.filter((breakpoint) => breakpoint.path === path);
    console.setBreakpoints(
      path,
      here.filter(isKept).map(({ request }) => request),
    );
  }
  data.replace(data.all.filter(isKept).map(({ request }) => request));
  if (gone.size === 0) console.print('there are no breakpoints');
  else console.print(`deleted breakpoint ${[...gone].join(', ')}`);
}

function knownId(known: readonly number[], word: string): number {
  const found = known.find((id) => String(id) === word);
  if (found !== undefined) return found;
  throw new ConsoleProblem(`there is no breakpoint ${word}; break shows those there are`);
}

function showBreakpoints(console: DebugConsole): void {
  const described = describeBreakpoints(console.session.breakpoints);
  if (described.length === 0) return console.print('there are no breakpoints');
  // Of several files of a name, the path says which.
  const placeOf = new Map(
    console.breakpoints.map(({ id, path, request, location }) => [
      id,
      `${displayPath(path)}:${location?.span?.startLine ?? request.line}`,
    ]),
  );
  const rows = described.map(({ id, place, conditions, seen }) => {
    return [String(id), placeOf.get(id) ?? place, conditions, seen];
  });
  for (const row of columns(rows, { right: [0] })) console.print(row);
}

interface FileRequest {
  readonly path: string;
  readonly request: BreakpointRequest;
}

/** What stands before `if`, and the condition behind it. */
function splitCondition(operand: string): { text: string; condition: string | undefined } {
  const [, text = '', given] = /^(.*?)(?:\s+if\b(.*))?$/s.exec(operand) ?? [];
  const condition = given?.trim();
  if (condition === '') throw new ConsoleProblem('an expression is missing behind if');
  return { text, condition };
}

function readRequest(console: DebugConsole, operand: string): FileRequest {
  const { text: place, condition } = splitCondition(operand);
  const { source, line } = readPlace(console, place) ?? placeOfBlock(console, place);
  if (line < 1) throw new ConsoleProblem('lines start at 1');
  const { path } = fileOf(console, source);
  return { path, request: { line, ...(condition !== undefined && { condition }) } };
}

/** The place of a declaration: `writer`, `"writer"`, `agent writer` or `agent "writer"`. */
function placeOfBlock(console: DebugConsole, place: string): Place {
  const { module } = console.program;
  const wanted = place.replaceAll('"', '');
  const found = module.blocks.filter(
    ({ kind, name }) => name === wanted || `${kind} ${name}` === wanted,
  );
  const [first, second] = found;
  if (first === undefined) {
    throw new ConsoleProblem(`break takes a line or a declared name; ${place} is neither`);
  }
  if (second) {
    const all = found.map(({ kind, name }) => `${kind} ${JSON.stringify(name)}`).join(', ');
    throw new ConsoleProblem(`${place} may be ${all}: say which, or give the line`);
  }
  const span = module.debug && spanAt(module.debug, first.start);
  if (span === undefined) throw new ConsoleProblem(`${place} has no line`);
  return { source: span.source, line: span.startLine };
}

function isSame(a: BreakpointRequest, b: BreakpointRequest): boolean {
  return a.line === b.line && a.condition === b.condition;
}
