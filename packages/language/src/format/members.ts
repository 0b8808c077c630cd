import { parseDuration } from '../lexer/numbers.js';
import type { BlockKind } from '../schema/schema.js';
import { propertySchema } from '../schema/tables.js';
import type {
  Block,
  Member,
  ObjectValue,
  PipelineMember,
  Property,
  Section,
  Value,
} from '../syntax/tree.js';
import { printExpression } from './expressions.js';
import { printFlow, printFlowValue } from './flows.js';
import type { Layout } from './layout.js';
import { printKey, printQuotedName } from './names.js';
import { printEmpty, printValue } from './values.js';

/** Prints a block with each member on a line, or lines, of its own. */
export function printBlock(layout: Layout, block: Block, kind: BlockKind | undefined): void {
  if (block.members.length === 0 && !layout.hasCommentUntil(block.end)) {
    return printEmpty(layout);
  }
  layout.open();
  for (const member of block.members) {
    layout.line();
    layout.skipCommas();
    printMember(layout, member, kind);
    if (layout.current.kind !== '}' && mayLookLikeSection(layout, member)) layout.comma();
  }
  layout.line();
  layout.skipCommas();
  layout.close();
}

/**
 * Below a comment a keyword begins its line. Without a comma, a name in quotes behind it would
 * make it look like `step "name" {`.
 */
function mayLookLikeSection(layout: Layout, member: Member): boolean {
  if (member.kind !== 'Property') return false;
  const { kind } = member.value;
  return (kind === 'Null' || kind === 'Bool') && layout.isFirstOnLine;
}

function printFlatBlock(layout: Layout, block: Block, kind: BlockKind | undefined): void {
  layout.token();
  for (const [index, member] of block.members.entries()) {
    if (layout.hasFailed) return;
    if (index > 0) layout.comma();
    layout.skipCommas();
    layout.blank();
    printMember(layout, member, kind);
  }
  layout.skipCommas();
  layout.blank();
  layout.token();
}

const objectMembers = {
  block: (layout: Layout, { block }: ObjectValue, kind: BlockKind | undefined): void =>
    printBlock(layout, block, kind),
  flat: (layout: Layout, { block }: ObjectValue, kind: BlockKind | undefined): void =>
    printFlatBlock(layout, block, kind),
};

function printMember(layout: Layout, member: Member, kind: BlockKind | undefined): void {
  switch (member.kind) {
    case 'Property':
      return printProperty(layout, member, kind);
    case 'Section':
      return printSection(layout, member);
    case 'PipelineMember':
      return printPipelineMember(layout, member);
    case 'Story':
      return printStory(layout);
  }
}

function printSection(layout: Layout, { keyword, name, block }: Section): void {
  layout.token();
  layout.blank();
  if (name !== undefined) printQuotedName(layout);
  layout.blank();
  if (block !== undefined) printBlock(layout, block, keyword);
}

function printPipelineMember(layout: Layout, { name, flow }: PipelineMember): void {
  layout.token();
  layout.blank();
  if (name !== undefined) printQuotedName(layout);
  layout.blank();
  if (layout.current.kind === '=') {
    layout.token();
    layout.blank();
  }
  if (layout.current.kind === '{') printFlow(layout, flow);
  else printFlowValue(layout, flow);
}

function printProperty(layout: Layout, property: Property, kind: BlockKind | undefined): void {
  const { key, value, expression } = property;
  printKey(layout);
  layout.blank();
  if (layout.current.kind === '=') {
    layout.token();
    layout.blank();
  } else if (value.kind === 'Object' && !layout.isFlat) {
    return printBlock(layout, value.block, blockKind(kind, key.text));
  }
  if (expression !== undefined) return printExpression(layout, expression.end);
  const text = plainText(value, kind, key.text);
  if (text !== undefined) return layout.token(text);
  const place = { kind: blockKind(kind, key.text), suffix: 0, members: objectMembers };
  printValue(layout, value, place);
}

function blockKind(kind: BlockKind | undefined, key: string): BlockKind | undefined {
  return kind === undefined ? undefined : propertySchema(kind, key)?.block;
}

/** The text of a value that is not written as values are elsewhere. */
function plainText(value: Value, kind: BlockKind | undefined, key: string): string | undefined {
  if (value.kind !== 'String' || kind === undefined) return undefined;
  // An agent takes a duration in quotes as the string that it is.
  if (kind === 'agent' || propertySchema(kind, key)?.type !== 'duration') return undefined;
  return parseDuration(value.text) === undefined ? undefined : value.text.replaceAll(/\s/g, '');
}

function printStory(layout: Layout): void {
  layout.token();
  layout.blank();
  if (layout.isFlat) return layout.fail();
  const { start, end } = layout.peek(1);
  if (layout.source.slice(start, end).trim() === '') {
    layout.token();
    layout.token('');
    layout.token();
  } else {
    layout.open();
    layout.linesOfToken();
    layout.close();
  }
}
