import { isWhitespace } from '../lexer/characters.js';
import type { Block, Member, Program } from '../syntax/tree.js';
import type { Span } from '../text/span.js';

/**
 * The stretch of a text that is formatted when a part of it is to be: the declarations that the
 * part touches, or the members where it lies within one block, with the white space before them.
 */
export function formattedRange(source: string, program: Program, part: Span): Span {
  let touched = part;
  let parts: readonly Span[] = program.declarations;
  for (;;) {
    const inside = parts.filter(({ start, end }) => start <= part.end && end >= part.start);
    const [first] = inside;
    const last = inside.at(-1);
    if (first === undefined || last === undefined) break;
    const block = first === last ? blockAround(first, part) : undefined;
    if (block === undefined) {
      const start = Math.min(part.start, first.start);
      touched = { start, end: Math.max(part.end, last.end) };
      break;
    }
    parts = block.members;
  }
  return withWhiteSpaceBefore(source, touched);
}

/** The block of a node if the part lies between its braces. */
function blockAround(node: Span, part: Span): Block | undefined {
  const block = blockOf(node);
  const close = block?.close;
  if (block === undefined || close === undefined) return undefined;
  return part.start >= block.open.end && part.end <= close.start ? block : undefined;
}

function blockOf(node: Span & { readonly block?: Block } & Partial<Member>): Block | undefined {
  if (node.kind === 'Property') return node.value?.kind === 'Object' ? node.value.block : undefined;
  return node.block;
}

function withWhiteSpaceBefore(source: string, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && isWhitespace(source.charCodeAt(from - 1))) from--;
  return { start: from, end };
}
