import { type ExpressionValue, isList, isRecord, type RecordValue } from '@mso/language';
import { isMachineRecord, isMemory, type MachineMemory } from '../evaluation/machine-values.js';
import { formatValue } from './format.js';

/** Where copying stops: nobody pastes more, and a reference may lead in a circle. */
const maxDepth = 20;
const maxCharacters = 1_000_000;

/** A value whole, for the clipboard: plain text as it is, everything else like JSON. */
export function formatFully(value: ExpressionValue): string {
  if (typeof value === 'string') return value;
  if (isMachineRecord(value) && value.revealed !== undefined) return value.revealed;
  const budget = { left: maxCharacters };
  return write(value, '', 0, budget);
}

function write(
  value: ExpressionValue,
  indent: string,
  depth: number,
  budget: { left: number },
): string {
  if (budget.left <= 0 || depth > maxDepth) return '…';
  const deeper = `${indent}  `;
  if (isMemory(value)) return write(cellsOf(value), indent, depth, budget);
  if (isList(value)) {
    const items: string[] = [];
    for (let index = 0; index < value.length && budget.left > 0; index++) {
      items.push(deeper + write(value.at(index) ?? null, deeper, depth + 1, budget));
    }
    return wrap('[', items, ']', indent);
  }
  if (isRecord(value)) {
    const members: string[] = [];
    for (const key of value.keys()) {
      if (budget.left <= 0) break;
      const member = write(value.get(key) ?? null, deeper, depth + 1, budget);
      members.push(`${deeper}${JSON.stringify(key)}: ${member}`);
    }
    return members.length > 0 ? wrap('{', members, '}', indent) : formatValue(value);
  }
  const text = formatValue(value, { maxLength: maxCharacters });
  budget.left -= text.length;
  return text;
}

function cellsOf(memory: MachineMemory): RecordValue {
  return {
    kind: 'record',
    get: (address) => memory.at(Number(address)),
    keys: () => memory.addresses().map(String),
  };
}

function wrap(open: string, lines: readonly string[], close: string, indent: string): string {
  if (lines.length === 0) return open + close;
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}
