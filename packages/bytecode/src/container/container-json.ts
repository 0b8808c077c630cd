import { ByteReader } from '../encoding/byte-reader.js';
import type { Codec } from '../encoding/codec.js';
import { type Decoded, decoded } from '../encoding/format-error.js';
import type { AgentSymbol, TriggerKind } from '../module.js';
import { instructionTable } from '../opcodes.js';
import { type DataSection, type HelixBinary, plainSections } from './helix-binary.js';
import { opcodesCodec } from './opcode-codec.js';
import type { ReadOptions } from './read-options.js';
import { agentsCodec, workflowsCodec } from './reference-codec.js';
import { sectionData } from './section-data.js';

const triggers: readonly TriggerKind[] = ['Manual', 'Schedule', 'Webhook', 'Event', 'FileWatch'];

/** A container with everything in it as JSON data, maps as pairs in the order of the file. */
export function containerToJson(
  container: HelixBinary,
  options: ReadOptions = {},
): Decoded<Readonly<Record<string, unknown>>> {
  const { metadata, symbols, sections, magic } = container;
  return decoded(() => ({
    magic,
    checksum_stored: container.checksum.toString(16),
    version: container.version,
    flags: container.flags,
    metadata: {
      created_at: Number(metadata.createdAt),
      compiler_version: metadata.compilerVersion,
      source_hash: metadata.sourceHash,
      optimization_level: metadata.optimizationLevel,
      platform: metadata.platform,
      source_path: metadata.sourcePath ?? null,
      extra: metadata.extra,
    },
    symbol_table: {
      strings: symbols.strings,
      string_map: symbols.stringMap,
      agents: symbols.agents,
      workflows: symbols.workflows,
      contexts: symbols.contexts,
      crews: symbols.crews,
      variables: symbols.variables,
    },
    sections: sections.map((section) => sectionJson(section, magic, options)),
  }));
}

function sectionJson(section: DataSection, magic: string, options: ReadOptions): object {
  const { type, compression, at, offset, size, data } = section;
  const plain = sectionData(section, options);
  const methods = magic === 'MSOB' ? ['Lz4'] : ['None', 'Lz4', 'Zstd'];
  return {
    at,
    tag: type.kind === 'Custom' ? plainSections.length : plainSections.indexOf(type.kind),
    type: type.kind === 'Custom' ? type.name : type.kind,
    offset: Number(offset),
    size: Number(size),
    stored_len: data.length,
    compression:
      compression === undefined
        ? null
        : { tag: methods.indexOf(compression.kind), method: compression.kind },
    raw_hex: hex(data),
    plain_hex: hex(plain),
    content: content(section, plain),
  };
}

function content({ type }: DataSection, plain: Uint8Array): unknown {
  const all = <T>(codec: Codec<T>): T => {
    const reader = new ByteReader(plain, 0, ` in section ${type.kind}`);
    const value = codec.read(reader);
    reader.end();
    return value;
  };
  switch (type.kind) {
    case 'Instructions':
      return all(opcodesCodec).map(({ op, operand }) => ({
        tag: instructionTable[op].tag - instructionTable.Push.tag,
        op,
        ...(operand !== undefined && { arg: operand }),
      }));
    case 'Agents':
      return [...all(agentsCodec)].map(([id, agent]) => [id, agentJson(agent)]);
    case 'Workflows':
      return [...all(workflowsCodec)].map(([id, { nameIndex, trigger, steps, pipeline }]) => {
        const { kind, argumentIndex: arg } = trigger;
        const tag = triggers.indexOf(kind);
        const trigger_type = { tag, type: kind, ...(arg !== undefined && { arg }) };
        return [id, { id, name_idx: nameIndex, trigger_type, steps, pipeline: pipeline ?? null }];
      });
    default:
      return null;
  }
}

function agentJson(agent: AgentSymbol): object {
  return {
    id: agent.id,
    name_idx: agent.nameIndex,
    model_idx: agent.modelIndex,
    role_idx: agent.roleIndex,
    temperature: agent.temperature ?? null,
    max_tokens: agent.maxTokens ?? null,
    capabilities: agent.capabilities,
    backstory_idx: agent.backstoryIndex ?? null,
  };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
