import { otherTag } from '../stack-code/decoded-code.js';
import { Tag } from '../stack-code/tags.js';
import type { FunctionSource } from './function-source.js';
import type { Block } from './regions.js';

/** How a block goes on: where it came to, unless it jumps or has left. */
export interface BlockText {
  readonly lines: readonly string[];
  readonly ending: 'next' | 'jump' | 'left' | { readonly jumpsIf: string };
  /** The locals that it computes with, whose kind is unknown. */
  readonly computedWith: ReadonlySet<number>;
  /** Those among the locals said to be numbers that it may store something else to. */
  readonly changing: ReadonlySet<number>;
}

/** What is known of a value when the text is written: its type, or what local it comes from. */
type Kind = 'number' | 'boolean' | 'unknown' | { readonly local: number };

/** Brings what locals with variables of their own have become to where all other code has it. */
export function putBack(numbers: ReadonlySet<number>): string {
  return [...numbers].map((slot) => `l${slot} = d${slot}; `).join('');
}

/**
 * Writes the instructions of a block as JavaScript.
 *
 * Place *i* of the function's part of the stack is the variable `s<i>`, local *k* is `l<k>`, or
 * `d<k>` where it is known to be a number: JavaScript then keeps it in a register. `n` counts the
 * instructions executed, those of the block from its beginning on; `peak` is the highest that the
 * stack has been and `produced` the last value produced, as of the beginning.
 *
 * @param numbers the locals that are known to hold numbers
 */
export function writeBlock(
  source: FunctionSource,
  block: Block,
  depth: number,
  numbers: ReadonlySet<number>,
): BlockText {
  return new BlockWriter(source, block, depth, numbers).write();
}

class BlockWriter {
  private readonly lines: string[] = [];
  /** By place on the stack; of what came from before the block nothing is known. */
  private readonly kinds: Kind[];
  private readonly computedWith = new Set<number>();
  private readonly changing = new Set<number>();
  /** The variable that has the last value produced. */
  private produced = 'produced';
  private highest: number;
  private address: number;

  constructor(
    private readonly source: FunctionSource,
    private readonly block: Block,
    private depth: number,
    private readonly numbers: ReadonlySet<number>,
  ) {
    this.kinds = new Array<Kind>(depth).fill('unknown');
    this.highest = depth;
    this.address = block.start;
  }

  write(): BlockText {
    const { lines, computedWith, changing } = this;
    return { ending: this.writeLines(), lines, computedWith, changing };
  }

  private writeLines(): BlockText['ending'] {
    const { start, end } = this.block;
    if (this.tag === otherTag) {
      this.say(`${putBack(this.numbers)}at = ${start}; depth = ${this.depth}; break out;`);
      return 'left';
    }
    const before = this.depth;
    this.say(`n += ${end - start};`);
    let ending: BlockText['ending'] = 'next';
    for (; this.address < end; this.address++) ending = this.instruction();
    if (ending !== 'left') {
      const { highest, produced } = this;
      if (highest > before) this.say(`if (peak < base + ${highest}) peak = base + ${highest};`);
      if (produced !== 'produced') this.say(`produced = ${produced};`);
    }
    return ending;
  }

  private instruction(): BlockText['ending'] {
    switch (this.tag) {
      case Tag.Jump:
        return 'jump';
      case Tag.JumpIf:
        return { jumpsIf: this.truth(this.drop()) };
      case Tag.Return:
        this.settle();
        this.say(`return support.return(to, ${this.top()});`);
        return 'left';
      case Tag.Call:
        return this.call();
      default:
        if (!this.move() && !this.compute()) this.reachMemory();
        return 'next';
    }
  }

  /** Constants, locals, and what only moves values on the stack. */
  private move(): boolean {
    const { operand } = this;
    switch (this.tag) {
      case Tag.Push:
        this.pushConstant();
        return true;
      case Tag.LoadVar:
        this.push(this.local(operand), this.numbers.has(operand) ? 'number' : { local: operand });
        return true;
      case Tag.StoreVar:
        this.store(operand);
        return true;
      case Tag.Pop:
        this.drop();
        return true;
      case Tag.Dup:
        this.push(this.top(), this.kinds[this.depth - 1]);
        return true;
      case Tag.Swap:
        this.swap();
        return true;
      case Tag.Nop:
        return true;
      default:
        return false;
    }
  }

