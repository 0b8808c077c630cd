import { deepEqual, equal } from 'node:assert/strict';
import type { Instruction, Module } from '@mso/bytecode';
import type { AgentHost } from '../machine/agent-host.js';
import type { HelixVM } from '../machine/helix-vm.js';
import { ModuleBuilder } from '../testing/module-builder.js';
import { prepare, type RunSetup } from '../testing/run.js';
import { reportsOf } from './report.js';

const echo: AgentHost = {
  time: 'virtual',
  invoke: ({ agent }) => ({ kind: 'output', output: agent.name, afterMs: 10 }),
};

const pushTrue: Instruction = { op: 'Push', value: { kind: 'Bool', value: true } };
const pushNull: Instruction = { op: 'Push', value: { kind: 'Null' } };
const plainReturn: Instruction = { op: 'Return' };

interface Parts {
  readonly b: ModuleBuilder;
  readonly agent: number;
  readonly workflow: number;
  /** Writes an invocation of the agent. */
  invoke(code: Instruction[]): void;
}

interface Program {
  /** The numbers of the functions of the workflow and of its steps. */
  readonly workflow: (parts: Parts) => number;
  readonly steps?: readonly ((parts: Parts) => number)[];
  readonly conditions?: (parts: Parts) => number;
  readonly parallel?: boolean;
}

/** The function of a workflow as a compiler writes it. */
const plainWorkflow = ({ b, workflow }: Parts): number =>
  b.function({ kind: 'workflow', name: 'w', entity: workflow }, (code) =>
    code.push({ op: 'Pipeline', operand: workflow }, plainReturn),
  );

/** A workflow `w` with an agent `x` and code that no compiler would write. */
function build({ workflow, steps = [], conditions, parallel = false }: Program): Module {
  const b = new ModuleBuilder();
  const agent = b.agent('x');
  const id = agent + 1;
  const parts: Parts = {
    ...{ b, agent, workflow: id },
    invoke: (code) =>
      code.push(
        { op: 'CreateObject' },
        { op: 'Push', value: { kind: 'String', index: b.text('task') } },
        { op: 'InvokeAgent', operand: agent },
      ),
  };
  const entries = steps.map((step) => step(parts));
  const condition = conditions?.(parts);
  b.workflow('w', (w) => {
    const ids = entries.map((entry, index) => b.step(w, `s${index}`, { entry, parallel }));
    const stepNodes = ids.map((each) => ({ kind: 'Step', id: each }) as const);
    if (condition === undefined) return;
    b.pipeline(w, [{ kind: 'Conditional', condition, thenBranch: stepNodes }]);
  });
  const entry = workflow(parts);
  const symbol = b.build().symbols.workflows.get(id);
  if (symbol === undefined) throw new Error('the workflow has a symbol');
  const module = b.build();
  const start = module.functions[entry];
  if (start === undefined || start.kind === 'builtin') throw new Error('no code');
  const workflows = new Map([[id, { ...symbol, entry: start.start }]]);
  return { ...module, symbols: { ...module.symbols, workflows } };
}

function runProgram(program: Program, setup: RunSetup = {}): HelixVM {
  const { vm } = prepare(build(program), { workflows: '*', agents: echo, ...setup });
  for (let pieces = 0; vm.run({ maxInstructions: 1_000 }) === 'budget'; pieces++) {
    if (pieces > 1_000) throw new Error('the program does not end');
  }
  return vm;
}

const errorOf = ({ error, executionState }: HelixVM): string =>
  error ? `${error.kind}: ${error.message}` : executionState.kind;

const step =
  (write: (code: Instruction[], parts: Parts) => void, kind: 'step' | 'expression' = 'step') =>
  (parts: Parts): number =>
    parts.b.function({ kind, name: 's' }, (code) => write(code, parts));

