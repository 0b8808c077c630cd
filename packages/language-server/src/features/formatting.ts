import { formatRange, type Span } from '@mso/language';
import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type TextEdit,
} from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import { offsetAt, rangeOf, spanOfRange } from '../text/positions.js';
import { pathTo } from '../text/visit-nodes.js';
import type { Analysis } from '../workspace/analysis.js';

/** The one layout of the language; the client's ideas of indentation are not asked for. */
export const formatting = documentFeature(
  DocumentFormattingRequest.type,
  { documentFormattingProvider: true },
  'The one layout of the language; a text with syntax errors stays as it is',
  (analysis) => edits(analysis, { start: 0, end: analysis.file.text.length }),
);

export const rangeFormatting = documentFeature(
  DocumentRangeFormattingRequest.type,
  { documentRangeFormattingProvider: true },
  'The same for the declarations or properties that are selected',
  (analysis, { range }) => edits(analysis, spanOfRange(analysis.file, range)),
);

/** Formats the block that a `}` closes. */
export const onTypeFormatting = documentFeature(
  DocumentOnTypeFormattingRequest.type,
  { documentOnTypeFormattingProvider: { firstTriggerCharacter: '}' } },
  'A block is laid out when its `}` is typed',
  (analysis, { position }) => {
    const offset = offsetAt(analysis.file, position);
    const closed = pathTo(analysis.parsed.program, offset).findLast(
      (node) => node.end === offset && node.kind !== 'Program' && isBlock(node.kind),
    );
    return closed === undefined ? [] : edits(analysis, closed);
  },
);

function isBlock(kind: string): boolean {
  return kind === 'Block' || kind === 'Flow' || kind === 'Story';
}

function edits({ file }: Analysis, part: Span): TextEdit[] {
  return formatRange(file, part).map(({ span, text }) => ({
    range: rangeOf(file, span),
    newText: text,
  }));
}