  private store(slot: number): void {
    if (this.numbers.has(slot) && this.kinds[this.depth - 1] !== 'number') this.changing.add(slot);
    this.say(`${this.local(slot)} = ${this.drop()};`);
  }

  private local(slot: number): string {
    return this.numbers.has(slot) ? `d${slot}` : `l${slot}`;
  }

  private compute(): boolean {
    const { tag } = this;
    const sum = sums[tag];
    const quotient = quotients[tag];
    const comparison = comparisons[tag];
    if (sum) this.sum(sum);
    else if (quotient) this.quotient(quotient);
    else if (comparison) this.compare(comparison);
    else if (tag === Tag.And) this.logic('&&');
    else if (tag === Tag.Or) this.logic('||');
    else if (tag === Tag.Not) this.push(`!${this.truth(this.drop())}`, 'boolean');
    else return false;
    return true;
  }

  /** Ints stay small ints where they can, and a zero has no sign. */
  private sum(operator: string): void {
    const [left, right, test] = this.operands();
    this.sayIf(test, [
      `const t = ${left} ${operator} ${right};`,
      `if ((t | 0) === t) { ${left} = t | 0; overflow = false; }`,
      `else if (t <= ${largest} && t >= -${largest}) { ${left} = t; overflow = false; }`,
      `else { ${this.settled()} ${left} = +support.large(to, t, ${left}, ${right});`,
      'overflow = to.overflow; }',
    ]);
    this.otherwise(test, `${left} = support.operate(to, '${operator}', ${left}, ${right});`);
    this.computed(test === '' ? 'number' : 'unknown');
  }

  private quotient(operator: string): void {
    const [left, right, areNumbers] = this.operands();
    const test = areNumbers === '' ? `${right} !== 0` : `${areNumbers} && ${right} !== 0`;
    this.sayIf(test, [
      `const t = ${left} ${operator} ${right};`,
      `if (t - t !== 0) { ${this.settled()} throw support.tooLarge(); }`,
      `${left} = t + 0;`,
    ]);
    this.otherwise(test, `${left} = support.operate(to, '${operator}', ${left}, ${right});`);
    this.say('overflow = false;');
    this.computed(areNumbers === '' ? 'number' : 'unknown');
  }

  private compare([operator, ofNumbers]: readonly [string, string]): void {
    const [left, right, test] = this.operands();
    this.sayIf(test, [`${left} = ${left} ${ofNumbers} ${right};`]);
    this.otherwise(test, `${left} = support.operate(to, '${operator}', ${left}, ${right});`);
    this.computed('boolean');
  }

  /** Both operands are there already: nothing is left out. */
  private logic(operator: string): void {
    const right = this.truth(this.drop());
    const left = this.truth(this.drop());
    this.push(`${right} ${operator} ${left}`, 'boolean');
  }

  private reachMemory(): void {
    const { operand } = this;
    const name = `strings[${operand}] ?? ''`;
    switch (this.tag) {
      case Tag.CreateObject:
        this.settle();
        return this.push('support.createObject(to)');
      case Tag.CreateArray:
        this.settle();
        return this.push('support.createArray(to)');
      case Tag.GetField: {
        this.settle();
        const object = this.drop();
        return this.push(`support.getField(to, ${object}, ${name})`);
      }
      case Tag.MemLoad:
        this.settle();
        return this.push(`support.load(to, ${operand >>> 0})`);
      case Tag.SetField:
        return this.change((value) => `setField(to, ${this.below()}, ${name}, ${value})`);
      case Tag.AppendArray:
        return this.change((value) => `append(to, ${this.below()}, ${value})`);
      case Tag.MemStore:
      case Tag.MemEmbed:
        return this.change((value) => `store(to, ${operand >>> 0}, ${value})`);
      default:
        throw new Error(`no JavaScript is written for tag ${this.tag}`);
    }
  }

  private change(how: (value: string) => string): void {
    this.say(`produced = support.settleZero(to, ${this.produced});`);
    this.produced = 'produced';
    this.settle();
    this.say(`support.${how(this.top())};`);
    this.drop();
  }

  private call(): BlockText['ending'] {
    const { operand } = this;
    this.settle();
    if (this.source.callsCode(this.address)) {
      this.say(`return support.call(to, ${operand});`);
      return 'left';
    }
    const parameters = this.source.module.functions[operand]?.parameters ?? 0;
    for (let count = 0; count < parameters; count++) this.drop();
    this.push(`support.callBuiltin(to, ${operand})`);
    return 'next';
  }

