import { equal, ok } from 'node:assert/strict';
import type { PipelineNode } from '@mso/bytecode';
import { type ModuleBuilder, moduleOf } from '../testing/module-builder.js';
import { run } from '../testing/run.js';

const count = 20_000;

/** Runs a program, twice, and gives the milliseconds of the faster run. */
function milliseconds(program: (b: ModuleBuilder) => void): number {
  const module = moduleOf(program);
  const times = [0, 1].map(() => {
    const started = performance.now();
    const { vm } = run(module);
    equal(vm.error, undefined);
    ok(vm.config.workflows.size > 0);
    return performance.now() - started;
  });
  return Math.min(...times);
}

describe('large programs', () => {
  it('20,000 agents and 20,000 steps in a chain take no time that grows with their square', () => {
    const took = milliseconds((b) => {
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
    ok(took < 2_000, `it took ${took} ms`);
  });

  it('a step that needs all others, and one that all others need', () => {
    const took = milliseconds((b) => {
      b.workflow('w', (w) => {
        for (let index = 0; index < count; index++) b.step(w, `s${index}`);
        b.step(w, 'last', {}, (id) => {
          for (let index = 0; index < count; index++)
            b.set(id, `/depends_on/${index}`, `s${index}`);
        });
      });
    });
    ok(took < 2_000, `it took ${took} ms`);
  });

  it('a pipeline of ten thousand branches behind ten thousand others', () => {
    const took = milliseconds((b) => {
      b.workflow('w', (w) => {
        const ids = Array.from({ length: count }, (_, index) => b.step(w, `s${index}`));
        const nodes = ids.map((id): PipelineNode => ({ kind: 'Step', id }));
        b.pipeline(w, [
          { kind: 'Parallel', nodes: nodes.slice(0, count / 2) },
          { kind: 'Parallel', nodes: nodes.slice(count / 2) },
        ]);
      });
    });
    ok(took < 2_000, `it took ${took} ms`);
  });

  it('20,000 workflows of one step', () => {
    const took = milliseconds((b) => {
      for (let index = 0; index < count; index++) b.workflow(`w${index}`, (w) => b.step(w, 's'));
    });
    ok(took < 2_000, `it took ${took} ms`);
  });
});
