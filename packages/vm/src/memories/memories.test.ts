import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Module } from '@mso/bytecode';
import type { HelixVM } from '../machine/helix-vm.js';
import { type CodeItem, codeModule } from '../testing/code-module.js';
import type { ModuleBuilder } from '../testing/module-builder.js';
import { prepare, type Run, type RunSetup } from '../testing/run.js';
import { TestStore } from '../testing/store.js';
import { SecretReference, type Value } from '../values/value.js';
import type { MemorySettings, OpenedMemory } from './memory-store.js';

type Declare = (b: ModuleBuilder) => void;

const notes: Declare = (b) => {
  b.other('memory', 'notes', (id) => b.set(id, 'provider', 'sqlite'));
};

/** A program with cells that stand for keys of its memories; the first is at address 200. */
function program(
  keys: readonly string[],
  code: readonly CodeItem[],
  declare: Declare = notes,
): Module {
  const module = codeModule((b) => {
    declare(b);
    return [...code, null, { op: 'Return' }];
  });
  const cells = keys.map((key, index) => {
    return { address: 200 + index, kind: 'memory', entity: 0, name: `@${key}`, key } as const;
  });
  return { ...module, cells: [...module.cells, ...cells], heapBase: 300 };
}

function started(module: Module, store = new TestStore(), setup: RunSetup = {}): Run {
  const openMemory = (): OpenedMemory => ({ kind: 'done', value: store });
  return prepare(module, { workflows: '*', openMemory, ...setup });
}

function held(vm: HelixVM, path: string): unknown {
  const found = vm.memories.find(path);
  if (found.kind === 'found') return found.value;
  return found.kind === 'nothing' ? undefined : { refused: found.message };
}

const store = (operand = 200): CodeItem => ({ op: 'MemStore', operand });
const embed = (operand = 200): CodeItem => ({ op: 'MemEmbed', operand });
const load = (operand = 200): CodeItem => ({ op: 'MemLoad', operand });

describe('memory', () => {
  it('is read from its store, and written there when the run is over', () => {
    const kept = new TestStore(new Map<string, Value>([['old', 1]]));
    const { vm } = started(
      program(['notes.new', 'notes.text'], [2, store(), 'a', embed(201)]),
      kept,
    );
    equal(vm.run(), 'halted');
    deepEqual([held(vm, 'notes.old'), held(vm, 'notes.new'), held(vm, 'notes.text')], [1, 2, 'a']);
    deepEqual([...kept.values.keys()], ['old']);
    equal(vm.memories.save(), undefined);
    deepEqual(
      [...kept.values],
      [
        ['old', 1],
        ['new', 2],
        ['text', 'a'],
      ],
    );
    deepEqual([...kept.embedded, kept.isClosed], ['text', true]);
  });

  it('lasts as long as the run where nobody opens stores', () => {
    const module = program(['notes.a'], [1, store()]);
    const { vm, warnings } = prepare(module, { workflows: '*' });
    vm.run();
    deepEqual([held(vm, 'notes.a'), vm.memories.save(), warnings], [1, undefined, []]);
  });

  it('is there in a program without a memory block, and never stored', () => {
    const openMemory = (): never => {
      throw new Error('there is nothing to open');
    };
    const module = program(['memory.a'], [1, store()], () => undefined);
    const { vm } = prepare(module, { workflows: '*', openMemory });
    vm.run();
    deepEqual([held(vm, 'memory.a'), held(vm, 'a'), vm.memories.save()], [1, 1, undefined]);
  });

  it('holds no part of a value that the program goes on to change, and gives none away', () => {
    const code: CodeItem[] = [
      ...[{ op: 'CreateArray' } as const, { op: 'Dup' } as const, store()],
      ...[1, { op: 'AppendArray' } as const, { op: 'Pop' } as const],
    ];
    const { vm } = started(program(['notes.list'], code));
    vm.run();
    const value = vm.memories.find('notes.list');
    ok(value.kind === 'found' && Array.isArray(value.value));
    value.value.push(2);
    deepEqual(held(vm, 'notes.list'), []);
  });

  it('keeps what the collector takes from the program', () => {
    const garbage = Array.from({ length: 20 }, (): CodeItem[] => [
      ...[{ op: 'CreateArray' } as const, { op: 'Pop' } as const],
    ]);
    const list: CodeItem[] = [{ op: 'CreateArray' }, 'kept', { op: 'AppendArray' }, store()];
    // The cell lets go of the list, and its key keeps the other list.
    const code = [...list, { op: 'CreateArray' } as const, store(201), ...garbage.flat()];
    const config = { enableGc: true, gcThreshold: 5 };
    const module = program(['notes.list', 'notes.other'], code);
    const { vm } = started(module, undefined, { config });
    vm.run({ stopBefore: () => vm.memory.has(201) });
    vm.memory.store(200, 0);
    equal(vm.run(), 'halted');
    ok(vm.stats.cellsFreed > 10);
    deepEqual(held(vm, 'notes.list'), ['kept']);
  });
});

