import { ByteWriter } from '../encoding/byte-writer.js';
import { list } from '../encoding/codec.js';
import {
  flagsCodec,
  type HelixBinary,
  restOfMetadataCodec,
  sectionCodec,
  symbolsCodec,
} from './helix-binary.js';
import { checksumOf } from './read-container.js';

/** The bytes of a container, maps in the order given; the checksum is computed, not copied. */
export function writeContainer(container: Omit<HelixBinary, 'checksum'>): Uint8Array {
  const writer = new ByteWriter();
  writer.raw(Uint8Array.from(container.magic, (character) => character.charCodeAt(0)));
  writer.u32(container.version);
  flagsCodec.write(writer, container.flags);
  writer.u64(container.metadata.createdAt);
  writer.string(container.metadata.compilerVersion);
  const versionEnd = writer.size;
  restOfMetadataCodec.write(writer, container.metadata);
  symbolsCodec.write(writer, container.symbols);
  list(sectionCodec(container.magic)).write(writer, container.sections);
  const checksumAt = writer.size;
  writer.u64(0n);
  const bytes = writer.finish();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  view.setUint32(checksumAt, checksumOf(bytes, versionEnd, checksumAt), true);
  return bytes;
}
