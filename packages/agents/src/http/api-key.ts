import type { AgentRequest } from '@mso/vm';
import type { HttpAgents } from '../config/agents-config.js';
import type { SecretResult } from '../secrets/secret-finder.js';
import type { Surroundings } from '../surroundings.js';

export type ApiKey =
  | { readonly kind: 'key'; readonly text: string }
  | { readonly kind: 'none' }
  /** The configuration names a key that is not there. */
  | { readonly kind: 'missing'; readonly reason: string };

/** The keys of a context's secrets that are tried first where the configuration names none. */
const usualKeys = ['api_key', 'openai_api_key'];

/**
 * The API key: the secret that the configuration names, else the variable that it names, else
 * the secret that is called like an API key. Many local servers want none.
 */
export async function findApiKey(
  config: HttpAgents,
  request: AgentRequest,
  { secrets, log }: Surroundings,
): Promise<ApiKey> {
  const { apiKeySecret, apiKeyEnv } = config;
  if (apiKeySecret !== undefined) {
    const reference = request.secrets.get(apiKeySecret);
    if (reference !== undefined) return required(await secrets.find(reference, request.signal));
    if (apiKeyEnv === undefined) {
      const place = request.context?.name ?? 'none';
      return { kind: 'missing', reason: `there is no secret ${apiKeySecret} (context: ${place})` };
    }
  }
  if (apiKeyEnv !== undefined) return required(secrets.environmentVariable(apiKeyEnv));
  const guessed = guessKey([...request.secrets.keys()]);
  const reference = guessed === undefined ? undefined : request.secrets.get(guessed);
  if (reference === undefined) return { kind: 'none' };
  const result = await secrets.find(reference, request.signal);
  if (result.kind === 'found') return { kind: 'key', text: result.text };
  log(request, `secret ${guessed} is missing: ${result.reason}`);
  return { kind: 'none' };
}

function required(result: SecretResult): ApiKey {
  return result.kind === 'found' ? { kind: 'key', text: result.text } : result;
}

function guessKey(keys: readonly string[]): string | undefined {
  const usual = usualKeys.find((key) => keys.includes(key));
  return usual ?? keys.find((key) => /api[-_]?key$/i.test(key));
}
