import { parseExpression } from '@mso/language';
import { firstError } from '../breakpoints/log-message.js';

export interface Assignment {
  readonly target: string;
  readonly value: string;
}

/** `target = value` as its two sides, or undefined where the text is no assignment. */
export function splitAssignment(text: string): Assignment | undefined {
  for (let at = text.indexOf('='); at >= 0; at = text.indexOf('=', at + 1)) {
    const isComparison = '=!<>'.includes(text.charAt(at - 1) || ' ') || text.charAt(at + 1) === '=';
    if (isComparison) continue;
    const assignment = { target: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
    if (isExpression(assignment.target) && isExpression(assignment.value)) return assignment;
  }
  return undefined;
}

function isExpression(text: string): boolean {
  return text !== '' && firstError(parseExpression(text).diagnostics) === undefined;
}
