import assert from 'node:assert/strict';
import type { Flow, FlowNode } from '../syntax/tree.js';
import { printExpression } from '../testing/print-expression.js';
import { SourceFile } from '../text/source-file.js';
import { parse } from './parse.js';

function printFlow(flow: Flow): string {
  return flow.nodes.map(printNode).join(' -> ');
}

function printNode(node: FlowNode): string {
  switch (node.kind) {
    case 'StepNode':
      return node.name.text;
    case 'ParallelNode':
      return `[${node.branches.map(printNode).join(' | ')}]`;
    case 'ConditionalNode': {
      const head = `if ${printExpression(node.condition)} {${printFlow(node.thenFlow)}}`;
      return node.elseFlow === undefined ? head : `${head} else {${printFlow(node.elseFlow)}}`;
    }
  }
}

function read(member: string): { flow: string; codes: string } {
  const { program, diagnostics } = parse(new SourceFile('', `workflow w { ${member} }`));
  const found = program.declarations[0]?.block?.members.find((m) => m.kind === 'PipelineMember');
  const flow = found?.kind === 'PipelineMember' ? printFlow(found.flow) : 'none';
  return { flow, codes: diagnostics.map(({ code }) => code).join(' ') };
}

const cases: readonly (readonly [member: string, flow: string, codes: string])[] = [
  ['pipeline { a -> b -> c }', 'a -> b -> c', ''],
  ['pipeline { a b, "c d" timeout }', 'a -> b -> c d -> timeout', ''],
  ['pipeline { { a -> b } }', 'a -> b', ''],
  ['pipeline main { a }', 'a', ''],
  ['pipeline {}', '', ''],
  ['pipeline { a -> [b | c] -> d }', 'a -> [b | c] -> d', ''],
  ['pipeline { [a, b, [c | d]] }', '[a | b | [c | d]]', ''],
  ['pipeline { if a.b > 1 { c } else { d -> e } -> f }', 'if (a.b > 1) {c} else {d -> e} -> f', ''],
  ['pipeline { if a { b } else if c { d } }', 'if a {b} else {if c {d}}', ''],
  ['pipeline { if a >\n b { c } else { d } }', 'if (a > b) {c} else {d}', ''],
  ['pipeline { if a and\n steps["b"].failed { c } }', 'if (a && steps["b"].failed) {c}', ''],
  ['pipeline { if -> else }', 'if -> else', ''],
  ['pipeline = a -> b', 'a -> b', ''],
  ['pipeline = a -> [b | c] x = 1', 'a -> [b | c]', ''],
  ['pipeline = [a, "b"]', 'a -> b', ''],
  ['pipeline = [a | b]', '[a | b]', ''],
  ['pipeline = { a -> b }', 'a -> b', ''],
  ['pipeline { a -> }', 'a', 'E0208'],
  ['pipeline { -> a }', 'a', 'E0208'],
  ['pipeline { a -> -> b }', 'a -> b', 'E0208'],
  ['pipeline { a 1 2 3 b }', 'a -> b', 'E0208'],
  ['pipeline { [a -> b] }', '[a | b]', 'E0208'],
  ['pipeline { [a | b }', '[a | b]', 'E0204'],
  ['pipeline { if { a } }', 'if <missing> {a}', 'E0207'],
  ['pipeline { if a b }', 'if a {} -> b', 'E0201'],
  ['pipeline = 5', '', 'E0208'],
  ['pipeline a', '', 'E0201'],
];

describe('a flow', () => {
  for (const [member, flow, codes] of cases) {
    it(`reads ${member}`, () => assert.deepEqual(read(member), { flow, codes }));
  }

  it('of a standalone pipeline is told from stages by its first words', () => {
    const forms = ['{ a -> b }', '{ { a } }', '{ stage -> b }', '{}'];
    const stages = ['{ stage "a" { } }', '{ input = "x" stage a { } }', 'p { x = 1 }'];
    for (const form of [...forms, ...stages]) {
      const { program, diagnostics } = parse(new SourceFile('', `pipeline ${form}`));
      assert.deepEqual(diagnostics, [], form);
      assert.equal(program.declarations[0]?.flow !== undefined, forms.includes(form), form);
    }
  });

  it('that holds no step has a span all the same', () => {
    for (const member of ['pipeline = 2h', 'pipeline = }', 'pipeline =']) {
      const { program } = parse(new SourceFile('', `workflow "w" { ${member}`));
      const [found] = program.declarations[0]?.block?.members ?? [];
      assert.equal(found?.kind, 'PipelineMember', member);
      if (found?.kind === 'PipelineMember') {
        assert.ok(found.flow.start <= found.flow.end, member);
        assert.ok(found.start <= found.flow.start && found.flow.end <= found.end, member);
      }
    }
  });
});
