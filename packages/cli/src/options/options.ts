import { parseArgs } from 'node:util';
import { UsageProblem } from '../output/problems.js';
import type { CommandSpec, OptionSpec } from './spec.js';
import { suggestion } from './suggest.js';

/** What a person typed behind a command's name, found to be what the command takes. */
export class Options {
  constructor(
    /** The name of the command that they were typed for. */
    readonly command: string,
    readonly operands: readonly string[],
    private readonly values: ReadonlyMap<string, readonly string[]>,
  ) {}

  has(name: string): boolean {
    return this.values.has(name);
  }

  /** The value of an option; of one that was given several times, the last. */
  text(name: string): string | undefined {
    return this.values.get(name)?.at(-1);
  }

  texts(name: string): readonly string[] {
    return this.values.get(name) ?? [];
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : Number(text);
  }
}

/** Every command has it. */
export const helpOption: OptionSpec = { name: 'help', short: 'h', help: 'show this help' };

interface OptionToken {
  readonly rawName: string;
  readonly name: string;
  readonly value: string | undefined;
  readonly isInline: boolean;
}

/** Reads a command's arguments. @throws UsageProblem where the command does not take them */
export function parseOptions(spec: CommandSpec, args: readonly string[]): Options {
  const { operands, tokens } = tokenize(spec, args);
  const known = [...spec.options, helpOption];
  const values = new Map<string, readonly string[]>();
  for (const token of tokens) {
    const option = known.find(({ name }) => name === token.name);
    if (option === undefined) throw unknownOption(spec, known, token.rawName);
    const value = valueIn(spec, option, token);
    values.set(option.name, [...(values.get(option.name) ?? []), value]);
  }
  if (!values.has('help')) checkOperands(spec, operands);
  return new Options(spec.name, operands, values);
}

/** Node takes the arguments apart; which of them are right is decided here, for the messages. */
function tokenize(
  spec: CommandSpec,
  args: readonly string[],
): { operands: string[]; tokens: OptionToken[] } {
  const options = Object.fromEntries(
    [...spec.options, helpOption].map(({ name, short, value }) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        ...(short !== undefined && { short }),
      },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const operands: string[] = [];
  const found: OptionToken[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const { rawName, name, value, inlineValue = false } = token;
    found.push({ rawName, name, value, isInline: inlineValue });
  }
  return { operands, tokens: found };
}

function unknownOption(
  spec: CommandSpec,
  known: readonly OptionSpec[],
  rawName: string,
): UsageProblem {
  const near = suggestion(
    rawName,
    known.map(({ name }) => `--${name}`),
  );
  return new UsageProblem(`there is no option ${rawName}${near}`, spec.name);
}

function valueIn(spec: CommandSpec, option: OptionSpec, token: OptionToken): string {
  const { rawName, value, isInline } = token;
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageProblem(`${rawName} takes no value`, spec.name);
    return '';
  }
  const isMissing = value === undefined || (!isInline && /^-./.test(value));
  if (isMissing) throw new UsageProblem(`${rawName} takes ${option.value}`, spec.name);
  if (option.range) checkNumber(spec, rawName, value, option.range);
  return value;
}

function checkNumber(
  spec: CommandSpec,
  rawName: string,
  value: string,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= from && number <= to) return;
  const wanted = `takes a whole number from ${from} to ${to}`;
  throw new UsageProblem(`${rawName} ${wanted}, not ${JSON.stringify(value)}`, spec.name);
}

function checkOperands({ name, operand }: CommandSpec, operands: readonly string[]): void {
  const [first, second] = operands;
  if (operand === undefined) {
    if (first !== undefined) throw new UsageProblem(`what is ${JSON.stringify(first)}?`, name);
    return;
  }
  if (first === undefined) throw new UsageProblem(`${operand.name} is missing`, name);
  if (second !== undefined && !operand.many) {
    const problem = `takes one ${operand.name}; ${JSON.stringify(second)} is one too many`;
    throw new UsageProblem(problem, name);
  }
}
