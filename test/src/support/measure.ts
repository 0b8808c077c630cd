/** How long something takes: the median of several runs after some that do not count. */
export async function medianMs(
  runs: number,
  action: () => Promise<number>,
  warmUps = 1,
): Promise<number> {
  for (let run = 0; run < warmUps; run++) await action();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await action());
  return median(times);
}

/**
 * How long several things take, medians each. They take turns: what slows the computer for a while
 * would otherwise be taken for what one of them costs.
 */
export async function turnsMs<const A extends readonly (() => Promise<number>)[]>(
  turns: number,
  actions: A,
  warmUps = 1,
): Promise<{ readonly [K in keyof A]: number }> {
  const times = actions.map((): number[] => []);
  for (let turn = -warmUps; turn < turns; turn++) {
    for (const [index, action] of actions.entries()) {
      const time = await action();
      if (turn >= 0) times[index]?.push(time);
    }
  }
  return times.map(median) as never;
}

/** The shortest of several runs. */
export async function fastestMs(runs: number, action: () => Promise<number>): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) fastest = Math.min(fastest, await action());
  return fastest;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Runs something once and says how long it took. */
export async function timed(action: () => unknown): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
