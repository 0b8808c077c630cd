import type { FunctionRunner } from '../generated/function-runner.js';
import type { Snapshot } from '../journal/snapshot.js';
import type { Breakpoint, Watch } from './breakpoint.js';

/** The addresses at which the machine looks closer, in debug mode. */
export class BreakpointTable {
  readonly breakpoints = new Map<number, Breakpoint>();
  private readonly watchpoints = new Map<number, Watch>();

  constructor(private readonly functions: FunctionRunner) {}

  set(address: number, breakpoint: Partial<Breakpoint>): Breakpoint {
    const made: Breakpoint = { active: true, hitCount: 0, ...breakpoint };
    this.breakpoints.set(address, made);
    this.functions.setBreakpoint(address);
    return made;
  }

  remove(address: number): void {
    this.breakpoints.delete(address);
    if (!this.watchpoints.has(address)) this.functions.removeBreakpoint(address);
  }

  watch(address: number, watch: Watch): void {
    this.watchpoints.set(address, watch);
    this.functions.setBreakpoint(address);
  }

  unwatch(address: number): void {
    this.watchpoints.delete(address);
    if (!this.breakpoints.has(address)) this.functions.removeBreakpoint(address);
  }

  watchAt(address: number): Watch | undefined {
    return this.watchpoints.get(address);
  }

  /** Whether the breakpoint at an address holds, which counts. */
  holds(address: number): boolean {
    const breakpoint = this.breakpoints.get(address);
    if (!breakpoint?.active || breakpoint.holds?.() === false) return false;
    breakpoint.hitCount++;
    return true;
  }

  keep(snapshot: Snapshot): void {
    for (const breakpoint of this.breakpoints.values()) {
      const { hitCount } = breakpoint;
      snapshot.fields(1, () => {
        breakpoint.hitCount = hitCount;
      });
    }
  }
}