const errors: readonly (readonly [string, Program, string])[] = [
  [
    'a step that runs a Pipeline',
    {
      workflow: plainWorkflow,
      steps: [
        step((code, { workflow }) => code.push({ op: 'Pipeline', operand: workflow }, plainReturn)),
      ],
    },
    'InvalidInstruction: Pipeline stands in the code of a step',
  ],
  [
    'a Pipeline of a workflow that there is not',
    {
      workflow: ({ b }) =>
        b.function({ kind: 'workflow', name: 'w' }, (code) =>
          code.push({ op: 'Pipeline', operand: 99 }, plainReturn),
        ),
    },
    'ResourceNotFound: there is no entity #99',
  ],
  [
    'a Pipeline of an agent',
    {
      workflow: ({ b, agent }) =>
        b.function({ kind: 'workflow', name: 'w' }, (code) =>
          code.push({ op: 'Pipeline', operand: agent }, plainReturn),
        ),
    },
    'InvalidInstruction: entity #1 is an agent, not a workflow',
  ],
  [
    'a condition that runs its own workflow',
    {
      workflow: plainWorkflow,
      conditions: ({ b, workflow }) =>
        b.function({ kind: 'expression', name: 'c' }, (code) =>
          code.push({ op: 'Pipeline', operand: workflow }, plainReturn),
        ),
    },
    'StackOverflow: Stack overflow: 256 call frames',
  ],
  [
    'a workflow that calls itself',
    {
      workflow: ({ b }) =>
        b.function({ kind: 'workflow', name: 'w' }, (code) =>
          code.push({ op: 'Call', operand: 0 }, plainReturn),
        ),
    },
    'StackOverflow: Stack overflow: 256 call frames',
  ],
  [
    'an agent that is none',
    {
      workflow: plainWorkflow,
      steps: [
        step((code) =>
          code.push(
            { op: 'CreateObject' },
            pushNull,
            { op: 'InvokeAgent', operand: 77 },
            plainReturn,
          ),
        ),
      ],
    },
    'ResourceNotFound: there is no entity #77',
  ],
  [
    'a crew that is an agent',
    {
      workflow: plainWorkflow,
      steps: [
        step((code, { agent }) =>
          code.push(
            { op: 'CreateObject' },
            pushNull,
            { op: 'InvokeCrew', operand: agent },
            plainReturn,
          ),
        ),
      ],
    },
    'InvalidInstruction: entity #1 is an agent, not a crew',
  ],
  [
    'inputs that are no object',
    {
      workflow: plainWorkflow,
      steps: [
        step((code, { agent }) =>
          code.push(pushNull, pushNull, { op: 'InvokeAgent', operand: agent }, plainReturn),
        ),
      ],
    },
    'TypeConversion: inputs are an object',
  ],
  [
    'an invocation without operands',
    {
      workflow: plainWorkflow,
      steps: [
        step((code, { agent }) => code.push({ op: 'InvokeAgent', operand: agent }, plainReturn)),
      ],
      parallel: true,
    },
    'StackUnderflow: Stack underflow',
  ],
  [
    'a Return from nothing',
    { workflow: plainWorkflow, steps: [step((code) => code.push(plainReturn))], parallel: true },
    'StackUnderflow: Stack underflow',
  ],
  [
    'a step whose code takes arguments',
    {
      workflow: plainWorkflow,
      steps: [
        ({ b }) =>
          b.function({ kind: 'step', name: 's', parameters: 3, locals: 3 }, (code) =>
            code.push(pushTrue, plainReturn),
          ),
      ],
      parallel: true,
    },
    'InvalidInstruction: the function at address 3 takes arguments',
  ],
  [
    'code that runs out of its function and of the module',
    {
      workflow: ({ b }) =>
        b.function({ kind: 'workflow', name: 'w' }, (code) => code.push(pushTrue)),
    },
    'InvalidInstruction: there is no instruction at address 3',
  ],
];

