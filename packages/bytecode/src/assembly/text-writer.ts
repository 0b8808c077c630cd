import type {
  ConstantValue,
  DurationConstant,
  PipelineNode,
  PushValue,
  RetryPolicy,
  SecretSource,
} from '../instructions.js';
import type { Module, TriggerType } from '../module.js';
import type { Field } from './fields.js';

const unitLetters = { Seconds: 's', Minutes: 'm', Hours: 'h', Days: 'd' } as const;

/** Longer strings are written once, in their `.string`. */
const quotedMax = 1_000;
/** A module of this size was not made to be read, and JavaScript has no text twice as long. */
const charactersMax = 256 * 1024 * 1024;

/** Ends the writing of a text that grows too long, as one of a small module can. */
export class TextTooLong extends Error {}

/** Counts what is written. */
export class TextBudget {
  private characters = 0;

  /** @throws TextTooLong */
  take(text: string): string {
    this.characters += text.length + 1;
    if (this.characters > charactersMax) throw new TextTooLong();
    return text;
  }
}

/**
 * Writes the parts of one module as text. A string of the pool is written as it is where the pool
 * has it once and it is not long, else by its number (`s12`); an address in the code is a label
 * (`L12`), any other a number with `@`.
 */
export class TextWriter {
  /** Addresses that were written as labels. */
  readonly labels = new Set<number>();
  private readonly times = new Map<string, number>();
  /** A line may name one text a million times. */
  private readonly budget = new TextBudget();

  constructor(private readonly module: Module) {
    for (const text of module.strings) this.times.set(text, (this.times.get(text) ?? 0) + 1);
  }

  text(index: number): string {
    const text = this.module.strings[index];
    if (text === undefined || text.length > quotedMax) return `s${index}`;
    if (this.times.get(text) !== 1) return `s${index}`;
    return this.budget.take(JSON.stringify(text));
  }

  address(address: number): string {
    if (address > this.module.code.length) return `@${address}`;
    this.labels.add(address);
    return `L${address}`;
  }

  /** Where a jump from an instruction leads. */
  target(from: number, offset: number): string {
    const target = from + 1 + offset;
    const isInside = target >= 0 && target <= this.module.code.length;
    return isInside ? this.address(target) : signed(offset);
  }

  fields(fields: readonly Field[], value: object): string {
    return fields
      .flatMap((each) => {
        const member: unknown = Reflect.get(value, each.member);
        if (member === undefined) return [];
        return [`${each.key}=${this.field(each, member)}`];
      })
      .join(' ');
  }

  constant(value: ConstantValue): string {
    switch (value.kind) {
      case 'String':
        return this.text(value.index);
      case 'Number':
        return number(value.value);
      case 'Bool':
        return String(value.value);
      case 'Duration':
        return duration(value.value);
      case 'Null':
        return 'null';
      case 'Stack':
        return 'Stack';
    }
  }

  pushed(value: PushValue): string {
    switch (value.kind) {
      case 'Reference':
        return `&${value.address}`;
      case 'Array':
        return `[${value.items.map((item) => this.pushed(item)).join(' ')}]`;
      case 'Object': {
        const entries = value.entries.map(
          ({ keyIndex, value: item }) => `${this.text(keyIndex)}=${this.pushed(item)}`,
        );
        return `{${entries.join(' ')}}`;
      }
      default:
        return this.constant(value);
    }
  }

  secret({ kind, index }: SecretSource): string {
    return `${kind}(${this.text(index)})`;
  }

  nodes(nodes: readonly PipelineNode[]): string {
    return `[${nodes.map((node) => this.node(node)).join(' ')}]`;
  }

  private node(node: PipelineNode): string {
    switch (node.kind) {
      case 'Step':
        return `#${node.id}`;
      case 'Parallel':
        return `parallel ${this.nodes(node.nodes)}`;
      case 'Conditional': {
        const otherwise = node.elseBranch ? ` else ${this.nodes(node.elseBranch)}` : '';
        return `if ${this.address(node.condition)} ${this.nodes(node.thenBranch)}${otherwise}`;
      }
    }
  }

  private field({ kind }: Field, value: unknown): string {
    switch (kind) {
      case 'id':
        return `#${value}`;
      case 'ids':
        return `[${(value as readonly number[]).map((each) => `#${each}`).join(' ')}]`;
      case 'text':
        return this.text(value as number);
      case 'texts':
        return `[${(value as readonly number[]).map((each) => this.text(each)).join(' ')}]`;
      case 'number':
        return number(value as number);
      case 'address':
        return this.address(value as number);
      case 'duration':
        return duration(value as DurationConstant);
      case 'retry': {
        const { maxAttempts, delay, backoff } = value as RetryPolicy;
        return `(${number(maxAttempts)} ${duration(delay)} ${backoff})`;
      }
      case 'trigger': {
        const { kind: word, argumentIndex } = value as TriggerType;
        return argumentIndex === undefined ? word : `${word}(${this.text(argumentIndex)})`;
      }
      case 'secrets': {
        const entries = [...(value as ReadonlyMap<number, SecretSource>)];
        const texts = entries.map(([key, secret]) => `${this.text(key)}=${this.secret(secret)}`);
        return `{${texts.join(' ')}}`;
      }
      default:
        return String(value);
    }
  }
}

export function number(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

export function signed(value: number): string {
  return value < 0 ? String(value) : `+${value}`;
}

/** `5s`; a duration that is no whole number of units, as `duration(0.5 Seconds)`. */
function duration({ value, unit }: DurationConstant): string {
  const isPlain = Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);
  return isPlain ? `${value}${unitLetters[unit]}` : `duration(${number(value)} ${unit})`;
}
