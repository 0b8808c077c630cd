import {
  bool,
  type Codec,
  constant,
  list,
  option,
  pairs,
  struct,
  text,
  u8,
  u32,
  u64,
  union,
} from '../encoding/codec.js';

export type Pairs<K, V> = readonly (readonly [K, V])[];

/** A compiled file as it is stored: maps in their order, sections not decompressed. */
export interface HelixBinary {
  /** `MSOB` is the magic of compilers 1.0, whose compression tag 0 means LZ4. */
  readonly magic: 'HLXB' | 'MSOB';
  readonly version: number;
  readonly flags: ContainerFlags;
  readonly metadata: ContainerMetadata;
  readonly symbols: ContainerSymbols;
  readonly sections: readonly DataSection[];
  /** CRC-32 of the normalised file, as it is stored. */
  readonly checksum: bigint;
}

export interface ContainerFlags {
  readonly compressed: boolean;
  readonly optimized: boolean;
  readonly encrypted: boolean;
  readonly signed: boolean;
  readonly custom: number;
}

export interface ContainerMetadata {
  /** Seconds since 1970. */
  readonly createdAt: bigint;
  readonly compilerVersion: string;
  readonly sourceHash: string;
  readonly optimizationLevel: number;
  readonly platform: string;
  readonly sourcePath?: string;
  readonly extra: Pairs<string, string>;
}

export interface ContainerSymbols {
  readonly strings: readonly string[];
  readonly stringMap: Pairs<string, number>;
  readonly agents: Pairs<string, number>;
  readonly workflows: Pairs<string, number>;
  readonly contexts: Pairs<string, number>;
  readonly crews: Pairs<string, number>;
  readonly variables: Pairs<string, VariableReference>;
}

export interface VariableReference {
  readonly type: number;
  readonly target: number;
  readonly location: number;
}

export interface DataSection {
  readonly type: SectionType;
  /** Always 0. */
  readonly offset: bigint;
  /** The size of the data before compression, in bytes. */
  readonly size: bigint;
  readonly data: Uint8Array;
  readonly compression?: Compression;
  /** Where the section's record starts in the file, and its data; not written. */
  readonly at: number;
  readonly dataAt: number;
}

export type SectionType = { readonly kind: PlainSection } | CustomSection;
export type PlainSection = (typeof plainSections)[number];
export interface CustomSection {
  readonly kind: 'Custom';
  readonly name: string;
}

export type Compression =
  | { readonly kind: 'None' }
  | { readonly kind: 'Lz4' }
  | { readonly kind: 'Zstd'; readonly level: number };

export const plainSections = [
  'Project',
  'Agents',
  'Workflows',
  'Pipelines',
  'Memory',
  'Contexts',
  'Crews',
  'Instructions',
] as const;

export const flagsCodec = struct<ContainerFlags>({
  compressed: bool,
  optimized: bool,
  encrypted: bool,
  signed: bool,
  custom: u32,
});

/** The metadata behind the compiler's version. */
export const restOfMetadataCodec = struct<Omit<ContainerMetadata, 'createdAt' | 'compilerVersion'>>(
  {
    sourceHash: text,
    optimizationLevel: u8,
    platform: text,
    sourcePath: option(text) as Codec<string>,
    extra: pairs(text, text),
  },
);

export const symbolsCodec = struct<ContainerSymbols>({
  strings: list(text),
  stringMap: pairs(text, u32),
  agents: pairs(text, u32),
  workflows: pairs(text, u32),
  contexts: pairs(text, u32),
  crews: pairs(text, u32),
  variables: pairs(text, struct<VariableReference>({ type: u32, target: u32, location: u32 })),
});

const plain = <K extends string>(kind: K): Codec<{ readonly kind: K }> => ({
  ...constant({ kind }),
});

const custom = struct<CustomSection>({ kind: constant('Custom'), name: text });
const sectionType: Codec<SectionType> = {
  bytesLeast: 4,
  write(writer, type) {
    const tag = type.kind === 'Custom' ? plainSections.length : plainSections.indexOf(type.kind);
    writer.u32(tag);
    if (type.kind === 'Custom') custom.write(writer, type);
  },
  read(reader) {
    const start = reader.offset;
    const tag = reader.u32();
    if (tag === plainSections.length) return custom.read(reader);
    const kind = plainSections[tag];
    if (kind !== undefined) return { kind };
    throw reader.error(
      `expected a section type from 0 to ${plainSections.length}, found ${tag}`,
      start,
    );
  },
};

const lz4First: Codec<Compression> = union<{ readonly kind: 'Lz4' }>({
  Lz4: plain('Lz4'),
}) as Codec<Compression>;
const compressions: Codec<Compression> = union<Compression>({
  None: plain('None'),
  Lz4: plain('Lz4'),
  Zstd: {
    bytesLeast: 4,
    write: (writer, { level }) => writer.i32(level),
    read: (reader) => ({ kind: 'Zstd', level: reader.i32() }),
  },
});

/** Sections of a file with this magic: legacy files number the compressions otherwise. */
export function sectionCodec(magic: HelixBinary['magic']): Codec<DataSection> {
  const compression = option(magic === 'MSOB' ? lz4First : compressions);
  return {
    bytesLeast: 4 + u64.bytesLeast * 3 + 1,
    write(writer, section) {
      sectionType.write(writer, section.type);
      writer.u64(section.offset);
      writer.u64(section.size);
      writer.count(section.data.length);
      writer.raw(section.data);
      compression.write(writer, section.compression);
    },
    read(reader) {
      const at = reader.offset;
      const type = sectionType.read(reader);
      const [offset, size] = [reader.u64(), reader.u64()];
      const length = reader.count(1);
      const dataAt = reader.offset;
      const data = reader.raw(length);
      const method = compression.read(reader);
      return { type, offset, size, data, at, dataAt, ...(method && { compression: method }) };
    },
  };
}

/** A section's name for people. */
export function sectionName(type: SectionType): string {
  return type.kind === 'Custom' ? `Custom("${type.name}")` : type.kind;
}
