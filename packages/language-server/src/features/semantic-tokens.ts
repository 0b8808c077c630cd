import type { Span } from '@mso/language';
import {
  type SemanticTokens,
  SemanticTokensBuilder,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import { spanOfRange } from '../text/positions.js';
import { legend, modifierBits, tokenTypes } from '../text/semantic-legend.js';
import { linesOf, semanticTokens as tokensIn } from '../text/semantic-tokens.js';
import type { Analysis } from '../workspace/analysis.js';

const capability = { semanticTokensProvider: { legend, full: true, range: true } };

/** What each word is, so that a name looks the same wherever it stands. */
export const semanticTokens = documentFeature(
  SemanticTokensRequest.type,
  capability,
  'Colours by meaning: agents, steps, workflows, variables, keys, values',
  (analysis) => encode(analysis, { start: 0, end: analysis.file.text.length }),
);

export const semanticTokensRange = documentFeature(
  SemanticTokensRangeRequest.type,
  capability,
  'The same for the part that is visible',
  (analysis, { range }) => encode(analysis, spanOfRange(analysis.file, range)),
);

function encode(analysis: Analysis, part: Span): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const token of tokensIn(analysis, part)) {
    const type = tokenTypes.indexOf(token.type);
    for (const { line, character, length } of linesOf(analysis.file, token)) {
      builder.push(line, character, length, type, modifierBits(token.modifier));
    }
  }
  return builder.build();
}
