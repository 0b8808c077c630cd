import { PackedRange } from '../text/packed-range.js';
import type { FileSummary, NamePlace, SymbolSummary, UseSummary } from './summary.js';

/**
 * A summary as the index keeps it: packed, and without anything of the text that it was made
 * from. A part of a string may keep the whole string alive, so that every name is made anew.
 */
export function detached({ symbols, uses, loads, models }: FileSummary): FileSummary {
  return {
    symbols: symbols.map(detachedSymbol),
    uses: uses.map(detachedUse),
    loads: copied(loads),
    models: copied(models),
  };
}

/** How much there is of a summary: what the memory of the index is counted in. */
export function placesOf({ symbols, uses }: FileSummary): number {
  return symbols.length + uses.length;
}

function copied<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function detachedSymbol(symbol: SymbolSummary): SymbolSummary {
  const { kind, name, place, range, parent, detail } = symbol;
  return {
    kind,
    name: copied(name),
    place: detachedPlace(place),
    range: new PackedRange(range),
    parent,
    detail: detail && copied(detail),
  };
}

/** Of the lists of kinds there are few, and one of each is enough. */
const kindsSeen = new Map<string, UseSummary['kinds']>();

function detachedUse({ kinds, name, place, owner, scope, role }: UseSummary): UseSummary {
  const key = kinds.join();
  const shared = kindsSeen.get(key) ?? kinds;
  kindsSeen.set(key, shared);
  return { kinds: shared, name: copied(name), place: detachedPlace(place), owner, scope, role };
}

function detachedPlace({ range, form }: NamePlace): NamePlace {
  return { range: new PackedRange(range), form };
}
