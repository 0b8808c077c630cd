import { resolve } from 'node:path';
import { type Disassembly, disassembly, type Module } from '@mso/bytecode';
import type { Listing } from '@mso/debugger';

/** Begins the name of a disassembly, behind which stands the path of the program. */
const prefix = 'mso-disassembly:';

/** What the disassembly of a program is called, by its absolute path. */
export function disassemblyName(path: string): string {
  return prefix + path;
}

/** The program that a disassembly is of; undefined for what is not called like one. */
export function disassembledPath(name: string): string | undefined {
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
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
