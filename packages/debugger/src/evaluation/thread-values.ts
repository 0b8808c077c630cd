import type { ExpressionValue, ListValue } from '@mso/language';
import type { HelixVM, Thread } from '@mso/vm';
import type { MachineRecord } from './machine-values.js';

/** The threads that have not ended, in the order of their creation. */
export function threadList(vm: HelixVM): ListValue {
  const threads = vm.scheduler.threads.filter(({ state }) => state.kind !== 'ended');
  return {
    kind: 'list',
    length: threads.length,
    at: (index) => {
      const thread = threads[index];
      return thread && threadRecord(thread);
    },
  };
}

function threadRecord(thread: Thread): MachineRecord {
  const { id, name, state, registers, stack, callStack, stepRun } = thread;
  const values: Readonly<Record<string, ExpressionValue>> = {
    ...{ id, name, step: stepRun?.step.name ?? null },
    waits_for: state.kind === 'ready' ? null : state.kind,
    ...{ pc: registers.programCounter, sp: stack.size, frames: callStack.length },
  };
  return {
    kind: 'record',
    label: `thread ${id} ${name}`,
    typeName: 'thread',
    preview: true,
    get: (key) => (Object.hasOwn(values, key) ? values[key] : undefined),
    keys: () => Object.keys(values),
  };
}
