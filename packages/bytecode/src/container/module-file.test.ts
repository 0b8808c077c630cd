import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { ByteWriter } from '../encoding/byte-writer.js';
import type { Instruction, PushValue } from '../instructions.js';
import type { Module } from '../module.js';
import { decodeModule } from './decode-module.js';
import { type EncodeOptions, encodeModule } from './encode-module.js';
import type { DataSection } from './helix-binary.js';
import { moduleCodec } from './module-codec.js';
import { readContainer } from './read-container.js';
import { makeSection } from './section-data.js';
import { writeContainer } from './write-container.js';

const code: readonly Instruction[] = [
  { op: 'DeclareAgent', id: 1 },
  { op: 'SetProperty', target: 1, keyIndex: 0, value: { kind: 'Number', value: 0.1 } },
  { op: 'Push', value: { kind: 'Duration', value: { value: 2.5, unit: 'Hours' } } },
  { op: 'SetProperty', target: 1, keyIndex: 0, value: { kind: 'Stack' } },
  { op: 'DeclareWorkflow', id: 2 },
  {
    op: 'DefineStep',
    owner: 2,
    step: { id: 3, nameIndex: 0, agentId: 1, parallel: true, dependsOn: [], entry: 7 },
  },
  {
    op: 'DefinePipeline',
    workflow: 2,
    nodes: [
      { kind: 'Parallel', nodes: [{ kind: 'Step', id: 3 }] },
      { kind: 'Conditional', condition: 7, thenBranch: [], elseBranch: [{ kind: 'Step', id: 3 }] },
    ],
  },
  { op: 'JumpIf', operand: -3 },
  {
    op: 'Push',
    value: { kind: 'Array', items: [{ kind: 'Null' }, { kind: 'Bool', value: true }] },
  },
  { op: 'Return' },
];

const module: Module = {
  ...{ version: 1, metadata: { compilerVersion: '1.0.0', sourceFile: 'a.mso' }, code },
  ...{ declarationsEnd: 7, strings: ['ada', 'ü'], constants: [], heapBase: 256 },
  functions: [
    ...[{ kind: 'builtin' as const, name: 'len', parameters: 1 }],
    ...[
      { kind: 'step' as const, name: 's', entity: 3, start: 7, end: 10, parameters: 0, locals: 1 },
    ],
  ],
  blocks: [{ entity: 1, kind: 'agent', name: 'ada', start: 0, end: 4 }],
  cells: [{ address: 16, kind: 'memory', entity: 0, name: '@n', key: 'n' }],
  symbols: {
    agents: new Map([
      [
        1,
        { id: 1, nameIndex: 0, modelIndex: 1, roleIndex: 1, temperature: 0.5, capabilities: [1] },
      ],
    ]),
    workflows: new Map([
      [2, { id: 2, nameIndex: 1, trigger: { kind: 'Event', argumentIndex: 0 }, steps: [3] }],
    ]),
    ...{ contexts: new Map(), crews: new Map(), nextId: 4 },
  },
  debug: {
    sources: [{ path: 'a.mso', text: 'agent' }],
    table: Int32Array.from({ length: 60 }, (_, index) => index - 1),
    localNames: new Map([[1, ['x']]]),
  },
};

const unpacked = (read: Module): Module => ({ ...read, code: read.code.slice() });

const options: EncodeOptions = { optimizationLevel: 1, platform: 'linux-x86_64' };

