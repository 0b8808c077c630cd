import type { SourceFile } from './text/source-file.js';
import { type Span, spanOf } from './text/span.js';

export type Severity = 'error' | 'warning';

/**
 * One thing a person should know about a source text.
 *
 * `code` is stable (`E0203`, `UndefinedAgent`, `W0303`: language.md sections 2 and 3),
 * `message` is one sentence without a final full stop, `hint` says what to do about it.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly hint?: string;
  readonly related?: readonly RelatedPlace[];
  /** The file it is about, where that is another one than the file that was checked. */
  readonly file?: SourceFile;
}

/** Another place that explains a diagnostic ("first declared here"). */
export interface RelatedPlace {
  readonly span: Span;
  readonly message: string;
  /** The file of the place, where that is another one than the diagnostic's. */
  readonly file?: SourceFile;
}

interface Details {
  readonly hint?: string;
  readonly related?: readonly RelatedPlace[];
}

export function errorAt(
  span: Span,
  code: string,
  message: string,
  details: Details = {},
): Diagnostic {
  return make('error', span, code, message, details);
}

export function warningAt(
  span: Span,
  code: string,
  message: string,
  details: Details = {},
): Diagnostic {
  return make('warning', span, code, message, details);
}

/** Keeps only the offsets of what it is given, so that no diagnostic keeps a tree alive. */
function make(
  severity: Severity,
  span: Span,
  code: string,
  message: string,
  { hint, related = [] }: Details,
): Diagnostic {
  const places = related.map((place) => ({ ...place, span: spanOf(place.span) }));
  return {
    code,
    severity,
    message,
    span: spanOf(span),
    ...(hint === undefined ? {} : { hint }),
    ...(places.length === 0 ? {} : { related: places }),
  };
}
