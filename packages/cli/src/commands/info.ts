import { maxBinaryBytes, ProgramProblem, readBytes, readOptions } from '@mso/adapter';
import {
  type ContainerDescription,
  type Decoded,
  decodeModule,
  describeContainer,
  readContainer,
} from '@mso/bytecode';
import type { Options } from '../options/options.js';
import { columns, counted } from '../output/columns.js';
import { exitCodes } from '../output/problems.js';
import type { Terminal } from '../output/terminal.js';

/** `mso info BIN` */
export function info(options: Options, terminal: Terminal): number {
  const [path = ''] = options.operands;
  const bytes = readBytes(path, maxBinaryBytes);
  const valueIn = <T>(read: Decoded<T>): T => {
    if (read.ok) return read.value;
    throw new ProgramProblem(`${path}: ${read.error.message}`);
  };
  const container = valueIn(readContainer(bytes));
  const { module, warnings } = valueIn(decodeModule(bytes, readOptions));
  const description = {
    ...describeContainer(container, readOptions),
    module: {
      instructions: module.code.length,
      declarations: module.declarationsEnd,
      functions: module.functions.length,
      strings: module.strings.length,
      cells: module.cells.length,
      sources: (module.debug?.sources ?? []).map((source) => source.path),
    },
  };
  if (options.has('json')) {
    terminal.print(JSON.stringify(description, undefined, 2));
    return exitCodes.success;
  }
  terminal.print(asText(path, description).join('\n'));
  for (const warning of warnings) {
    terminal.report(`${terminal.reportPaint('warning', 'yellow', 'bold')}: ${warning}`);
  }
  return exitCodes.success;
}

interface FileDescription extends ContainerDescription {
  readonly module: {
    readonly instructions: number;
    readonly declarations: number;
    readonly functions: number;
    readonly strings: number;
    readonly cells: number;
    readonly sources: readonly string[];
  };
}

function asText(path: string, description: FileDescription): string[] {
  const { metadata, flags, module, sections, symbols, instructions } = description;
  const set = Object.entries(flags).filter(([name, value]) => value === true && name !== 'custom');
  const created = Number(metadata.createdAt);
  return [
    ...columns([
      ['file', path],
      ['format', `${description.magic}, version ${description.version}`],
      ['flags', set.map(([name]) => name).join(', ') || 'none'],
      ['compiler', metadata.compilerVersion],
      ['optimization', String(metadata.optimizationLevel)],
      ['created', created > 0 ? new Date(created * 1_000).toISOString() : 'not noted'],
      ['checksum', description.checksum],
      ['sources', module.sources.join(', ') || 'not in the file'],
      ['module', moduleText(module)],
      ['declares', symbolsText(symbols)],
    ]),
    '',
    ...columns([['section', 'bytes', 'stored', 'compression'], ...sections.map(sectionRow)], {
      right: [1, 2],
    }),
    '',
    ...columns([['opcode', 'count'], ...Object.entries(instructions).map(countRow)], {
      right: [1],
    }),
  ];
}

function moduleText({ instructions, functions, strings }: FileDescription['module']): string {
  const parts = [counted(instructions, 'instruction'), counted(functions, 'function')];
  return [...parts, counted(strings, 'string')].join(', ');
}

function symbolsText(symbols: ContainerDescription['symbols']): string {
  const { agents, workflows, contexts, crews } = symbols;
  const parts = [counted(agents, 'agent'), counted(workflows, 'workflow')];
  return [...parts, counted(contexts, 'context'), counted(crews, 'crew')].join(', ');
}

function sectionRow(section: ContainerDescription['sections'][number]): string[] {
  const { name, plainBytes, storedBytes, compression } = section;
  return [name, plainBytes, String(storedBytes), compression.toLowerCase()];
}

function countRow([name, count]: readonly [string, number]): string[] {
  return [name, String(count)];
}
