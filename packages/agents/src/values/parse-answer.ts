import type { Value } from '@mso/vm';
import { fromParsedJson, type tooDeep } from './plain.js';

/** The value of a text that is JSON; undefined where it is none. */
export function parseJsonText(text: string): Value | typeof tooDeep | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return fromParsedJson(parsed);
}
