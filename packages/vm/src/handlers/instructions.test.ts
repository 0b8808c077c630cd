import { deepEqual, equal } from 'node:assert/strict';
import type { PipelineNode } from '@mso/bytecode';
import { type ModuleBuilder, type Operand, stack } from '../testing/module-builder.js';
import { configOf, errorOf, prepare, run } from '../testing/run.js';
import { TestStore } from '../testing/store.js';
import { Duration, Entity, Reference, SecretReference, type Value } from '../values/value.js';

const step = (id: number): PipelineNode => ({ kind: 'Step', id });

/** The value of property `p` of an agent whose block is written by `body`. */
function propertyAfter(
  body: (b: ModuleBuilder, id: number) => void,
  environment: Record<string, string> = {},
): Value | undefined {
  const { vm } = run((b) => b.agent('a', (id) => body(b, id)), { environment });
  if (vm.error) throw vm.error;
  return vm.declarations.get(1)?.properties.get('p');
}

describe('the declaring instructions', () => {
  const kinds = [
    ['DeclareAgent', 'agent', (b: ModuleBuilder) => b.agent('x')],
    ['DeclareWorkflow', 'workflow', (b: ModuleBuilder) => b.workflow('x')],
    ['DeclareContext', 'context', (b: ModuleBuilder) => b.context('x')],
    ['DeclareCrew', 'crew', (b: ModuleBuilder) => b.crew('x')],
    ['SetMetadata decl/1', 'project', (b: ModuleBuilder) => b.other('project', 'x')],
    ['SetMetadata decl/1', 'memory', (b: ModuleBuilder) => b.other('memory', 'x')],
    ['SetMetadata decl/1', 'pipeline', (b: ModuleBuilder) => b.other('pipeline', 'x')],
    ['SetMetadata decl/1', 'plugin', (b: ModuleBuilder) => b.other('plugin', 'x')],
    ['SetMetadata decl/1', 'database', (b: ModuleBuilder) => b.other('database', 'x')],
    ['SetMetadata decl/1', 'load', (b: ModuleBuilder) => b.other('load', 'x')],
  ] as const;
  for (const [instruction, kind, declare] of kinds) {
    it(`${instruction} makes the ${kind} in its static cell`, () => {
      const { vm } = run((b) => declare(b));
      const cell = vm.memory.load(16);
      equal(cell, vm.declarations.get(1));
      equal(cell instanceof Entity && `${cell.kind} ${cell.name}`, `${kind} x`);
      deepEqual(vm.memory.addresses(), [16]);
      equal(vm.stats.instructionsExecuted, 1);
    });
    it(`${instruction} of a ${kind} that exists is an InvalidInstruction`, () => {
      const message = 'InvalidInstruction: entity #1 is declared a second time';
      const twice = run((b) => {
        declare(b);
        const [first] = b.build().code;
        if (first) b.emit(first);
      });
      equal(`${twice.vm.error?.kind}: ${twice.vm.error?.message}`, message);
    });
  }

  it('an entity without a static cell gets one at the heap', () => {
    const { vm } = run((b) =>
      b.emit({ op: 'SetMetadata', keyIndex: b.text('decl/9'), valueIndex: b.text('load:l') }),
    );
    deepEqual(vm.memory.addresses(), [256]);
  });

  it('a kind that does not exist is an InvalidInstruction', () => {
    const program = (b: ModuleBuilder): void =>
      void b.emit({ op: 'SetMetadata', keyIndex: b.text('decl/1'), valueIndex: b.text('dog:rex') });
    equal(errorOf(program), 'InvalidInstruction: decl/1 declares an unknown kind: dog:rex');
  });

  it('a second definition of a step changes nothing', () => {
    const { vm } = run((b) => {
      b.workflow('w', (w) => {
        const id = b.step(w, 's');
        b.step(w, 'other', { id, parallel: true });
      });
    });
    equal(vm.error?.message, 'entity #2 is declared a second time');
    equal(vm.declarations.stepDefinitions.get(2)?.parallel, false);
  });
});