describe('workflows that no compiler made', () => {
  for (const [what, program, error] of errors) {
    it(`${what}: ${error}`, () => equal(errorOf(runProgram(program)), error));
  }

  it('an agent invoked outside of a step answers, and one that fails ends the program', () => {
    const program: Program = {
      workflow: ({ b, workflow, invoke }) =>
        b.function({ kind: 'workflow', name: 'w' }, (code) => {
          invoke(code);
          code.push({ op: 'Pop' }, { op: 'Pipeline', operand: workflow }, plainReturn);
        }),
    };
    equal(runProgram(program).nowMs, 10);
    const failing: AgentHost = {
      time: 'virtual',
      invoke: () => ({ kind: 'failure', message: 'no' }),
    };
    const vm = runProgram(program, { agents: failing });
    equal(errorOf(vm), 'ResourceNotFound: agent "x": no');
  });

  it('an error in a thread that waited has the stack trace of that thread', () => {
    // The first step fails outside of an attempt while the second one is the current thread.
    const outside = step((code, { invoke }) => {
      invoke(code);
      code.push(plainReturn);
    });
    const replies = new Map([
      ['s0', { kind: 'failure', message: 'no', afterMs: 20 } as const],
      ['s1', { kind: 'output', output: 1, afterMs: 30 } as const],
    ]);
    const vm = runProgram(
      { workflow: plainWorkflow, steps: [outside, outside], parallel: true },
      {
        agents: {
          time: 'virtual',
          invoke: (request) => replies.get(request.step) ?? { kind: 'failure', message: '' },
        },
      },
    );
    equal(errorOf(vm), 'ResourceNotFound: agent "x": no');
    equal(vm.scheduler.current.name, 'step s0');
    equal(vm.error?.stackTrace[0], `PC: ${vm.registers.programCounter}`);
    equal(vm.callStack[0]?.stepRun?.step.name, 's0');
  });

  it('a step that calls the code of another step counts no attempts for it', () => {
    const calls = (number: number): Instruction => ({ op: 'Call', operand: number });
    const vm = runProgram({
      workflow: plainWorkflow,
      steps: [
        ({ b, invoke }) => {
          const attempt = b.function({ kind: 'attempt', name: 'a' }, (code) => {
            invoke(code);
            code.push(plainReturn);
          });
          return b.function({ kind: 'step', name: 'a' }, (code) =>
            code.push(calls(attempt), { op: 'Pop' }, pushTrue, plainReturn),
          );
        },
        ({ b }) => {
          const attempt = b.function({ kind: 'attempt', name: 'b' }, (code) =>
            code.push(calls(1), plainReturn),
          );
          return b.function({ kind: 'step', name: 'b' }, (code) =>
            code.push(calls(attempt), plainReturn),
          );
        },
      ],
    });
    equal(errorOf(vm), 'Halted');
    const [report] = reportsOf(vm);
    deepEqual(
      [...(report?.steps ?? [])].map(([name, { status, attempts, output }]) => [
        name,
        status,
        attempts,
        output,
      ]),
      [
        ['s0', 'completed', 1, 'x'],
        ['s1', 'completed', 1, true],
      ],
    );
  });

  it('whatever kind of function a step enters, it is over when that returns', () => {
    for (const kind of ['attempt', 'expression', 'workflow', 'step'] as const) {
      const vm = runProgram({
        workflow: plainWorkflow,
        steps: [
          ({ b }) => b.function({ kind, name: 's' }, (code) => code.push(pushTrue, plainReturn)),
        ],
      });
      equal(reportsOf(vm)[0]?.steps.get('s0')?.status, 'completed', kind);
    }
  });

  it('a step without code is completed at once', () => {
    const b = new ModuleBuilder();
    const w = b.workflow('w', (id) => {
      b.step(id, 's');
      b.step(id, 't', { parallel: true });
    });
    const entry = b.function({ kind: 'workflow', name: 'w' }, (code) =>
      code.push({ op: 'Pipeline', operand: w }, plainReturn),
    );
    const module = b.build();
    const called = module.functions[entry];
    const symbol = module.symbols.workflows.get(w);
    if (called === undefined || called.kind === 'builtin' || symbol === undefined) {
      throw new Error('the builder has made both');
    }
    const workflows = new Map([[w, { ...symbol, entry: called.start }]]);
    const { vm } = prepare(
      { ...module, symbols: { ...module.symbols, workflows } },
      { workflows: ['w'] },
    );
    equal(vm.run(), 'halted');
    deepEqual(
      [...(vm.workflowRuns[0]?.steps.values() ?? [])].map(({ status }) => status),
      ['completed', 'completed'],
    );
  });

  it('a workflow without code cannot be run', () => {
    const b = new ModuleBuilder();
    b.workflow('w');
    const { vm } = prepare(b.build(), { workflows: '*' });
    equal(vm.run(), 'error');
    equal(errorOf(vm), 'ResourceNotFound: the module has no code for workflow "w"');
  });

  it('Halt in a thread ends the program, and the calls of the others', () => {
    const signals: AbortSignal[] = [];
    const vm = runProgram(
      {
        workflow: plainWorkflow,
        steps: [
          step((code, { invoke }) => {
            invoke(code);
            code.push(plainReturn);
          }),
          step((code) => code.push({ op: 'Halt' })),
        ],
        parallel: true,
      },
      {
        agents: {
          time: 'virtual',
          invoke: ({ signal }) => {
            signals.push(signal);
            return { kind: 'output', output: 1, afterMs: 99 };
          },
        },
      },
    );
    equal(errorOf(vm), 'Halted');
    equal(vm.nowMs, 0);
    deepEqual(
      signals.map(({ aborted }) => aborted),
      [true],
    );
  });

  it('an endless loop in one thread does not keep the others from going on', () => {
    const { vm } = prepare(
      build({
        workflow: plainWorkflow,
        steps: [
          step((code) => code.push({ op: 'Jump', operand: -1 })),
          step((code) => code.push(pushTrue, plainReturn)),
        ],
        parallel: true,
      }),
      { workflows: '*', agents: echo },
    );
    equal(vm.run({ maxInstructions: 10_000 }), 'budget');
    deepEqual(
      [...(vm.workflowRuns[0]?.steps.values() ?? [])].map(({ status }) => status),
      ['running', 'completed'],
    );
  });

  it('an invocation or a Pipeline in the declarations is refused', () => {
    for (const [op, operand] of [
      ['InvokeAgent', 1],
      ['InvokeCrew', 1],
      ['Pipeline', 2],
    ] as const) {
      const b = new ModuleBuilder();
      b.agent('x');
      b.workflow('w', () => {
        b.emit({ op: 'CreateObject' }, pushNull, { op, operand });
      });
      const { vm } = prepare(b.build(), { agents: echo });
      vm.run();
      equal(errorOf(vm), `InvalidInstruction: ${op} stands outside of a function`);
    }
  });
});
