import type { ValueNode } from './property-tree.js';
import { quote, quoteKey } from './quote.js';
import { type ValueWriter, writeValue } from './write-value.js';

/** A property as a line of its own, or as a block of such lines. */
export function writeProperty(key: string, value: ValueNode, writer: ValueWriter): string {
  if (value.kind !== 'Record') return `${quoteKey(key)} = ${writeValue(value, writer)}`;
  const lines = [...value.entries].map(([name, item]) => writeProperty(name, item, writer));
  return writeBlock(quoteKey(key), lines);
}

/** A word that the language knows, with its own block. */
export function writeBlock(head: string, lines: readonly string[]): string {
  return lines.length === 0 ? `${head} {}` : `${head} {\n${lines.join('\n')}\n}`;
}

/** `kind "name" { … }` */
export function writeNamed(kind: string, name: string, lines: readonly string[]): string {
  return writeBlock(`${kind} ${quote(name)}`, lines);
}