describe('SetProperty', () => {
  const values: readonly (readonly [Operand, Value])[] = [
    ['text', 'text'],
    ['', ''],
    [1.5, 1.5],
    [false, false],
    [null, null],
    [{ kind: 'Duration', value: { value: 90, unit: 'Seconds' } }, new Duration(90, 'Seconds')],
  ];
  for (const [operand, value] of values) {
    it(`stores ${JSON.stringify(operand)}`, () => {
      deepEqual(
        propertyAfter((b, id) => b.set(id, 'p', operand)),
        value,
      );
    });
  }

  it('pops its value where the operand says so', () => {
    const { vm } = run(
      (b) => b.agent('a', (id) => b.resolve('Environment', 'X').set(id, 'p', stack)),
      { environment: { X: 'x' } },
    );
    equal(vm.declarations.get(1)?.properties.get('p'), 'x');
    equal(vm.stack.size, 0);
  });

  const paths: readonly (readonly [string, (b: ModuleBuilder, id: number) => void, Value])[] = [
    ['replaces a value', (b, id) => b.set(id, 'p', 1).set(id, 'p', 2), 2],
    [
      'makes objects on the way',
      (b, id) => b.set(id, '/p/q/r', 1),
      new Map([['q', new Map([['r', 1]])]]),
    ],
    [
      'makes arrays where an index follows',
      (b, id) => b.set(id, '/p/0/0', 1).set(id, '/p/0/1', 2).set(id, '/p/1', 3),
      [[1, 2], 3],
    ],
    ['makes an empty array', (b, id) => b.set(id, '/p/-', '[]'), []],
    ['makes an empty object', (b, id) => b.set(id, '/p/-', '{}'), new Map()],
    [
      'keeps numeric keys in an object',
      (b, id) => b.set(id, '/p/-', '{}').set(id, '/p/0', 1),
      new Map([['0', 1]]),
    ],
    [
      'takes an object in the place of an array',
      (b, id) => b.set(id, '/p/0', 1).set(id, '/p/-', '{}'),
      new Map(),
    ],
    [
      'puts an object in the place of a plain value',
      (b, id) => b.set(id, 'p', 1).set(id, '/p/q', 2),
      new Map([['q', 2]]),
    ],
  ];
  for (const [what, body, value] of paths) {
    it(what, () => deepEqual(propertyAfter(body), value));
  }

  const refused: readonly (readonly [string, (b: ModuleBuilder, id: number) => void, string])[] = [
    [
      'a gap in an array',
      (b, id) => b.set(id, '/p/0', 1).set(id, '/p/2', 1),
      'an array of 1 has no place 2',
    ],
    [
      'a name in an array',
      (b, id) => b.set(id, '/p/0', 1).set(id, '/p/x', 1),
      'an array of 1 has no place x',
    ],
    [
      'an unknown container',
      (b, id) => b.set(id, '/p/-', 'x'),
      'an empty container is marked by [] or {}',
    ],
  ];
  for (const [what, body, message] of refused) {
    it(`refuses ${what}`, () => {
      equal(
        errorOf((b) => b.agent('a', (id) => body(b, id))),
        `InvalidInstruction: ${message}`,
      );
    });
  }

  it('of an unknown entity is a ResourceNotFound', () => {
    equal(
      errorOf((b) => b.set(3, 'p', 1)),
      'ResourceNotFound: there is no entity #3',
    );
  });

  it("keeps a context's variables in cells, which the context refers to", () => {
    const { vm } = run((b) => {
      b.context('k', (id) => b.set(id, '/variables/0', 1).set(id, '/variables/v/0', 'x'));
    });
    const variables = vm.declarations.get(1)?.properties.get('variables');
    deepEqual(
      variables,
      new Map([
        ['0', new Reference(256)],
        ['v', new Reference(257)],
      ]),
    );
    deepEqual([vm.memory.load(256), vm.memory.load(257)], [1, ['x']]);
    deepEqual(
      vm.config.contexts.get('k')?.variables,
      new Map<string, unknown>([
        ['0', 1],
        ['v', ['x']],
      ]),
    );
  });
});

