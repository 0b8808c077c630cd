import { ByteReader } from '../encoding/byte-reader.js';
import { list, skip } from '../encoding/codec.js';
import { type Crc32, crc32 } from '../encoding/crc32.js';
import { type Decoded, decoded, FormatError } from '../encoding/format-error.js';
import {
  type ContainerSymbols,
  flagsCodec,
  type HelixBinary,
  restOfMetadataCodec,
  sectionCodec,
  symbolsCodec,
} from './helix-binary.js';
import type { ReadOptions } from './read-options.js';
import { refusal, sniff } from './sniff.js';

/** No file and no decompressed section may be larger: 256 MiB. */
export const fileBytesMax = 256 * 1024 * 1024;
/** Where the metadata starts: magic, version and flags stand before. */
const metadataAt = 16;
const normalisedCreatedAt = new Uint8Array(8);
const normalisedChecksum = new Uint8Array(8);
const normalisedVersion = Uint8Array.from([10, 0, 0, 0, 0, 0, 0, 0, ...ascii('normalized')]);

/**
 * Reads a container of version 0 or 1 (`HLXB`, or the legacy `MSOB`) and verifies its checksum.
 * Anything else is refused with the byte offset and what was expected. Sections stay compressed,
 * and their data are views of `bytes`.
 */
export function readContainer(bytes: Uint8Array): Decoded<HelixBinary> {
  return decoded(() => {
    const { readSymbols, ...frame } = parseFrame(bytes);
    return { ...frame, symbols: readSymbols() };
  });
}

/** A container whose symbols are read when somebody asks for them: whole modules have their own. */
export interface ContainerFrame extends Omit<HelixBinary, 'symbols'> {
  readonly readSymbols: () => ContainerSymbols;
}

/** Throws a `FormatError`, and so does reading the symbols. */
export function parseFrame(bytes: Uint8Array, options: ReadOptions = {}): ContainerFrame {
  if (bytes.length > fileBytesMax) {
    throw new FormatError(fileBytesMax, `expected at most ${fileBytesMax} bytes`);
  }
  const kind = sniff(bytes);
  const refused = refusal(kind);
  if (refused !== undefined) throw new FormatError(0, refused);
  const magic = kind === 'legacy' ? 'MSOB' : 'HLXB';
  const reader = new ByteReader(bytes);
  reader.raw(4);
  const version = reader.u32();
  if (version > 1) throw reader.error(`expected version 0 or 1, found ${version}`, 4);
  const flags = flagsCodec.read(reader);
  const createdAt = reader.u64();
  const compilerVersion = reader.string();
  const versionEnd = reader.offset;
  const metadata = { createdAt, compilerVersion, ...restOfMetadataCodec.read(reader) };
  const symbolsAt = reader.offset;
  skip(symbolsCodec, reader);
  const sections = list(sectionCodec(magic)).read(reader);
  const checksumAt = reader.offset;
  const checksum = reader.u64();
  reader.end();
  const expected = checksumOf(bytes, versionEnd, checksumAt, options.crc32);
  if (checksum !== BigInt(expected)) {
    const found = checksum.toString(16);
    throw reader.error(`expected checksum ${expected.toString(16)}, found ${found}`, checksumAt);
  }
  const readSymbols = (): ContainerSymbols => {
    return symbolsCodec.read(new ByteReader(bytes.subarray(symbolsAt), symbolsAt));
  };
  return { magic, version, flags, metadata, sections, checksum, readSymbols };
}

/**
 * The CRC-32 that a file must hold: that of the file with its creation time and checksum 0 and
 * its compiler version "normalized". The other bytes count as they are, since maps have no
 * order of their own.
 */
export function checksumOf(
  bytes: Uint8Array,
  versionEnd: number,
  checksumAt: number,
  crc: Crc32 = crc32,
): number {
  const parts = [
    bytes.subarray(0, metadataAt),
    normalisedCreatedAt,
    normalisedVersion,
    bytes.subarray(versionEnd, checksumAt),
    normalisedChecksum,
  ];
  return parts.reduce((before, part) => crc(part, before), 0);
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
