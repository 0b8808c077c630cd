import { appendFileSync } from 'node:fs';
import type { TraceSink } from './connection.js';

const mask = '••••';

/**
 * A sink that appends every message to a file, as one line. What cannot be written is reported
 * once, and nothing is logged after that: a full disk must not end a debugging session.
 */
export function traceToFile(path: string, failed: (problem: string) => void): TraceSink {
  let broken = false;
  return (direction, message) => {
    if (broken) return;
    try {
      appendFileSync(path, `${traceLine(direction, message)}\n`);
    } catch {
      broken = true;
      failed(`${path} cannot be written; the protocol is no longer logged`);
    }
  };
}

/** Whether a file can be appended to; it is there afterwards. */
export function isWritable(path: string): boolean {
  try {
    appendFileSync(path, '');
    return true;
  } catch {
    return false;
  }
}

/** Members whose values may be secrets: environment variables, and headers that carry keys. */
const masked: readonly string[] = ['env', 'headers'];

/** One message as a line, with what may be secret masked. */
export function traceLine(direction: 'in' | 'out', message: object): string {
  const text = JSON.stringify(message, (key, value: unknown) => {
    if (!masked.includes(key) || typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.keys(value).map((name) => [name, mask]));
  });
  return `${direction === 'in' ? '->' : '<-'} ${text}`;
}
