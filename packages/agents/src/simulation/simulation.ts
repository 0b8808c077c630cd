import type { JsonNode } from './json-node.js';

/** Scripted agents: what a `.sim.json` file says. */
export interface Simulation {
  /** Decides where in their range the times of answers lie. */
  readonly seed: number;
  /** By step name; these go before those of the agent. */
  readonly steps: ReadonlyMap<string, Script>;
  readonly agents: ReadonlyMap<string, Script>;
  /** What answers where neither the step nor the agent has a script. */
  readonly default: Script | undefined;
}

/** Answers to successive invocations; the last one repeats. Never empty. */
export type Script = readonly ScriptedReply[];

export type ScriptedReply = ScriptedOutput | ScriptedFailure;

export interface ScriptedOutput {
  readonly kind: 'output';
  readonly output: JsonNode;
  readonly after: DelayRange;
}

export interface ScriptedFailure {
  readonly kind: 'failure';
  readonly message: string;
  readonly after: DelayRange;
}

/** How much machine time an answer takes; both ends are included. */
export interface DelayRange {
  readonly shortestMs: number;
  readonly longestMs: number;
}
