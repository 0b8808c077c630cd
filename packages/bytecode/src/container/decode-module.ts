import { ByteReader } from '../encoding/byte-reader.js';
import { type Codec, u32 } from '../encoding/codec.js';
import { type Decoded, decoded } from '../encoding/format-error.js';
import type { Module } from '../module.js';
import { type HelixBinary, type SectionType, sectionName } from './helix-binary.js';
import { legacyModule } from './legacy-module.js';
import { debugCodec, debugFormat, moduleCodec, moduleFormat } from './module-codec.js';
import { opcodesCodec } from './opcode-codec.js';
import { parseFrame } from './read-container.js';
import type { ReadOptions } from './read-options.js';
import { agentsCodec } from './reference-codec.js';
import { sectionData } from './section-data.js';

export interface DecodedModule {
  readonly module: Module;
  /** What the file lacks, a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * The module of a compiled file: exactly the one that was encoded, or, where the file has no
 * section `mso.module`, what other compilers leave of a program (see `legacyModule`), with a
 * warning. Its indexes are for the verifier to check. Damage is an error with its byte offset.
 */
export function decodeModule(bytes: Uint8Array, options: ReadOptions = {}): Decoded<DecodedModule> {
  return decoded(() => {
    const frame = parseFrame(bytes, options);
    const section = <T>(type: SectionType, codec: Codec<T>): T | undefined =>
      readSection(frame, type, codec, options);
    const whole = section(
      { kind: 'Custom', name: 'mso.module' },
      versioned(moduleCodec, moduleFormat),
    );
    if (whole !== undefined) {
      const debug = section(
        { kind: 'Custom', name: 'mso.debug' },
        versioned(debugCodec, debugFormat),
      );
      return { module: { ...whole, ...(debug && { debug }) }, warnings: [] };
    }
    const opcodes = section({ kind: 'Instructions' }, opcodesCodec) ?? [];
    const agents = section({ kind: 'Agents' }, agentsCodec) ?? new Map();
    return legacyModule({ ...frame, symbols: frame.readSymbols() }, opcodes, agents);
  });
}

/** A section's value, or undefined where the file has none; throws a `FormatError`. */
export function readSection<T>(
  { sections }: Pick<HelixBinary, 'sections'>,
  type: SectionType,
  codec: Codec<T>,
  options: ReadOptions,
): T | undefined {
  const name = sectionName(type);
  const section = sections.find((candidate) => sectionName(candidate.type) === name);
  if (section === undefined) return undefined;
  const plain = sectionData(section, options);
  const isStoredPlain = plain === section.data;
  const reader = isStoredPlain
    ? new ByteReader(plain, section.dataAt, ` in section ${name}`)
    : new ByteReader(plain, 0, ` in section ${name}, decompressed`);
  const value = codec.read(reader);
  reader.end();
  return value;
}

function versioned<T>(codec: Codec<T>, expected: number): Codec<T> {
  return {
    ...codec,
    read(reader) {
      const start = reader.offset;
      const format = u32.read(reader);
      if (format === expected) return codec.read(reader);
      throw reader.error(`expected format ${expected}, found ${format}`, start);
    },
  };
}