describe('SetCapability', () => {
  it('appends, and leaves out what the agent has already', () => {
    const config = configOf((b) => {
      b.agent('a', (id) => b.capability(id, 'x').capability(id, 'y').capability(id, 'x'));
    });
    deepEqual(config.agents.get('a')?.capabilities, ['x', 'y']);
  });

  it('of anything but an agent is refused', () => {
    equal(
      errorOf((b) => b.capability(1, 'x')),
      'ResourceNotFound: there is no entity #1',
    );
    equal(
      errorOf((b) => b.crew('c', (id) => b.capability(id, 'x'))),
      'InvalidInstruction: entity #1 is a crew, not an agent',
    );
  });
});

describe('SetSecret', () => {
  it('stores the place of a secret', () => {
    const { vm } = run((b) => {
      b.context('k', (id) => {
        b.secret(id, 'e', 'Environment', 'E')
          .secret(id, '0', 'Vault', 'v')
          .secret(id, 'f', 'File', 'f');
      });
    });
    deepEqual(
      vm.declarations.get(1)?.properties.get('secrets'),
      new Map([
        ['e', new SecretReference('Environment', 'E')],
        ['0', new SecretReference('Vault', 'v')],
        ['f', new SecretReference('File', 'f')],
      ]),
    );
    deepEqual(
      vm.config.contexts.get('k')?.secrets,
      new Map<string, unknown>([
        ['e', { Environment: 'E' }],
        ['0', { Vault: 'v' }],
        ['f', { File: 'f' }],
      ]),
    );
  });

  for (const key of ['secrets', '/secrets/k', '/secrets/-']) {
    it(`a value for ${key} is refused, so that no text can stand where a secret does`, () => {
      equal(
        errorOf((b) => b.context('k', (id) => b.set(id, key, '{}'))),
        'InvalidInstruction: a secret is set by SetSecret, never to a value',
      );
    });
  }

  it('of anything but a context is refused', () => {
    equal(
      errorOf((b) => b.agent('a', (id) => b.secret(id, 'k', 'Vault', 'v'))),
      'InvalidInstruction: entity #1 is an agent, not a context',
    );
  });
});

describe('DefineStep and DefinePipeline', () => {
  it('a step belongs to its workflow, also to one that is declared below', () => {
    const { vm } = run((b) => {
      const id = 2;
      b.agent('a');
      b.emit({
        op: 'DefineStep',
        owner: 3,
        step: { id, nameIndex: b.text('s'), parallel: false, dependsOn: [] },
      });
      b.step(3, 't', { id: 9 });
      b.emit();
    });
    equal(vm.error?.message, 'step "s" belongs to no workflow or pipeline');
    const old = run((b) => {
      b.emit({
        op: 'DefineStep',
        owner: 1,
        step: { id: 5, nameIndex: b.text('s'), parallel: false, dependsOn: [] },
      });
      b.pipeline(1, [step(5)]);
      b.workflow('w');
    });
    equal(old.vm.error, undefined);
    deepEqual(
      old.vm.config.workflows.get('w')?.steps.map(({ name }) => name),
      ['s'],
    );
    deepEqual(old.vm.config.workflows.get('w')?.pipeline, {
      name: 'default',
      stages: ['s'],
      flow: 's',
    });
  });

  it('a pipeline shows its tree and the steps in their order', () => {
    const config = configOf((b) => {
      b.workflow('w', (w) => {
        const [s, t, u] = [b.step(w, 's'), b.step(w, 't'), b.step(w, 'u')];
        const condition = b.condition('x > 1');
        b.pipeline(w, [
          step(s),
          { kind: 'Parallel', nodes: [step(t), step(u)] },
          { kind: 'Conditional', condition, thenBranch: [], elseBranch: [] },
        ]);
      });
    });
    deepEqual(config.workflows.get('w')?.pipeline, {
      name: 'default',
      stages: ['s', 't', 'u'],
      flow: 's -> [t | u] -> if x > 1 {  } else {  }',
    });
  });
});

