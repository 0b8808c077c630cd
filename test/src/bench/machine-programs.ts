import { assemble, type Instruction, type Module, verify } from '@mso/bytecode';
import { compile } from '@mso/compiler';
import { SourceFile } from '@mso/language';

/** The same work in the machine's own code, in Lua and in JavaScript. */
export interface Work {
  readonly what: string;
  /** Whether it is a loop of stack instructions and nothing else. */
  readonly isTightLoop?: boolean;
  readonly module: Module;
  readonly lua: string;
  readonly javaScript: string;
}

/** Strings that the programs use. */
const names = ['model', 'role', 'max_tokens', 'temperature', 'gpt-4', 'Writer'];

const head = (locals: number, end: string): string => `.mso-assembly 1
.compiler "1.0.0"
.file "bench.mso"
.heap 256
.next-id #2
.declarations-end L1
.string "w"
${names.map((name) => `.string "${name}"`).join('\n')}
.workflow #1 id=#1 name="w" trigger=Manual steps=[] entry=L1
.cell 16 entity #1 "workflow \\"w\\""
.function workflow "w" entity=#1 start=L1 end=${end} parameters=0 locals=${locals}
`;

const block = '.block workflow #1 "w" L0 L1\n.code\nL0:\n  DeclareWorkflow #1\nL1:\n';

function moduleOf(text: string): Module {
  const result = assemble(text);
  if (!('module' in result)) throw new Error(JSON.stringify(result));
  const { module } = result;
  const [problem] = verify(module);
  if (problem) throw new Error(JSON.stringify(problem));
  return module;
}

/** Counts to a number and adds up what it passes. */
export function loopModule(times: number): Module {
  return moduleOf(`${head(2, 'L9')}${block}  Push 0
  StoreVar 0
  Push 0
  StoreVar 1
L2:
  LoadVar 1
  LoadVar 0
  Add
  StoreVar 1
  LoadVar 0
  Push 1
  Add
  StoreVar 0
  LoadVar 0
  Push ${times}
  Lt
  JumpIf L2
  LoadVar 1
  Return
L9:
`);
}

function fibModule(n: number): Module {
  const fib = 'expression "fib" entity=#0 start=L2 end=L9 parameters=1 locals=1';
  return moduleOf(`${head(1, 'L2')}.function ${fib} ; f1
${block}  Push ${n}
  Call f1
  Return
L2:
  LoadVar 0
  Push 2
  Lt
  JumpIf L3
  LoadVar 0
  Push 1
  Sub
  Call f1
  LoadVar 0
  Push 2
  Sub
  Call f1
  Add
  Return
L3:
  LoadVar 0
  Return
L9:
`);
}

function primesModule(max: number): Module {
  return moduleOf(`${head(3, 'L9')}${block}  Push 0
  StoreVar 2
  Push 2
  StoreVar 0
L2:
  Push 2
  StoreVar 1
L3:
  LoadVar 1
  LoadVar 1
  Mul
  LoadVar 0
  Gt
  JumpIf L5
  LoadVar 0
  LoadVar 1
  Mod
  Push 0
  Eq
  JumpIf L6
  LoadVar 1
  Push 1
  Add
  StoreVar 1
  Jump L3
L5:
  LoadVar 2
  Push 1
  Add
  StoreVar 2
L6:
  LoadVar 0
  Push 1
  Add
  StoreVar 0
  LoadVar 0
  Push ${max}
  Lt
  JumpIf L2
  LoadVar 2
  Return
L9:
`);
}

function arraysModule(times: number): Module {
  return moduleOf(`${head(2, 'L9')}${block}  CreateArray
  StoreVar 1
  Push 0
  StoreVar 0
L2:
  LoadVar 1
  LoadVar 0
  AppendArray
  Pop
  LoadVar 0
  Push 1
  Add
  StoreVar 0
  LoadVar 0
  Push ${times}
  Lt
  JumpIf L2
  LoadVar 1
  Return
L9:
`);
}

function objectsModule(times: number): Module {
  return moduleOf(`${head(3, 'L9')}${block}  Push 0
  StoreVar 0
  Push 0
  StoreVar 1
L2:
  CreateObject
  Push "gpt-4"
  SetField "model"
  Push "Writer"
  SetField "role"
  LoadVar 0
  SetField "max_tokens"
  Push 0.5
  SetField "temperature"
  StoreVar 2
  LoadVar 1
  LoadVar 2
  GetField "max_tokens"
  Add
  StoreVar 1
  LoadVar 0
  Push 1
  Add
  StoreVar 0
  LoadVar 0
  Push ${times}
  Lt
  JumpIf L2
  LoadVar 1
  Return
L9:
`);
}

