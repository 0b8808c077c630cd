import { resolve } from 'node:path';
import { type Disassembly, disassembly, type Module } from '@mso/bytecode';
import type { Listing } from '@mso/debugger';

/** Around the path of a program they are the name of its disassembly. */
const prefix = 'mso-disassembly:';
const suffix = '.msoasm';

/** What the disassembly of a program is called, by its absolute path. */
export function disassemblyName(path: string): string {
  return prefix + path + suffix;
}

/** The program that a disassembly is of; undefined for what is not called like one. */
export function disassembledPath(name: string): string | undefined {
  if (!name.startsWith(prefix) || !name.endsWith(suffix)) return undefined;
  return name.slice(prefix.length, -suffix.length);
}

/** The disassembly of a program, which is made once somebody looks into it. */
export class DisassemblyListing implements Listing {
  readonly path: string;
  private made: Disassembly | undefined;
  private isMade = false;

  constructor(
    path: string,
    private readonly module: Module,
  ) {
    this.path = disassemblyName(resolve(path));
  }

  get text(): string | undefined {
    return this.make()?.text;
  }

  get lines(): readonly number[] {
    return this.make()?.lines ?? [];
  }

  private make(): Disassembly | undefined {
    if (!this.isMade) this.made = disassembly(this.module);
    this.isMade = true;
    return this.made;
  }
}
