/** What the first bytes of a file say that it is; its name does not matter. */
export type FileKind = 'container' | 'legacy' | 'config' | 'data' | 'arrow' | 'text' | 'unknown';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Recognises a file by its content. */
export function sniff(bytes: Uint8Array): FileKind {
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  if (magic === 'MSOB') return 'legacy';
  if (magic === 'HLXB') return isConfig(bytes) ? 'config' : 'container';
  if (magic === 'HLX\x01') return 'data';
  if (magic === 'HLXC') return 'arrow';
  return isText(bytes) ? 'text' : 'unknown';
}

/** Why a file of this kind cannot be read as a compiled program; undefined for those that can. */
export function refusal(kind: FileKind): string | undefined {
  switch (kind) {
    case 'container':
    case 'legacy':
      return undefined;
    case 'config':
      return 'a HLXB config file (timestamp and checked sections) is not supported';
    case 'data':
      return 'a HLX version 1 data file is not a compiled program';
    case 'arrow':
      return 'a HLXC (Arrow) data file is not a compiled program';
    case 'text':
      return 'expected a compiled program, found text';
    case 'unknown':
      return 'expected the magic HLXB or MSOB';
  }
}

/** One byte of version, then a timestamp, whose low bytes are 0 in a container's version. */
function isConfig(bytes: Uint8Array): boolean {
  if (bytes.length < 17 || bytes[4] !== 1) return false;
  const isContainer = bytes.subarray(5, 8).every((byte) => byte === 0);
  return !isContainer && bytes.subarray(10, 13).every((byte) => byte === 0);
}

function isText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 4096);
  if (start.includes(0)) return false;
  try {
    utf8.decode(start, { stream: bytes.length > start.length });
    return true;
  } catch {
    return false;
  } finally {
    finishDecoding();
  }
}

/** A stream that broke off would go on in the next file. */
function finishDecoding(): void {
  try {
    utf8.decode();
  } catch {
    return;
  }
}
