import type { ChildProcess } from 'node:child_process';

/** Whether a child leads a group of its own, which ends with everything that it started. */
export const hasGroups = process.platform !== 'win32';

const running = new Set<ChildProcess>();

/** Sees to it that a child does not outlive this process, unless this one is killed itself. */
export function watchGroup(child: ChildProcess): void {
  if (running.size === 0) process.on('exit', endAll);
  running.add(child);
}

/**
 * Ends a child and, where there are groups, all that it started; at once, since nobody waits for
 * it any more.
 */
export function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (!hasGroups) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of the group have ended by themselves.
  }
}

/** Ends what is left of a group, and looks after it no more. */
export function forgetGroup(child: ChildProcess): void {
  if (!running.delete(child)) return;
  endGroup(child);
  if (running.size === 0) process.off('exit', endAll);
}

function endAll(): void {
  for (const child of running) endGroup(child);
}