  private swap(): void {
    const one = this.depth - 2;
    const other = this.depth - 1;
    this.say(`{ const t = s${one}; s${one} = s${other}; s${other} = t; }`);
    const kind = this.kinds[one] ?? 'unknown';
    this.kinds[one] = this.kinds[other] ?? 'unknown';
    this.kinds[other] = kind;
    if (this.produced === `s${one}`) this.produced = `s${other}`;
    else if (this.produced === `s${other}`) this.produced = `s${one}`;
  }

  private get tag(): number {
    return this.source.tagAt(this.address);
  }

  private get operand(): number {
    return this.source.operandAt(this.address);
  }

  private say(line: string): void {
    this.lines.push(line);
  }

  private top(): string {
    return `s${this.depth - 1}`;
  }

  private below(): string {
    return `s${this.depth - 2}`;
  }

  /** Takes the value on top; its variable keeps it until the next push. */
  private drop(): string {
    return `s${--this.depth}`;
  }

  private push(text: string, kind: Kind = 'unknown'): void {
    this.say(`s${this.depth} = ${text};`);
    this.depth += 1;
    this.note(kind);
  }

  private pushConstant(): void {
    const value = this.source.decoded.pushed[this.operand] ?? null;
    if (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)) {
      this.push(String(value), 'number');
    } else if (typeof value === 'boolean') this.push(String(value), 'boolean');
    else this.push(`constants[${this.operand}] ?? null`);
  }

  /** The result of two operands is in the variable of the left one. */
  private computed(kind: Kind): void {
    this.depth -= 1;
    this.note(kind);
  }

  private note(kind: Kind): void {
    this.kinds[this.depth - 1] = kind;
    this.produced = this.top();
    this.highest = Math.max(this.highest, this.depth);
  }

  /** The operands' variables, and what tests that they are numbers; empty where it is known. */
  private operands(): readonly [string, string, string] {
    const left = this.below();
    const right = this.top();
    const unknown = [left, right].filter((_, index) => {
      const kind = this.kinds[this.depth - 2 + index];
      if (typeof kind === 'object') this.computedWith.add(kind.local);
      return kind !== 'number';
    });
    return [left, right, unknown.map((name) => `typeof ${name} === 'number'`).join(' && ')];
  }

  private sayIf(test: string, lines: readonly string[]): void {
    const block = `{ ${lines.join('\n')} }`;
    this.say(test === '' ? block : `if (${test}) ${block}`);
  }

  private otherwise(test: string, line: string): void {
    if (test !== '') this.say(`else { ${this.settled()} ${line} }`);
  }

  /** Whether the value in a variable that was just taken is truthy. */
  private truth(variable: string): string {
    if (this.kinds[this.depth] === 'boolean') return variable;
    return `(typeof ${variable} === 'boolean' ? ${variable} : support.isTruthy(to, ${variable}))`;
  }

  private settle(): void {
    this.say(this.settled());
  }

  /** Writes down where the machine is, before the present instruction. */
  private settled(): string {
    const { address, depth, highest } = this;
    const left = this.block.end - address;
    return [
      `to.programCounter = ${address};`,
      `to.stackPointer = base + ${depth};`,
      `to.executed = n - ${left};`,
      `to.peak = peak < base + ${highest} ? base + ${highest} : peak;`,
      `to.produced = ${this.produced};`,
      'to.overflow = overflow;',
      ...Array.from({ length: depth }, (_, place) => `values[base + ${place}] = s${place};`),
      ...this.source.stored.map((slot) => `locals[${slot}] = ${this.local(slot)};`),
    ].join(' ');
  }
}

const largest = Number.MAX_SAFE_INTEGER;

const sums: Readonly<Record<number, string>> = {
  [Tag.Add]: '+',
  [Tag.Sub]: '-',
  [Tag.Mul]: '*',
};

const quotients: Readonly<Record<number, string>> = { [Tag.Div]: '/', [Tag.Mod]: '%' };

/** The language's operators, and JavaScript's for numbers. */
const comparisons: Readonly<Record<number, readonly [string, string]>> = {
  [Tag.Lt]: ['<', '<'],
  [Tag.Le]: ['<=', '<='],
  [Tag.Gt]: ['>', '>'],
  [Tag.Ge]: ['>=', '>='],
  [Tag.Eq]: ['==', '==='],
  [Tag.Ne]: ['!=', '!=='],
};
