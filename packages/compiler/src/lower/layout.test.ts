import { deepEqual, equal, ok } from 'node:assert/strict';
import { SourceFile } from '@mso/language';
import { compile } from '../compile.js';
import { expectLines, moduleOf, placedListing } from '../testing/listing.js';

const everything = `agent "a" {
  model = "m"
  capabilities ["x",
    "y"]
  backstory {
    Once
  }
}

workflow "w" {
  step "s" {
    agent = "a"
    retry {
      delay = 5s
    }
  }
  pipeline { s }
}

context "k" {
  secrets {
    key = $KEY
  }
  variables {
    v = $V
    o = { p = 1, q = [2] }
  }
}

crew "c" { agents ["a"] process = "parallel" }
pipeline { s -> [t | u] }
load "l"
`;

describe('the layout of a module', () => {
  it('gives every statement its number and every instruction its place', () => {
    expectLines(
      placedListing(everything),
      `
      0 1:1-1:12 DeclareAgent #1 "a"
      1 2:3-2:14 SetProperty #1 "model" "m"
      2 3:3-4:9 SetCapability #1 "x"
      2 4:5-4:8 SetCapability #1 "y"
      3 5:3-7:4 SetProperty #1 "backstory" "Once"
      4 10:1-10:15 DeclareWorkflow #2 "w"
      5 11:3-11:13 DefineStep #2 #3 "s"
      6 12:5-12:16 SetProperty #3 "agent" "a"
      7 14:7-14:17 SetProperty #3 "/retry/delay" 5s
      8 17:3-17:17 DefinePipeline #2 #3
      9 20:1-20:14 DeclareContext #4 "k"
      10 22:5-22:15 SetSecret #4 "key" Environment("KEY")
      11 25:5-25:11 ResolveReference Environment "V"
      11 25:5-25:11 SetProperty #4 "/variables/v" Stack
      12 26:11-26:16 SetProperty #4 "/variables/o/p" 1
      13 26:18-26:25 SetProperty #4 "/variables/o/q/0" 2
      14 30:1-30:11 DeclareCrew #5 "c"
      15 30:12-30:24 SetProperty #5 "/agents/0" "a"
      16 30:25-30:45 SetProperty #5 "process" "parallel"
      17 31:1-31:9 SetMetadata "decl/6" "pipeline:pipeline"
      18 31:10-31:26 SetProperty #6 "/stages/0" "s"
      18 31:18-31:19 SetProperty #6 "/stages/1" "t"
      18 31:22-31:23 SetProperty #6 "/stages/2" "u"
      19 31:10-31:26 SetProperty #6 "flow" "s -> [t | u]"
      20 32:1-32:9 SetMetadata "decl/7" "load:l"`,
    );
  });

  it('records the range of every block, inner ones behind their outer one', () => {
    deepEqual(
      moduleOf(everything).blocks.map(({ kind, name, entity, start, end }) =>
        [kind, name, entity, start, end].join(' '),
      ),
      [
        'agent a 1 0 5',
        'workflow w 2 5 10',
        'step s 3 6 9',
        'context k 4 10 16',
        'crew c 5 16 19',
        'pipeline pipeline 6 19 24',
        'load l 7 24 25',
      ],
    );
  });

  it('gives every entity and every variable a cell below the heap', () => {
    const { cells, heapBase } = moduleOf(everything);
    deepEqual(
      cells.map(({ address, name }) => `${address} ${name}`),
      [
        '16 agent "a"',
        '17 workflow "w"',
        '18 step "s"',
        '19 context "k"',
        '20 context "k".v',
        '21 context "k".o',
        '22 crew "c"',
        '23 pipeline "pipeline"',
        '24 load "l"',
        '25 step "s".output',
      ],
    );
    equal(heapBase, 256);
  });

  it('a variable that two places set has one cell', () => {
    const text = 'context "k" { a = 1 b = 2 b = 3 variables { a = 4 a = 5 } }';
    deepEqual(
      moduleOf(text).cells.flatMap(({ key }) => key ?? []),
      ['a', 'b'],
    );
  });

  it('heapBase moves on when the cells need it', () => {
    const agents = Array.from({ length: 241 }, (_, index) => `agent "a${index}" {}`).join('\n');
    equal(moduleOf(agents).heapBase, 512);
  });

  it('an empty program is an empty module', () => {
    const { code, blocks, cells, symbols } = moduleOf('# nothing\n');
    deepEqual([code, blocks, cells, symbols.nextId], [[], [], [], 1]);
  });

  it('a program with an error has diagnostics and no module', () => {
    const result = compile(new SourceFile('test.mso', 'crew "c" { agents ["nobody"] }'));
    equal('module' in result, false);
    ok(result.diagnostics.some(({ code }) => code === 'UndefinedAgent'));
  });

  it('warnings do not keep a program from being compiled', () => {
    const result = compile(new SourceFile('test.mso', 'agent "a" { role = "x" role = "y" }'));
    deepEqual(
      result.diagnostics.map(({ code }) => code),
      ['W0302'],
    );
    ok(result.module);
  });

  it('twenty thousand steps that need one of them are all compiled', () => {
    const steps = Array.from({ length: 20_000 }, (_, index) => {
      const needs = index === 0 ? '' : ' depends_on = ["s0"]';
      return `step "s${index}" { agent = "a"${needs} }`;
    });
    const { symbols } = moduleOf(`agent "a" {}\nworkflow "w" {\n${steps.join('\n')}\n}`);
    equal(symbols.workflows.get(2)?.steps.length, 20_000);
  });
});
