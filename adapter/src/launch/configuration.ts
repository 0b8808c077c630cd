import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { VMConfig } from '@mso/vm';
import { launchFailed } from '../protocol/errors.js';
import { SourceMap } from '../protocol/source-map.js';
import type { Attribute, LaunchRequest } from './attribute.js';
import { editorAttributes, launchAttributes } from './attributes.js';
import { problemWith } from './validate.js';

/** A launch configuration that was found right, with defaults filled in and paths absolute. */
export interface LaunchConfiguration {
  readonly program: string;
  readonly stopOnEntry: boolean;
  readonly stopOnExit: boolean;
  readonly noDebug: boolean;
  /** Take over changes of the source where that is possible. */
  readonly hotReload: boolean;
  /** Keep the past, to go back to it. */
  readonly timeTravel: boolean;
  /** The context whose variables are active; by default the only one there is. */
  readonly context: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly vm: Partial<VMConfig>;
  readonly onRecoverableError: 'continue' | 'stop';
  /** Show the texts of secrets. */
  readonly revealSecrets: boolean;
  readonly sourceMap: SourceMap;
  /** The workflows to run behind the declarations. */
  readonly workflows: readonly string[] | '*';
  readonly input: Values;
  /** Who answers the agents; not yet checked in itself. */
  readonly agents: unknown;
  readonly simulation: string | undefined;
  /** The folder that relative paths start at. */
  readonly cwd: string;
  /** Log the protocol: into the console, or into the file of that path. */
  readonly trace: boolean | string;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Checks a launch request's arguments and reads them.
 *
 * @throws RequestError that names the attribute and what it takes.
 */
export function readLaunchConfiguration(values: Values): LaunchConfiguration {
  const problem = findProblem('launch', values) ?? emptyProgram(values);
  if (problem !== undefined) throw launchFailed(problem);
  const cwd = resolve(text(values, 'cwd') ?? '.');
  const envFile = text(values, 'envFile');
  return {
    program: resolve(cwd, text(values, 'program') ?? ''),
    stopOnEntry: values.stopOnEntry === true,
    stopOnExit: values.stopOnExit === true,
    noDebug: values.noDebug === true,
    hotReload: values.hotReload !== false && values.noDebug !== true,
    timeTravel: values.timeTravel !== false && values.noDebug !== true,
    context: text(values, 'context'),
    env: {
      ...process.env,
      ...(envFile !== undefined && readEnvFile(resolve(cwd, envFile))),
      ...(values.env as Record<string, string> | undefined),
    },
    vm: (values.vm as Partial<VMConfig> | undefined) ?? {},
    workflows: workflowsOf(values.workflow),
    input: (values.input as Values | undefined) ?? {},
    agents: values.agents,
    simulation: text(values, 'simulation'),
    cwd,
    onRecoverableError: values.onRecoverableError === 'stop' ? 'stop' : 'continue',
    revealSecrets: values.revealSecrets === true,
    sourceMap: sourceMapOf(values, cwd),
    trace: traceOf(values, cwd),
  };
}

/** Where to attach, and whether to log the protocol. */
export interface AttachConfiguration {
  readonly host: string;
  readonly port: number;
  readonly revealSecrets: boolean;
  readonly sourceMap: SourceMap;
  readonly trace: boolean | string;
}

/** Checks an attach request's arguments and reads them. @throws RequestError as for a launch */
export function readAttachConfiguration(values: Values): AttachConfiguration {
  const problem = findProblem('attach', values);
  if (problem !== undefined) throw launchFailed(problem);
  const cwd = resolve(text(values, 'cwd') ?? '.');
  return {
    host: text(values, 'host') ?? '127.0.0.1',
    port: typeof values.port === 'number' ? values.port : 9229,
    revealSecrets: values.revealSecrets === true,
    sourceMap: sourceMapOf(values, cwd),
    trace: traceOf(values, cwd),
  };
}

function traceOf(values: Values, cwd: string): boolean | string {
  const path = text(values, 'trace');
  return path === undefined ? values.trace === true : resolve(cwd, path);
}

/** Prefixes of this machine may be relative. */
function sourceMapOf({ sourceMap = {} }: Values, cwd: string): SourceMap {
  const entries = Object.entries(sourceMap as Record<string, string>);
  return new SourceMap(Object.fromEntries(entries.map(([from, to]) => [from, resolve(cwd, to)])));
}

function workflowsOf(value: unknown): readonly string[] | '*' {
  if (value === '*') return value;
  if (typeof value === 'string') return [value];
  return (value as readonly string[] | undefined) ?? [];
}

function emptyProgram({ program }: Values): string | undefined {
  return program === '' ? 'program is empty; it names the file to debug' : undefined;
}

/** The variables of a file of `NAME=value` lines. @throws RequestError where it cannot be read */
export function readEnvFile(path: string): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync(path, 'utf8')) as Record<string, string | undefined>;
  } catch {
    throw launchFailed(`envFile: ${path} cannot be read`);
  }
}

function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The first thing wrong with a configuration, in one sentence. */
export function findProblem(request: LaunchRequest, values: Values): string | undefined {
  const known = launchAttributes.filter(({ requests }) => requests.includes(request));
  for (const name of Object.keys(values)) {
    if (name.startsWith('__') || editorAttributes.includes(name)) continue;
    if (known.some((attribute) => attribute.name === name)) continue;
    const names = known.map((attribute) => attribute.name).join(', ');
    return `${name} is no attribute of a ${request} configuration; there are ${names}`;
  }
  for (const attribute of known) {
    const value = values[attribute.name];
    const problem = value === undefined ? missing(attribute) : problemWith(attribute, value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function missing(attribute: Attribute): string | undefined {
  if (!attribute.required) return undefined;
  return `${attribute.name} is missing: ${attribute.description.split('.')[0]}`;
}
