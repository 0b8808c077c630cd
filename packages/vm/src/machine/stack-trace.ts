import { type CodeSpan, type Module, spanAt } from '@mso/bytecode';
import type { Thread } from './thread.js';

/** `PC: n`, then each frame, outermost first, with its name and the place it was entered at. */
export function stackTrace(module: Module, { registers, callStack }: Thread): string[] {
  const { programCounter } = registers;
  const at = (address: number): string => {
    const span = module.debug && spanAt(module.debug, address);
    return span ? ` line ${span.startLine}${fileOf(module, span)}` : '';
  };
  return [
    `PC: ${programCounter}${at(programCounter)}`,
    ...callStack.map((frame, index) => {
      const name = `${frame.kind} ${JSON.stringify(frame.name)}`;
      const attempt = frame.attempt === undefined ? '' : ` number ${frame.attempt}`;
      // A workflow that is called behind the declarations is called by no instruction.
      const isBehind = frame.callAddress >= module.declarationsEnd;
      const isCalled = !(isBehind && callStack[index - 1]?.kind === 'program');
      const line = isCalled && frame.kind !== 'program' ? at(frame.callAddress) : '';
      return `Frame ${index}: return address ${frame.returnAddress}, ${name}${attempt}${line}`;
    }),
  ];
}

/** The file of a place, where a program has more than one. */
function fileOf({ debug }: Module, { source }: CodeSpan): string {
  const path = debug?.sources[source]?.path;
  return path === undefined || debug?.sources.length === 1 ? '' : ` of ${fileName(path)}`;
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? '';
}
