import {
  type ExpressionValue,
  formatDuration,
  isDuration,
  isList,
  isRecord,
  kindName,
  type ListValue,
  type RecordValue,
} from '@mso/language';
import {
  counted,
  isMachineRecord,
  isMemory,
  type MachineRecord,
} from '../evaluation/machine-values.js';

export interface FormatOptions {
  /** Whole numbers in hexadecimal. */
  readonly hex?: boolean;
  /** Longer texts are cut and end in `…`. */
  readonly maxLength?: number;
}

const defaultMaxLength = 160;
const previewItems = 5;

/** A value on one line, as the Variables view shows it. */
export function formatValue(value: ExpressionValue, options: FormatOptions = {}): string {
  const text = format(value, options, 0);
  const limit = options.maxLength ?? defaultMaxLength;
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

/** The name of a value's type, as it is shown. */
export function typeName(value: ExpressionValue): string {
  return isMachineRecord(value) || isMemory(value) ? value.typeName : kindName(value);
}

function format(value: ExpressionValue, options: FormatOptions, depth: number): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return formatNumber(value, options.hex ?? false);
  if (typeof value === 'boolean') return String(value);
  if (isMemory(value)) return value.label;
  if (isList(value)) return formatList(value, options, depth);
  if (isDuration(value)) return formatDuration(value);
  if (isMachineRecord(value)) return formatMachineRecord(value, options, depth);
  return isRecord(value) ? formatRecord(value, options, depth) : '';
}

function formatMachineRecord(record: MachineRecord, options: FormatOptions, depth: number): string {
  if (!record.preview || depth > 0) return record.label;
  return `${record.label} ${formatRecord(record, options, depth)}`;
}

function formatNumber(value: number, hex: boolean): string {
  if (!hex || !Number.isSafeInteger(value)) return String(value);
  return `${value < 0 ? '-' : ''}0x${Math.abs(value).toString(16)}`;
}

function formatList(
  list: readonly ExpressionValue[] | ListValue,
  options: FormatOptions,
  depth: number,
): string {
  if (depth > 0) return list.length === 0 ? '[]' : `[${counted(list.length, 'item', 'items')}]`;
  const shown = Math.min(list.length, previewItems);
  const items = Array.from({ length: shown }, (_, index) =>
    format(list.at(index) ?? null, options, depth + 1),
  );
  if (list.length > shown) items.push(`… ${list.length - shown} more`);
  return `[${items.join(', ')}]`;
}

function formatRecord(record: RecordValue, options: FormatOptions, depth: number): string {
  const shown: string[] = [];
  for (const key of record.keys()) {
    if (depth > 0) return '{…}';
    if (shown.length === previewItems) {
      shown.push('…');
      break;
    }
    shown.push(`${key}: ${format(record.get(key) ?? null, options, depth + 1)}`);
  }
  return `{${shown.join(', ')}}`;
}
