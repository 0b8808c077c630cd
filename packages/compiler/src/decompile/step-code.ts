import type { CodeFunction, Instruction, Module } from '@mso/bytecode';
import type { ExpressionScope } from '../lower/expressions/expression-code.js';
import type { DeclaredEntity } from './declarations.js';
import { expressionLength } from './expression-length.js';
import { placeholderAt } from './placeholders.js';
import type { ValueNode } from './property-tree.js';
import { asTextBlock, quoteKey, quoteWithPlaceholders, type TextPiece } from './quote.js';
import { type ValueWriter, writeRecord, writeValue } from './write-value.js';

/**
 * Writes the values that an attempt at a step evaluates: its inputs, and then its task.
 *
 * What is declared keeps the text of such a value, and there `${a}` may be a placeholder, a
 * placeholder without quotes, or just these characters. The code tells: it is read along with the
 * values. Where the two do not fit together, as they may not behind an optimizer, `writer` decides.
 */
export function writeEvaluated(
  code: StepCode,
  key: string,
  node: ValueNode,
  writer: ValueWriter,
): string {
  if (key === 'inputs' && node.kind === 'Record') {
    const entries = [...node.entries].map(([name, item]): readonly [string, string] => {
      const text = writeNode(code, item, writer);
      code.skip('SetField');
      return [name, text];
    });
    return `{${entries.map(([name, text]) => `\n${quoteKey(name)} = ${text}`).join('')}\n}`;
  }
  return writeNode(code, node, writer);
}

function writeNode(code: StepCode, node: ValueNode, writer: ValueWriter): string {
  switch (node.kind) {
    case 'Text':
      return code.text(node.text) ?? writer.text(node.text);
    case 'List': {
      code.skip('CreateArray');
      const items = node.items.map((item) => {
        const text = writeNode(code, item, writer);
        code.skip('AppendArray');
        return text;
      });
      return `[${items.join(', ')}]`;
    }
    case 'Record': {
      code.skip('CreateObject');
      const entries = [...node.entries].map(([key, item]): readonly [string, string] => {
        const text = writeNode(code, item, writer);
        code.skip('SetField');
        return [key, text];
      });
      return writeRecord(entries);
    }
    case 'Constant':
      code.skip('Push');
      return writeValue(node, writer);
    case 'Looked up':
      code.skip('ResolveReference');
      return writeValue(node, writer);
  }
}

/** A place in the code of an attempt, which moves on with every value that is read there. */
export class StepCode {
  /** Undefined where the code is not what the values say. */
  private at: number | undefined;

  private constructor(
    private readonly module: Module,
    private readonly end: number,
    private readonly scope: ExpressionScope,
    start: number,
  ) {
    this.at = start;
  }

  /** The code behind what the step waits for; undefined where the step has none. */
  static of(
    module: Module,
    attempt: CodeFunction | undefined,
    { definition }: DeclaredEntity,
    scope: ExpressionScope,
  ): StepCode | undefined {
    if (attempt === undefined || definition === undefined) return undefined;
    const start = attempt.start + 1 + 2 * definition.dependsOn.length;
    return new StepCode(module, attempt.end, scope, start);
  }

  /** Whether somebody works on the step: nobody else reads its task. */
  get isInvoking(): boolean {
    const code = this.module.code.slice(this.at, this.end);
    return code.some(({ op }) => op === 'InvokeAgent' || op === 'InvokeCrew');
  }

  skip(op: Instruction['op']): void {
    if (this.at === undefined) return;
    this.at = this.instruction(this.at)?.op === op ? this.at + 1 : undefined;
  }

  /** How the text that is evaluated here is written; undefined where the code is another. */
  text(text: string): string | undefined {
    if (this.at === undefined) return undefined;
    if (this.pushed(this.at) === text) {
      this.at += 1;
      return asWritten([{ text, isPlaceholder: false }]);
    }
    const { pieces, end, isBare } = this.pieces(text, this.at);
    this.at = end;
    if (end === undefined) return undefined;
    return isBare ? text : asWritten(pieces);
  }

  private pieces(
    text: string,
    start: number,
  ): { pieces: readonly TextPiece[]; end: number | undefined; isBare: boolean } {
    const pieces: TextPiece[] = [];
    let at = start;
    for (let offset = 0; offset < text.length; ) {
      const literal = this.pushed(at);
      if (literal !== undefined && literal !== '' && text.startsWith(literal, offset)) {
        pieces.push({ text: literal, isPlaceholder: false });
        offset += literal.length;
        at += 1;
      } else {
        const placeholder = text.startsWith('${', offset) ? placeholderAt(text, offset) : undefined;
        const length =
          placeholder === undefined ? undefined : expressionLength(placeholder, this.scope);
        if (placeholder === undefined || length === undefined) break;
        pieces.push({ text: placeholder, isPlaceholder: true });
        offset += placeholder.length;
        at += length;
        if (placeholder === text && !this.isCallOfText(at)) {
          return { pieces, end: at, isBare: true };
        }
        if (!this.isCallOfText(at)) break;
        at += 1;
      }
      if (pieces.length > 1) {
        if (this.instruction(at)?.op !== 'Add') break;
        at += 1;
      }
      if (offset === text.length) return { pieces, end: at, isBare: false };
    }
    return { pieces, end: undefined, isBare: false };
  }

  private isCallOfText(at: number): boolean {
    const instruction = this.instruction(at);
    if (instruction?.op !== 'Call') return false;
    const called = this.module.functions[instruction.operand];
    return called?.kind === 'builtin' && called.name === 'text';
  }

  private pushed(at: number): string | undefined {
    const instruction = this.instruction(at);
    if (instruction?.op !== 'Push' || instruction.value.kind !== 'String') return undefined;
    return this.module.strings[instruction.value.index];
  }

  private instruction(at: number): Instruction | undefined {
    return at < this.end ? this.module.code.at(at) : undefined;
  }
}

function asWritten(pieces: readonly TextPiece[]): string {
  return asTextBlock(quoteWithPlaceholders(pieces), pieces);
}
