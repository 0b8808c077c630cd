import { nearest } from '@mso/values';
import { type AgentMode, type AgentsConfig, agentModes } from './agents-config.js';
import { Attributes, isObject } from './attributes.js';

export type AgentsConfigResult =
  | { readonly kind: 'config'; readonly config: AgentsConfig }
  /** Each names the attribute and what it takes. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** How long an agent may take where the configuration does not say. */
const timeoutMsDefault = 600_000;

/** Checks the attribute `agents` of a launch configuration; absent means simulated. */
export function readAgentsConfig(value: unknown): AgentsConfigResult {
  if (value === undefined) return { kind: 'config', config: { mode: 'simulated' } };
  if (!isObject(value)) return problems('agents must be an object');
  const attributes = new Attributes('agents', value);
  const mode = attributes.string('mode') ?? 'simulated';
  if (attributes.problems.length === 0 && !isMode(mode)) {
    const meant = nearest(mode, agentModes);
    const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
    return problems(`agents.mode must be "simulated", "command" or "http"${hint}`);
  }
  const config = readMode(isMode(mode) ? mode : 'simulated', attributes);
  attributes.refuseOthers();
  return attributes.problems.length === 0
    ? { kind: 'config', config }
    : problems(...attributes.problems);
}

function readMode(mode: AgentMode, attributes: Attributes): AgentsConfig {
  switch (mode) {
    case 'simulated':
      return { mode };
    case 'command':
      return {
        mode,
        command: attributes.requiredString('command'),
        args: attributes.strings('args') ?? [],
        cwd: attributes.string('cwd') ?? '.',
        env: attributes.stringRecord('env') ?? {},
        timeoutMs: attributes.durationMs('timeout') ?? timeoutMsDefault,
        vaultCommand: vaultCommandOf(attributes),
      };
    case 'http':
      return {
        mode,
        baseUrl: baseUrlOf(attributes),
        apiKeySecret: attributes.string('apiKeySecret'),
        apiKeyEnv: attributes.string('apiKeyEnv'),
        model: attributes.string('model'),
        headers: headersOf(attributes),
        timeoutMs: attributes.durationMs('timeout') ?? timeoutMsDefault,
        vaultCommand: vaultCommandOf(attributes),
      };
  }
}

function vaultCommandOf(attributes: Attributes): readonly string[] | undefined {
  const command = attributes.strings('vaultCommand');
  if (command === undefined || (command[0] ?? '') !== '') return command;
  return attributes.wrong('vaultCommand', 'must begin with the name of a program');
}

function baseUrlOf(attributes: Attributes): string {
  const text = attributes.requiredString('baseUrl');
  if (text === '') return text;
  const form = 'must be an http or https address such as "http://127.0.0.1:11434/v1"';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') attributes.wrong('baseUrl', form);
  else if (url.username !== '' || url.password !== '') {
    attributes.wrong('baseUrl', 'must hold no password; use apiKeySecret or apiKeyEnv');
  } else if (url.search !== '' || url.hash !== '') {
    attributes.wrong('baseUrl', "must end before '?' and '#'");
  }
  return text.replace(/\/+$/, '');
}

function headersOf(attributes: Attributes): Readonly<Record<string, string>> {
  const headers = attributes.stringRecord('headers') ?? {};
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      attributes.wrong(`headers.${name}`, 'is no name of a header');
    } else if (/[^\t\x20-\xff]|\x7f/.test(value)) {
      attributes.wrong(`headers.${name}`, 'must hold printable characters of Latin-1 alone');
    }
  }
  return headers;
}

function isMode(mode: string): mode is AgentMode {
  return (agentModes as readonly string[]).includes(mode);
}

function problems(...messages: readonly string[]): AgentsConfigResult {
  return { kind: 'problems', problems: messages };
}
