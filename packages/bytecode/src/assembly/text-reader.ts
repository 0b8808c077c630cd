import { itemsMax } from '../encoding/byte-reader.js';
import type {
  ConstantValue,
  DurationConstant,
  PipelineNode,
  PushEntry,
  PushValue,
  SecretSource,
} from '../instructions.js';
import type { TriggerType } from '../module.js';
import {
  backoffs,
  durationUnits,
  type Field,
  type FieldKind,
  secretKinds,
  triggerKinds,
} from './fields.js';
import { type LineCursor, LineProblem } from './line-cursor.js';

/** Values and nodes nest at most so deep; the binary format has the same limit. */
const nestingMax = 1_000;

/** Reads the parts of a module that `TextWriter` writes. Problems are thrown as `LineProblem`. */
export class TextReader {
  readonly strings: string[] = [];
  private readonly indexes = new Map<string, number>();
  private values = 0;

  constructor(private readonly labels: ReadonlyMap<string, number>) {}

  addString(text: string): void {
    const index = this.strings.push(text) - 1;
    if (!this.indexes.has(text)) this.indexes.set(text, index);
  }

  /** A string's number: the text itself, or `s12`. */
  text(cursor: LineCursor): number {
    if (cursor.is('string')) {
      const { column } = cursor.current;
      const text = this.string(cursor);
      const index = this.indexes.get(text);
      if (index !== undefined) return index;
      throw new LineProblem(column, 'no .string above has this text');
    }
    return numbered(cursor, 's', 'a string, or s and its number');
  }

  /** The text of a string. */
  string(cursor: LineCursor): string {
    const raw = cursor.take('string', 'a string');
    try {
      return String(JSON.parse(raw));
    } catch {
      throw cursor.fail('the string before has an escape that JSON does not have');
    }
  }

  id(cursor: LineCursor): number {
    const id = Number(cursor.current.text.slice(1));
    if (cursor.is('id') && id > 0xffff_ffff) throw cursor.expected('an id of four bytes');
    cursor.take('id', 'an id such as #1');
    return id;
  }

  address(cursor: LineCursor): number {
    if (cursor.is('at')) return Number(cursor.take('at', 'an address').slice(1));
    const { text } = cursor.current;
    const address = cursor.is('word') ? this.labels.get(text) : undefined;
    if (address === undefined) {
      throw cursor.is('word')
        ? cursor.fail(`there is no label ${text}`)
        : cursor.expected('a label');
    }
    cursor.take('word', 'a label');
    return address;
  }

  /** The offset of a jump at an address: to a label, or as a number with a sign. */
  offset(cursor: LineCursor, from: number): number {
    if (!cursor.is('number')) return this.address(cursor) - from - 1;
    const offset = Number(cursor.current.text);
    if (offset !== (offset | 0)) throw cursor.expected('an offset of four bytes');
    return this.number(cursor);
  }

  /** Called for each part of a module, which may have as many as one that stands in a file. */
  countValue(cursor: LineCursor): void {
    this.values += 1;
    if (this.values > itemsMax) throw cursor.fail(`expected at most ${itemsMax} values`);
  }

  number(cursor: LineCursor): number {
    if (cursor.accept('word', 'NaN')) return Number.NaN;
    if (cursor.accept('word', 'Infinity')) return Number.POSITIVE_INFINITY;
    return Number(cursor.take('number', 'a number'));
  }

  integer(cursor: LineCursor, what: string): number {
    const { text } = cursor.current;
    if (!cursor.is('number') || !/^[-+]?\d+$/.test(text)) throw cursor.expected(what);
    return Number(cursor.take('number', what));
  }

  word<const Word extends string>(cursor: LineCursor, words: readonly Word[]): Word {
    const found = words.find((word) => cursor.is('word', word));
    if (found === undefined) throw cursor.expected(`one of ${words.join(', ')}`);
    cursor.take('word', '');
    return found;
  }

  list<Item>(cursor: LineCursor, item: () => Item): Item[] {
    cursor.expect('[');
    const items: Item[] = [];
    while (!cursor.accept('punctuation', ']')) {
      if (cursor.is('end')) throw cursor.expected("']'");
      this.countValue(cursor);
      items.push(item());
    }
    return items;
  }

  constant(cursor: LineCursor): ConstantValue {
    if (cursor.accept('word', 'Stack')) return { kind: 'Stack' };
    return this.plain(cursor);
  }

  pushed(cursor: LineCursor, depth = 0): PushValue {
    if (depth > nestingMax) throw cursor.fail(`a value nests deeper than ${nestingMax} levels`);
    if (cursor.is('cell')) {
      return { kind: 'Reference', address: Number(cursor.take('cell', '').slice(1)) };
    }
    if (cursor.is('punctuation', '[')) {
      const items = this.list(cursor, () => this.pushed(cursor, depth + 1));
      return { kind: 'Array', items };
    }
    if (!cursor.accept('punctuation', '{')) return this.plain(cursor);
    const entries: PushEntry[] = [];
    while (!cursor.accept('punctuation', '}')) {
      this.countValue(cursor);
      const keyIndex = this.text(cursor);
      cursor.expect('=');
      entries.push({ keyIndex, value: this.pushed(cursor, depth + 1) });
    }
    return { kind: 'Object', entries };
  }

