import { FormatError } from '../encoding/format-error.js';
import { decodeLz4, encodeLz4, lz4RatioMax } from '../encoding/lz4.js';
import { type DataSection, type SectionType, sectionName } from './helix-binary.js';
import { fileBytesMax } from './read-container.js';
import type { ReadOptions } from './read-options.js';

/** A section's data as they were before compression; throws a `FormatError`. */
export function sectionData(section: DataSection, options: ReadOptions): Uint8Array {
  const { data, dataAt, at } = section;
  const name = sectionName(section.type);
  if (section.size > BigInt(fileBytesMax)) {
    throw new FormatError(at, `${name}: expected at most ${fileBytesMax} bytes of data`);
  }
  const size = Number(section.size);
  const plain = decompress(section, size, options);
  if (plain.length !== size) {
    throw new FormatError(dataAt, `${name}: expected ${size} bytes, found ${plain.length}`);
  }
  return plain;

  function decompress({ compression }: DataSection, limit: number, use: ReadOptions): Uint8Array {
    if (compression === undefined || compression.kind === 'None') return data;
    if (compression.kind === 'Lz4') return decompressLz4(data, limit, dataAt, name);
    if (use.zstdDecompress === undefined) {
      throw new FormatError(dataAt, `${name}: compressed with Zstd, which cannot be read here`);
    }
    try {
      return use.zstdDecompress(data, limit);
    } catch {
      throw new FormatError(dataAt, `${name}: expected a Zstd frame of ${limit} bytes`);
    }
  }
}

/** A section as it is written; with `compress`, as an LZ4 block behind its plain size. */
export function makeSection(type: SectionType, plain: Uint8Array, compress: boolean): DataSection {
  const section = { type, offset: 0n, size: BigInt(plain.length), at: 0, dataAt: 0 };
  if (!compress) return { ...section, data: plain };
  const block = encodeLz4(plain);
  const data = new Uint8Array(4 + block.length);
  new DataView(data.buffer).setUint32(0, plain.length, true);
  data.set(block, 4);
  return { ...section, data, compression: { kind: 'Lz4' } };
}

function decompressLz4(data: Uint8Array, size: number, at: number, name: string): Uint8Array {
  if (data.length < 4) throw new FormatError(at, `${name}: expected the size of the LZ4 block`);
  const stored = new DataView(data.buffer, data.byteOffset, 4).getUint32(0, true);
  if (stored !== size) throw new FormatError(at, `${name}: expected size ${size}, found ${stored}`);
  const block = data.subarray(4);
  if (size > block.length * lz4RatioMax) {
    throw new FormatError(at, `${name}: ${block.length} bytes of LZ4 cannot stand for ${size}`);
  }
  return decodeLz4(block, size, at + 4);
}
