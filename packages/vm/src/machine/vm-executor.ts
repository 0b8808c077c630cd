import type { Module } from '@mso/bytecode';
import type { HelixConfig } from '../config/types.js';
import { HelixVM } from './helix-vm.js';
import { RuntimeError } from './runtime-error.js';
import type { VMOptions } from './vm-options.js';

/** Turns a path into a module; where the file system is, the machine need not know. */
export type ModuleLoader = (path: string) => Module;

/** Runs whole programs: loads, executes, and gives back the configuration. */
export class VMExecutor {
  private machine: HelixVM | undefined;

  constructor(
    private readonly load: ModuleLoader,
    private readonly options: VMOptions = {},
  ) {}

  /** The machine of the last execution, for inspection. */
  get vm(): HelixVM {
    if (this.machine === undefined) throw new Error('nothing has been executed yet');
    return this.machine;
  }

  /**
   * Executes a program to its end.
   *
   * @throws RuntimeError where the program fails; what the loader throws passes through.
   */
  executeFile(path: string): HelixConfig {
    return this.finish(this.prepare(path));
  }

  /** As `executeFile`, with breakpoints looked at: it comes back early where one holds. */
  executeWithDebug(path: string, prepare: (vm: HelixVM) => void): HelixConfig {
    const vm = this.prepare(path);
    vm.debugMode = true;
    prepare(vm);
    return this.finish(vm);
  }

  private prepare(path: string): HelixVM {
    this.machine = new HelixVM(this.load(path), this.options);
    return this.machine;
  }

  private finish(vm: HelixVM): HelixConfig {
    const outcome = vm.continueExecution();
    if (outcome === 'error') {
      throw vm.error ?? new RuntimeError('InvalidInstruction', 'the program failed', []);
    }
    return vm.config;
  }
}
