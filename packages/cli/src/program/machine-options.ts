import { readEnvFile } from '@mso/adapter';
import { environmentResolver, type VMConfig, type VMOptions } from '@mso/vm';
import type { Options } from '../options/options.js';
import { UsageProblem } from '../output/problems.js';

/** What the options of a command that runs a program say about the machine. */
export function machineOptions(options: Options): Omit<VMOptions, 'events'> {
  return { config: limits(options), resolver: environmentResolver(environment(options)) };
}

function limits(options: Options): Partial<VMConfig> {
  const maxStackSize = options.number('max-stack');
  const maxMemory = options.number('max-memory');
  const maxCallDepth = options.number('max-call-depth');
  return {
    ...(maxStackSize !== undefined && { maxStackSize }),
    ...(maxMemory !== undefined && { maxMemory }),
    ...(maxCallDepth !== undefined && { maxCallDepth }),
  };
}

function environment(options: Options): Readonly<Record<string, string | undefined>> {
  const path = options.text('env-file');
  if (path === undefined) return process.env;
  try {
    return { ...process.env, ...readEnvFile(path) };
  } catch {
    throw new UsageProblem(`--env-file: ${path} cannot be read`);
  }
}
