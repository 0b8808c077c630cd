import { isQuoted, type Span } from '@mso/language';
import { type SelectionRange, SelectionRangeRequest } from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import { offsetAt, rangeOf } from '../text/positions.js';
import { type Node, pathTo } from '../text/visit-nodes.js';

/** From the word under the cursor outwards to the whole file. */
export const selectionRanges = documentFeature(
  SelectionRangeRequest.type,
  { selectionRangeProvider: true },
  'From a word to its text, its property, its block, its declaration, the file',
  ({ file, parsed }, { positions }) =>
    positions.map((position) => {
      const offset = offsetAt(file, position);
      const whole = { start: 0, end: file.text.length };
      const spans = [
        whole,
        ...pathTo(parsed.program, offset).flatMap((node) => spansOf(node, offset)),
      ];
      let range: SelectionRange = { range: rangeOf(file, whole) };
      let outer: Span = whole;
      for (const span of spans) {
        const isNarrower = span.start >= outer.start && span.end <= outer.end;
        if (!isNarrower || span.end - span.start === outer.end - outer.start) continue;
        range = { range: rangeOf(file, span), parent: range };
        outer = span;
      }
      return range;
    }),
);

/** A node and, where the offset lies within its brackets or quotes, what these hold. */
function spansOf(node: Node, offset: number): readonly Span[] {
  const inner = { start: node.start + 1, end: node.end - 1 };
  const isBracketed = bracketed.has(node.kind) || (node.kind === 'Name' && isQuoted(node));
  const isWithin = offset >= inner.start && offset <= inner.end;
  return isBracketed && isWithin ? [node, inner] : [node];
}

const bracketed: ReadonlySet<string> = new Set(['Block', 'Array', 'Flow', 'String']);
