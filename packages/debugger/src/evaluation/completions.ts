import { expressionFunctions, isRecord } from '@mso/language';
import type { Frame } from '../views/frames.js';
import { type Evaluator, ExpressionProblem } from './evaluator.js';
import { frameScope, machineNames } from './scope.js';

export interface Completion {
  readonly label: string;
  readonly type: 'function' | 'property' | 'variable' | 'keyword';
  /** How many characters before the cursor it replaces. */
  readonly length: number;
}

const itemsMax = 500;

/**
 * How an expression may go on at a column of a text: the members of what stands before a dot or a
 * bracket, or all names that mean something at a frame.
 *
 * @param column counted from 0
 */
export function completionsAt(
  evaluator: Evaluator,
  frame: Frame,
  text: string,
  column: number,
): Completion[] {
  const before = text.slice(0, column);
  const [word = ''] = /[A-Za-z_][\w-]*$/.exec(before) ?? [];
  const rest = before.slice(0, before.length - word.length);
  const object = /\??\.$/.test(rest) ? objectBefore(rest.replace(/\??\.$/, '')) : undefined;
  const index = /\["?([^"\]]*)$/.exec(before);
  if (object !== undefined) {
    const names = membersOf(evaluator, frame, object).filter((name) => /^[A-Za-z_]\w*$/.test(name));
    return matching(names, word, 'property');
  }
  if (index) {
    const container = objectBefore(before.slice(0, index.index));
    const names = container === undefined ? [] : membersOf(evaluator, frame, container);
    const typed = before.slice(index.index + 1);
    return matching(
      names.map((name) => JSON.stringify(name)),
      typed,
      'property',
    );
  }
  return [
    ...matching(namesAt(evaluator, frame), word, 'variable'),
    ...matching([...expressionFunctions.keys()], word, 'function'),
  ].slice(0, itemsMax);
}

function matching(names: readonly string[], typed: string, type: Completion['type']): Completion[] {
  const wanted = typed.toLowerCase();
  return names
    .filter((name) => name.toLowerCase().startsWith(wanted))
    .slice(0, itemsMax)
    .map((label) => ({ label, type, length: typed.length }));
}

function namesAt(evaluator: Evaluator, frame: Frame): string[] {
  const declared = evaluator.declared.propertiesOf(frame.entity?.id ?? -1);
  const scope = frameScope(evaluator.vm, frame, declared);
  return [...new Set([...scope.names(), ...declared, ...machineNames])].sort();
}

function membersOf(evaluator: Evaluator, frame: Frame, object: string): string[] {
  try {
    const value = evaluator.evaluateText(object, frame);
    return isRecord(value) ? [...value.keys()] : [];
  } catch (problem) {
    if (problem instanceof ExpressionProblem) return [];
    throw problem;
  }
}

/** The last operand of a text: names, members and indexes in one piece. */
function objectBefore(text: string): string | undefined {
  const [operand] =
    /[A-Za-z_$@][\w$@]*(?:\??\.[A-Za-z_]\w*|\[(?:"[^"]*"|\d+)\])*$/.exec(text) ?? [];
  return operand;
}
