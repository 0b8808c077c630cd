import type { Diagnostic } from '@mso/language';
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionRequest,
  type Diagnostic as LspDiagnostic,
} from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import type { Fix } from '../fixes/fix.js';
import { fixesOf } from '../fixes/table.js';
import { rangeOf, spanOfRange } from '../text/positions.js';
import type { Analysis } from '../workspace/analysis.js';
import type { Workspace } from '../workspace/workspace.js';
import { type DiagnosticData, toLspDiagnostic } from './diagnostics.js';

/** Repairs for the mistakes in a part of the document. */
export const codeActions = documentFeature(
  CodeActionRequest.type,
  { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
  'Quick fixes: the nearest name, create it, add, remove, quote, another value',
  (analysis, params, { workspace }) => {
    const { only } = params.context;
    const isWanted = only?.some((kind) => `${CodeActionKind.QuickFix}.`.startsWith(`${kind}.`));
    if (isWanted === false) return [];
    return mistakesIn(analysis, params, workspace).flatMap((diagnostic) =>
      fixesOf({ analysis, diagnostic, workspace }).map((fix) => action(analysis, diagnostic, fix)),
    );
  },
);

/** Those that the client asks about; all in the range where it does not know them any more. */
function mistakesIn(
  analysis: Analysis,
  { range, context }: CodeActionParams,
  workspace: Workspace,
): readonly Diagnostic[] {
  const { start, end } = spanOfRange(analysis.file, range);
  const inRange = workspace
    .diagnosticsOf(analysis)
    .filter(({ span }) => span.start <= end && start <= span.end);
  const asked = new Set(context.diagnostics.map(keyOfAsked));
  const known = inRange.filter(({ code, span }) => asked.has(keyOf(code, span)));
  return known.length > 0 ? known : inRange;
}

function keyOfAsked({ code, data }: LspDiagnostic): string {
  return keyOf(String(code), data as DiagnosticData | undefined);
}

function keyOf(code: string, place: DiagnosticData | undefined): string {
  return `${code} ${place?.start} ${place?.end}`;
}

function action(analysis: Analysis, diagnostic: Diagnostic, fix: Fix): CodeAction {
  const { title, edits, isPreferred } = fix;
  const changes = edits.map(({ span, text }) => ({
    range: rangeOf(analysis.file, span),
    newText: text,
  }));
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toLspDiagnostic(analysis, diagnostic)],
    edit: { changes: { [analysis.uri]: changes } },
    ...(isPreferred && { isPreferred }),
  };
}
