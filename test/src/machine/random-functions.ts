import { assemble, type Module, verify } from '@mso/bytecode';
import fc from 'fast-check';

/** Writes lines of assembly. */
type Code = (to: Writer) => void;

class Writer {
  readonly lines: string[] = [];
  /** The local that the loop being written counts with; loops within loops have others. */
  counter = firstCounter;
  private labels = 0;

  /** @param calls whether expressions call the function */
  constructor(
    private readonly prefix: string,
    readonly calls: boolean,
  ) {}

  say(...lines: string[]): void {
    this.lines.push(...lines);
  }

  label(): string {
    return `${this.prefix}${this.labels++}`;
  }
}

const firstCounter = 4;

const local = fc.nat(firstCounter - 1);

const constant = fc.constantFrom(
  ...['0', '1', '2', '-1', '-0', '0.5', '1e300', '2147483647', '9007199254740991'],
  ...['true', 'false', 'null', '"a"', '"b"', '5m', '0s', '[]'],
);

const number = fc.constantFrom('0', '1', '2', '-1', '-7', '2.5', '-0.1', '9007199254740991');

const operator = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('Add', 'Add', 'Sub', 'Mul', 'Mul', 'Div', 'Mod') },
  fc.constantFrom('Eq', 'Ne', 'Lt', 'Le', 'Gt', 'Ge', 'And', 'Or'),
);

const lines = (...said: string[]): Code => {
  return (to) => to.say(...said);
};

const then =
  (...codes: Code[]): Code =>
  (to) => {
    for (const code of codes) code(to);
  };

const call: Code = (to) => to.say(to.calls ? 'Call f1' : 'Nop');

const choice =
  (test: Code, one: Code, other: Code): Code =>
  (to) => {
    const [holds, end] = [to.label(), to.label()];
    then(test, lines(`JumpIf ${holds}`), other, lines(`Jump ${end}`, `${holds}:`), one)(to);
    to.say(`${end}:`);
  };

const loop =
  (times: number, code: Code): Code =>
  (to) => {
    const [start, counter] = [to.label(), to.counter++];
    to.say(`Push ${times}`, `StoreVar ${counter}`, `${start}:`);
    code(to);
    to.say(`LoadVar ${counter}`, 'Push 1', 'Sub', 'Dup', `StoreVar ${counter}`);
    to.say('Push 0', 'Gt', `JumpIf ${start}`);
    to.counter--;
  };

/** Code that leaves one value, which is mostly a number. */
const { expression } = fc.letrec<{ expression: Code; leaf: Code }>((tie) => ({
  leaf: fc.oneof(
    { weight: 6, arbitrary: number.map((text) => lines(`Push ${text}`)) },
    { weight: 6, arbitrary: local.map((slot) => lines(`LoadVar ${slot}`)) },
    { weight: 1, arbitrary: constant.map((text) => lines(`Push ${text}`)) },
    fc.constantFrom('CreateArray', 'CreateObject', 'MemLoad 17').map((op) => lines(op)),
  ),
  expression: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    {
      weight: 4,
      arbitrary: fc
        .tuple(tie('expression'), tie('expression'), operator)
        .map(([left, right, op]) => then(left, right, lines(op))),
    },
    fc
      .tuple(tie('expression'), tie('expression'))
      .map(([left, right]) => then(left, right, lines('Swap', 'Pop'))),
    tie('expression').map((code) => then(code, lines('Not'))),
    tie('expression').map((code) => then(code, lines('Dup', 'Pop', 'Nop'))),
    tie('expression').map((code) => then(code, call)),
    fc
      .tuple(tie('expression'), tie('expression'))
      .map(([left, right]) => then(left, right, lines('Call f2'))),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([test, one, other]) => choice(test, one, other)),
  ),
}));

/** What stands before and behind a value that is put into memory. */
const changes: readonly (readonly [Code, Code])[] = [
  [lines('CreateArray'), lines('AppendArray', 'StoreVar 3')],
  [lines('CreateObject'), lines('SetField s0', 'GetField s0', 'StoreVar 2')],
  [lines(), lines('MemStore 17')],
];

/** An empty array is no longer empty when it has failed to have a member. */
const appendToItself = lines(
  ...['CreateArray', 'Dup', 'StoreVar 3', 'LoadVar 3', 'AppendArray', 'GetField s0', 'StoreVar 3'],
);

/** Code that leaves the stack as it was. */
const { statements } = fc.letrec<{ statement: Code; statements: Code }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 3 },
    {
      weight: 10,
      arbitrary: fc
        .tuple(expression, local)
        .map(([value, slot]) => then(value, lines(`StoreVar ${slot}`))),
    },
    { weight: 1, arbitrary: fc.constant(appendToItself) },
    {
      weight: 12,
      arbitrary: fc
        .tuple(expression, fc.constantFrom(...changes))
        .map(([value, [before, after]]) => then(before, value, after)),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(expression, tie('statements'), tie('statements'))
        .map(([test, one, other]) => choice(test, one, other)),
    },
    {
      weight: 6,
      arbitrary: fc.tuple(fc.nat(5), tie('statements')).map(([times, code]) => loop(times, code)),
    },
  ),
  statements: fc.array(tie('statement'), { maxLength: 4 }).map((list) => then(...list)),
}));

/** A module whose workflow runs random code, which calls a random function. */
export const randomFunctions: fc.Arbitrary<Module> = fc
  .tuple(statements, expression, expression)
  .map(([code, result, called]) => moduleOf(then(code, result), called));

/** Makes most of what is computed with locals numbers. */
const startLocals = (from: number): Code =>
  then(...[0, 1, 2, 3].slice(from).map((slot) => lines(`Push ${slot + 2}`, `StoreVar ${slot}`)));

/** A function that calls itself until its parameter is large enough. */
const recursive = (result: Code): Code =>
  choice(
    lines('LoadVar 0', 'Push 3', 'Gt'),
    result,
    then(result, lines('LoadVar 0', 'Push 1', 'Add', 'Call f1', 'Add')),
  );

function moduleOf(workflow: Code, called: Code): Module {
  const [own, other] = [new Writer('W', true), new Writer('F', false)];
  then(startLocals(0), workflow)(own);
  then(startLocals(1), recursive(called))(other);
  const result = assemble(`.mso-assembly 1
.compiler "1.0.0"
.heap 256
.next-id #2
.declarations-end L1
.string "a"
.string "w"
.string "b"
.workflow #1 id=#1 name="w" trigger=Manual steps=[] entry=L1
.cell 16 entity #1 "workflow \\"w\\""
.cell 17 output #1 "o"
.function workflow "w" entity=#1 start=L1 end=L2 parameters=0 locals=10
.function expression "f" entity=#0 start=L2 end=L3 parameters=1 locals=4
.builtin "default" 2
.block workflow #1 "w" L0 L1
.code
L0:
  DeclareWorkflow #1
L1:
  Push 0
  MemStore 17
${own.lines.join('\n')}
  Return
L2:
${other.lines.join('\n')}
  Return
L3:
`);
  if (!('module' in result)) throw new Error(JSON.stringify(result));
  const [problem] = verify(result.module);
  if (problem) throw new Error(JSON.stringify(problem));
  return result.module;
}
