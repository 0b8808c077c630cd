import type { Value } from '@mso/vm';

/** A part of a JSON text with the place where it stands; offsets are UTF-16 units. */
export type JsonNode = JsonScalar | JsonArray | JsonObject;

export interface JsonScalar {
  readonly kind: 'scalar';
  readonly offset: number;
  readonly value: null | boolean | number | string;
}

export interface JsonArray {
  readonly kind: 'array';
  readonly offset: number;
  readonly items: readonly JsonNode[];
}

export interface JsonObject {
  readonly kind: 'object';
  readonly offset: number;
  /** In the order of the text, no key twice. */
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly key: string;
  readonly keyOffset: number;
  readonly value: JsonNode;
}

/** A new value of the machine, which shares nothing with an earlier one. */
export function toValue(node: JsonNode): Value {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'array':
      return node.items.map(toValue);
    case 'object':
      return new Map(node.members.map(({ key, value }) => [key, toValue(value)]));
  }
}

/** `a string`, `an object`: for messages that expected something else. */
export function kindOf(node: JsonNode): string {
  if (node.kind !== 'scalar') return `an ${node.kind}`;
  return node.value === null ? 'null' : `a ${typeof node.value}`;
}
