import { deepEqual, equal } from 'node:assert/strict';
import type { Instruction, Module } from '@mso/bytecode';
import { configToJson } from '../config/json.js';
import { type ModuleBuilder, moduleOf, stack } from '../testing/module-builder.js';
import { configOf, errorOf, run } from '../testing/run.js';

const far = 4_000_000_000;

const agentWith =
  (body: (b: ModuleBuilder, id: number) => void) =>
  (b: ModuleBuilder): void =>
    void b.agent('a', (id) => body(b, id));

const instruction =
  (...code: Instruction[]) =>
  (b: ModuleBuilder): void =>
    void b.emit(...code);

const noString = (index: number): string =>
  `InvalidInstruction: the string pool has no entry ${index}`;

const table: readonly (readonly [string, (b: ModuleBuilder) => void, string])[] = [
  ['a key beyond the string pool', agentWith((b, id) => b.setKey(id, far, 1)), noString(far)],
  ['a negative key', agentWith((b, id) => b.setKey(id, -1, 1)), noString(-1)],
  ['a fractional key', agentWith((b, id) => b.setKey(id, 0.5, 1)), noString(0.5)],
  [
    'a value beyond the string pool',
    agentWith((b, id) => b.set(id, 'p', { kind: 'String', index: far })),
    noString(far),
  ],
  [
    'a capability beyond the string pool',
    agentWith((b, id) => b.emit({ op: 'SetCapability', agent: id, capabilityIndex: far })),
    noString(far),
  ],
  [
    'a reference beyond the string pool',
    instruction({ op: 'ResolveReference', kind: 'Memory', index: far }),
    noString(far),
  ],
  [
    'metadata beyond the string pool',
    instruction({ op: 'SetMetadata', keyIndex: far, valueIndex: far }),
    noString(far),
  ],
  [
    'a declaration that the symbol table does not have',
    instruction({ op: 'DeclareAgent', id: far }),
    `InvalidInstruction: the symbol table has no agent #${far}`,
  ],
  [
    'a step whose name does not exist',
    instruction({
      op: 'DefineStep',
      owner: 1,
      step: { id: 2, nameIndex: far, parallel: false, dependsOn: [] },
    }),
    noString(far),
  ],
  [
    'a condition beyond the code',
    (b) => {
      b.workflow('w', (w) => {
        b.pipeline(w, [{ kind: 'Conditional', condition: far, thenBranch: [] }]);
      });
    },
    `InvalidInstruction: no function starts at address ${far}`,
  ],
  [
    'an index of four thousand million',
    agentWith((b, id) => b.set(id, `/p/${far}`, 1)),
    `InvalidInstruction: an array of 0 has no place ${far}`,
  ],
  [
    'a path of a million parts',
    agentWith((b, id) => b.set(id, '/p'.repeat(1_000_000), 1)),
    'InvalidInstruction: a path has more than 1000 parts',
  ],
  [
    'a number for max_tokens that is none',
    agentWith((b, id) => b.set(id, 'max_tokens', Number.NaN)),
    'TypeConversion: agent property max_tokens takes a whole number',
  ],
];