/** The module of the loop with so many sums in place of its loop. */
export function straightModule(sums: number): Module {
  const module = loopModule(1);
  const [called] = module.functions;
  if (called === undefined || called.kind === 'builtin') throw new Error('it has one function');
  const one = { op: 'Push', value: { kind: 'Number', value: 1 } } as const;
  const code: Instruction[] = [...module.code.slice(0, called.start + 4)];
  for (let sum = 0; sum < sums; sum++) {
    code.push({ op: 'LoadVar', operand: 0 }, one, { op: 'Add' }, { op: 'StoreVar', operand: 0 });
  }
  code.push({ op: 'LoadVar', operand: 0 }, { op: 'Return' });
  const { debug: _, ...rest } = module;
  return { ...rest, code, functions: [{ ...called, end: code.length }] };
}

/** Agents with their properties, each a block of declarations. */
function agents(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join('\n');
}

function agentsModule(count: number): Module {
  const text = agents(
    count,
    (index) => `agent "agent-${index}" {
      model = "gpt-4"
      role = "Worker ${index}"
      temperature = 0.5
      max_tokens = ${index + 1}
      capabilities = ["reading", "writing"]
      backstory = "Has done this before"
    }`,
  );
  const { module } = compile(new SourceFile('agents.mso', text));
  if (module === undefined) throw new Error('the agents have errors');
  return module;
}

/** The same in Lua and, but for the colons, in JavaScript. */
function agentTables(count: number, sign: '=' | ':'): string {
  const list = sign === '=' ? '{"reading", "writing"}' : '["reading", "writing"]';
  return agents(
    count,
    (index) => `A["agent-${index}"] = { model ${sign} "gpt-4", role ${sign} "Worker ${index}",
      temperature ${sign} 0.5, max_tokens ${sign} ${index}, capabilities ${sign} ${list},
      backstory ${sign} "Has done this before" }`,
  );
}

export const works: readonly Work[] = [
  {
    what: 'a loop of 2,000,000',
    isTightLoop: true,
    module: loopModule(2_000_000),
    lua: 'local i, s = 0, 0 repeat s = s + i i = i + 1 until not (i < 2000000) return s',
    javaScript: 'let i = 0, s = 0; do { s = s + i; i = i + 1; } while (i < 2000000); s',
  },
  {
    what: 'fib(24)',
    module: fibModule(24),
    lua: 'local function f(n) if n < 2 then return n end return f(n-1) + f(n-2) end return f(24)',
    javaScript: 'function f(n) { if (n < 2) return n; return f(n-1) + f(n-2); } f(24)',
  },
  {
    what: 'primes below 20,000, by division',
    isTightLoop: true,
    module: primesModule(20_000),
    lua: `local c = 0 for n = 2, 19999 do local d, p = 2, true
      while d * d <= n do if n % d == 0 then p = false break end d = d + 1 end
      if p then c = c + 1 end end return c`,
    javaScript: `let c = 0; for (let n = 2; n < 20000; n++) { let d = 2, p = true;
      while (d * d <= n) { if (n % d === 0) { p = false; break; } d++; } if (p) c++; } c`,
  },
  {
    what: 'an array of 60,000 items',
    module: arraysModule(60_000),
    lua: 'local a, i = {}, 0 repeat a[#a + 1] = i i = i + 1 until not (i < 60000) return #a',
    javaScript: 'const a = []; let i = 0; do { a.push(i); i++; } while (i < 60000); a.length',
  },
  {
    what: 'objects of 4 properties, 60,000 times',
    module: objectsModule(60_000),
    lua: `local i, s = 0, 0 repeat
      local o = {} o.model = "gpt-4" o.role = "Writer" o.max_tokens = i o.temperature = 0.5
      s = s + o.max_tokens i = i + 1 until not (i < 60000) return s`,
    javaScript: `let i = 0, s = 0; do { const o = {}; o.model = "gpt-4"; o.role = "Writer";
      o.max_tokens = i; o.temperature = 0.5; s += o.max_tokens; i++; } while (i < 60000); s`,
  },
  {
    what: '1,000,000 instructions without a loop',
    module: straightModule(250_000),
    lua: `local s = 0 ${'s = s + 1 '.repeat(250_000)} return s`,
    javaScript: `let s = 0; ${'s = s + 1; '.repeat(250_000)} s`,
  },
  {
    what: 'declarations of 2,000 agents',
    module: agentsModule(2_000),
    lua: `local A = {} ${agentTables(2_000, '=')} return A`,
    javaScript: `const A = {}; ${agentTables(2_000, ':')}; A`,
  },
];
