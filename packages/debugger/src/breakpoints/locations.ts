import { type CodeSpan, type Module, spanAt, statementAt } from '@mso/bytecode';
import type { Listing } from '../listing.js';

/**
 * A place where a breakpoint can stand: the first instruction that begins there.
 *
 * A line of a step is declared once and carried out whenever the step runs: `others` are the
 * places where the code of further statements begins at the same place of the text.
 */
export interface Location extends Placement {
  readonly span: CodeSpan;
}

/** Addresses that belong to one breakpoint. */
export interface Placement {
  readonly address: number;
  readonly others: readonly number[];
  /** Absent where the module does not say what text the instruction comes from. */
  readonly span?: CodeSpan;
}

/** The places of one source, by line and column. */
export class SourceLocations {
  private constructor(
    /** Sorted by line, then column; one for each place. */
    private readonly locations: readonly Location[],
  ) {}

  /** The places of each source of a module, in the order of its sources. */
  static ofModule(module: Module): SourceLocations[] {
    const { debug } = module;
    if (debug === undefined) return [];
    const bySource = debug.sources.map((): Start[] => []);
    let before = -1;
    for (let address = 0; address < module.code.length; address++) {
      const span = spanAt(debug, address);
      const statement = statementAt(debug, address);
      if (span) bySource[span.source]?.push({ address, span, isFirst: statement !== before });
      before = statement;
    }
    return bySource.map((locations) => new SourceLocations(uniquePlaces(locations)));
  }

  /** The places of a listing: its lines with instructions, which are of no source. */
  static ofListing({ lines }: Listing): SourceLocations {
    const places = lines.map((line, address): Location => {
      const span = { source: -1, startLine: line, startColumn: 1, endLine: line, endColumn: 1 };
      return { address, others: [], span };
    });
    return new SourceLocations(places);
  }

  /**
   * The place for a breakpoint wanted at a line: the first on it (at or behind the column, if one
   * is given), else the first on a later line.
   */
  resolve(line: number, column?: number): Location | undefined {
    let low = 0;
    let high = this.locations.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.locations[middle]?.span, line, column ?? 1)) low = middle + 1;
      else high = middle;
    }
    const found = this.locations[low];
    if (column === undefined || found?.span.startLine === line) return found;
    return this.resolve(line) ?? found;
  }

  /** Every place on the lines from `startLine` to `endLine`. */
  between(startLine: number, endLine: number): Location[] {
    return this.locations.filter(
      ({ span }) => span.startLine >= startLine && span.startLine <= endLine,
    );
  }
}

function isBefore(span: CodeSpan | undefined, line: number, column: number): boolean {
  if (span === undefined) return false;
  return span.startLine < line || (span.startLine === line && span.startColumn < column);
}

interface Start {
  readonly address: number;
  readonly span: CodeSpan;
  /** A statement begins there. */
  readonly isFirst: boolean;
}

function uniquePlaces(starts: readonly Start[]): Location[] {
  const sorted = starts.toSorted(
    (a, b) =>
      a.span.startLine - b.span.startLine ||
      a.span.startColumn - b.span.startColumn ||
      a.address - b.address,
  );
  const places: { address: number; span: CodeSpan; others: number[] }[] = [];
  for (const { address, span, isFirst } of sorted) {
    const last = places.at(-1);
    if (last === undefined || !sameStart(last.span, span)) {
      places.push({ address, span, others: [] });
    } else if (isFirst) last.others.push(address);
  }
  return places;
}

function sameStart(one: CodeSpan, other: CodeSpan): boolean {
  return one.startLine === other.startLine && one.startColumn === other.startColumn;
}
