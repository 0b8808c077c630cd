import type { Module } from '@mso/bytecode';
import type { HelixConfig } from '../config/types.js';
import { HelixVM } from '../machine/helix-vm.js';
import { environmentResolver, type ReferenceResolver } from '../machine/host.js';
import type { RuntimeError } from '../machine/runtime-error.js';
import type { VMOptions } from '../machine/vm-options.js';
import { type ModuleBuilder, moduleOf } from './module-builder.js';

export interface Run {
  readonly vm: HelixVM;
  readonly warnings: readonly string[];
  readonly recovered: readonly RuntimeError[];
}

export interface RunSetup extends Omit<VMOptions, 'events' | 'resolver'> {
  readonly environment?: Readonly<Record<string, string>>;
  readonly resolver?: ReferenceResolver;
}

/** A machine before its first instruction, with what it reports being collected. */
export function prepare(
  program: Module | ((builder: ModuleBuilder) => void),
  { environment = {}, resolver = environmentResolver(environment), ...options }: RunSetup = {},
): Run {
  const warnings: string[] = [];
  const recovered: RuntimeError[] = [];
  const vm = new HelixVM(typeof program === 'function' ? moduleOf(program) : program, {
    ...options,
    resolver,
    events: {
      warning: (message) => warnings.push(message),
      recovered: (error) => recovered.push(error),
    },
  });
  return { vm, warnings, recovered };
}

/** Runs a program as far as it goes. */
export function run(
  program: Module | ((builder: ModuleBuilder) => void),
  setup: RunSetup = {},
): Run {
  const prepared = prepare(program, setup);
  prepared.vm.continueExecution();
  return prepared;
}

/** The configuration of a program that must not fail. */
export function configOf(
  program: Module | ((builder: ModuleBuilder) => void),
  setup: RunSetup = {},
): HelixConfig {
  const { vm } = run(program, setup);
  if (vm.error) throw vm.error;
  return vm.config;
}

/** `kind: message` of the error that a program must end with. */
export function errorOf(
  program: Module | ((builder: ModuleBuilder) => void),
  setup: RunSetup = {},
): string {
  const { vm } = run(program, setup);
  return vm.error ? `${vm.error.kind}: ${vm.error.message}` : `${vm.executionState.kind}`;
}
