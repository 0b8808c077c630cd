import { ok } from 'node:assert/strict';
import { join } from 'node:path';
import type { AgentHost } from '@mso/vm';
import { type AgentHostSettings, createAgentHost } from '../create-agent-host.js';
import type { RevealableSecrets } from '../secrets/revealable-secrets.js';
import { tempFolder } from './temp-folder.js';

export interface TestHost {
  readonly host: AgentHost;
  readonly secrets: RevealableSecrets;
  /** The folder of the program, which nobody needs to write. */
  readonly folder: string;
  /** What was logged so far. */
  readonly log: readonly string[];
}

/** A host as a launch configuration makes it. */
export async function makeHost(
  agents: unknown,
  settings: Partial<AgentHostSettings> = {},
): Promise<TestHost> {
  const folder = tempFolder();
  const log: string[] = [];
  const result = await createAgentHost({
    agents,
    cwd: folder,
    program: join(folder, 'program.mso'),
    environment: process.env,
    onLog: ({ text }) => log.push(text),
    ...settings,
  });
  ok(result.kind === 'host', JSON.stringify(result));
  return { host: result.host, secrets: result.secrets, folder, log };
}

/** An agent that runs a piece of JavaScript in a process of its own. */
export function scriptAgents(code: string, more: object = {}): object {
  return { mode: 'command', command: process.execPath, args: ['-e', code], ...more };
}
