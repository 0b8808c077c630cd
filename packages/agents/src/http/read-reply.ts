import type { Value } from '@mso/vm';
import { parseJsonText } from '../values/parse-answer.js';
import { tooDeep } from '../values/plain.js';

/** A model's reply: a value where it is JSON, bare or alone in a ```json fence; else the text. */
export function readReply(text: string): Value {
  const value = parseJsonText(withoutFence(text.trim()));
  return value === undefined || value === tooDeep ? text : value;
}

function withoutFence(text: string): string {
  const opening = /^```json[ \t]*\r?\n/i.exec(text)?.[0];
  if (opening === undefined || !text.endsWith('```')) return text;
  return text.slice(opening.length, -'```'.length);
}
