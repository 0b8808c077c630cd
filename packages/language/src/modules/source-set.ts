import type { Diagnostic, RelatedPlace } from '../diagnostic.js';
import { SourceFile } from '../text/source-file.js';
import type { Span } from '../text/span.js';

/** A span in the file it belongs to. */
export interface PlacedSpan {
  /** The file's index in its set. */
  readonly source: number;
  readonly file: SourceFile;
  /** Offsets in that file's own text. */
  readonly span: Span;
}

/**
 * The files of a program, laid end to end in one space of offsets.
 *
 * A span of the whole program is one of this space, so that trees, checks and the compiler need
 * not know of files; whoever shows a place to a person asks here which file it is in. The first
 * file begins at 0: where it is the only one, its own offsets are those of the space.
 */
export class SourceSet {
  /** All texts as one, with a line end between them: what spans of the program are offsets of. */
  readonly whole: SourceFile;
  /** Where each file begins; a file's end is not yet the beginning of the next one. */
  private readonly bases: readonly number[];

  constructor(readonly files: readonly [SourceFile, ...SourceFile[]]) {
    const [first, ...others] = files;
    const texts = files.map(({ text }) => text);
    this.whole = others.length === 0 ? first : new SourceFile(first.path, texts.join('\n'));
    let end = 0;
    this.bases = texts.map((text) => {
      const base = end;
      end += text.length + 1;
      return base;
    });
  }

  /** Where the offsets of a file begin. */
  baseOf(source: number): number {
    return this.bases[source] ?? 0;
  }

  /** The index of the file that an offset lies in. */
  sourceAt(offset: number): number {
    let low = 0;
    let high = this.bases.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.bases[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  locate(placed: Span): PlacedSpan {
    if (this.files.length === 1) return { source: 0, file: this.whole, span: placed };
    const { start, end } = placed;
    const source = this.sourceAt(start);
    const base = this.baseOf(source);
    const file = this.files[source] ?? this.whole;
    return { source, file, span: { start: start - base, end: end - base } };
  }

  /** A diagnostic of the whole program as one of the file it is about. */
  localize(diagnostic: Diagnostic): Diagnostic {
    const { source, file, span } = this.locate(diagnostic.span);
    const { related } = diagnostic;
    return {
      ...diagnostic,
      span,
      ...(source > 0 && { file }),
      ...(related && { related: related.map((place) => this.localizePlace(place, source)) }),
    };
  }

  private localizePlace({ span, message }: RelatedPlace, home: number): RelatedPlace {
    const place = this.locate(span);
    return { span: place.span, message, ...(place.source !== home && { file: place.file }) };
  }
}
