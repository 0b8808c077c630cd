import type { HelixVM, RunOptions } from '@mso/vm';

/** Instructions between two looks at what else has happened, such as Ctrl+C. */
const instructionsPerSlice = 2_000_000;

export type RunEnd = 'halted' | 'error' | 'interrupted';

/** Runs a machine to its end, waiting for agents where it must; Ctrl+C ends it early. */
export async function runMachine(vm: HelixVM, options: RunOptions = {}): Promise<RunEnd> {
  let isInterrupted = false;
  let wake = (): void => {};
  const interrupt = (): void => {
    isInterrupted = true;
    vm.abandon();
    wake();
  };
  process.once('SIGINT', interrupt);
  try {
    for (;;) {
      const outcome = vm.run({ ...options, maxInstructions: instructionsPerSlice });
      if (outcome === 'halted' || outcome === 'error') return outcome;
      const interrupted = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const goesOn = outcome === 'waiting' ? vm.untilReady() : nextTurn();
      await Promise.race([goesOn, interrupted]);
      if (isInterrupted) return 'interrupted';
    }
  } finally {
    process.off('SIGINT', interrupt);
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
