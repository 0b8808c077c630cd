import { spanAt } from '@mso/bytecode';
import { type BreakpointRequest, describeBreakpoints } from '@mso/debugger';
import { columns } from '../output/columns.js';
import { displayPath } from '../output/diagnostics.js';
import { ConsoleProblem } from './console-problem.js';
import type { DebugConsole, FileBreakpoint } from './debug-console.js';
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

/** `delete ID…`, `delete all`. */
export function deleteBreakpoints(console: DebugConsole, operand: string): void {
  const words = operand.split(/[\s,]+/).filter((word) => word !== '');
  const known = console.breakpoints;
  if (words.length === 0) throw new ConsoleProblem('delete which? break shows their numbers');
  const gone = words.includes('all') ? known : words.map((word) => withId(known, word));
  for (const path of new Set(gone.map((breakpoint) => breakpoint.path))) {
    const kept = known.filter(
      (breakpoint) => breakpoint.path === path && !gone.includes(breakpoint),
    );
    console.setBreakpoints(
      path,
      kept.map(({ request }) => request),
    );
  }
  if (gone.length === 0) console.print('there are no breakpoints');
  else console.print(`deleted breakpoint ${gone.map(({ id }) => id).join(', ')}`);
}

function withId(known: readonly FileBreakpoint[], word: string): FileBreakpoint {
  const found = known.find(({ id }) => String(id) === word);
  if (found) return found;
  throw new ConsoleProblem(`there is no breakpoint ${word}; break shows those there are`);
}

function showBreakpoints(console: DebugConsole): void {
  const { breakpoints } = console;
  if (breakpoints.length === 0) return console.print('there are no breakpoints');
  const described = describeBreakpoints(console.session.breakpoints);
  const seenOf = new Map(described.map(({ id, seen }) => [id, seen]));
  const rows = breakpoints.map(({ id, path, request, location }) => {
    const { condition } = request;
    const line = location?.span?.startLine ?? request.line;
    const about = condition === undefined ? '' : `if ${condition}`;
    return [String(id), `${displayPath(path)}:${line}`, about, seenOf.get(id) ?? ''];
  });
  for (const row of columns(rows, { right: [0] })) console.print(row);
}

interface FileRequest {
  readonly path: string;
  readonly request: BreakpointRequest;
}

function readRequest(console: DebugConsole, operand: string): FileRequest {
  const [, place = '', given] = /^(.*?)(?:\s+if\b(.*))?$/s.exec(operand) ?? [];
  const condition = given?.trim();
  if (condition === '') throw new ConsoleProblem('an expression is missing behind if');
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