describe('a cell that is a key', () => {
  it('is looked for in the memory until something is stored there', () => {
    const kept = new TestStore(new Map<string, Value>([['a', 'old']]));
    const module = program(
      ['notes.a'],
      [load(), { op: 'StoreVar', operand: 0 }, 'new', store(), load()],
    );
    const { vm, warnings } = started(module, kept);
    vm.run({ stopBefore: () => vm.describe(vm.registers.programCounter) === 'Return' });
    deepEqual([vm.currentFrame.locals[0], vm.stack.at(0), warnings], ['old', 'new', []]);
  });

  it('is null where there is nothing, which the program survives', () => {
    const { vm, warnings, recovered } = started(program(['notes.a'], [load()]));
    equal(vm.run(), 'halted');
    deepEqual(warnings, ['memory holds nothing at @notes.a']);
    deepEqual([recovered[0]?.kind, recovered.length], ['ResourceNotFound', 1]);
  });

  it('takes a value from the stack, which must be there', () => {
    const { vm } = started(program(['notes.a'], [store()]));
    equal(vm.run(), 'error');
    equal(vm.error?.kind, 'StackUnderflow');
  });
});

describe('a path of memory', () => {
  const two: Declare = (b) => {
    b.other('load', 'file');
    b.other('memory', 'first', (id) => b.set(id, 'connection', 'first'));
    b.other('memory', 'second', (id) => b.set(id, 'connection', 'second'));
  };
  const members = new Map<string, Value>([['score', new Map<string, Value>([['of', 5]])]]);
  const stores = new Map([
    [
      'first',
      new TestStore(
        new Map<string, Value>([
          ['k', 1],
          ['other.k', 2],
          ['a text', 3],
        ]),
      ),
    ],
    [
      'second',
      new TestStore(
        new Map<string, Value>([
          ['k', 4],
          ['w.s', members],
          ['n', null],
        ]),
      ),
    ],
  ]);
  const cases: readonly (readonly [string, unknown])[] = [
    ['first.k', 1],
    ['memory.k', 1],
    ['second.k', 4],
    ['other.k', 2],
    ['memory["a text"]', 3],
    ['first["k"]', 1],
    ['memory["other.k"]', 2],
    ['second.w["s"]', members],
    ['second.w.s.score.of', 5],
    ['second.w.s["score"]', members.get('score')],
    ['second.w.s.other', undefined],
    ['second.n', null],
    ['second.n.m', undefined],
    ['memory', undefined],
    ['second', undefined],
    ['file["k"]', undefined],
    ['first["not JSON\\"]', undefined],
    ['', undefined],
    [`first${'.k'.repeat(200_000)}`, undefined],
  ];
  const { vm } = prepare(program([], [], two), {
    openMemory: ({ connection }) => ({
      kind: 'done',
      value: stores.get(connection) ?? new TestStore(),
    }),
  });
  vm.run();
  for (const [path, value] of cases) {
    it(`@${path.slice(0, 40)} is ${JSON.stringify(value)}`, () => deepEqual(held(vm, path), value));
  }

  it('means the memory without a name before any other', () => {
    const named: Declare = (b) => {
      two(b);
      b.other('memory', 'memory', (id) => b.set(id, 'connection', 'second'));
    };
    const { vm } = prepare(program([], [], named), {
      openMemory: ({ connection }) => ({
        kind: 'done',
        value: stores.get(connection) ?? new TestStore(),
      }),
    });
    vm.run();
    equal(held(vm, 'memory.k'), 4);
  });
});

