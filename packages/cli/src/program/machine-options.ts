import { readEnvFile } from '@mso/adapter';
import type { Module } from '@mso/bytecode';
import {
  environmentResolver,
  type ReferenceResolver,
  type VMConfig,
  type VMOptions,
} from '@mso/vm';
import type { Options } from '../options/options.js';
import { UsageProblem } from '../output/problems.js';

/** What the options of a command that runs a program say about the machine. */
export function machineOptions(
  options: Options,
): Omit<VMOptions, 'events'> & { readonly resolver: ReferenceResolver } {
  const activeContext = options.text('context');
  return {
    config: limits(options),
    resolver: environmentResolver(environmentOf(options)),
    ...(activeContext !== undefined && { activeContext }),
  };
}

/** @throws UsageProblem where the context that was asked for is none of the program's. */
export function checkContext(options: Options, { blocks }: Module): void {
  const wanted = options.text('context');
  const names = blocks.filter(({ kind }) => kind === 'context').map(({ name }) => name);
  if (wanted === undefined || names.includes(wanted)) return;
  const known = names.length === 0 ? 'the program has none' : `there are ${names.join(', ')}`;
  throw new UsageProblem(`there is no context ${JSON.stringify(wanted)}; ${known}`);
}

function limits(options: Options): Partial<VMConfig> {
  const maxStackSize = options.number('max-stack');
  const maxMemory = options.number('max-memory');
  const maxCallDepth = options.number('max-call-depth');
  const gcThreshold = options.number('gc-threshold');
  return {
    ...(maxStackSize !== undefined && { maxStackSize }),
    ...(maxMemory !== undefined && { maxMemory }),
    ...(maxCallDepth !== undefined && { maxCallDepth }),
    ...(gcThreshold !== undefined && { gcThreshold }),
    ...((options.has('gc') || gcThreshold !== undefined) && { enableGc: true }),
  };
}

/** The variables of the process, and those of a file over them. @throws UsageProblem */
export function environmentOf(options: Options): Readonly<Record<string, string | undefined>> {
  const path = options.text('env-file');
  if (path === undefined) return process.env;
  try {
    return { ...process.env, ...readEnvFile(path) };
  } catch {
    throw new UsageProblem(`the environment file ${path} cannot be read`);
  }
}
