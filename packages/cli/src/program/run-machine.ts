import type { HelixVM, RunOptions, RunOutcome } from '@mso/vm';

/** Instructions between two looks at what else has happened, such as Ctrl+C. */
const instructionsPerSlice = 200_000;

/** `interrupted` by Ctrl+C, `terminated` by whoever started the process. */
export type RunEnd = 'halted' | 'error' | 'interrupted' | 'terminated';

const endOf = { SIGINT: 'interrupted', SIGTERM: 'terminated' } as const;

/**
 * Runs a machine to its end, waiting for agents where it must; Ctrl+C or SIGTERM ends it early.
 *
 * Its timeout counts machine time, in which computing takes none: a machine that only computes
 * for as long by the clock has run out of it as well.
 *
 * @param run executes a slice of it
 */
export async function runMachine(
  vm: HelixVM,
  run: (slice: RunOptions) => RunOutcome = (slice) => vm.run(slice),
): Promise<RunEnd> {
  let end: RunEnd | undefined;
  let wake = (): void => {};
  const interrupt = (signal: keyof typeof endOf): void => {
    end = endOf[signal];
    vm.abandon();
    wake();
  };
  const standstill = new Standstill(vm);
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    for (;;) {
      const outcome = run({ maxInstructions: instructionsPerSlice });
      if (outcome === 'halted' || outcome === 'error') return outcome;
      if (standstill.isTooLong(outcome)) {
        vm.timeOut();
        return 'error';
      }
      const interrupted = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const goesOn = outcome === 'waiting' ? vm.untilReady() : nextTurn();
      await Promise.race([goesOn, interrupted]);
      if (end) return end;
    }
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** How long a machine has computed without any machine time going by. */
class Standstill {
  private machineMs = 0;
  private sinceMs = performance.now();

  constructor(private readonly vm: HelixVM) {}

  /** Whether that is longer than the run may take. */
  isTooLong(outcome: RunOutcome): boolean {
    const { nowMs, timeoutMs } = this.vm;
    if (outcome === 'waiting' || nowMs !== this.machineMs) {
      this.machineMs = nowMs;
      this.sinceMs = performance.now();
    }
    return timeoutMs !== undefined && performance.now() - this.sinceMs >= timeoutMs;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
