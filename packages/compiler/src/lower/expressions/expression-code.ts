import type { PlainOp, PushValue, ReferenceKind } from '@mso/bytecode';
import type { Span } from '@mso/language';
import type { Emitter } from '../emitter.js';

/** Where the names of an expression are found. */
export interface ExpressionScope {
  /** The cell of each step's output, by the step's name. */
  readonly outputs: ReadonlyMap<string, number>;
  /** A context has a variable called `steps`, which hides the steps where it is active. */
  readonly hidesSteps: boolean;
}

/** How much each plain instruction that expressions use changes the depth of the stack. */
const plainEffects = {
  Pop: -1,
  Dup: 1,
  Swap: 0,
  Return: -1,
  CreateObject: 1,
  CreateArray: 1,
  AppendArray: -1,
  Add: -1,
  Sub: -1,
  Mul: -1,
  Div: -1,
  Mod: -1,
  Eq: -1,
  Ne: -1,
  Lt: -1,
  Le: -1,
  Gt: -1,
  Ge: -1,
  Not: 0,
} as const satisfies { readonly [op in PlainOp]?: number };

type ExpressionOp = keyof typeof plainEffects;

/** A jump that has not landed, and the depth of the stack where it is taken. */
export interface OpenJump {
  readonly address: number;
  readonly depth: number;
}

/**
 * Writes the code of one function and keeps count of the values on the stack.
 *
 * `depth` counts what the function has pushed so far. Where two ways meet, both arrive with the
 * same depth; `land` sees to it.
 */
export class ExpressionCode {
  depth = 0;
  readonly locals: string[] = [];

  constructor(
    readonly emitter: Emitter,
    readonly scope: ExpressionScope,
  ) {}

  plain(op: ExpressionOp, span: Span): void {
    this.emitter.emit({ op }, span);
    this.depth += plainEffects[op];
  }

  push(value: PushValue, span: Span): void {
    this.emitter.emit({ op: 'Push', value }, span);
    this.depth++;
  }

  pushText(text: string, span: Span): void {
    this.push({ kind: 'String', index: this.emitter.strings.intern(text) }, span);
  }

  pushBool(value: boolean, span: Span): void {
    this.push({ kind: 'Bool', value }, span);
  }

  resolve(kind: ReferenceKind, name: string, span: Span): void {
    const index = this.emitter.strings.intern(name);
    this.emitter.emit({ op: 'ResolveReference', kind, index }, span);
    this.depth++;
  }

  loadCell(address: number, span: Span): void {
    this.emitter.emit({ op: 'MemLoad', operand: address }, span);
    this.depth++;
  }

  storeCell(address: number, span: Span): void {
    this.emitter.emit({ op: 'MemStore', operand: address }, span);
    this.depth--;
  }

  field(op: 'GetField' | 'SetField', name: string, span: Span): void {
    this.emitter.emit({ op, operand: this.emitter.strings.intern(name) }, span);
    if (op === 'SetField') this.depth--;
  }

  callBuiltin(name: string, parameters: number, span: Span): void {
    this.call(this.emitter.builtin(name, parameters), parameters, span);
  }

  call(number: number, parameters: number, span: Span): void {
    this.emitter.emit({ op: 'Call', operand: number }, span);
    this.depth += 1 - parameters;
  }

  /** `inputs task -- output` */
  invoke(op: 'InvokeAgent' | 'InvokeCrew', id: number, span: Span): void {
    this.emitter.emit({ op, operand: id }, span);
    this.depth--;
  }

  /** The slot of a new local. */
  local(name: string): number {
    return this.locals.push(name) - 1;
  }

  loadLocal(slot: number, span: Span): void {
    this.emitter.emit({ op: 'LoadVar', operand: slot }, span);
    this.depth++;
  }

  storeLocal(slot: number, span: Span): void {
    this.emitter.emit({ op: 'StoreVar', operand: slot }, span);
    this.depth--;
  }

  jump(op: 'Jump' | 'JumpIf', span: Span): OpenJump {
    const address = this.emitter.jump(op, span);
    if (op === 'JumpIf') this.depth--;
    return { address, depth: this.depth };
  }

  /** Lets jumps lead here; what was written last either falls through at their depth or ends. */
  land(...jumps: readonly OpenJump[]): void {
    for (const { address, depth } of jumps) {
      this.emitter.land(address);
      this.depth = depth;
    }
  }
}
