/** A breakpoint on an address, checked before the instruction there executes. */
export interface Breakpoint {
  active: boolean;
  /** The condition as a person wrote it, for display; `holds` is what decides. */
  readonly condition?: string;
  /** How often the address was reached with the condition true. */
  hitCount: number;
  /** Whether to stop this time; absent means always. It must not change the machine. */
  readonly holds?: () => boolean;
}

/** Told before an instruction is executed; what it answers with is told behind it. */
export type Watch = () => () => void;
