import type { Terminal } from '../output/terminal.js';
import type { Options } from './options.js';

/** A command as data: what it takes is checked, and explained to people, from the same table. */
export interface CommandSpec {
  readonly name: string;
  /** What it is about in one line, without a full stop. */
  readonly summary: string;
  /** What comes without an option's name. It is required; `many` of them may be given. */
  readonly operand?: { readonly name: string; readonly many?: true };
  /** What a person should know beyond the options, a paragraph a string. */
  readonly details: readonly string[];
  readonly options: readonly OptionSpec[];
  /** The code is loaded when it is wanted: `mso --help` needs none of it. */
  readonly load: () => Promise<Command>;
}

/** Does the work and answers with the exit code. */
export type Command = (options: Options, terminal: Terminal) => number | Promise<number>;

export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in the help; an option without it is on or off. */
  readonly value?: string;
  /** The value is a whole number in this range, both ends included. */
  readonly range?: { readonly from: number; readonly to: number };
  readonly repeatable?: true;
  readonly help: string;
}
