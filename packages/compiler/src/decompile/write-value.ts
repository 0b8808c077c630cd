import type { DurationConstant, DurationUnit } from '@mso/bytecode';
import { referencePath } from '@mso/language';
import type { Losses } from './losses.js';
import type { PlainConstant, ValueNode } from './property-tree.js';
import { asTextBlock, quote, quoteKey, readValue } from './quote.js';
import type { TextBudget } from './text-budget.js';

/** How a value is written where it stands. */
export interface ValueWriter {
  text(text: string): string;
  /** What cannot be written. */
  readonly losses: Losses;
  readonly budget: TextBudget;
}

/** A value on one line, or over several where it is one long text. */
export function writeValue(node: ValueNode, writer: ValueWriter): string {
  switch (node.kind) {
    case 'Text':
      return writer.text(node.text);
    case 'Constant':
      return writeConstant(node.value, writer.losses);
    case 'Looked up':
      return writeLookedUp(node, writer.losses);
    case 'List':
      return `[${node.items.map((item) => writeValue(item, writer)).join(', ')}]`;
    case 'Record':
      return writeRecord(
        [...node.entries].map(([key, item]) => [key, writeValue(item, writer)] as const),
      );
  }
}

export function writeRecord(entries: readonly (readonly [string, string])[]): string {
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([key, text]) => `${quoteKey(key)} = ${text}`).join(', ')} }`;
}

/** A text of which nothing is a placeholder. */
export function writeText(text: string): string {
  return asTextBlock(quote(text), [{ text, isPlaceholder: false }]);
}

function writeConstant(value: PlainConstant, losses: Losses): string {
  switch (value.kind) {
    case 'Null':
      return 'null';
    case 'Bool':
      return String(value.value);
    case 'Number':
      if (Number.isFinite(value.value)) return Object.is(value.value, -0) ? '-0' : `${value.value}`;
      losses.add(`the number ${value.value}`);
      return 'null';
    case 'Duration':
      return writeDuration(value.value, losses);
  }
}

const unitLetters: Readonly<Record<DurationUnit, string>> = {
  Seconds: 's',
  Minutes: 'm',
  Hours: 'h',
  Days: 'd',
};

function writeDuration({ value, unit }: DurationConstant, losses: Losses): string {
  if (Number.isSafeInteger(value) && value >= 0) return `${value}${unitLetters[unit]}`;
  losses.add(`the duration of ${value} ${unit.toLowerCase()}`);
  return 'null';
}

type LookedUp = Extract<ValueNode, { readonly kind: 'Looked up' }>;

/** Read back before it is believed: a name may be one that no text can say. */
function writeLookedUp({ from, name }: LookedUp, losses: Losses): string {
  const text = lookedUpText(from, name);
  const value = readValue(text);
  if (value?.kind === 'Reference' && referencePath(value) === name) return text;
  if (value?.kind === 'Variable' && value.name === name) return text;
  losses.add(`the ${from.toLowerCase()} name ${JSON.stringify(name)}`);
  return 'null';
}

function lookedUpText(from: LookedUp['from'], name: string): string {
  switch (from) {
    case 'Environment':
      return `$${name}`;
    case 'Variable':
      return `\${${name}}`;
    case 'Memory': {
      const [, path, key] = /^([^[\s]+)\[(".*")\]$/s.exec(name) ?? [];
      const text = key === undefined ? undefined : parsedKey(key);
      return text === undefined ? `@${name}` : `@${path}[${quote(text)}]`;
    }
  }
}

function parsedKey(json: string): string | undefined {
  try {
    const key: unknown = JSON.parse(json);
    return typeof key === 'string' ? key : undefined;
  } catch {
    return undefined;
  }
}
