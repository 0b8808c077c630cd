import { type CodeSpan, spanAt, statementAt } from '@mso/bytecode';
import { canJumpTo, type HelixVM } from '@mso/vm';

/** A place that execution can be moved to: the first instruction of a statement. */
export interface GotoTarget {
  readonly address: number;
  readonly span: CodeSpan;
  readonly text: string;
}

/**
 * The statements that begin on a line of a source and at which the current thread can go on: they
 * belong to the block or function that its frame is in, so that the call stack stays true.
 */
export function gotoTargets(vm: HelixVM, path: string, line: number): GotoTarget[] {
  const { debug, code } = vm.module;
  if (debug === undefined) return [];
  const source = debug.sources.findIndex((each) => each.path === path);
  const found: GotoTarget[] = [];
  for (let address = 0; address < code.length; address++) {
    const span = spanAt(debug, address);
    if (span?.source !== source || span.startLine !== line) continue;
    const isStart = statementAt(debug, address - 1) !== statementAt(debug, address);
    if (isStart && canJumpTo(vm, address)) {
      found.push({ address, span, text: vm.describe(address) ?? '' });
    }
  }
  return found;
}
