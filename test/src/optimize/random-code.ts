import type {
  CodeFunction,
  Instruction,
  Module,
  PlainOp,
  PushValue,
  WorkflowSymbol,
} from '@mso/bytecode';
import fc from 'fast-check';

/** The strings that random code uses; one is there twice. */
const strings = ['', 'a', 'b', 'ab', 'a', 'never used'];

const builtins = [
  ['-x', 1],
  ['text', 1],
  ['len', 1],
  ['in', 2],
  ['has', 2],
  ['default', 2],
] as const;

const pushed: fc.Arbitrary<PushValue> = fc.oneof(
  fc
    .constantFrom(0, 1, -1, 2.5, 7, 2 ** 53 - 1, -0)
    .map((value): PushValue => ({ kind: 'Number', value })),
  fc.nat(4).map((index): PushValue => ({ kind: 'String', index })),
  fc.boolean().map((value): PushValue => ({ kind: 'Bool', value })),
  fc.constantFrom<PushValue>(
    { kind: 'Null' },
    { kind: 'Duration', value: { value: 5, unit: 'Minutes' } },
    { kind: 'Array', items: [] },
  ),
);

const plainOps: readonly PlainOp[] = [
  ...(['Add', 'Sub', 'Mul', 'Div', 'Mod', 'Eq', 'Ne', 'Lt', 'Le', 'Gt', 'Ge'] as const),
  ...(['And', 'Or', 'Not', 'Not', 'Nop', 'Nop', 'Pop', 'Dup', 'Swap', 'CreateArray'] as const),
];

/** What an instruction takes and leaves. */
const effects: Readonly<Record<string, readonly [pops: number, pushes: number]>> = {
  ...Object.fromEntries(plainOps.map((op) => [op, [2, 1]])),
  ...{ Not: [1, 1], Nop: [0, 0], Pop: [1, 0], Dup: [1, 2], Swap: [2, 2], CreateArray: [0, 1] },
  ...{ Push: [0, 1], LoadVar: [0, 1], StoreVar: [1, 0], Debug: [0, 0], JumpIf: [1, 0] },
  Jump: [0, 0],
};

const instruction: fc.Arbitrary<Instruction> = fc.oneof(
  { weight: 5, arbitrary: pushed.map((value): Instruction => ({ op: 'Push', value })) },
  { weight: 5, arbitrary: fc.constantFrom(...plainOps).map((op): Instruction => ({ op })) },
  fc.constantFrom<Instruction>(
    { op: 'LoadVar', operand: 0 },
    { op: 'StoreVar', operand: 0 },
    { op: 'Debug', operand: 1 },
  ),
  {
    weight: 2,
    arbitrary: fc.nat(builtins.length - 1).map((operand): Instruction => ({ op: 'Call', operand })),
  },
  {
    weight: 3,
    // The operand chooses among the places that the jump can lead to.
    arbitrary: fc
      .tuple(fc.constantFrom('Jump' as const, 'JumpIf' as const), fc.nat(1000))
      .map(([op, operand]): Instruction => ({ op, operand })),
  },
);

const body = fc.array(instruction, { maxLength: 25 }).map(asFunctionBody);

/** A module without declarations, whose functions are whatever the verifier lets pass. */
export const randomModule: fc.Arbitrary<Module> = fc
  .tuple(fc.array(body, { minLength: 1, maxLength: 2 }), fc.boolean(), fc.nat(5))
  .map(([bodies, hasDebug, statementLength]) => moduleOf(bodies, hasDebug, statementLength + 1));

function asFunctionBody(wanted: readonly Instruction[]): Instruction[] {
  const code: Instruction[] = [];
  const depths: number[] = [];
  let depth = 0;
  const emit = (each: Instruction): void => {
    const [pops, pushes] = effectOf(each);
    if (depth < pops) return;
    depths.push(depth);
    code.push(each);
    depth += pushes - pops;
  };
  wanted.forEach(emit);
  while (depth > 1) emit({ op: 'Pop' });
  if (depth === 0) emit({ op: 'Push', value: { kind: 'Null' } });
  emit({ op: 'Return' });
  return code.map((each, address) => landed(each, address, depths));
}

/** A jump leads to some place where the stack is as deep as it leaves it, mostly forwards. */
function landed(each: Instruction, address: number, depths: readonly number[]): Instruction {
  if (each.op !== 'Jump' && each.op !== 'JumpIf') return each;
  const depth = (depths[address] ?? 0) - (each.op === 'JumpIf' ? 1 : 0);
  const places = [...depths.keys()].filter((place) => depths[place] === depth);
  const forwards = places.filter((place) => place > address);
  const choice = each.operand % 8 === 0 || forwards.length === 0 ? places : forwards;
  const target = choice[each.operand % choice.length] ?? address + 1;
  return { op: each.op, operand: target - address - 1 };
}

function effectOf(each: Instruction): readonly [pops: number, pushes: number] {
  if (each.op === 'Call') return [builtins[each.operand]?.[1] ?? 0, 1];
  if (each.op === 'Return') return [1, 0];
  return effects[each.op] ?? [0, 0];
}

function moduleOf(
  bodies: readonly Instruction[][],
  hasDebug: boolean,
  statementLength: number,
): Module {
  let start = 0;
  const functions = bodies.map((code, number): CodeFunction => {
    const head = { kind: 'workflow', name: `f${number}`, entity: 0, parameters: 0 } as const;
    const made = { ...head, start, end: start + code.length, locals: 1 };
    start = made.end;
    return made;
  });
  const code = bodies.flat();
  // A statement has a line of its own.
  const rows = code.flatMap((_, at) => {
    const statement = Math.floor(at / statementLength);
    return [0, statement + 1, 1, statement + 1, 2, statement];
  });
  const named = builtins.map(
    ([name, parameters]) => ({ kind: 'builtin', name, parameters }) as const,
  );
  return {
    version: 1,
    metadata: { compilerVersion: '1.0.0' },
    symbols: {
      ...{ agents: new Map(), contexts: new Map(), crews: new Map(), nextId: 100 },
      // What nothing leads to would go.
      workflows: new Map(functions.map(({ start: entry }, id) => [id, workflowAt(id, entry)])),
    },
    code,
    declarationsEnd: 0,
    functions: [...named, ...functions],
    strings,
    constants: [
      { kind: 'String', index: 1 },
      { kind: 'String', index: 4 },
    ],
    blocks: [],
    cells: [],
    heapBase: 256,
    ...(hasDebug && {
      debug: {
        sources: [{ path: 'code.mso', text: '' }],
        table: Int32Array.from(rows),
        localNames: new Map([[builtins.length, ['x']]]),
      },
    }),
  };
}

function workflowAt(id: number, entry: number): WorkflowSymbol {
  return { id, nameIndex: 2, trigger: { kind: 'Manual' }, steps: [], entry };
}
