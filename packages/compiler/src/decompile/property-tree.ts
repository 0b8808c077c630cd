import type { ConstantValue, PropertyPath, ReferenceKind } from '@mso/bytecode';

/** A value of a program, put together from the instructions that set its parts. */
export type ValueNode =
  | { readonly kind: 'Constant'; readonly value: PlainConstant }
  | { readonly kind: 'Text'; readonly text: string }
  | { readonly kind: 'Looked up'; readonly from: ReferenceKind; readonly name: string }
  | ListNode
  | RecordNode;

export type PlainConstant = Exclude<ConstantValue, { readonly kind: 'String' | 'Stack' }>;

export interface ListNode {
  readonly kind: 'List';
  readonly items: ValueNode[];
}

export interface RecordNode {
  readonly kind: 'Record';
  readonly entries: Map<string, ValueNode>;
}

/** Text nests at most so deep: more could not be read again. */
const depthMax = 150;

const indexPattern = /^(0|[1-9]\d*)$/;

/** The record in which a key of `SetProperty` begins. */
export function emptyRecord(): RecordNode {
  return { kind: 'Record', entries: new Map() };
}

/**
 * Sets what the path of a `SetProperty` names, as the machine does: containers on the way are made
 * by the part that follows them. Answers with what is wrong where there is no such place.
 */
export function setProperty(
  root: RecordNode,
  { parts, makesContainer }: PropertyPath,
  value: ValueNode,
): string | undefined {
  if (parts.length > depthMax) return `a path of ${parts.length} parts is too deep for a text`;
  const set = makesContainer ? emptyContainer(value) : value;
  if (set === undefined) return 'an empty container is marked by neither [] nor {}';
  let container: ListNode | RecordNode = root;
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    if (next === undefined) return put(container, part, set);
    const existing = get(container, part);
    if (existing?.kind === 'List' || existing?.kind === 'Record') {
      container = existing;
      continue;
    }
    const made: ListNode | RecordNode = indexPattern.test(next)
      ? { kind: 'List', items: [] }
      : emptyRecord();
    const problem = put(container, part, made);
    if (problem !== undefined) return problem;
    container = made;
  }
  return undefined;
}

function emptyContainer(marker: ValueNode): ValueNode | undefined {
  if (marker.kind !== 'Text') return undefined;
  if (marker.text === '[]') return { kind: 'List', items: [] };
  return marker.text === '{}' ? emptyRecord() : undefined;
}

function get(container: ListNode | RecordNode, part: string): ValueNode | undefined {
  if (container.kind === 'Record') return container.entries.get(part);
  return indexPattern.test(part) ? container.items[Number(part)] : undefined;
}

function put(container: ListNode | RecordNode, part: string, value: ValueNode): string | undefined {
  if (container.kind === 'Record') {
    container.entries.set(part, value);
    return undefined;
  }
  const { items } = container;
  if (!indexPattern.test(part) || Number(part) > items.length) {
    return `a list of ${items.length} has no place ${JSON.stringify(part)}`;
  }
  items[Number(part)] = value;
  return undefined;
}
