import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

/**
 * Measures on one core, where the system can keep a process to one. On several, an answer that
 * takes 30 µs takes 100 where the other process sleeps on another core, and which core it is on
 * is luck: one and the same adapter was three times as fast as itself.
 */
export async function onOneCore<T>(measure: () => Promise<T>): Promise<T> {
  const last = cpus().length - 1;
  keepTo(`${last}`);
  try {
    return await measure();
  } finally {
    keepTo(`0-${last}`);
  }
}

/** Those that are started later stay there, too. */
function keepTo(cores: string): void {
  spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, `${process.pid}`]);
}
