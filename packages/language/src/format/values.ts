import type { BlockKind } from '../schema/schema.js';
import type { ArrayValue, ObjectValue, PipelineValue, Value } from '../syntax/tree.js';
import { countNewlines, type Layout } from './layout.js';
import { printStepName, printString } from './names.js';
import { quoted } from './words.js';

/** How a value that has members prints them; given, as members hold values again. */
export interface MemberPrinter {
  /** Prints a member of an object on a line, or lines, of its own. */
  readonly block: (layout: Layout, object: ObjectValue, kind: BlockKind | undefined) => void;
  /** Prints all of them on one line, with commas between them. */
  readonly flat: (layout: Layout, object: ObjectValue, kind: BlockKind | undefined) => void;
}

/** What a value's printer has to know about its place. */
export interface ValuePlace {
  /** The kind of the block that an object here is, where the language knows one. */
  readonly kind?: BlockKind | undefined;
  /** How many characters must find room behind the value on its line. */
  readonly suffix: number;
  readonly members: MemberPrinter;
}

/** Prints a value with the parentheses around it. */
export function printValue(layout: Layout, value: Value, place: ValuePlace): void {
  let open = 0;
  for (; layout.current.start < value.start; open++) layout.token();
  open -= printInside(layout, value, place);
  for (; open > 0; open--) layout.token();
}

/** How many of the parentheses before the value it has closed itself. */
function printInside(layout: Layout, value: Value, place: ValuePlace): number {
  switch (value.kind) {
    case 'Pipeline':
      return printNames(layout, value);
    case 'Array':
      printArray(layout, value, place);
      return 0;
    case 'Object':
      printObject(layout, value, place);
      return 0;
    case 'Identifier':
      layout.token(quoted(value.text));
      return 0;
    default:
      printTogether(layout, value);
      return 0;
  }
}

/** What has nothing between its tokens: `-1`, `@file["key"]`, and every single token. */
function printTogether(layout: Layout, { end }: Value): void {
  while (layout.current.start < end) {
    if (layout.current.kind === 'String') printString(layout);
    else layout.token();
  }
}

/** `a -> b -> c`; parentheses may end behind the first name: `(a) -> b`. */
function printNames(layout: Layout, { end }: PipelineValue): number {
  let closed = 0;
  while (layout.current.start < end) {
    const { current } = layout;
    if (current.kind === ')') {
      closed++;
      layout.token();
    } else if (current.kind === '->') {
      layout.blank();
      layout.token();
      layout.blank();
    } else {
      printStepName(layout);
    }
  }
  return closed;
}

/** On one line where there is room, else an item a line. */
function printArray(layout: Layout, array: ArrayValue, place: ValuePlace): void {
  if (array.items.length === 0 && !layout.hasCommentUntil(array.end)) {
    return printEmpty(layout);
  }
  if (layout.fits(() => printFlatArray(layout, array, place), place.suffix)) return;
  layout.open();
  for (const item of array.items) {
    layout.line();
    layout.skipCommas();
    printValue(layout, item, { ...place, suffix: 1 });
    layout.comma();
  }
  layout.line();
  layout.skipCommas();
  layout.close();
}

function printFlatArray(layout: Layout, { items }: ArrayValue, place: ValuePlace): void {
  layout.token();
  for (const [index, item] of items.entries()) {
    if (layout.hasFailed) return;
    if (index > 0) layout.comma();
    layout.skipCommas();
    if (index > 0) layout.blank();
    printValue(layout, item, place);
  }
  layout.skipCommas();
  layout.token();
}

/** Prints brackets with nothing between them but, perhaps, commas. */
export function printEmpty(layout: Layout): void {
  layout.token();
  layout.skipCommas();
  layout.token();
}

/** Stays on one line if it was written so and there is room. */
function printObject(layout: Layout, object: ObjectValue, place: ValuePlace): void {
  const { members, bodyStart, bodyEnd } = object.block;
  if (members.length === 0 && !layout.hasCommentUntil(object.end)) return printEmpty(layout);
  const first = members[0]?.start ?? bodyEnd ?? object.end;
  const isBroken = countNewlines(layout.source, bodyStart, first) > 0;
  if (isBroken && layout.isFlat) return layout.fail();
  const flat = (): void => place.members.flat(layout, object, place.kind);
  if (!isBroken && layout.fits(flat, place.suffix)) return;
  place.members.block(layout, object, place.kind);
}
