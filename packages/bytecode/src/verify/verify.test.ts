import { deepEqual } from 'node:assert/strict';
import { assemble } from '../assembly/assemble.js';
import { verify } from './verify.js';

/** What is wrong with the module of an assembly. */
function problemsOf(head: readonly string[], code: readonly string[]): string[] {
  const lines = ['.mso-assembly 1', '.compiler "1"', '.heap 256', '.string "a"', ...head];
  const result = assemble([...lines, '.code', ...code].join('\n'));
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return verify(result.module).map(({ message }) => message);
}

const declared = '.declarations-end end';
const agent = '.agent #1 id=#1 name="a" model="a" role="a" capabilities=[]';
const functionOf = (rest = 'parameters=0 locals=1'): string =>
  `.function expression "f" entity=#0 start=start end=end ${rest}`;

/** Of declarations alone. */
const declarations: readonly (readonly [code: readonly string[], problem: string])[] = [
  [['DeclareAgent #7'], 'instruction 0: there is no agent #7'],
  [['DeclareWorkflow #7'], 'instruction 0: there is no workflow #7'],
  [['DeclareContext #7'], 'instruction 0: there is no context #7'],
  [['DeclareCrew #7'], 'instruction 0: there is no crew #7'],
  [['SetProperty #1 s7 null'], 'instruction 0: there is no string 7; there are 1'],
  [['SetProperty #1 "a" s7'], 'instruction 0: there is no string 7; there are 1'],
  [['SetProperty #1 "a" NaN'], 'instruction 0: NaN is no number of the machine'],
  [['SetProperty #1 "a" Stack'], 'instruction 0: SetProperty takes 1 values from a stack of 0'],
  [['SetCapability #1 s7'], 'instruction 0: there is no string 7; there are 1'],
  [['SetSecret #1 "a" Vault(s7)'], 'instruction 0: there is no string 7; there are 1'],
  [['ResolveReference Memory s7'], 'instruction 0: there is no string 7; there are 1'],
  [['SetMetadata "a" s7'], 'instruction 0: there is no string 7; there are 1'],
  [
    ['DefineStep #1 id=#2 name=s7 parallel=false depends_on=[]'],
    'instruction 0: there is no string 7; there are 1',
  ],
  [
    ['DefineStep #1 id=#2 name="a" parallel=false depends_on=[] entry=@0'],
    "instruction 0: no step's code starts at 0",
  ],
  [['DefinePipeline #1 [if @0 []]'], "instruction 0: no condition's code starts at 0"],
  [['Push [1 {"a"=s7}]'], 'instruction 0: there is no string 7; there are 1'],
  [['Push Infinity'], 'instruction 0: Infinity is no number of the machine'],
  [['Debug s7'], 'instruction 0: there is no string 7; there are 1'],
  [['Pop'], 'instruction 0: Pop takes 1 values from a stack of 0'],
  [['Push 1', 'Add'], 'instruction 1: Add takes 2 values from a stack of 1'],
  [['LoadVar 0'], 'instruction 0: there is no local 0; there are 0'],
  [['Call f0'], 'instruction 0: there is no function 0'],
  [['Jump +5'], 'instruction 0: it goes on at 6, outside of the declarations'],
  [['Jump -2'], 'instruction 0: it goes on at -1, outside of the declarations'],
  [['Push 1', 'Return'], 'instruction 1: Return stands in no function'],
  [['Push null', 'Push 1', 'InvokeAgent #7'], 'instruction 2: there is no agent #7'],
  [['top:', 'Push 1', 'Jump top'], 'instruction 0: the stack holds 0 values or another number'],
];

/** Of a function from `start` to `end`. */
const functions: readonly (readonly [code: readonly string[], problem: string])[] = [
  [['Push 1', 'Push 2', 'Return'], 'instruction 2: Return leaves 2 values, where a function'],
  [['Return'], 'instruction 0: Return takes 1 values from a stack of 0'],
  [['Push 1'], "instruction 0: it goes on at 1, outside of function 'f'"],
  [['Push 1', 'StoreVar 1', 'Push 1', 'Return'], 'instruction 1: there is no local 1; there are 1'],
  [['DeclareAgent #1', 'Push 1', 'Return'], 'instruction 0: DeclareAgent stands in a function'],
  [['Push 1', 'Return', 'SetMetadata "a" "a"'], 'instruction 2: SetMetadata stands in a function'],
  [
    ['Push 1', 'Push true', 'JumpIf out', 'Push 2', 'out:', 'Return'],
    'instruction 4: the stack holds ',
  ],
  [['again:', 'Push 1', 'Jump again'], 'instruction 0: the stack holds 0 or 1 values'],
];