describe('ResolveReference', () => {
  const found: readonly (readonly [string, (b: ModuleBuilder) => unknown, Value])[] = [
    ['an environment variable', (b) => b.resolve('Environment', 'X'), 'x'],
    ['a memory path', (b) => b.resolve('Memory', 'notes.today'), ['n']],
    ['a variable of the only context', (b) => b.resolve('Variable', 'v'), 1],
    ['a part of a variable', (b) => b.resolve('Variable', 'o.p.q'), 'deep'],
    ['a property of the project', (b) => b.resolve('Variable', 'project.version'), '2'],
  ];
  for (const [what, body, value] of found) {
    it(`pushes ${what}`, () => {
      const { vm, warnings } = run(
        (b) => {
          b.other('project', 'p', (id) => b.set(id, 'version', '2'));
          b.other('memory', 'notes');
          b.context('k', (id) => b.set(id, '/variables/v', 1).set(id, '/variables/o/p/q', 'deep'));
          body(b);
        },
        {
          environment: { X: 'x' },
          openMemory: () => ({
            kind: 'done',
            value: new TestStore(new Map([['today', ['n']]])),
          }),
        },
      );
      deepEqual([vm.stack.size, vm.stack.at(0), warnings], [1, value, []]);
      equal(vm.registers.stackPointer, 1);
    });
  }

  const missing = [
    ['Environment', 'X', 'environment variable X is not set'],
    ['Memory', 'a.b', 'memory holds nothing at @a.b'],
    ['Variable', 'v', 'there is no variable v'],
    ['Variable', 'project', 'there is no variable project'],
  ] as const;
  for (const [kind, name, message] of missing) {
    it(`recovers where ${message}: null, the error flag, a warning`, () => {
      const { vm, warnings, recovered } = run((b) => {
        b.resolve(kind, name);
        b.agent('a');
      });
      equal(vm.executionState.kind, 'Halted');
      equal(vm.stack.at(0), null);
      deepEqual([vm.registers.flags.error, vm.registers.flags.zero], [true, true]);
      deepEqual(warnings, [message]);
      deepEqual(
        recovered.map((error) => [error.kind, error.message, error.stackTrace[0]]),
        [['ResourceNotFound', message, 'PC: 0']],
      );
    });
    it(`stops where ${message} and the options ask for it`, () => {
      const { vm, recovered } = run((b) => b.resolve(kind, name), { onRecoverableError: 'stop' });
      equal(vm.error?.message, message);
      deepEqual(recovered, []);
      deepEqual([vm.stack.size, vm.registers.programCounter], [0, 0]);
    });
  }

  it('means the active context where there are several', () => {
    const program = (b: ModuleBuilder): void => {
      for (const name of ['k', 'l']) b.context(name, (id) => b.set(id, '/variables/v', name));
      b.resolve('Variable', 'v');
    };
    equal(run(program, { activeContext: 'l' }).vm.stack.at(0), 'l');
    equal(run(program).vm.stack.at(0), null);
    equal(run(program, { activeContext: 'other' }).vm.stack.at(0), null);
  });

  it('copies: what is set on the copy does not show on the variable', () => {
    const config = configOf((b) => {
      b.context('k', (id) => b.set(id, '/variables/v/0', 'x'));
      b.agent('a', (id) => b.resolve('Variable', 'v').set(id, 'p', stack).set(id, '/p/0', 'y'));
    });
    deepEqual(config.contexts.get('k')?.variables, new Map([['v', ['x']]]));
    deepEqual(config.agents.get('a')?.extra, new Map([['p', ['y']]]));
  });

  it('a variable that holds itself holds what it was', () => {
    const config = configOf((b) => {
      b.context('k', (id) => {
        b.set(id, '/variables/o/a', 1).resolve('Variable', 'o').set(id, '/variables/o/b', stack);
      });
    });
    const inner = new Map<string, unknown>([['a', 1]]);
    const whole = new Map<string, unknown>([
      ['a', 1],
      ['b', inner],
    ]);
    deepEqual(config.contexts.get('k')?.variables, new Map([['o', whole]]));
  });
});

