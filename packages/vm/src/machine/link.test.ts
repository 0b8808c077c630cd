import { deepEqual, equal } from 'node:assert/strict';
import type { PipelineNode } from '@mso/bytecode';
import type { ModuleBuilder } from '../testing/module-builder.js';
import { errorOf, run } from '../testing/run.js';

const step = (id: number): PipelineNode => ({ kind: 'Step', id });

/** A workflow `w` with the steps a, b and c, whose ids are 2, 3 and 4. */
const workflow =
  (body: (b: ModuleBuilder, w: number) => void) =>
  (b: ModuleBuilder): void => {
    b.workflow('w', (w) => {
      for (const name of ['a', 'b', 'c']) b.step(w, name);
      body(b, w);
    });
  };

const table: readonly (readonly [string, (b: ModuleBuilder) => unknown, string])[] = [
  [
    'a step of no workflow',
    (b) => b.step(77, 's'),
    'ResourceNotFound: step "s" belongs to no workflow or pipeline',
  ],
  [
    'a step of an agent',
    (b) => b.agent('x', (id) => b.step(id, 's')),
    'ResourceNotFound: step "s" belongs to no workflow or pipeline',
  ],
  [
    'a step that names an unknown agent',
    workflow((b, w) => b.step(w, 's', {}, (id) => b.set(id, 'agent', 'nobody'))),
    'ResourceNotFound: step "s" names agent "nobody", which does not exist',
  ],
  [
    'a step whose agent is a crew',
    (b) => {
      b.crew('team');
      workflow((inner, w) => inner.step(w, 's', {}, (id) => inner.set(id, 'agent', 'team')))(b);
    },
    'ResourceNotFound: step "s" names agent "team", which does not exist',
  ],
  [
    'a step with an unknown member of its crew',
    workflow((b, w) => b.step(w, 's', {}, (id) => b.set(id, '/crew/0', 'nobody'))),
    'ResourceNotFound: step "s" names agent or crew "nobody", which does not exist',
  ],
  [
    'a definition with the id of no agent',
    workflow((b, w) => b.step(w, 's', { agentId: 99 })),
    'ResourceNotFound: step "s" names agent #99, which does not exist',
  ],
  [
    'a definition with the id of a workflow in its crew',
    workflow((b, w) => b.step(w, 's', { crewIds: [w] })),
    'ResourceNotFound: step "s" names agent or crew #1, which does not exist',
  ],
  [
    'a definition that depends on an unknown id',
    workflow((b, w) => b.step(w, 's', { dependsOn: [99] })),
    'ResourceNotFound: step "s" depends on step #99, which is no step of workflow "w"',
  ],
  [
    'depends_on with the name of no step',
    workflow((b, w) => b.step(w, 's', {}, (id) => b.set(id, 'depends_on', 'x'))),
    'ResourceNotFound: step "s" depends on "x", which is no step of workflow "w"',
  ],
  [
    'a crew with an unknown agent',
    (b) => b.crew('team', (id) => b.set(id, '/agents/0', 'nobody')),
    'ResourceNotFound: crew "team" names agent "nobody", which does not exist',
  ],
  [
    'a crew with an unknown manager',
    (b) => b.crew('team', (id) => b.set(id, 'manager', 'nobody')),
    'ResourceNotFound: crew "team" names agent "nobody", which does not exist',
  ],
  [
    'a pipeline of no workflow',
    (b) => b.pipeline(9, []),
    'ResourceNotFound: there is no entity #9',
  ],
  [
    'a pipeline of an agent',
    (b) => b.agent('x', (id) => b.pipeline(id, [])),
    'InvalidInstruction: entity #1 is an agent, not a workflow',
  ],
  [
    'a pipeline with an unknown step',
    workflow((b, w) => b.pipeline(w, [step(2), { kind: 'Parallel', nodes: [step(99)] }])),
    'ResourceNotFound: the pipeline of workflow "w" names step #99, which is none of its steps',
  ],
  [
    'steps that depend on each other',
    workflow((b) =>
      b.set(2, 'depends_on', 'b').set(3, 'depends_on', 'c').set(4, 'depends_on', 'a'),
    ),
    'InvalidInstruction: the steps of workflow "w" wait for each other: a -> b -> c -> a',
  ],
  [
    'a step that depends on itself',
    workflow((b) => b.set(3, 'depends_on', 'b')),
    'InvalidInstruction: the steps of workflow "w" wait for each other: b -> b',
  ],
  [
    'a pipeline against depends_on',
    workflow((b, w) => b.set(2, 'depends_on', 'c').pipeline(w, [step(2), step(3), step(4)])),
    'InvalidInstruction: the steps of workflow "w" wait for each other: a -> c -> b -> a',
  ],
  [
    'a pipeline that comes back to a step',
    workflow((b, w) => b.pipeline(w, [step(2), step(3), step(2)])),
    'InvalidInstruction: the steps of workflow "w" wait for each other: a -> b -> a',
  ],
  [
    'a cycle through branches',
    workflow((b, w) => {
      const condition = b.condition('x');
      b.pipeline(w, [
        { kind: 'Conditional', condition, thenBranch: [step(2)], elseBranch: [step(3)] },
        { kind: 'Parallel', nodes: [step(4)] },
      ]).set(3, 'depends_on', 'c');
    }),
    'InvalidInstruction: the steps of workflow "w" wait for each other: b -> c -> b',
  ],
];

describe('the link', () => {
  for (const [what, program, error] of table) {
    it(`refuses ${what}`, () => equal(errorOf(program), error));
  }

  it('takes names and ids that are declared further down', () => {
    const { vm } = run((b) => {
      b.crew('team', (id) => b.set(id, '/agents/0', 'ada'));
      b.workflow('w', (w) => {
        b.step(w, 's', { agentId: 4 }, (id) =>
          b.set(id, 'depends_on', 't').set(id, 'agent', 'ada'),
        );
      });
      const module = b.build();
      b.agent('ada');
      b.step(2, 't', { id: module.symbols.nextId + 10 });
    });
    equal(vm.error, undefined);
  });

  it('takes the stages of a pipeline and the same names in two workflows', () => {
    const { vm } = run((b) => {
      b.other('pipeline', 'p', (id) => {
        b.step(id, 's');
        b.step(id, 't', {}, (t) => b.set(t, 'depends_on', 's'));
      });
      b.workflow('w', (w) => {
        b.step(w, 's', {}, (s) => b.set(s, 'depends_on', 't'));
        b.step(w, 't');
      });
    });
    equal(vm.error, undefined);
  });

  it('fails behind the last instruction, with everything declared', () => {
    const { vm } = run((b) => b.crew('team', (id) => b.set(id, 'manager', 'nobody')));
    deepEqual(vm.error?.stackTrace, ['PC: 2', 'Frame 0: return address 2, program "hand.mso"']);
    equal(vm.config.crews.get('team')?.manager, 'nobody');
  });

  it('refuses a pipeline that nests too deep', () => {
    const nested = (depth: number): PipelineNode => {
      let node = step(2);
      for (let level = 0; level < depth; level++) node = { kind: 'Parallel', nodes: [node] };
      return node;
    };
    equal(errorOf(workflow((b, w) => b.pipeline(w, [nested(1_000)]))), 'Halted');
    const error = 'InvalidInstruction: a pipeline nests deeper than 1000 levels';
    equal(errorOf(workflow((b, w) => b.pipeline(w, [nested(1_001)]))), error);
    equal(errorOf(workflow((b, w) => b.pipeline(w, [nested(100_000)]))), error);
  });
});
