import { equal } from 'node:assert/strict';
import { describeInstruction } from './disassembly.js';
import type { CodeFunction } from './functions.js';
import type { ConstantValue, Instruction, PipelineNode } from './instructions.js';
import type { Module } from './module.js';
import { StringPool } from './string-pool.js';

const pool = new StringPool();
const text = (value: string): number => pool.intern(value);

const condition: CodeFunction = {
  ...{ kind: 'expression', name: 'x > 1', entity: 0, parameters: 0, locals: 0 },
  ...{ start: 100, end: 102 },
};

const module: Module = {
  version: 1,
  metadata: { compilerVersion: '1.0.0' },
  symbols: {
    agents: new Map([
      [1, { id: 1, nameIndex: text('ada'), modelIndex: 0, roleIndex: 0, capabilities: [] }],
    ]),
    workflows: new Map([
      [2, { id: 2, nameIndex: text('flow'), trigger: { kind: 'Manual' }, steps: [] }],
    ]),
    contexts: new Map([
      [
        3,
        { id: 3, nameIndex: text('prod'), environmentIndex: 0, debug: false, secrets: new Map() },
      ],
    ]),
    crews: new Map([[4, { id: 4, nameIndex: text('team'), agentIds: [], process: 'Sequential' }]]),
    nextId: 5,
  },
  code: [],
  declarationsEnd: 0,
  functions: [condition],
  strings: pool.strings,
  constants: [],
  blocks: [],
  cells: [],
  heapBase: 256,
};

const set = (value: ConstantValue): Instruction => ({
  op: 'SetProperty',
  target: 1,
  keyIndex: text('key'),
  value,
});
const step = (id: number): PipelineNode => ({ kind: 'Step', id });
const pipeline = (...nodes: PipelineNode[]): Instruction => ({
  op: 'DefinePipeline',
  workflow: 2,
  nodes,
});

const table: readonly (readonly [Instruction, string])[] = [
  [{ op: 'DeclareAgent', id: 1 }, 'DeclareAgent #1 "ada"'],
  [{ op: 'DeclareWorkflow', id: 2 }, 'DeclareWorkflow #2 "flow"'],
  [{ op: 'DeclareContext', id: 3 }, 'DeclareContext #3 "prod"'],
  [{ op: 'DeclareCrew', id: 4 }, 'DeclareCrew #4 "team"'],
  [{ op: 'DeclareAgent', id: 99 }, 'DeclareAgent #99 ""'],
  [set({ kind: 'String', index: text('a "b"') }), 'SetProperty #1 "key" "a \\"b\\""'],
  [set({ kind: 'Number', value: 0.5 }), 'SetProperty #1 "key" 0.5'],
  [set({ kind: 'Bool', value: false }), 'SetProperty #1 "key" false'],
  [set({ kind: 'Duration', value: { value: 5, unit: 'Minutes' } }), 'SetProperty #1 "key" 5m'],
  [set({ kind: 'Null' }), 'SetProperty #1 "key" null'],
  [set({ kind: 'Stack' }), 'SetProperty #1 "key" Stack'],
  [{ op: 'SetCapability', agent: 1, capabilityIndex: text('sums') }, 'SetCapability #1 "sums"'],
  [
    {
      op: 'SetSecret',
      context: 3,
      keyIndex: text('token'),
      secret: { kind: 'Vault', index: text('a/b') },
    },
    'SetSecret #3 "token" Vault("a/b")',
  ],
  [
    {
      op: 'DefineStep',
      owner: 2,
      step: { id: 5, nameIndex: text('draft'), parallel: false, dependsOn: [] },
    },
    'DefineStep #2 #5 "draft"',
  ],
  [pipeline(step(5), step(6)), 'DefinePipeline #2 #5 -> #6'],
  [
    pipeline({ kind: 'Parallel', nodes: [step(5), step(6)] }, step(7)),
    'DefinePipeline #2 [#5 | #6] -> #7',
  ],
  [
    pipeline({ kind: 'Conditional', condition: 100, thenBranch: [step(5)], elseBranch: [step(6)] }),
    'DefinePipeline #2 if x > 1 { #5 } else { #6 }',
  ],
  [
    pipeline({ kind: 'Conditional', condition: 100, thenBranch: [step(5), step(6)] }),
    'DefinePipeline #2 if x > 1 { #5 -> #6 }',
  ],
  [pipeline({ kind: 'Conditional', condition: 9, thenBranch: [] }), 'DefinePipeline #2 if @9 {  }'],
  [
    { op: 'ResolveReference', kind: 'Environment', index: text('HOME') },
    'ResolveReference Environment "HOME"',
  ],
  [
    { op: 'ResolveReference', kind: 'Memory', index: text('notes.today') },
    'ResolveReference Memory "notes.today"',
  ],
  [
    { op: 'ResolveReference', kind: 'Variable', index: text('a.b') },
    'ResolveReference Variable "a.b"',
  ],
  [
    { op: 'SetMetadata', keyIndex: text('decl/6'), valueIndex: text('project:p') },
    'SetMetadata "decl/6" "project:p"',
  ],
  [{ op: 'SetMetadata', keyIndex: 4_000_000_000, valueIndex: -1 }, 'SetMetadata "" ""'],
];

describe('the disassembly', () => {
  for (const [instruction, expected] of table) {
    it(`shows ${expected}`, () => equal(describeInstruction(module, instruction), expected));
  }
});
