import { deepEqual, equal, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { type CodeSpan, type Module, spanAt, statementAt } from '@mso/bytecode';
import { compile, optimize } from '@mso/compiler';
import { DebugSession } from '@mso/debugger';
import { SourceFile } from '@mso/language';
import { environmentResolver, HelixVM } from '@mso/vm';
import fc from 'fast-check';
import { environment, randomProgram } from '../config/random-program.js';
import { programText } from '../format/programs.js';
import { examplesFolder } from '../support/paths.js';

const path = 'test.mso';

function compiled(text: string): Module | undefined {
  return compile(new SourceFile(path, text)).module;
}

/** The span of the first instruction of each statement, in the order of the code. */
function statementsOf({ debug, code }: Module): ReadonlyMap<number, CodeSpan> {
  ok(debug);
  const spans = new Map<number, CodeSpan>();
  let previous = -1;
  code.forEach((_, address) => {
    const statement = statementAt(debug, address);
    const span = spanAt(debug, address);
    ok(span);
    if (statement !== previous) ok(!spans.has(statement), `statement ${statement} is in pieces`);
    previous = statement;
    if (!spans.has(statement)) spans.set(statement, span);
  });
  return spans;
}

/** The statements that one comes by who steps into everything. */
function steppedThrough(module: Module): number[] {
  const { debug } = module;
  ok(debug);
  const seen: number[] = [];
  const vm = new HelixVM(module, { resolver: environmentResolver(environment) });
  vm.run({
    trace: (address) => {
      const statement = statementAt(debug, address);
      if (seen.at(-1) !== statement) seen.push(statement);
    },
  });
  return seen;
}

/** Where breakpoints on all lines of a text end up; undefined for one that is not verified. */
function breakpointLines(module: Module, text: string): (number | undefined)[] {
  const session = new DebugSession({
    events: {
      stopped: () => undefined,
      ended: () => undefined,
      output: () => undefined,
      breakpointChanged: () => undefined,
    },
    schedule: () => undefined,
  });
  session.load({
    ...{ module, stopOnEntry: true, noDebug: false },
    vm: { resolver: environmentResolver(environment) },
  });
  const requests = text.split('\n').map((_, index) => ({ line: index + 1 }));
  const set = session.breakpoints.set(path, requests);
  for (const { verified, message } of set) ok(verified || message, 'it says why');
  return set.map(({ location }) => location?.span?.startLine);
}

function expectDebuggable(text: string): void {
  const module = compiled(text);
  if (module === undefined || module.code.length === 0) return;
  const { module: optimized, passes } = optimize(module, 3);
  const [before, after] = [statementsOf(module), statementsOf(optimized)];
  for (const [statement, span] of after) deepEqual(span, before.get(statement));
  if (after.size < before.size) ok(passes.some(({ count }) => count > 0));
  deepEqual(
    steppedThrough(optimized),
    steppedThrough(module).filter((statement) => after.has(statement)),
  );
  const startLines = new Set([...after.values()].map(({ startLine }) => startLine));
  const [lines, linesAfter] = [breakpointLines(module, text), breakpointLines(optimized, text)];
  lines.forEach((line, index) => {
    const lineAfter = linesAfter[index];
    if (line === undefined) equal(lineAfter, undefined);
    else if (startLines.has(line)) equal(lineAfter, line, 'it stays where a statement begins');
    else ok(lineAfter === undefined || lineAfter >= line, 'it moves on');
  });
}

describe('an optimized program is debugged', () => {
  for (const name of readdirSync(examplesFolder).filter((each) => each.endsWith('.mso'))) {
    it(`line by line: ${name}`, () => {
      expectDebuggable(readFileSync(`${examplesFolder}/${name}`, 'utf8'));
    });
  }

  it('line by line, whatever it declares', () => {
    fc.assert(fc.property(randomProgram, expectDebuggable), { numRuns: 30 });
  }).timeout(20_000);

  it('line by line, whatever its steps do', () => {
    fc.assert(fc.property(programText, expectDebuggable), { numRuns: 100 });
  }).timeout(20_000);

  it('with a breakpoint on a line that was computed away moved to the next statement', () => {
    const text = `agent "a" { model = "m" role = "r" }
workflow "w" {
  trigger = manual
  step "s" {
    agent = "a"
    task = "t"
    when = "a" ==
      "b" +
      "c"
    timeout = 5m
  }
}`;
    const module = compiled(text);
    ok(module);
    deepEqual(breakpointLines(module, text).slice(6, 10), [7, 8, 9, 10]);
    const { module: optimized } = optimize(module, 2);
    deepEqual(breakpointLines(optimized, text).slice(6, 10), [7, 10, 10, 10]);
  });
});
