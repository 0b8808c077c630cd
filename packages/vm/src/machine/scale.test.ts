import { equal, ok } from 'node:assert/strict';
import type { PipelineNode } from '@mso/bytecode';
import { type ModuleBuilder, moduleOf } from '../testing/module-builder.js';
import { run } from '../testing/run.js';

const count = 20_000;

/** Runs a program to its end, which it would not reach in time if that grew with its square. */
function runToEnd(program: (b: ModuleBuilder) => void): void {
  const { vm } = run(moduleOf(program));
  equal(vm.error, undefined);
  ok(vm.config.workflows.size > 0);
}

describe('a large program is linked in time', () => {
  it('of 20,000 agents and 20,000 steps in a chain', () => {
    runToEnd((b) => {
      for (let index = 0; index < count; index++) b.agent(`a${index}`);
      b.workflow('w', (w) => {
        for (let index = 0; index < count; index++) {
          b.step(w, `s${index}`, {}, (id) => {
            b.set(id, 'agent', `a${count - 1 - index}`);
            if (index > 0) b.set(id, '/depends_on/0', `s${index - 1}`);
          });
        }
      });
    });
  });

  it('of a step that needs all others', () => {
    runToEnd((b) => {
      b.workflow('w', (w) => {
        for (let index = 0; index < count; index++) b.step(w, `s${index}`);
        b.step(w, 'last', {}, (id) => {
          for (let index = 0; index < count; index++)
            b.set(id, `/depends_on/${index}`, `s${index}`);
        });
      });
    });
  });

  it('of a pipeline of ten thousand branches behind ten thousand others', () => {
    runToEnd((b) => {
      b.workflow('w', (w) => {
        const ids = Array.from({ length: count }, (_, index) => b.step(w, `s${index}`));
        const nodes = ids.map((id): PipelineNode => ({ kind: 'Step', id }));
        b.pipeline(w, [
          { kind: 'Parallel', nodes: nodes.slice(0, count / 2) },
          { kind: 'Parallel', nodes: nodes.slice(count / 2) },
        ]);
      });
    });
  });

  it('of 20,000 workflows of one step', () => {
    runToEnd((b) => {
      for (let index = 0; index < count; index++) b.workflow(`w${index}`, (w) => b.step(w, 's'));
    });
  });
});
