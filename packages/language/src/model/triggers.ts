import type { Property } from '../syntax/tree.js';
import type { TriggerKind, TriggerModel } from './model.js';
import { findProperty, propertiesOf, textOf } from './values.js';

const kindsByWord: ReadonlyMap<string, TriggerKind> = new Map([
  ['schedule', 'Schedule'],
  ['webhook', 'Webhook'],
  ['event', 'Event'],
  ['file', 'FileWatch'],
  ['file_watch', 'FileWatch'],
]);

/** The words that a trigger may begin with. */
export const triggerWords: readonly string[] = ['manual', ...kindsByWord.keys()];

export interface TriggerReading {
  readonly kind: TriggerKind;
  readonly argument: string;
  /** A bare word that names no kind of trigger; it is taken for the name of an event. */
  readonly isUnknownWord: boolean;
}

/** Reads a trigger's text; undefined where what stands before the colon is no kind of trigger. */
export function readTrigger(text: string): TriggerReading | undefined {
  if (text === 'manual') return { kind: 'Manual', argument: '', isUnknownWord: false };
  const colon = text.indexOf(':');
  const word = colon < 0 ? text : text.slice(0, colon);
  const kind = kindsByWord.get(word);
  if (kind !== undefined) {
    const argument = colon < 0 ? '' : text.slice(colon + 1);
    return { kind, argument, isUnknownWord: false };
  }
  if (colon >= 0 || text === '') return undefined;
  return { kind: 'Event', argument: text, isUnknownWord: true };
}

/** `trigger = "…"` or `trigger { type = … }`; undefined where it is neither. */
export function triggerOf(property: Property): TriggerModel | undefined {
  const { value } = property;
  const { start, end } = value;
  if (value.kind !== 'Object') {
    const reading = readTrigger(textOf(value) ?? '');
    if (reading === undefined) return undefined;
    const { kind, argument } = reading;
    return { start, end, kind, argument, fields: [], property };
  }
  const properties = propertiesOf(value.block);
  const type = findProperty(properties, 'type');
  const reading = readTrigger(type === undefined ? 'manual' : (textOf(type.value) ?? ''));
  if (reading === undefined) return undefined;
  const { kind, argument } = reading;
  const fields = properties.filter(({ key }) => key.text !== 'type');
  return { start, end, kind, argument, fields, property };
}
