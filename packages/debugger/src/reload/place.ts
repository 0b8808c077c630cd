import { type Module, spanAt, statementAt } from '@mso/bytecode';
import type { CallFrame, HelixVM } from '@mso/vm';

/**
 * Where a machine stands, in words that another version of its program may still understand: the
 * frames by their names, and the statement by its head and by how often that head comes before it
 * in the same block or function.
 */
export interface ProgramPlace {
  readonly thread: string;
  readonly frames: readonly string[];
  readonly statement: string;
  readonly nth: number;
}

export function placeOf(vm: HelixVM): ProgramPlace {
  const { current } = vm.scheduler;
  const { programCounter } = current.registers;
  const statement = statementHead(vm.module, programCounter);
  return {
    thread: current.name,
    frames: current.callStack.slice(1).map(frameName),
    statement,
    nth: countBefore(vm, current.currentFrame, programCounter, statement),
  };
}

/** Tells whether a machine stands at a place. */
export function placeMatcher(vm: HelixVM, place: ProgramPlace): () => boolean {
  const wanted = place.frames.join('\n');
  return () => {
    const { current } = vm.scheduler;
    if (current.name !== place.thread || current.callStack.length - 1 !== place.frames.length) {
      return false;
    }
    const { programCounter } = current.registers;
    if (statementHead(vm.module, programCounter) !== place.statement) return false;
    if (current.callStack.slice(1).map(frameName).join('\n') !== wanted) return false;
    return countBefore(vm, current.currentFrame, programCounter, place.statement) === place.nth;
  };
}

function frameName({ kind, name, attempt }: CallFrame): string {
  return `${kind} ${name} ${attempt ?? ''}`;
}

/**
 * How the statement begins, without the value or the block that it gives to a name: those it may
 * have changed. Where the module has no text, it is the instruction.
 */
function statementHead({ debug, code }: Module, address: number): string {
  const span = debug && spanAt(debug, address);
  if (debug === undefined || span === undefined) return code[address]?.op ?? 'end';
  const lines = debug.sources[span.source]?.text.split('\n') ?? [];
  const text = lines[span.startLine - 1]?.slice(span.startColumn - 1) ?? '';
  const head = /^([A-Za-z_]\w*)\s*(?:=(?!=)|\[)/.exec(text)?.[1] ?? /^[^{]*/.exec(text)?.[0];
  return head?.trim() ?? '';
}

/** How many other statements of the same head begin before it in its block or function. */
function countBefore({ module }: HelixVM, frame: CallFrame, address: number, head: string): number {
  const { debug } = module;
  const first = frame.function?.start ?? frame.callAddress;
  if (debug === undefined) return address - first;
  const own = statementAt(debug, address);
  const seen = new Set<number>();
  for (let at = first; at < address; at++) {
    const statement = statementAt(debug, at);
    if (statement !== own && !seen.has(statement) && statementHead(module, at) === head) {
      seen.add(statement);
    }
  }
  return seen.size;
}
