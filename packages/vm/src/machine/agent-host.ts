import type { SecretReference, Value } from '../values/value.js';

/** Who answers when a program invokes an agent. */
export interface AgentHost {
  /**
   * `virtual`: replies come at once and say how much machine time they took, so that waiting
   * costs nothing. `real`: machine time is the clock's, and replies come when they come.
   */
  readonly time: 'virtual' | 'real';
  /** Never throws and never rejects: an agent that cannot answer is a failed attempt. */
  invoke(request: AgentRequest): AgentReply | Promise<AgentReply>;
  /** Told what a request was answered with in place of the agent, asked or not. */
  supplied?(request: AgentRequest, reply: AgentReply): void;
  /**
   * What later replies depend on beside their requests, where there is such state. What it gives
   * is never changed afterwards, so that taking one costs nothing.
   */
  snapshot?(): unknown;
  /** Makes later replies those that followed when `snapshot` gave this state. */
  restore?(state: unknown): void;
}

/** What an agent is asked; values are the machine's own, and must not be changed. */
export interface AgentRequest {
  readonly agent: AgentCard;
  readonly task: string;
  /** By name: what the step was given, and the outputs of the steps it depends on. */
  readonly inputs: ReadonlyMap<string, Value>;
  readonly context: ContextCard | undefined;
  /** The secrets of the active context by their keys; the host finds their text. */
  readonly secrets: ReadonlyMap<string, SecretReference>;
  readonly workflow: string;
  readonly step: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** The crew that the agent works in here, if it does. */
  readonly crew?: string;
  /** Says that nobody waits for the reply any more. */
  readonly signal: AbortSignal;
  /** Takes a piece of the reply while it is still being written. */
  readonly onText: (piece: string) => void;
}

export interface AgentCard {
  readonly name: string;
  readonly model: string;
  readonly role: string;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly backstory?: string;
  readonly capabilities: readonly string[];
  readonly tools: readonly string[];
}

export interface ContextCard {
  readonly name: string;
  readonly environment: string;
  readonly variables: ReadonlyMap<string, Value>;
}

export type AgentReply = AgentOutput | AgentFailure;

export interface AgentOutput {
  readonly kind: 'output';
  /** Plain values: null, booleans, numbers, strings, arrays and maps of them. */
  readonly output: Value;
  /** Machine time that the answer took; only with virtual time. */
  readonly afterMs?: number;
  readonly usage?: TokenUsage;
}

export interface AgentFailure {
  readonly kind: 'failure';
  readonly message: string;
  readonly afterMs?: number;
}

export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}
