import type { Span } from '@mso/language';
import {
  type CompletionItem,
  type CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
} from 'vscode-languageserver';
import { rangeOf } from '../text/positions.js';
import type { Analysis } from '../workspace/analysis.js';
import type { Workspace } from '../workspace/workspace.js';

/** Where something is to be completed, and by whom. */
export interface Request {
  readonly analysis: Analysis;
  readonly offset: number;
  /** What is replaced. */
  readonly typed: Span;
  readonly workspace: Workspace;
  /** Whether the client knows places for the cursor in what it inserts. */
  readonly takesSnippets: boolean;
}

interface Details {
  readonly detail?: string | undefined;
  readonly documentation?: string | undefined;
  /** What is written, where that is more than the label. */
  readonly text?: string;
  /** The same with places for the cursor. */
  readonly snippet?: string;
  /** Before which others it is listed; the default is 1. */
  readonly rank?: number;
}

/** One proposal; a client that knows no snippets gets the plain text. */
export function item(
  { analysis, typed, takesSnippets }: Request,
  label: string,
  kind: CompletionItemKind,
  { detail, documentation, text = label, snippet, rank = 1 }: Details = {},
): CompletionItem {
  const asSnippet = takesSnippets && snippet !== undefined;
  const first = analysis.file.text.charAt(typed.start);
  const isQuoted = typed.end > typed.start && (first === '"' || first === "'");
  return {
    label,
    kind,
    sortText: `${rank} ${label}`,
    textEdit: { range: rangeOf(analysis.file, typed), newText: asSnippet ? snippet : text },
    ...(isQuoted && { filterText: `${first}${label}` }),
    ...(asSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && {
      documentation: { kind: MarkupKind.Markdown, value: documentation },
    }),
  };
}
