import { findProperty, isProperty, propertiesOf, textOf } from '../model/values.js';
import type { BlockKind } from '../schema/schema.js';
import { propertySchema } from '../schema/tables.js';
import type {
  Block,
  Declaration,
  Flow,
  FlowNode,
  Name,
  Program,
  Property,
  Value,
} from '../syntax/tree.js';
import type { Span } from '../text/span.js';

/** A block whose kind the language knows. */
export interface KnownBlock {
  readonly kind: BlockKind;
  readonly block: Block;
  /** The block's properties; found once, as a block may have very many members. */
  readonly properties: readonly Property[];
  readonly name: string | undefined;
  /** The property whose value it is. */
  readonly key: string | undefined;
  /** Where to say that something is missing from it. */
  readonly header: Span;
  readonly parent: KnownBlock | undefined;
}

/** Every block of a known kind, outer ones first. */
export function knownBlocks({ declarations }: Program): KnownBlock[] {
  return declarations.flatMap(blocksOf);
}

/** Those of one declaration. */
export function blocksOf({ keyword, keywordSpan, name, block }: Declaration): KnownBlock[] {
  const found: KnownBlock[] = [];
  if (block === undefined) return found;
  addWithInner(found, {
    kind: keyword,
    block,
    properties: propertiesOf(block),
    name: name?.text,
    key: undefined,
    header: name ?? keywordSpan,
    parent: undefined,
  });
  return found;
}

export function titleOf({ keyword, name }: Declaration): string {
  return name === undefined ? keyword : `${keyword} '${name.text}'`;
}

/** How messages call a block: `step 'draft' of workflow 'publish'`. */
export function titleOfBlock({ kind, name, key, parent }: KnownBlock): string {
  const unnamed = key === undefined ? kind : `'${key}'`;
  const own = name === undefined ? unnamed : `${kind} '${name}'`;
  return parent === undefined ? own : `${own} of ${titleOfBlock(parent)}`;
}

function addWithInner(found: KnownBlock[], outer: KnownBlock): void {
  found.push(outer);
  for (const member of outer.block.members) {
    if (member.kind === 'Section' && member.block !== undefined) {
      const { keyword: kind, block } = member;
      const name = member.name?.text;
      const header = member.name ?? member.keywordSpan;
      const properties = propertiesOf(block);
      const inner = { kind, block, properties, name, key: undefined, header, parent: outer };
      addWithInner(found, inner);
    } else if (isProperty(member)) {
      const kind = propertySchema(outer.kind, member.key.text)?.block;
      if (kind !== undefined) {
        addInValue(found, { outer, kind, key: member.key.text }, member.key, member.value);
      }
    }
  }
}

/** The property that a value belongs to, and the kind of block that it takes. */
interface Holder {
  readonly outer: KnownBlock;
  readonly kind: BlockKind;
  readonly key: string;
}

function addInValue(found: KnownBlock[], holder: Holder, header: Span, value: Value): void {
  const { outer: parent, kind, key } = holder;
  if (value.kind === 'Object') {
    const { block } = value;
    const properties = propertiesOf(block);
    const written = kind === 'step' ? findProperty(properties, 'name')?.value : undefined;
    const name = written === undefined ? undefined : textOf(written);
    addWithInner(found, { kind, block, properties, name, key, header, parent });
  } else if (value.kind === 'Array') {
    for (const item of value.items) {
      const { start } = item;
      addInValue(found, holder, { start, end: start + 1 }, item);
    }
  }
}

/**
 * Visits every block of a declaration, known or not. Like the visits of values this is no
 * generator: there are very many of both, and generators that delegate to each other are slow.
 */
export function visitBlocks({ block }: Declaration, visit: (block: Block) => void): void {
  if (block !== undefined) visitBlock(block, visit);
}

function visitBlock(block: Block, visit: (block: Block) => void): void {
  visit(block);
  for (const member of block.members) {
    if (member.kind === 'Section' && member.block !== undefined) visitBlock(member.block, visit);
    else if (isProperty(member)) visitBlocksIn(member.value, visit);
  }
}

function visitBlocksIn(value: Value, visit: (block: Block) => void): void {
  if (value.kind === 'Object') visitBlock(value.block, visit);
  else if (value.kind === 'Array') for (const item of value.items) visitBlocksIn(item, visit);
}

/** Visits every value of a declaration, lists before their items. */
export function visitValues(declaration: Declaration, visit: (value: Value) => void): void {
  visitBlocks(declaration, ({ members }) => {
    for (const member of members) {
      if (isProperty(member)) visitItems(member.value, visit);
    }
  });
}

function visitItems(value: Value, visit: (value: Value) => void): void {
  visit(value);
  if (value.kind === 'Array') for (const item of value.items) visitItems(item, visit);
}

/** Visits a value and all that it holds, objects included. */
export function visitWithin(value: Value, visit: (value: Value) => void): void {
  visit(value);
  if (value.kind === 'Array') for (const item of value.items) visitWithin(item, visit);
  if (value.kind !== 'Object') return;
  for (const member of value.block.members) {
    if (isProperty(member)) visitWithin(member.value, visit);
  }
}

/** The names of every step in a flow, those in branches included. */
export function stepNames(flow: Flow): readonly Name[] {
  const names: Name[] = [];
  addNames(names, flow.nodes);
  return names;
}

function addNames(names: Name[], nodes: readonly FlowNode[]): void {
  for (const node of nodes) {
    switch (node.kind) {
      case 'StepNode':
        names.push(node.name);
        break;
      case 'ParallelNode':
        addNames(names, node.branches);
        break;
      case 'ConditionalNode':
        addNames(names, node.thenFlow.nodes);
        if (node.elseFlow !== undefined) addNames(names, node.elseFlow.nodes);
        break;
    }
  }
}
