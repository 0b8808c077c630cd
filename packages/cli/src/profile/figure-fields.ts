import type { Figures } from '@mso/vm';

/** Figures as they are named in JSON and CSV. */
export function figureFields(figures: Readonly<Figures>) {
  return {
    instructions: figures.instructions,
    real_ms: exactMs(figures.realMs),
    machine_ms: exactMs(figures.machineMs),
    agent_calls: figures.agentCalls,
    input_tokens: figures.inputTokens,
    output_tokens: figures.outputTokens,
    peak_stack: figures.peakStackSize,
    peak_memory: figures.peakMemoryUsage,
    peak_call_depth: figures.peakCallDepth,
  };
}

/** No clock knows more than nanoseconds. */
export function exactMs(milliseconds: number): number {
  return Math.round(milliseconds * 1e6) / 1e6;
}
