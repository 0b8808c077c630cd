import { isUtf8 } from 'node:buffer';

/** The text of some bytes, or why they are none: `:line:column: …`. */
export type DecodedText = { readonly text: string } | { readonly problem: string };

/** Decodes UTF-8 and drops a byte order mark. A zero byte means that it is no text at all. */
export function decodeText(bytes: Buffer): DecodedText {
  const zero = bytes.indexOf(0);
  if (zero >= 0) return { problem: ` is not a text file: byte ${zero} is zero` };
  if (!isUtf8(bytes)) return { problem: describeBadByte(bytes, firstBadByte(bytes)) };
  const text = bytes.toString('utf8');
  return { text: text.startsWith('\ufeff') ? text.slice(1) : text };
}

/** The offset at which the first broken character begins, found by halving. */
function firstBadByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isPrefixOfUtf8(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  while (!isUtf8(bytes.subarray(0, good))) good--;
  return good;
}

/** Whether some bytes are UTF-8, but for a character that is cut off at their end. */
function isPrefixOfUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function describeBadByte(bytes: Buffer, offset: number): string {
  const before = bytes.toString('utf8', 0, offset).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  const byte = `0x${(bytes[offset] ?? 0).toString(16).padStart(2, '0')}`;
  return `:${before.length}:${column}: not UTF-8 text: byte ${byte} at offset ${offset}`;
}
