import type { Module } from '@mso/bytecode';
import { cleanConstants } from './constants.js';
import { foldDeclarations } from './fold-declarations.js';
import { foldFunctions } from './fold-functions.js';
import { cleanStrings, sortStrings } from './strings.js';
import { dropUnusedAgents } from './tree-shake.js';
import { removeUnusedFunctions } from './unused-functions.js';

/** How much is done: nothing, strings, code as well, and the order of the strings as well. */
export type OptimizationLevel = 0 | 1 | 2 | 3;

export const optimizationLevels: readonly OptimizationLevel[] = [0, 1, 2, 3];

export interface OptimizeOptions {
  /** At level 3, drops the agents that nothing uses. This alone changes what a program declares. */
  readonly treeShake?: boolean;
}

/** What a pass did. */
export interface PassReport {
  /** What the number counts, for a person: `strings that nothing uses`. */
  readonly what: string;
  readonly count: number;
}

export interface OptimizeResult {
  readonly module: Module;
  /** Of every pass of the level, in their order, also of those that found nothing to do. */
  readonly passes: readonly PassReport[];
}

/**
 * Makes a module smaller and faster that does the same: it declares the same configuration, ends
 * in the same way, says the same warnings and texts, and its expressions yield the same values.
 *
 * The module must be one that `verify` has nothing against; so is the result. What was optimized
 * at a level is not changed by that level again.
 */
export function optimize(
  module: Module,
  level: OptimizationLevel,
  options: OptimizeOptions = {},
): OptimizeResult {
  const counts = new Map<string, number>();
  let current = module;
  const run = (pass: Pass): number => {
    const { module: changed, report } = pass(current);
    current = changed;
    let total = 0;
    for (const [what, count] of Object.entries(report)) {
      counts.set(what, (counts.get(what) ?? 0) + count);
      total += count;
    }
    return total;
  };
  const isShaken = level === 3 && options.treeShake === true;
  // What an agent leaves behind when it goes can be folded, and may have used further ones.
  do {
    if (level >= 2) [declarations, code, functions].forEach(run);
  } while (isShaken && run(shakeTree) > 0);
  if (level >= 1) run(strings);
  if (level >= 2) run(constants);
  if (level >= 3) run(order);
  return { module: current, passes: [...counts].map(([what, count]) => ({ what, count })) };
}

type Pass = (module: Module) => {
  readonly module: Module;
  readonly report: Readonly<Record<string, number>>;
};

const shakeTree: Pass = (before) => {
  const { module, agents } = dropUnusedAgents(before);
  return { module, report: { 'agents that nothing uses': agents } };
};

const declarations: Pass = (before) => {
  const { module, properties, capabilities } = foldDeclarations(before);
  return {
    module,
    report: {
      'properties set twice': properties,
      'capabilities given twice': capabilities,
    },
  };
};

const code: Pass = (before) => {
  const { module, counts } = foldFunctions(before);
  return {
    module,
    report: {
      'results computed': counts.folded,
      'jumps shortened': counts.jumps,
      'instructions without effect': counts.idle,
      'instructions never reached': counts.unreachable,
    },
  };
};

const functions: Pass = (before) => {
  const removed = removeUnusedFunctions(before);
  return {
    module: removed.module,
    report: {
      'functions never called': removed.functions,
      'instructions of those': removed.instructions,
    },
  };
};

const strings: Pass = (before) => {
  const { module, merged, unused } = cleanStrings(before);
  return { module, report: { 'strings merged': merged, 'strings never used': unused } };
};

const constants: Pass = (before) => {
  const { module, merged } = cleanConstants(before);
  return { module, report: { 'constants merged': merged } };
};

const order: Pass = (before) => {
  const { module, moved } = sortStrings(before);
  return { module, report: { 'strings moved by use': moved } };
};
