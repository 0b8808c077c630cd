import { deepEqual, ok } from 'node:assert/strict';
import type { Module } from '../module.js';
import { describeContainer } from './describe-container.js';
import { encodeModule } from './encode-module.js';
import { readContainer } from './read-container.js';

const module: Module = {
  ...{ version: 1, metadata: { compilerVersion: '1.0.0' }, declarationsEnd: 2, heapBase: 256 },
  ...{ strings: ['ada'], constants: [], functions: [], blocks: [], cells: [] },
  code: [
    { op: 'DeclareAgent', id: 1 },
    { op: 'SetCapability', agent: 1, capabilityIndex: 0 },
  ],
  symbols: {
    agents: new Map([[1, { id: 1, nameIndex: 0, modelIndex: 0, roleIndex: 0, capabilities: [0] }]]),
    ...{ workflows: new Map(), contexts: new Map(), crews: new Map(), nextId: 2 },
  },
};

describe('the description of a container', () => {
  it('names its sections and counts its symbols and instructions', () => {
    const read = readContainer(encodeModule(module, { optimizationLevel: 0, platform: 'x' }));
    ok(read.ok);
    const { magic, symbols, sections, instructions } = describeContainer(read.value);
    deepEqual(
      [magic, symbols.strings, symbols.agents, symbols.workflows, instructions],
      ['HLXB', 1, 1, 0, { InvokeAgent: 1, Nop: 1 }],
    );
    deepEqual(
      sections.map(({ name, compression }) => `${name} ${compression}`),
      ['Instructions None', 'Agents None', 'Custom("mso.module") None'],
    );
  });
});
