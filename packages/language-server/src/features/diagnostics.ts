import type { Diagnostic, RelatedPlace } from '@mso/language';
import {
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic as LspDiagnostic,
} from 'vscode-languageserver';
import { rangeOf } from '../text/positions.js';
import type { Analysis } from '../workspace/analysis.js';
import { uriOf } from '../workspace/uris.js';

/** What the client gives back with a diagnostic when it asks for fixes. */
export interface DiagnosticData {
  /** The place in the text that was checked. */
  readonly start: number;
  readonly end: number;
}

/** A diagnostic of a document as the protocol has it; the hint is a second line of the message. */
export function toLspDiagnostic(analysis: Analysis, diagnostic: Diagnostic): LspDiagnostic {
  const { code, severity, message, span, hint, related = [] } = diagnostic;
  const data: DiagnosticData = span;
  const isUnused = unusedCodes.has(code);
  return {
    range: rangeOf(analysis.file, span),
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code,
    source: 'mso',
    message: hint === undefined ? message : `${message}\n${hint}`,
    data,
    ...(related.length > 0 && {
      relatedInformation: related.map((place) => relatedInformation(analysis, place)),
    }),
    ...(isUnused && { tags: [DiagnosticTag.Unnecessary] }),
  };
}

/** What is said of agents that nothing uses, and of steps that never run. */
const unusedCodes: ReadonlySet<string> = new Set(['W0310', 'W0311']);

function relatedInformation(
  { uri, file: own }: Analysis,
  { span, message, file }: RelatedPlace,
): DiagnosticRelatedInformation {
  const place = file ?? own;
  const location = {
    uri: place === own ? uri : uriOf(place.path),
    range: rangeOf(place, span),
  };
  return { location, message };
}