describe('module files', () => {
  for (const compress of [false, true]) {
    const bytes = encodeModule(module, { ...options, compress, sourceSha256: 'ab' });

    it(`a module comes back exactly (compress: ${compress})`, () => {
      const read = decodeModule(bytes);
      ok(read.ok);
      deepEqual(unpacked(read.value.module), module);
      deepEqual(read.value.warnings, []);
      deepEqual(encodeModule(module, { ...options, compress, sourceSha256: 'ab' }), bytes);
    });

    it(`any byte of its sections may change without harm (compress: ${compress})`, () => {
      const read = readContainer(bytes);
      ok(read.ok);
      const { sections } = read.value;
      for (const [index, section] of sections.entries()) {
        for (let at = 0; at < section.data.length; at += 1) {
          const data = section.data.slice();
          data[at] = (data[at] ?? 0) ^ 0xff;
          const changed = sections.with(index, { ...section, data });
          const again = decodeModule(writeContainer({ ...read.value, sections: changed }));
          if (!again.ok) match(again.error.message, /^byte \d+: ./);
        }
      }
    });
  }

  it('a stripped file has no debug info and is otherwise whole', () => {
    const read = decodeModule(encodeModule(module, { ...options, strip: true }));
    ok(read.ok);
    const { debug: _debug, ...rest } = module;
    deepEqual(unpacked(read.value.module), rest);
  });

  for (const depth of [900, 1001]) {
    it(`values nested ${depth} deep are ${depth <= 1000 ? 'read' : 'refused'}`, () => {
      let value: PushValue = { kind: 'Null' };
      for (let level = 1; level < depth; level += 1) value = { kind: 'Array', items: [value] };
      const nested: Module = { ...module, code: [{ op: 'Push', value }], declarationsEnd: 0 };
      const read = decodeModule(encodeModule(nested, options));
      equal(read.ok, depth <= 1000);
      if (!read.ok) match(read.error.message, /nested at most 1000 deep/);
    });
  }

  it('a section that declares far more than it holds is refused', () => {
    const read = readContainer(encodeModule(module, options));
    ok(read.ok);
    for (const size of [2n ** 28n, 2n ** 32n, 2n ** 63n]) {
      const sections = read.value.sections.map((section) => ({ ...section, size }));
      ok(!decodeModule(writeContainer({ ...read.value, sections })).ok);
      const bomb = {
        ...makeSection({ kind: 'Custom', name: 'mso.module' }, Uint8Array.of(1), true),
      };
      ok(!decodeModule(writeContainer({ ...read.value, sections: [{ ...bomb, size }] })).ok);
    }
  });

  it('without its own sections, agents and workflows are declared, with a warning', () => {
    const read = readContainer(encodeModule(module, options));
    ok(read.ok);
    const sections = read.value.sections.filter(({ type }) => type.kind !== 'Custom');
    const legacy = decodeModule(writeContainer({ ...read.value, sections }));
    ok(legacy.ok);
    const { module: found, warnings } = legacy.value;
    deepEqual(
      found.code.map(({ op }) => op),
      [
        ...['DeclareAgent', 'SetProperty', 'SetProperty', 'SetProperty', 'SetCapability'],
        'DeclareWorkflow',
      ],
    );
    deepEqual(
      found.blocks.map(({ kind, name }) => `${kind} ${name}`),
      ['agent ada', 'workflow ü'],
    );
    match(warnings.join(), /no section mso.module/);
  });

  const bombs: readonly (readonly [name: string, section: () => DataSection, says: RegExp])[] = [
    [
      'instructions',
      () => {
        const writer = new ByteWriter();
        const { debug: _debug, ...rest } = module;
        moduleCodec.write(writer, { ...rest, code: [] });
        const head = writer.finish();
        const bytes = new Uint8Array(4 + head.length + 7_000_000).fill(47);
        bytes.set([1, 0, 0, 0]);
        bytes.set(head, 4);
        new DataView(bytes.buffer).setUint32(4 + head.length - 8, 7_000_000, true);
        return makeSection({ kind: 'Custom', name: 'mso.module' }, bytes, true);
      },
      /^byte \d+: expected at most 6000000 values, found 7\d+ in section Custom\("mso.module"\)/,
    ],
    [
      'opcodes',
      () => {
        const bytes = new Uint8Array(8 + 4 * 7_000_000);
        for (let at = 8; at < bytes.length; at += 4) bytes[at] = 36;
        new DataView(bytes.buffer).setBigUint64(0, 7_000_000n, true);
        return makeSection({ kind: 'Instructions' }, bytes, true);
      },
      /^byte 0: expected at most 6000000 values, found 7000000 in section Instructions/,
    ],
    [
      'entities',
      () => {
        const bytes = new Uint8Array(8 + 8 * 500_001);
        const view = new DataView(bytes.buffer);
        view.setUint32(0, 500_001, true);
        for (let id = 0; id < 500_001; id++) {
          view.setUint32(8 + 8 * id, 11, true);
          view.setUint32(12 + 8 * id, id, true);
        }
        return makeSection({ kind: 'Instructions' }, bytes, true);
      },
      /^byte 0: expected at most 500000 entities, found 50000\d/,
    ],
  ];
  for (const [name, section, says] of bombs) {
    it(`a small file of millions of ${name} is refused`, () => {
      const read = readContainer(encodeModule(module, options));
      ok(read.ok);
      const bomb = decodeModule(writeContainer({ ...read.value, sections: [section()] }));
      ok(!bomb.ok);
      match(bomb.error.message, says);
    });
  }
});
