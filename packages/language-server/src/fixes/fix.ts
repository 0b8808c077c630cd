import type { Diagnostic, KnownBlock, Span } from '@mso/language';
import { type Node, pathTo } from '../text/visit-nodes.js';
import type { Analysis } from '../workspace/analysis.js';
import type { Workspace } from '../workspace/workspace.js';

/** A mistake that is to be repaired. */
export interface Mistake {
  readonly analysis: Analysis;
  readonly diagnostic: Diagnostic;
  readonly workspace: Workspace;
}

/** One way to repair it, as changes of the document. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** It is most probably what was meant. */
  readonly isPreferred?: true;
}

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export type FixMaker = (mistake: Mistake) => readonly Fix[];

export function replacement(span: Span, text: string): Edit {
  return { span: { start: span.start, end: span.end }, text };
}

export function insertion(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}

/** The text that a diagnostic is about. */
export function textAt({ analysis, diagnostic }: Mistake): string {
  const { start, end } = diagnostic.span;
  return analysis.file.text.slice(start, end);
}

/** The nodes around the beginning of what a diagnostic is about, the outermost first. */
export function pathOf({ analysis, diagnostic }: Mistake): readonly Node[] {
  const { start, end } = diagnostic.span;
  // One character further in, so that a neighbour that ends here is not meant.
  return pathTo(analysis.parsed.program, end > start ? start + 1 : start);
}

/** The innermost block of a kind that the language knows around a place. */
export function blockAround({ blocks }: Analysis, { start, end }: Span): KnownBlock | undefined {
  return blocks.findLast(({ block }) => block.start <= start && end <= block.end);
}

/** Adds a property at the beginning of a block, in the block's layout. */
export function memberInsertion({ file }: Analysis, { block }: KnownBlock, member: string): Edit {
  const { bodyStart, members } = block;
  const line = file.positionAt(block.start).line;
  const [first] = members;
  const isOneLine = file.positionAt(block.end).line === line;
  if (isOneLine) {
    const isTight = file.text.charAt(bodyStart) === '}';
    return insertion(bodyStart, isTight ? ` ${member} ` : ` ${member}`);
  }
  const own = indentationOf(file.lineText(line));
  const inner =
    first !== undefined && file.positionAt(first.start).line !== line
      ? indentationOf(file.lineText(file.positionAt(first.start).line))
      : `${own}  `;
  return insertion(bodyStart, `\n${inner}${member.replaceAll('\n', `\n${inner}`)}`);
}

export function indentationOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** Takes away a part of the text, with its line where nothing else stands on it. */
export function removal({ file }: Analysis, { start, end }: Span): Edit {
  const { text } = file;
  let from = start;
  while (/[ \t]/.test(text.charAt(from - 1))) from--;
  let to = end;
  while (/[ \t,]/.test(text.charAt(to))) to++;
  const isWholeLine = /^$|[\r\n]/.test(text.charAt(from - 1)) && /^$|[\r\n]/.test(text.charAt(to));
  if (!isWholeLine) return replacement({ start: from, end }, '');
  const rest = /^(?:\r\n|\r|\n)/.exec(text.slice(to))?.[0].length ?? 0;
  return replacement({ start: from, end: to + rest }, '');
}
