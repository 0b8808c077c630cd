import { isNewline, isWhitespace } from '../lexer/characters.js';
import type { ParseResult } from '../parser/parse.js';
import type { Block, Declaration, Member } from '../syntax/tree.js';
import type { Span } from '../text/span.js';

type Node = Declaration | Member;

/**
 * The stretch of a text that is formatted when a part of it is to be: the declarations that the
 * part touches, or the members where it lies within one block, the comments that it touches, and
 * the white space before them.
 */
export function formattedRange({ file, program, comments }: ParseResult, part: Span): Span {
  const source = file.text;
  let touched = part;
  let parts: readonly Node[] = program.declarations;
  for (;;) {
    const inside = parts.filter((other) => touches(other, part));
    const [first] = inside;
    const last = inside.at(-1);
    if (first === undefined || last === undefined) break;
    const block = first === last ? blockAround(first, part) : undefined;
    if (block === undefined || startsAtColumnOne(source, block)) {
      touched = hull(hull(part, first), last);
      break;
    }
    parts = block.members;
  }
  for (const comment of comments) {
    if (touches(comment, part)) touched = hull(touched, comment);
  }
  return withWhiteSpaceBefore(source, touched);
}

function touches(one: Span, other: Span): boolean {
  return one.start <= other.end && one.end >= other.start;
}

function hull(one: Span, other: Span): Span {
  return { start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) };
}

/**
 * Where a block is not indented, one of its members alone must not be: among indented ones a
 * line such as `memory {` would begin a declaration.
 */
function startsAtColumnOne(source: string, { members, bodyStart }: Block): boolean {
  const start = members[0]?.start ?? bodyStart;
  return isNewline(source.charCodeAt(start - 1));
}

/** The block of a node if the part lies between its braces. */
function blockAround(node: Node, part: Span): Block | undefined {
  const block = blockOf(node);
  if (block?.bodyEnd === undefined) return undefined;
  return part.start >= block.bodyStart && part.end <= block.bodyEnd ? block : undefined;
}

function blockOf(node: Node): Block | undefined {
  if (node.kind === 'Declaration' || node.kind === 'Section') return node.block;
  if (node.kind !== 'Property' || node.value.kind !== 'Object') return undefined;
  return node.value.block;
}

function withWhiteSpaceBefore(source: string, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && isWhitespace(source.charCodeAt(from - 1))) from--;
  return { start: from, end };
}
