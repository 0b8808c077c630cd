import { resolve } from 'node:path';
import { type OpenedAgents, openAgents } from '@mso/adapter';
import { realClock } from '@mso/agents';
import type { Module } from '@mso/bytecode';
import { type ObjectValue, parseDurationMs, type VMOptions, valueOfJson } from '@mso/vm';
import type { Options } from '../options/options.js';
import { UsageProblem } from '../output/problems.js';
import type { Terminal } from '../output/terminal.js';
import { environmentOf } from './machine-options.js';
import { checkWorkflowNames } from './workflow-names.js';

/**
 * What the options of a command say about the workflows to run, and who answers their agents.
 *
 * @throws UsageProblem, ProgramProblem
 */
export async function workflowOptions(
  options: Options,
  module: Module,
  openHost: () => Promise<Pick<OpenedAgents, 'host'>>,
): Promise<Omit<VMOptions, 'events'>> {
  const workflows = workflowsOf(options, module);
  const timeoutMs = timeoutOf(options);
  const timeout = timeoutMs === undefined ? {} : { timeoutMs };
  if (workflows.length === 0) return timeout;
  const { host } = await openHost();
  return {
    workflows,
    agents: host,
    input: inputOf(options),
    clock: realClock,
    ...timeout,
  };
}

/**
 * Who answers the agents, and what they are told in secret.
 *
 * @throws UsageProblem, ProgramProblem
 */
export function agentsOfRun(
  options: Options,
  path: string,
  report: Terminal['report'],
): Promise<OpenedAgents> {
  return openAgents({
    agents: agentsOf(options),
    simulation: options.text('simulation'),
    cwd: resolve('.'),
    program: path,
    environment: environmentOf(options),
    onLog: ({ agent, text }) => report(`agent ${agent}: ${text}`),
  });
}

/** @throws UsageProblem for a name that no workflow has */
function workflowsOf(options: Options, { blocks }: Module): readonly string[] {
  const known = blocks.filter(({ kind }) => kind === 'workflow').map(({ name }) => name);
  if (options.has('all-workflows')) return known;
  const wanted = options.texts('workflow');
  checkWorkflowNames(wanted, known, options.command);
  return wanted;
}

/** A mode by its name, or a whole configuration as JSON. */
function agentsOf(options: Options): unknown {
  const text = options.text('agents');
  if (text === undefined) return undefined;
  if (!text.trimStart().startsWith('{')) return { mode: text };
  try {
    return JSON.parse(text);
  } catch {
    const wanted = '--agents takes simulated, command, http, or a JSON object';
    throw new UsageProblem(wanted, options.command);
  }
}

/** `KEY=VALUE`; a value that is JSON is what it says, any other is a text. */
function inputOf(options: Options): ObjectValue {
  const input: ObjectValue = new Map();
  for (const entry of options.texts('input')) {
    const at = entry.indexOf('=');
    if (at <= 0) throw new UsageProblem(`--input takes KEY=VALUE, not ${entry}`, options.command);
    input.set(entry.slice(0, at), valueOfText(entry.slice(at + 1)));
  }
  return input;
}

function valueOfText(text: string) {
  try {
    return valueOfJson(JSON.parse(text));
  } catch {
    return text;
  }
}

function timeoutOf(options: Options): number | undefined {
  const text = options.text('timeout');
  if (text === undefined) return undefined;
  const milliseconds = parseDurationMs(text);
  if (milliseconds !== undefined) return milliseconds;
  throw new UsageProblem(`--timeout takes a duration such as 30s, not ${text}`, options.command);
}