describe('a text in brackets', () => {
  const texts = new TestStore();
  texts.embed('bread', 'How to bake bread with yeast and flour');
  texts.embed('engine', 'repairing a diesel engine');
  texts.set('plain', 'planting flowers in the garden');
  const code = [...['growing roses and other flowers', embed(200)], ...['forgotten', store(201)]];
  const { vm } = started(program(['notes.roses', 'notes.bread'], code), texts);
  vm.run();
  const cases: readonly (readonly [string, unknown])[] = [
    ['engine', 'repairing a diesel engine'],
    ['my engine needs a repair', 'repairing a diesel engine'],
    ['which flowers grow', 'growing roses and other flowers'],
    ['baking bread', undefined],
    ['bread', 'forgotten'],
    ['quantum physics', undefined],
    ['', undefined],
  ];
  for (const [text, value] of cases) {
    it(`${JSON.stringify(text)} means ${JSON.stringify(value)}`, () => {
      deepEqual(held(vm, `memory[${JSON.stringify(text)}]`), value);
    });
  }

  it('means what is similar only directly behind the name of a memory', () => {
    equal(held(vm, 'memory.engines["engine"]'), undefined);
    equal(held(vm, 'other["engine"]'), undefined);
    equal(held(vm, 'memory.engines'), undefined);
  });
});

describe('a memory that is refused', () => {
  const message = 'there is no provider "redis"';
  const unsupported = (): OpenedMemory => ({ kind: 'unsupported', message });
  const damaged = (): OpenedMemory => ({ kind: 'failure', message: 'm.db is damaged' });

  it('is an error that the program survives, once it is read or written', () => {
    for (const openMemory of [unsupported, damaged]) {
      const { vm, warnings } = started(
        program(['notes.a', 'notes.b'], [load(201), store()]),
        undefined,
        {
          openMemory,
        },
      );
      equal(vm.run(), 'halted');
      equal(warnings.length, 2);
      equal(new Set(warnings).size, 1);
      deepEqual(held(vm, 'notes.a'), { refused: warnings[0] });
    }
  });

  it('is none where it is not used; a file that cannot be used is told of at the end', () => {
    const told = [
      [unsupported, undefined],
      [damaged, 'm.db is damaged'],
    ] as const;
    for (const [openMemory, problem] of told) {
      const { vm, warnings } = started(program([], []), undefined, { openMemory });
      vm.run();
      vm.memories.remember('w', 's', 1);
      deepEqual([vm.memories.save(), warnings], [problem, []]);
      const unused = started(program([], []), undefined, { openMemory });
      unused.vm.run();
      equal(unused.vm.memories.save(), undefined);
    }
  });

  it('may also be so for its settings', () => {
    const secret: Declare = (b) => {
      b.context('k', (id) => b.secret(id, 'x', 'Environment', 'FILE'));
      b.other('memory', 'notes', (id) => {
        b.resolve('Environment', 'FILE').set(id, 'connection', { kind: 'Stack' });
      });
    };
    const { vm } = started(program([], [], secret));
    vm.run();
    const [block] = vm.declarations.ofKind('memory');
    ok(block?.properties.get('connection') instanceof SecretReference);
    const refused = 'memory: its connection is a secret, which no memory is told';
    deepEqual(held(vm, 'notes.a'), { refused });
  });
});