/** Of the tables. */
const tables: readonly (readonly [head: readonly string[], problem: string])[] = [
  [['.declarations-end @9'], 'declarationsEnd: 9 is not in the code'],
  [[declared, '.agent #1 id=#1 name=s7 model="a" role="a" capabilities=[]'], 'agent #1: there is'],
  [[declared, '.crew #1 id=#1 name=s7 agents=[] process=Parallel'], 'crew #1: there is no string'],
  [
    [declared, '.context #1 id=#1 name="a" environment="a" debug=true secrets={s7=Vault("a")}'],
    'context #1: there is no string 7',
  ],
  [
    [declared, '.workflow #1 id=#1 name="a" trigger=Manual steps=[] entry=@0'],
    "workflow #1: no workflow's code starts at 0",
  ],
  [[declared, '.builtin "nothing" 1'], "function 0: there is no builtin 'nothing'"],
  [[declared, functionOf()], 'function 0: 0 to 1 is no range of the code behind'],
  [['.declarations-end @0', functionOf('parameters=2 locals=1')], 'function 0: 2 parameters do'],
  [['.declarations-end @0', functionOf('parameters=0 locals=70000')], 'function 0: more than 6553'],
  [['.declarations-end @0', functionOf(), functionOf()], "functions: 'f' and 'f' overlap"],
  [[declared, '.block agent #1 "a" end end'], "block 0 'a': 1 to 1 is no range"],
  [
    [declared, '.block agent #1 "a" start end', '.block agent #1 "b" start end'],
    "block 1 'b': blocks are not in the order of their first instruction",
  ],
  [[declared, '.cell 256 entity #1 "a"'], "cell 'a': 256 is not below the heap"],
  [[declared, '.cell 1 entity #1 "a"', '.cell 1 entity #1 "b"'], "cell 'b': 1 belongs to another"],
  [[declared, '.string "\\ud800"'], 'string 1: it has half of a character'],
  [[declared, '.builtin "\\udc00" 1'], 'function 0: its name has half of a character'],
  [[declared, '.debug'], 'debug: 0 numbers for 1 instructions'],
];

function startsWith(problems: readonly string[], expected: string): void {
  deepEqual(problems.map((problem) => problem.slice(0, expected.length)).slice(0, 1), [expected]);
}

describe('the verifier', () => {
  for (const [code, problem] of declarations) {
    it(`refuses ${code.join(', ')}`, () =>
      startsWith(problemsOf([declared, agent], [...code, 'end:']), problem));
  }

  for (const [code, problem] of functions) {
    it(`refuses ${code.join(', ')} in a function`, () => {
      const head = ['.declarations-end @0', agent, functionOf()];
      startsWith(problemsOf(head, ['start:', ...code, 'end:']), problem);
    });
  }

  for (const [head, problem] of tables) {
    it(`refuses ${head.join(', ')}`, () =>
      startsWith(problemsOf(head, ['start:', 'Nop', 'end:']), problem));
  }

  it('refuses a jump into a block, and one out of it', () => {
    const head = [declared, agent, '.block agent #1 "a" block inner'];
    const block = ['block:', 'DeclareAgent #1', 'Nop', 'within:', 'Nop', 'inner:', 'Nop'];
    startsWith(problemsOf(head, ['Jump within', ...block, 'end:']), 'instruction 0: it jumps to 3');
    const out = ['block:', 'DeclareAgent #1', 'Push true', 'JumpIf after', 'Nop', 'inner:'];
    const rest = ['Nop', 'after:', 'Nop', 'end:'];
    startsWith(problemsOf(head, [...out, ...rest]), 'instruction 2: it jumps to 5');
  });

  it('takes what a compiler may write', () => {
    const head = ['.declarations-end start', agent, functionOf()];
    const loop = ['Push 3', 'StoreVar 0', 'again:', 'LoadVar 0', 'Push 1', 'Sub', 'Dup'];
    const rest = ['StoreVar 0', 'JumpIf again', 'Push null', 'Return'];
    const code = ['DeclareAgent #1', 'Call f0', 'Pop', 'start:', ...loop, ...rest, 'end:'];
    deepEqual(problemsOf(head, code), []);
  });

  it('says a hundred things and no more', () => {
    const code = Array.from({ length: 500 }, () => 'DeclareAgent #7');
    deepEqual(problemsOf([declared], [...code, 'end:']).length, 100);
  });
});
