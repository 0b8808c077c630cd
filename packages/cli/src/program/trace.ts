import { formatValue, toExpression } from '@mso/debugger';
import type { HelixVM, Value } from '@mso/vm';

/** What is longer is cut, so that a line fits a wide terminal. */
const instructionWidth = 44;
const valueWidth = 24;
const valuesWidth = 50;
/** Values of the stack that are shown. */
const valuesMax = 4;

/** Lines that show the state that each instruction finds, and the instruction. */
export interface Tracer {
  readonly heading: string;
  line(address: number): string;
}

export function tracerOf(vm: HelixVM): Tracer {
  const width = Math.max('address'.length, String(vm.module.code.length).length);
  const columns = (address: string, depth: string, flags: string, text: string, values: string) =>
    [
      address.padStart(width),
      depth.padStart('stack'.length),
      flags.padEnd('flags'.length),
      cut(text, instructionWidth).padEnd(instructionWidth),
      values,
    ]
      .join('  ')
      .trimEnd();
  return {
    heading: columns('address', 'stack', 'flags', 'instruction', 'values, top first'),
    line: (address) => {
      const text = vm.describe(address) ?? '';
      return columns(String(address), String(vm.stack.size), flagLetters(vm), text, topValues(vm));
    },
  };
}

/** `z` zero, `o` overflow, `e` error, `h` halted; a dash where a flag is not set. */
function flagLetters({ registers: { flags } }: HelixVM): string {
  const { zero, overflow, error, halted } = flags;
  return (zero ? 'z' : '-') + (overflow ? 'o' : '-') + (error ? 'e' : '-') + (halted ? 'h' : '-');
}

function topValues(vm: HelixVM): string {
  const { stack } = vm;
  const shown: string[] = [];
  for (let index = stack.size - 1; index >= 0; index--) {
    if (shown.length === valuesMax) {
      shown.push('…');
      break;
    }
    shown.push(valueText(vm, stack.at(index) ?? null));
  }
  return cut(shown.join(', '), valuesWidth);
}

function valueText(vm: HelixVM, value: Value): string {
  const begin = typeof value === 'string' ? value.slice(0, valueWidth) : value;
  return formatValue(toExpression(vm, begin), { maxLength: valueWidth });
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