describe('the stores of a run', () => {
  it('are opened with what is set on a block then, and once for the same settings', () => {
    const asked: MemorySettings[] = [];
    const both: Declare = (b) => {
      for (const name of ['a', 'b']) {
        b.other('memory', name, (id) =>
          b.set(id, 'provider', 'sqlite').set(id, 'connection', 'm.db'),
        );
      }
    };
    const { vm } = prepare(program([], [], both), {
      openMemory: (settings) => {
        asked.push(settings);
        return { kind: 'done', value: new TestStore() };
      },
    });
    vm.run();
    deepEqual(asked, []);
    for (const path of ['a.x', 'b.x', 'a.y']) held(vm, path);
    vm.declarations.named('memory', 'a')?.properties.set('connection', 'other.db');
    held(vm, 'a.x');
    deepEqual(
      asked.map(({ connection }) => connection),
      ['m.db', 'other.db'],
    );
  });

  it('are not written by a memory that is not to persist', () => {
    const forgetful: Declare = (b) => {
      b.other('memory', 'notes', (id) => b.set(id, 'persistence', false));
    };
    const kept = new TestStore(new Map<string, Value>([['old', 1]]));
    const { vm } = started(program(['notes.new'], [2, store()], forgetful), kept);
    vm.run();
    deepEqual([held(vm, 'notes.old'), held(vm, 'notes.new')], [1, 2]);
    equal(vm.memories.save(), undefined);
    deepEqual([[...kept.values], kept.isClosed], [[['old', 1]], true]);
  });

  it('are asked nothing once they are closed', () => {
    const kept = new TestStore(new Map<string, Value>([['old', 1]]));
    const { vm } = started(program(['notes.new'], [2, store()]), kept);
    vm.run();
    vm.memories.save();
    deepEqual([held(vm, 'notes.old'), held(vm, 'notes.new')], [undefined, 2]);
    kept.values.clear();
    equal(vm.memories.save(), undefined);
    equal(kept.values.size, 0);
  });
});

describe('memory in the past', () => {
  const code = [1, store(200), 2, store(200), 'x', embed(201), 3, store(200)];
  const keys = ['notes.a', 'notes.b'];
  const seen = (vm: HelixVM): unknown => keys.map((key) => held(vm, key));

  for (const interval of [1, 3, 1_000]) {
    it(`is what it was then, with a snapshot every ${interval} instructions`, () => {
      const { vm } = started(program(keys, code), undefined, { journal: { interval } });
      const then = new Map<number, unknown>();
      vm.run({ stopBefore: () => then.set(vm.executedInstructions, seen(vm)) === undefined });
      equal(vm.executionState.kind, 'Halted');
      deepEqual(seen(vm), [3, 'x']);
      const { end } = vm.journal ?? { end: 0 };
      for (let step = 1; step <= 3 * end; step++) {
        const position = (step * 7) % end;
        vm.journal?.seek(position);
        if (then.has(position)) deepEqual(seen(vm), then.get(position), `at ${position}`);
      }
      vm.journal?.seek(end);
      deepEqual(seen(vm), [3, 'x']);
    });
  }

  it('is stored as it is there', () => {
    const kept = new TestStore(new Map<string, Value>([['a', 0]]));
    const { vm } = started(program(keys, code), kept, { journal: {} });
    vm.run();
    const { end } = vm.journal ?? { end: 0 };
    for (let position = end; position > 0 && held(vm, 'notes.a') !== 1; position--) {
      vm.journal?.seek(position);
    }
    deepEqual(seen(vm), [1, undefined]);
    vm.memories.save();
    deepEqual([...kept.values], [['a', 1]]);
  });

  it('is the store again before the first thing was written', () => {
    const kept = new TestStore(new Map<string, Value>([['a', 0]]));
    const { vm } = started(program(keys, code), kept, { journal: {} });
    vm.run();
    vm.journal?.seek(3);
    deepEqual(seen(vm), [0, undefined]);
    vm.run();
    deepEqual(seen(vm), [3, 'x']);
  });
});
