import type { AgentReply, TokenUsage, Value } from '@mso/vm';
import { failure } from '../real-host.js';
import { parseJsonText } from '../values/parse-answer.js';
import { nestingMax, tooDeep } from '../values/plain.js';

/**
 * What a program's standard output says: `{"output": …, "usage"?: …}`, any other JSON value,
 * which is the output itself, or a text, which is so without its last line end.
 */
export function readAnswer(written: string): AgentReply {
  const text = written.replace(/\r?\n$/, '');
  const value = parseJsonText(text);
  if (value === undefined) return { kind: 'output', output: text };
  if (value === tooDeep) return failure(`the answer nests more than ${nestingMax} levels`);
  if (!isEnvelope(value)) return { kind: 'output', output: value };
  const output = value.get('output') ?? null;
  if (!value.has('usage')) return { kind: 'output', output };
  const usage = usageOf(value.get('usage'));
  if (usage === undefined) {
    return failure('usage in the answer must be {"input_tokens": n, "output_tokens": n}');
  }
  return { kind: 'output', output, usage };
}

function isEnvelope(value: Value): value is Map<string, Value> {
  if (!(value instanceof Map) || !value.has('output')) return false;
  return [...value.keys()].every((key) => key === 'output' || key === 'usage');
}

function usageOf(value: Value | undefined): TokenUsage | undefined {
  if (!(value instanceof Map)) return undefined;
  const inputTokens = value.get('input_tokens') ?? 0;
  const outputTokens = value.get('output_tokens') ?? 0;
  return isCount(inputTokens) && isCount(outputTokens) ? { inputTokens, outputTokens } : undefined;
}

function isCount(value: Value): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
