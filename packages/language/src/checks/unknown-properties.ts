import { warningAt } from '../diagnostic.js';
import type { BlockKind } from '../schema/schema.js';
import { schema } from '../schema/tables.js';
import type { Property } from '../syntax/tree.js';
import { type KnownBlock, titleOfBlock } from './blocks.js';
import type { CheckContext } from './context.js';

/** Kinds of block that people fill with properties of their own. */
const openKinds: ReadonlySet<BlockKind> = new Set(['project', 'trigger', 'pipeline', 'load']);

/**
 * A property that the language does not know is the author's own, unless it is one slip away from
 * one that it knows and that the block does not have.
 */
export function checkUnknownProperty(
  { report }: CheckContext,
  known: KnownBlock,
  { key }: Property,
  isPresent: (key: string) => boolean,
): void {
  const { kind } = known;
  if (openKinds.has(kind)) return;
  const word = normalize(key.text);
  const meant = knownNames(kind).find(({ normalized }) => isSlipOf(word, normalized))?.name;
  if (meant === undefined || isPresent(meant)) return;
  const message = `'${key.text}' of ${titleOfBlock(known)} means nothing to the language`;
  report(warningAt(key, 'W0313', message, { hint: `did you mean '${meant}'?` }));
}

/** Whether a block has a property; the keys are gathered when the first question comes. */
export function presenceIn({ properties }: KnownBlock): (key: string) => boolean {
  let keys: ReadonlySet<string> | undefined;
  return (key) => {
    keys ??= new Set(properties.map((property) => property.key.text));
    return keys.has(key);
  };
}

interface KnownName {
  readonly name: string;
  readonly normalized: string;
}

const namesOfKinds = new Map<BlockKind, readonly KnownName[]>();

function knownNames(kind: BlockKind): readonly KnownName[] {
  const known =
    namesOfKinds.get(kind) ??
    schema[kind].properties.map(({ name }) => ({ name, normalized: normalize(name) }));
  namesOfKinds.set(kind, known);
  return known;
}

const shortestSlip = 4;

/** Whether one letter was left out, added, changed or swapped. */
function isSlipOf(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < shortestSlip || Math.abs(a.length - b.length) > 1)
    return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** Case, `-` and `_` do not count. */
function normalize(word: string): string {
  return word.toLowerCase().replaceAll(/[-_]/g, '');
}