describe('modules that no compiler made', () => {
  for (const [what, program, error] of table) {
    it(`${what} is a runtime error`, () => equal(errorOf(program), error));
  }

  it('a path of a thousand parts is fine, whole to the printed configuration', () => {
    const config = configOf(agentWith((b, id) => b.set(id, '/p'.repeat(1_000), 1)));
    equal(configToJson(config).match(/"p": /g)?.length, 1_000);
  });

  it('a variable that doubles itself again and again is stopped', () => {
    const { vm } = run((b) => {
      b.context('k', (id) => {
        b.set(id, '/variables/o/a', 1);
        for (let round = 0; round < 40; round++) {
          b.resolve('Variable', 'o').set(id, `/variables/o/b${round}`, stack);
        }
      });
    });
    equal(vm.error?.message, 'Invalid memory access: the value is too large');
  });

  it('a variable that goes one level deeper again and again is stopped', () => {
    const { vm } = run((b) => {
      b.context('k', (id) => {
        b.set(id, '/variables/o/a', 1);
        for (let round = 0; round < 1_200; round++) {
          b.resolve('Variable', 'o').set(id, '/variables/o', null);
          b.set(id, '/variables/o/a', stack);
        }
      });
    });
    equal(vm.error?.kind, 'MemoryAccessViolation');
    equal(configToJson(vm.config).includes('"a"'), true);
  });

  it('names of JavaScript are names like any other', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const config = configOf((b) => {
      for (const name of names) {
        b.agent(name, (id) => {
          b.set(id, name, 'value').set(id, ['nested', name, name], 'deep');
        });
        b.context(name, (id) => {
          b.secret(id, name, 'Vault', name).set(id, ['variables', name], name);
        });
        b.crew(name, (id) => b.set(id, 'process', name));
        b.workflow(name, (id) => b.set(id, ['retry', 'backoff'], name).set(id, 'trigger', name));
      }
      b.emit({ op: 'SetMetadata', keyIndex: b.text('__proto__'), valueIndex: b.text('x') });
    });
    deepEqual([...config.agents.keys()], names);
    for (const name of names) {
      const nested = new Map([[name, new Map([[name, 'deep']])]]);
      const extra = new Map<string, unknown>([
        [name, 'value'],
        ['nested', nested],
      ]);
      deepEqual(config.agents.get(name)?.extra, extra);
      equal(config.contexts.get(name)?.variables.get(name), name);
      equal(config.crews.get(name)?.process_type, 'Sequential');
      equal(config.workflows.get(name)?.retry?.backoff, 'Fixed');
      deepEqual(config.workflows.get(name)?.trigger, { Event: name });
    }
    equal('value' in {}, false);
    equal(Object.keys(Object.prototype).length, 0);
  });

  it('blocks that end too late end with the block around them, and at the end of the code', () => {
    const module = moduleOf((b) => {
      b.agent('outer', (id) => {
        b.agent('inner');
        b.set(id, 'p', 1);
      });
      b.agent('next');
    });
    const blocks = module.blocks.map((block) => ({ ...block, end: far }));
    const outer = { entity: 1, kind: 'agent', name: 'outer', start: 0, end: 3 } as const;
    const { vm } = run({ ...module, blocks: [outer, ...blocks.slice(1)] });
    equal(vm.error, undefined);
    equal(vm.callStack.length, 1);
    deepEqual(
      vm.declarations.ofKind('agent').map(({ complete }) => complete),
      [true, true, true],
    );
  });

  it('blocks that end before they begin end at once', () => {
    const module = moduleOf((b) => b.agent('a', (id) => b.set(id, 'p', 1)));
    const blocks = module.blocks.map((block) => ({ ...block, end: -5 }));
    const { vm } = run({ ...module, blocks });
    equal(vm.executionState.kind, 'Halted');
    equal(vm.callStack.length, 1);
  });

  const cells: readonly (readonly [string, Partial<Module>, string])[] = [
    ['below memory', { cells: [{ address: -1, kind: 'entity', entity: 1, name: '' }] }, '-1'],
    [
      'beyond memory',
      { cells: [{ address: 2 ** 32, kind: 'entity', entity: 1, name: '' }] },
      `${2 ** 32}`,
    ],
    ['nowhere', { cells: [], heapBase: Number.NaN }, 'NaN'],
  ];
  for (const [where, more, address] of cells) {
    it(`a cell ${where} is an invalid memory access`, () => {
      const module = moduleOf((b) => b.agent('a'));
      equal(
        errorOf({ ...module, ...more }),
        `MemoryAccessViolation: Invalid memory access at address ${address}`,
      );
    });
  }

  it('two entities in one cell keep their properties apart', () => {
    const module = moduleOf((b) => {
      b.agent('a', (id) => b.set(id, 'model', 'x'));
      b.context('k', (id) => b.set(id, '/variables/v/w', 1));
    });
    const shared: Module['cells'] = [
      { address: 16, kind: 'entity', entity: 1, name: '' },
      { address: 16, kind: 'entity', entity: 2, name: '' },
      { address: 16, kind: 'variable', entity: 2, name: '', key: 'v' },
    ];
    const config = configOf({ ...module, cells: shared });
    equal(config.agents.get('a')?.model, 'x');
    deepEqual(config.contexts.get('k')?.variables, new Map([['v', new Map([['w', 1]])]]));
  });
});