  secret(cursor: LineCursor): SecretSource {
    const kind = this.word(cursor, secretKinds);
    cursor.expect('(');
    const index = this.text(cursor);
    cursor.expect(')');
    return { kind, index };
  }

  nodes(cursor: LineCursor, depth = 0): PipelineNode[] {
    if (depth > nestingMax) throw cursor.fail(`a pipeline nests deeper than ${nestingMax} levels`);
    return this.list(cursor, (): PipelineNode => {
      if (cursor.is('id')) return { kind: 'Step', id: this.id(cursor) };
      if (cursor.accept('word', 'parallel')) {
        return { kind: 'Parallel', nodes: this.nodes(cursor, depth + 1) };
      }
      if (!cursor.accept('word', 'if')) throw cursor.expected('a step, parallel, or if');
      const condition = this.address(cursor);
      const thenBranch = this.nodes(cursor, depth + 1);
      const hasElse = cursor.accept('word', 'else');
      return {
        ...{ kind: 'Conditional', condition, thenBranch },
        ...(hasElse && { elseBranch: this.nodes(cursor, depth + 1) }),
      };
    });
  }

  /** `key=value` for each field; those that are not optional must be there. */
  fields(cursor: LineCursor, fields: readonly Field[]): Readonly<Record<string, unknown>> {
    const value: Record<string, unknown> = {};
    while (cursor.is('word') && cursor.next.text === '=') {
      const { text: key } = cursor.current;
      const field = fields.find((each) => each.key === key);
      if (field === undefined || field.member in value) {
        const known = fields.map((each) => each.key).join(', ');
        throw cursor.fail(field ? `${key} is there twice` : `${key} is none of ${known}`);
      }
      cursor.take('word', 'a key');
      cursor.expect('=');
      value[field.member] = this.field(cursor, field.kind);
    }
    const missing = fields.find((each) => !each.optional && !(each.member in value));
    if (missing) throw cursor.expected(`${missing.key}=`);
    return value;
  }

  private field(cursor: LineCursor, kind: FieldKind): unknown {
    switch (kind) {
      case 'id':
        return this.id(cursor);
      case 'ids':
        return this.list(cursor, () => this.id(cursor));
      case 'text':
        return this.text(cursor);
      case 'texts':
        return this.list(cursor, () => this.text(cursor));
      case 'number':
        return this.number(cursor);
      case 'bool':
        return this.word(cursor, ['true', 'false']) === 'true';
      case 'address':
        return this.address(cursor);
      case 'duration':
        return this.duration(cursor);
      case 'retry': {
        cursor.expect('(');
        const maxAttempts = this.number(cursor);
        const delay = this.duration(cursor);
        const backoff = this.word(cursor, backoffs);
        cursor.expect(')');
        return { maxAttempts, delay, backoff };
      }
      case 'trigger':
        return this.trigger(cursor);
      case 'secrets':
        return this.secrets(cursor);
      default:
        return this.word(cursor, kind);
    }
  }

  private plain(cursor: LineCursor): Exclude<ConstantValue, { readonly kind: 'Stack' }> {
    if (cursor.is('duration') || cursor.is('word', 'duration')) {
      return { kind: 'Duration', value: this.duration(cursor) };
    }
    if (cursor.accept('word', 'null')) return { kind: 'Null' };
    if (cursor.accept('word', 'true')) return { kind: 'Bool', value: true };
    if (cursor.accept('word', 'false')) return { kind: 'Bool', value: false };
    const isNumber = cursor.is('number') || cursor.is('word', 'NaN');
    if (isNumber || cursor.is('word', 'Infinity')) {
      return { kind: 'Number', value: this.number(cursor) };
    }
    return { kind: 'String', index: this.text(cursor) };
  }

  private duration(cursor: LineCursor): DurationConstant {
    if (cursor.is('duration')) {
      const text = cursor.take('duration', 'a duration');
      const unit = durationUnits.find((each) => each.charAt(0).toLowerCase() === text.at(-1));
      return { value: Number(text.slice(0, -1)), unit: unit ?? 'Seconds' };
    }
    if (!cursor.accept('word', 'duration')) throw cursor.expected('a duration such as 5s');
    cursor.expect('(');
    const value = this.number(cursor);
    const unit = this.word(cursor, durationUnits);
    cursor.expect(')');
    return { value, unit };
  }

  private trigger(cursor: LineCursor): TriggerType {
    const kind = this.word(cursor, triggerKinds);
    if (!cursor.accept('punctuation', '(')) return { kind };
    const argumentIndex = this.text(cursor);
    cursor.expect(')');
    return { kind, argumentIndex };
  }

  private secrets(cursor: LineCursor): ReadonlyMap<number, SecretSource> {
    cursor.expect('{');
    const secrets = new Map<number, SecretSource>();
    while (!cursor.accept('punctuation', '}')) {
      const key = this.text(cursor);
      cursor.expect('=');
      secrets.set(key, this.secret(cursor));
    }
    return secrets;
  }
}

/** The number behind a letter: `s12`, `f3`. */
export function numbered(cursor: LineCursor, letter: string, what: string): number {
  const { text } = cursor.current;
  if (!cursor.is('word') || !text.startsWith(letter) || !/^\d+$/.test(text.slice(1))) {
    throw cursor.expected(what);
  }
  cursor.take('word', what);
  return Number(text.slice(1));
}
