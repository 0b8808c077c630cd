import {
  type Block,
  type Property,
  referencePath,
  type StringPart,
  type StringValue,
  type Value,
} from '@mso/language';
import { effectiveProperties } from '../values.js';
import { compileExpression } from './compile-expression.js';
import type { ExpressionCode } from './expression-code.js';

/**
 * Writes code that leaves a value of the program on the stack, with its placeholders filled in
 * from what is known when the code runs.
 */
export function compileValue(code: ExpressionCode, value: Value): void {
  switch (value.kind) {
    case 'String':
      return compileString(code, value);
    case 'Identifier':
      return code.pushText(value.text, value);
    case 'Number':
    case 'Bool':
      return pushPlain(code, value);
    case 'Null':
    case 'Missing':
      return code.push({ kind: 'Null' }, value);
    case 'Duration':
      return code.push(
        { kind: 'Duration', value: { value: value.value, unit: value.unit } },
        value,
      );
    case 'Variable':
      if (value.expression) return compileExpression(code, value.expression);
      return code.resolve(
        value.scope === 'environment' ? 'Environment' : 'Variable',
        value.name,
        value,
      );
    case 'Reference':
      return code.resolve('Memory', referencePath(value), value);
    case 'Array':
      return compileList(code, value, value.items);
    case 'Pipeline':
      code.plain('CreateArray', value);
      for (const name of value.names) {
        code.pushText(name.text, name);
        code.plain('AppendArray', name);
      }
      return;
    case 'Object':
      return compileRecord(code, value.block);
  }
}

function pushPlain(code: ExpressionCode, value: Extract<Value, { kind: 'Number' | 'Bool' }>): void {
  if (value.kind === 'Number') code.push({ kind: 'Number', value: value.value }, value);
  else code.pushBool(value.value, value);
}

function compileList(code: ExpressionCode, list: Value, items: readonly Value[]): void {
  code.plain('CreateArray', list);
  for (const item of items) {
    compileValue(code, item);
    code.plain('AppendArray', item);
  }
}

function compileRecord(code: ExpressionCode, block: Block): void {
  code.plain('CreateObject', block);
  for (const property of effectiveProperties(block.members)) compileEntry(code, property);
}

/** `object -- object`, with one more member. */
export function compileEntry(code: ExpressionCode, property: Property): void {
  compileValue(code, property.value);
  code.field('SetField', property.key.text, property);
}

function compileString(code: ExpressionCode, value: StringValue): void {
  const [first, ...others] = (value.parts ?? []).filter(saysSomething);
  if (first === undefined) return code.pushText(value.text, value);
  if (value.bare && first.kind === 'PlaceholderPart') {
    return compileExpression(code, first.expression);
  }
  compilePart(code, first);
  for (const part of others) {
    compilePart(code, part);
    code.plain('Add', part);
  }
}

/** A text block may begin with an empty part. */
function saysSomething(part: StringPart): boolean {
  return part.kind === 'PlaceholderPart' || part.text !== '';
}

function compilePart(code: ExpressionCode, part: StringPart): void {
  if (part.kind === 'TextPart') return code.pushText(part.text, part);
  compileExpression(code, part.expression);
  code.callBuiltin('text', 1, part);
}
