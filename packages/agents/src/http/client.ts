import type { LanguageModel, streamText } from 'ai';
import { boundedFetch } from './bounded-fetch.js';

/** The part of the client library that is used here. */
export interface ChatClient {
  readonly streamText: typeof streamText;
  model(endpoint: Endpoint, name: string): LanguageModel;
}

export interface Endpoint {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

let loaded: Promise<ChatClient> | undefined;

/** Loads the client library when the first agent is asked: that takes a fifth of a second. */
export function loadChatClient(): Promise<ChatClient> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<ChatClient> {
  // The library would print warnings on standard output, where a protocol may be spoken.
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
  const [{ streamText }, { createOpenAICompatible }] = await Promise.all([
    import('ai'),
    import('@ai-sdk/openai-compatible'),
  ]);
  return {
    streamText,
    model: ({ baseUrl, apiKey, headers }, name) =>
      createOpenAICompatible({
        name: 'endpoint',
        baseURL: baseUrl,
        headers: { ...headers },
        includeUsage: true,
        fetch: boundedFetch,
        ...(apiKey !== undefined && { apiKey }),
      }).chatModel(name),
  };
}
