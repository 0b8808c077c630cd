import { errorAt, warningAt } from '../diagnostic.js';
import { readTrigger, triggerWords } from '../model/triggers.js';
import { findProperty, propertiesOf, textOf } from '../model/values.js';
import type { Value } from '../syntax/tree.js';
import type { CheckContext, Part } from './context.js';

/** A trigger is a known word with or without an argument; a bare other word names an event. */
export function checkTriggers(context: CheckContext): (part: Part) => void {
  return ({ workflow }) => {
    const trigger =
      workflow && findProperty(propertiesOf(workflow.declaration.block), 'trigger')?.value;
    if (trigger === undefined) return;
    const isObject = trigger.kind === 'Object';
    const inner = isObject ? findProperty(propertiesOf(trigger.block), 'type')?.value : trigger;
    if (inner !== undefined) checkTrigger(context, inner);
  };
}

function checkTrigger({ report, suggest }: CheckContext, value: Value): void {
  const { kind } = value;
  if (kind === 'Missing' || kind === 'Null' || kind === 'Variable' || kind === 'Reference') return;
  const text = textOf(value);
  const reading = text === undefined ? undefined : readTrigger(text);
  const word = text?.split(':', 1)[0] ?? '';
  if (reading !== undefined && !reading.isUnknownWord) return;
  const hint = suggest(word, 'triggers', triggerWords);
  if (reading === undefined) {
    const shown = text === undefined ? 'this value' : `'${text}'`;
    report(errorAt(value, 'InvalidTriggerType', `${shown} is no trigger`, { hint }));
  } else {
    const message = `'${text}' is no known trigger; it is taken for an event`;
    report(warningAt(value, 'W0303', message, { hint: `${hint}; or write "event:${text}"` }));
  }
}