describe('SetMetadata', () => {
  it('keeps what it is told, and other keys than decl/ declare nothing', () => {
    const { vm } = run((b) =>
      b.emit({ op: 'SetMetadata', keyIndex: b.text('license'), valueIndex: b.text('MIT') }),
    );
    deepEqual(vm.declarations.metadata, new Map([['license', 'MIT']]));
    equal(vm.memory.size, 0);
  });
});

describe('flags', () => {
  const zero: readonly (readonly [Operand, boolean])[] = [
    [null, true],
    [false, true],
    [0, true],
    ['', true],
    [{ kind: 'Duration', value: { value: 0, unit: 'Days' } }, true],
    [true, false],
    [0.1, false],
    ['0', false],
    [{ kind: 'Duration', value: { value: 1, unit: 'Days' } }, false],
  ];
  for (const [operand, expected] of zero) {
    it(`zero is ${expected} behind ${JSON.stringify(operand)}`, () => {
      const { vm } = run((b) =>
        b.agent('a', (id) => b.set(id, 'p', expected ? 1 : 0).set(id, 'p', operand)),
      );
      equal(vm.registers.flags.zero, expected);
    });
  }

  for (const marker of ['[]', '{}']) {
    it(`zero is set behind an empty container ${marker}`, () => {
      const { vm } = run((b) => b.agent('a', (id) => b.set(id, 'p', 1).set(id, '/p/-', marker)));
      equal(vm.registers.flags.zero, true);
    });
  }

  it('zero follows what is pushed', () => {
    const { vm } = prepare(
      (b) => b.resolve('Environment', 'EMPTY').resolve('Environment', 'FULL'),
      {
        environment: { EMPTY: '', FULL: 'x' },
      },
    );
    vm.step();
    equal(vm.registers.flags.zero, true);
    vm.step();
    equal(vm.registers.flags.zero, false);
  });

  const tooLarge = [
    ['agent', 'max_tokens', 2 ** 32 - 1, 2 ** 32, 2 ** 32 - 1],
    ['agent', 'max_tokens', 0, -1, 0],
    ['crew', 'max_iterations', 5, 1e12, 2 ** 32 - 1],
    ['context', 'max_tokens', 2 ** 40, 2 ** 60, Number.MAX_SAFE_INTEGER],
  ] as const;
  for (const [kind, key, fits, beyond, clamped] of tooLarge) {
    it(`overflow: ${key} of a ${kind} takes ${fits}, and ${beyond} becomes ${clamped}`, () => {
      const { vm, warnings } = prepare((b) => {
        b[kind]('x', (id) => b.set(id, key, fits).set(id, key, beyond).set(id, 'other', 1));
      });
      const seen: unknown[] = [];
      while (vm.step() === 'stopped') {
        seen.push([vm.registers.flags.overflow, vm.declarations.get(1)?.properties.get(key)]);
      }
      deepEqual(seen, [
        [false, undefined],
        [false, fits],
        [true, clamped],
      ]);
      equal(vm.registers.flags.overflow, false);
      deepEqual(warnings, [`${kind} "x": ${key} is out of range, clamped to ${clamped}`]);
    });
  }

  it('error stays once it is set; halted is set exactly at the end', () => {
    const { vm } = prepare((b) => {
      b.resolve('Environment', 'NONE');
      b.agent('a');
    });
    const { flags } = vm.registers;
    deepEqual([flags.error, flags.halted], [false, false]);
    vm.step();
    deepEqual([flags.error, flags.halted], [true, false]);
    vm.continueExecution();
    deepEqual([flags.error, flags.halted], [true, true]);
    const failed = run((b) => b.set(1, 'p', 1)).vm.registers.flags;
    deepEqual([failed.error, failed.halted], [true, true]);
    const fine = run((b) => b.agent('a')).vm.registers.flags;
    deepEqual([fine.error, fine.halted], [false, true]);
  });
});
