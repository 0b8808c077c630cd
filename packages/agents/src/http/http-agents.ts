import type { AgentReply, AgentRequest, TokenUsage } from '@mso/vm';
import type { HttpAgents } from '../config/agents-config.js';
import { type Answer, failure } from '../real-host.js';
import type { Surroundings } from '../surroundings.js';
import { timerMsMax } from '../values/duration.js';
import { findApiKey } from './api-key.js';
import { type ChatClient, loadChatClient } from './client.js';
import { describeError } from './describe-error.js';
import { makePrompt } from './prompt.js';
import { readReply } from './read-reply.js';

const textLengthMax = 16 * 1024 * 1024;

const confidentialHeader = /^(authorization|proxy-authorization|cookie)$|key|token|secret/i;

/** A chat-completions endpoint answers. Each attempt is one request: retrying is the machine's. */
export function httpAgents(config: HttpAgents, surroundings: Surroundings): Answer {
  const { mask } = surroundings;
  for (const [name, value] of Object.entries(config.headers)) {
    if (confidentialHeader.test(name)) mask.add(value.replace(/^(bearer|basic) /i, ''));
  }
  return async (request) => {
    const key = await findApiKey(config, request, surroundings);
    if (key.kind === 'missing') return failure(`the API key is missing: ${key.reason}`);
    const client = await loadChatClient();
    const endpoint = { ...config, apiKey: key.kind === 'key' ? key.text : undefined };
    const model = client.model(endpoint, config.model ?? request.agent.model);
    const timeout = AbortSignal.timeout(Math.min(config.timeoutMs, timerMsMax));
    const stop = new AbortController();
    const anySignal = AbortSignal.any([request.signal, timeout, stop.signal]);
    const end = await ask(client, model, request, anySignal);
    if (end.kind === 'error') stop.abort();
    if (request.signal.aborted) return failure('the request was cancelled');
    if (timeout.aborted) {
      return failure(`${config.baseUrl} did not answer within ${config.timeoutMs / 1_000}s`);
    }
    if (end.kind === 'error') return failure(describeError(end.error, config.baseUrl, mask));
    return replyOf(end, config.baseUrl, (text) => surroundings.log(request, text));
  };
}

type End = Completion | { readonly kind: 'error'; readonly error: unknown };

interface Completion {
  readonly kind: 'completion';
  readonly text: string;
  readonly finishReason: string;
  readonly usage: TokenUsage | undefined;
}

async function ask(
  { streamText }: ChatClient,
  model: ReturnType<ChatClient['model']>,
  request: AgentRequest,
  abortSignal: AbortSignal,
): Promise<End> {
  const { temperature, maxTokens } = request.agent;
  const { system, user } = makePrompt(request);
  const result = streamText({
    model,
    system,
    prompt: user,
    maxRetries: 0,
    abortSignal,
    // Errors come as parts of the stream, too; without this they would be printed.
    onError: () => undefined,
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
  });
  try {
    return await readStream(result.fullStream, request.onText);
  } catch (error) {
    return { kind: 'error', error };
  }
}

async function readStream(
  stream: ReturnType<ChatClient['streamText']>['fullStream'],
  onText: (piece: string) => void,
): Promise<End> {
  const pieces: string[] = [];
  let length = 0;
  for await (const part of stream) {
    if (part.type === 'error') return { kind: 'error', error: part.error };
    if (part.type === 'abort') break;
    if (part.type === 'text-delta') {
      length += part.text.length;
      if (length > textLengthMax) return { kind: 'error', error: 'the answer is too long' };
      pieces.push(part.text);
      onText(part.text);
    } else if (part.type === 'finish') {
      const usage = usageOf(part.totalUsage);
      return { kind: 'completion', text: pieces.join(''), finishReason: part.finishReason, usage };
    }
  }
  return { kind: 'error', error: 'the answer ended before it was complete' };
}

function usageOf(usage: {
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
}): TokenUsage | undefined {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
}

function replyOf(
  { text, finishReason, usage }: Completion,
  baseUrl: string,
  log: (text: string) => void,
): AgentReply {
  if (finishReason === 'content-filter') {
    return failure(`the model refused to answer${text && `: ${text}`}`);
  }
  if (text === '') return failure(`${baseUrl} sent an answer without text (${finishReason})`);
  if (finishReason === 'length')
    log('the answer was cut off: it has as many tokens as are allowed');
  return { kind: 'output', output: readReply(text), ...(usage !== undefined && { usage }) };
}
