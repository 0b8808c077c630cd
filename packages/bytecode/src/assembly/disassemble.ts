import type { DebugInfo } from '../debug-info.js';
import type { Instruction } from '../instructions.js';
import type { Module } from '../module.js';
import { instructionTable } from '../opcodes.js';
import {
  agentFields,
  contextFields,
  crewFields,
  type Field,
  functionFields,
  stepFields,
  workflowFields,
} from './fields.js';
import { operandMembers } from './operand-members.js';
import { TextBudget, TextTooLong, TextWriter } from './text-writer.js';

/** The first line of every assembly, by which it is recognised. */
export const assemblyMarker = '.mso-assembly 1';

const columns = 6;

/** What a comment shows of a line of the source. */
const shownMax = 200;

/**
 * A module as text that `assemble` turns into the same module, whatever it holds. The tables come
 * first, then the code with an instruction a line; source lines stand above their instructions as
 * comments. Undefined where the text would have more than 256 Mi characters, as one of a small
 * module can that names a long text again and again.
 */
export function disassemble(module: Module): string | undefined {
  return disassembly(module)?.text;
}

export interface Disassembly {
  readonly text: string;
  /** The line of each instruction, from 1. */
  readonly lines: readonly number[];
}

/** As `disassemble`, and where each instruction stands. */
export function disassembly(module: Module): Disassembly | undefined {
  try {
    const { texts, lines } = linesOf(module);
    return { text: `${texts.join('\n')}\n`, lines };
  } catch (problem) {
    if (problem instanceof TextTooLong) return undefined;
    throw problem;
  }
}

/** @throws TextTooLong */
function linesOf(module: Module): { texts: string[]; lines: number[] } {
  const writer = new TextWriter(module);
  const budget = new TextBudget();
  const tables = [...headLines(module, writer), ...tableLines(module, writer), '', '.code'];
  const code = module.code.map((instruction, address) => line(writer, instruction, address));
  const texts: string[] = [];
  const lines: number[] = [];
  for (const each of tables) texts.push(budget.take(each));
  for (const { text, isInstruction } of codeLines(module, writer, code)) {
    texts.push(budget.take(text));
    if (isInstruction) lines.push(texts.length);
  }
  return { texts, lines };
}

function headLines(module: Module, writer: TextWriter): string[] {
  const { metadata, symbols } = module;
  return [
    assemblyMarker,
    `.compiler ${JSON.stringify(metadata.compilerVersion)}`,
    ...(metadata.sourceFile === undefined ? [] : [`.file ${JSON.stringify(metadata.sourceFile)}`]),
    `.heap ${module.heapBase}`,
    `.next-id #${symbols.nextId}`,
    `.declarations-end ${writer.address(module.declarationsEnd)}`,
    ...section(module.strings.map((text, index) => `.string ${JSON.stringify(text)} ; s${index}`)),
    ...section(module.constants.map((value) => `.constant ${writer.constant(value)}`)),
  ];
}

function tableLines({ symbols, cells, functions, blocks, debug }: Module, writer: TextWriter) {
  const table = (word: string, all: ReadonlyMap<number, object>, fields: readonly Field[]) =>
    [...all].map(([key, symbol]) => `.${word} #${key} ${writer.fields(fields, symbol)}`);
  return [
    ...section([
      ...table('agent', symbols.agents, agentFields),
      ...table('workflow', symbols.workflows, workflowFields),
      ...table('context', symbols.contexts, contextFields),
      ...table('crew', symbols.crews, crewFields),
    ]),
    ...section(
      cells.map(({ address, kind, entity, name, key }) => {
        const end = key === undefined ? '' : ` key=${JSON.stringify(key)}`;
        return `.cell ${address} ${kind} #${entity} ${JSON.stringify(name)}${end}`;
      }),
    ),
    ...section(
      functions.map((each, index) =>
        each.kind === 'builtin'
          ? `.builtin ${JSON.stringify(each.name)} ${each.parameters} ; f${index}`
          : `.function ${each.kind} ${JSON.stringify(each.name)} ` +
            `${writer.fields(functionFields, each)} ; f${index}`,
      ),
    ),
    ...section(
      blocks.map(({ kind, entity, name, start, end }) => {
        const range = `${writer.address(start)} ${writer.address(end)}`;
        return `.block ${kind} #${entity} ${JSON.stringify(name)} ${range}`;
      }),
    ),
    ...(debug === undefined ? [] : debugLines(debug)),
  ];
}

function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function debugLines({ sources, localNames }: DebugInfo): string[] {
  return [
    ...['', '.debug'],
    ...sources.map(({ path, text }) => `.source ${JSON.stringify(path)} ${JSON.stringify(text)}`),
    ...[...localNames].map(
      ([index, names]) =>
        `.locals f${index} [${names.map((name) => JSON.stringify(name)).join(' ')}]`,
    ),
  ];
}

function line(writer: TextWriter, instruction: Instruction, address: number): string {
  const kinds = instructionTable[instruction.op].operands;
  const names = operandMembers(instruction.op);
  const operands = kinds.map((kind, index): string => {
    const value: unknown = Reflect.get(instruction, names[index] ?? 'operand');
    switch (kind) {
      case 'key':
      case 'string':
        return writer.text(value as number);
      case 'value':
        return writer.constant(value as never);
      case 'constant':
        return writer.pushed(value as never);
      case 'secret':
        return writer.secret(value as never);
      case 'step':
        return writer.fields(stepFields, value as object);
      case 'nodes':
        return writer.nodes(value as never);
      case 'offset':
        return writer.target(address, value as number);
      case 'function':
        return `f${value}`;
      case 'referenceKind':
      case 'local':
      case 'cell':
        return String(value);
      default:
        return `#${value}`;
    }
  });
  return [instruction.op, ...operands].join(' ');
}

interface CodeLine {
  readonly text: string;
  readonly isInstruction?: true;
}

function* codeLines(
  { debug, code }: Module,
  writer: TextWriter,
  instructions: readonly string[],
): Generator<CodeLine> {
  const rows = debug ? debug.table.length / columns : 0;
  const texts = debug?.sources.map(({ text }) => text.split('\n')) ?? [];
  let last = '';
  for (let address = 0; address <= Math.max(code.length, rows); address++) {
    if (address <= code.length && writer.labels.has(address)) yield { text: `L${address}:` };
    const instruction = instructions[address];
    const row = debug && address < rows ? rowText(debug, address) : '';
    if (debug && address < rows) {
      const [source = -1, start = -1] = debug.table.subarray(address * columns);
      const shown = `${source}:${start}`;
      const text = texts[source]?.[start - 1];
      if (shown !== last && text !== undefined) yield { text: `; ${start} | ${shownOf(text)}` };
      last = shown;
    }
    if (instruction !== undefined) yield { text: `  ${instruction}${row}`, isInstruction: true };
    else if (row !== '') yield { text: `  .row${row}` };
  }
}

function shownOf(line: string): string {
  return line.length > shownMax ? `${line.slice(0, shownMax)}…` : line.trimEnd();
}

/** `@source line:column line:column ~statement` */
function rowText({ table }: DebugInfo, address: number): string {
  const [source, line, column, endLine, endColumn, statement] = table.subarray(address * columns);
  return ` @${source} ${line}:${column} ${endLine}:${endColumn} ~${statement}`;
}
