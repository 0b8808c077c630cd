/** How long something takes: the median of several runs after one that does not count. */
export async function medianMs(runs: number, action: () => Promise<number>): Promise<number> {
  await action();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await action());
  times.sort((a, b) => a - b);
  return times[times.length >> 1] ?? 0;
}

/** Runs something once and says how long it took. */
export async function timed(action: () => unknown): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
