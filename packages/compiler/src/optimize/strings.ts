import { type Module, StringPool } from '@mso/bytecode';
import { countStrings, mapStrings } from './map-strings.js';

/** Strings that are there more than once become one; those that nothing uses go. */
export function cleanStrings(module: Module): { module: Module; merged: number; unused: number } {
  const uses = countStrings(module);
  const pool = new StringPool();
  let merged = 0;
  const moved = module.strings.map((text, index) => {
    if (uses[index] === 0) return -1;
    const before = pool.strings.length;
    const place = pool.intern(text);
    if (place < before) merged++;
    return place;
  });
  const unused = uses.reduce((count, each) => count + (each === 0 ? 1 : 0), 0);
  if (merged === 0 && unused === 0) return { module, merged, unused };
  return { module: mapStrings(module, pool.strings, placeIn(moved)), merged, unused };
}

/** Strings that are used more often come first; of those used equally often, the earlier one. */
export function sortStrings(module: Module): { module: Module; moved: number } {
  const { strings } = module;
  const uses = countStrings(module);
  const order = strings.map((_, index) => index);
  order.sort((a, b) => (uses[b] ?? 0) - (uses[a] ?? 0) || a - b);
  const places = new Array<number>(strings.length);
  order.forEach((index, place) => {
    places[index] = place;
  });
  const moved = order.filter((index, place) => index !== place).length;
  if (moved === 0) return { module, moved };
  const sorted = order.map((index) => strings[index] ?? '');
  return { module: mapStrings(module, sorted, placeIn(places)), moved };
}

/** An index that the pool does not have stays one that it does not have. */
function placeIn(places: readonly number[]): (index: number) => number {
  return (index) => places[index] ?? index;
}
