import type { ProfileNode } from './call-tree.js';
import type { Profile } from './profiler.js';

/**
 * One profile for several runs of a module. It is that of the run whose time is the median, and
 * each time in its tree becomes the median of that time in all runs; what was counted is the same
 * in all of them, unless agents answered otherwise. Times of a timeline stay those of the run.
 *
 * @param runs one at least
 */
export function medianProfile(runs: readonly Profile[]): Profile {
  const realMs = median(runs.map((run) => run.realMs));
  const chosen = runs.find((run) => run.realMs === realMs);
  if (chosen === undefined) throw new Error('nothing has been run');
  const others = runs
    .filter((run) => run !== chosen)
    .map((run) => counterparts(chosen.tree.nodes, run.tree.root));
  for (const node of chosen.tree.nodes) {
    for (const [address, cell] of node.cells) {
      const cells = others.flatMap((nodes) => nodes[node.index]?.cells.get(address) ?? []);
      cell.realMs = median([cell, ...cells].map((each) => each.realMs));
      cell.machineMs = median([cell, ...cells].map((each) => each.machineMs));
    }
  }
  return {
    ...chosen,
    waitingMs: median(runs.map((run) => run.waitingMs)),
    machineMs: median(runs.map((run) => run.machineMs)),
  };
}

/** Whether all runs have executed the same number of instructions. */
export function areAlike(runs: readonly Profile[]): boolean {
  return new Set(runs.map(({ stats }) => stats.instructionsExecuted)).size <= 1;
}

/** The nodes of another tree that stand where those of a tree do, by the latter's numbers. */
function counterparts(
  nodes: readonly ProfileNode[],
  otherRoot: ProfileNode,
): readonly (ProfileNode | undefined)[] {
  const found: (ProfileNode | undefined)[] = [];
  for (const { index, parent, key } of nodes) {
    found[index] = parent ? found[parent.index]?.children.get(key) : otherRoot;
  }
  return found;
}

/** The middle one; of an even number of values the lower of the two, which was measured. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[(sorted.length - 1) >> 1] ?? 0;
}
