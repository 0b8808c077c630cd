import { type Module, spanAt, statementAt } from '@mso/bytecode';
import type { CallFrame, HelixVM } from '@mso/vm';

/**
 * Where a machine stands, in words that another version of its program may still understand: the
 * frames by their names, the statement by its head and by how often that head comes before it in
 * the same block or function, and how the steps have fared that ran before: a machine may come to
 * the same place more than once.
 */
export interface ProgramPlace {
  readonly thread: string;
  readonly frames: readonly string[];
  readonly statement: string;
  readonly nth: number;
  readonly progress: Progress;
}

/** How each step has fared in each run of a workflow. */
interface Progress {
  readonly runs: number;
  readonly steps: ReadonlyMap<string, string>;
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
    progress: progressOf(vm),
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
    const nth = countBefore(vm, current.currentFrame, programCounter, place.statement);
    return nth === place.nth && isSameProgress(progressOf(vm), place.progress);
  };
}

/** A workflow's block, which declares it, is another frame than its code. */
function frameName({ kind, name, attempt, function: called }: CallFrame): string {
  return `${called ? 'code' : 'block'} ${kind} ${name} ${attempt ?? ''}`;
}

function progressOf({ workflowRuns }: HelixVM): Progress {
  const steps = workflowRuns.flatMap(({ number, workflow, steps: runs }) =>
    [...runs].map(([name, { status, attempts, agentCalls }]): [string, string] => [
      JSON.stringify([number, workflow.name, name]),
      `${status} ${attempts} ${agentCalls}`,
    ]),
  );
  return { runs: workflowRuns.length, steps: new Map(steps) };
}

/** Steps that only one of the two programs has do not count. */
function isSameProgress(now: Progress, then: Progress): boolean {
  if (now.runs !== then.runs) return false;
  return [...now.steps].every(([name, state]) => (then.steps.get(name) ?? state) === state);
}

/**
 * How the statement begins, without the value or the block that it gives to a name: those it may
 * have changed. Where the module has no text, it is the instruction.
 */
function statementHead({ debug, code }: Module, address: number): string {
  const span = debug && spanAt(debug, address);
  if (debug === undefined || span === undefined) return code.at(address)?.op ?? 'end';
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
