import { ByteWriter } from '../encoding/byte-writer.js';
import { type Codec, u32 } from '../encoding/codec.js';
import { sipHash13 } from '../encoding/siphash.js';
import type { Instruction } from '../instructions.js';
import type { AgentSymbol, Module, WorkflowSymbol } from '../module.js';
import type { ContainerSymbols, DataSection, Pairs, SectionType } from './helix-binary.js';
import { debugCodec, debugFormat, moduleCodec, moduleFormat } from './module-codec.js';
import { type Opcode, opcodesCodec } from './opcode-codec.js';
import { agentsCodec, workflowsCodec } from './reference-codec.js';
import { makeSection } from './section-data.js';
import { writeContainer } from './write-container.js';

export interface EncodeOptions {
  /** Stores the sections as LZ4 blocks. */
  readonly compress?: boolean;
  /** Leaves out sources, spans and the names of locals. */
  readonly strip?: boolean;
  /** Seconds since 1970; 0 when absent, so that the same module gives the same bytes. */
  readonly createdAt?: number;
  readonly optimizationLevel: number;
  /** Such as `linux-x86_64`. */
  readonly platform: string;
  readonly sourcePath?: string;
  /** Of the source's text, in lower-case hex. */
  readonly sourceSha256?: string;
}

/**
 * A module as a file: the sections that other compilers of the language write, then the whole
 * module in `mso.module` and its debug info in `mso.debug`.
 */
export function encodeModule(module: Module, options: EncodeOptions): Uint8Array {
  const opcodes = module.code.slice(0, module.declarationsEnd).map(opcodeOf);
  const compress = options.compress ?? false;
  const { sourcePath, sourceSha256 } = options;
  return writeContainer({
    magic: 'HLXB',
    version: 1,
    flags: {
      ...{ compressed: compress, optimized: options.optimizationLevel > 0 },
      ...{ encrypted: false, signed: false, custom: 0 },
    },
    metadata: {
      createdAt: BigInt(options.createdAt ?? 0),
      compilerVersion: module.metadata.compilerVersion,
      sourceHash: sourceHash(module.strings.length, opcodes.length),
      optimizationLevel: options.optimizationLevel,
      platform: options.platform,
      ...(sourcePath !== undefined && { sourcePath }),
      extra: sourceSha256 === undefined ? [] : [['source_sha256', sourceSha256]],
    },
    symbols: symbolsOf(module),
    sections: sectionsOf(module, opcodes, options.strip ?? false, compress),
  });
}

function sectionsOf(
  module: Module,
  opcodes: readonly Opcode[],
  strip: boolean,
  compress: boolean,
): DataSection[] {
  const { debug, ...rest } = module;
  const { agents, workflows } = module.symbols;
  const sections: DataSection[] = [];
  const add = <T>(type: SectionType, codec: Codec<T>, value: T, format?: number): void => {
    const writer = new ByteWriter();
    if (format !== undefined) u32.write(writer, format);
    codec.write(writer, value);
    sections.push(makeSection(type, writer.finish(), compress));
  };
  if (opcodes.length > 0) add({ kind: 'Instructions' }, opcodesCodec, opcodes);
  if (agents.size > 0) add({ kind: 'Agents' }, agentsCodec, sortedById(agents, storedAgent));
  if (workflows.size > 0) {
    add({ kind: 'Workflows' }, workflowsCodec, sortedById(workflows, storedWorkflow));
  }
  add({ kind: 'Custom', name: 'mso.module' }, moduleCodec, rest, moduleFormat);
  if (debug !== undefined && !strip) {
    add({ kind: 'Custom', name: 'mso.debug' }, debugCodec, debug, debugFormat);
  }
  return sections;
}

function opcodeOf(instruction: Instruction): Opcode {
  switch (instruction.op) {
    case 'DeclareAgent':
      return { op: 'InvokeAgent', operand: instruction.id };
    case 'DeclareCrew':
      return { op: 'InvokeCrew', operand: instruction.id };
    case 'DefinePipeline':
      return { op: 'Pipeline', operand: instruction.workflow };
    default:
      return { op: 'Nop' };
  }
}

function sortedById<T>(symbols: ReadonlyMap<number, T>, stored: (symbol: T) => T): Map<number, T> {
  const entries = [...symbols].map(([id, symbol]) => [id, stored(symbol)] as const);
  return new Map(entries.sort(([a], [b]) => a - b));
}

/** Other compilers have whole numbers of four bytes where a module has any number. */
function storedAgent(agent: AgentSymbol): AgentSymbol {
  const { maxTokens } = agent;
  if (maxTokens === undefined) return agent;
  return { ...agent, maxTokens: Math.min(Math.max(Math.trunc(maxTokens) || 0, 0), 0xffff_ffff) };
}

function storedWorkflow(workflow: WorkflowSymbol): WorkflowSymbol {
  if (workflow.trigger.argumentIndex !== undefined) return workflow;
  return { ...workflow, trigger: { kind: 'Manual' } };
}

function symbolsOf({ strings, symbols }: Module): ContainerSymbols {
  const byName = (all: ReadonlyMap<number, { readonly nameIndex: number }>) =>
    sortedByName([...all].map(([id, { nameIndex }]) => [strings[nameIndex] ?? '', id]));
  return {
    strings,
    stringMap: sortedByName(strings.map((text, index) => [text, index])),
    agents: byName(symbols.agents),
    workflows: byName(symbols.workflows),
    contexts: byName(symbols.contexts),
    crews: byName(symbols.crews),
    variables: [],
  };
}

function sortedByName(entries: [string, number][]): Pairs<string, number> {
  return [...new Map(entries)].sort(([a], [b]) => (a < b ? -1 : 1));
}

function sourceHash(strings: number, instructions: number): string {
  const writer = new ByteWriter();
  writer.u32(1);
  writer.count(strings);
  writer.count(instructions);
  return sipHash13(writer.finish()).toString(16);
}
