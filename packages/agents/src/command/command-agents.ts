import { resolve } from 'node:path';
import type { AgentRequest } from '@mso/vm';
import type { CommandAgents } from '../config/agents-config.js';
import { type Answer, failure } from '../real-host.js';
import type { Surroundings } from '../surroundings.js';
import { readAnswer } from './read-answer.js';
import { requestDocument } from './request-document.js';
import { runProgram } from './run-program.js';

const outputBytesMax = 16 * 1024 * 1024;

/** A local program answers: one process an invocation, which ends with everything it started. */
export function commandAgents(config: CommandAgents, surroundings: Surroundings): Answer {
  const { mask, cwd, environment } = surroundings;
  return async (request) => {
    const log = (text: string): void => surroundings.log(request, text);
    const secrets = await secretTexts(request, surroundings);
    const end = await runProgram({
      program: config.command,
      args: config.args,
      cwd: resolve(cwd, config.cwd),
      env: { ...environment, ...config.env },
      input: requestDocument(request, secrets),
      timeoutMs: config.timeoutMs,
      signal: request.signal,
      outputBytesMax,
      mask,
      onErrorLine: log,
    });
    if (end.kind === 'failed') return failure(`${config.command} ${end.reason}`);
    return readAnswer(end.output);
  };
}

/** A secret that is not there is left out, and said to be missing. */
async function secretTexts(
  request: AgentRequest,
  { secrets, log }: Surroundings,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const [key, reference] of request.secrets) {
    const result = await secrets.find(reference, request.signal);
    if (result.kind === 'found') texts.set(key, result.text);
    else log(request, `secret ${key} is missing: ${result.reason}`);
  }
  return texts;
}
