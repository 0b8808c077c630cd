import { type CodeSpan, spanAt, statementAt } from '@mso/bytecode';
import type { CallFrame, HelixVM } from '@mso/vm';

/** A place that execution can be moved to: the first instruction of a statement. */
export interface GotoTarget {
  readonly address: number;
  readonly span: CodeSpan;
  readonly text: string;
}

/**
 * The statements that begin on a line of a source and belong to the block or function that the
 * current frame is in: only there does the call stack stay true.
 */
export function gotoTargets(vm: HelixVM, path: string, line: number): GotoTarget[] {
  const { module, currentFrame } = vm;
  const { debug } = module;
  if (debug === undefined) return [];
  const source = debug.sources.findIndex((each) => each.path === path);
  const [first, end] = rangeOf(vm, currentFrame);
  const found: GotoTarget[] = [];
  for (let address = first; address < end; address++) {
    const span = spanAt(debug, address);
    if (span?.source !== source || span.startLine !== line) continue;
    const isStart =
      address === first || statementAt(debug, address - 1) !== statementAt(debug, address);
    const isInner = module.blocks.some(
      (block) => block.start >= first && address > block.start && address < block.end,
    );
    if (isStart && !isInner) found.push({ address, span, text: vm.describe(address) ?? '' });
  }
  return found;
}

function rangeOf({ module }: HelixVM, frame: CallFrame): readonly [number, number] {
  if (frame.function) return [frame.function.start, frame.function.end];
  if (frame.kind === 'program') return [0, module.declarationsEnd];
  return [frame.callAddress + 1, frame.returnAddress];
}
