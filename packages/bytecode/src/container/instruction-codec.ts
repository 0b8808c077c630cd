import type { ByteReader } from '../encoding/byte-reader.js';
import {
  bool,
  type Codec,
  constant,
  f64,
  i32,
  list,
  names,
  nested,
  readBy,
  struct,
  u32,
  union,
} from '../encoding/codec.js';
import type {
  ConstantValue,
  Instruction,
  PipelineNode,
  PushEntry,
  PushValue,
} from '../instructions.js';
import { instructionTable, type Op, opOfTag } from '../opcodes.js';
import { shared } from './shared.js';
import { duration, optional, secretSource, step } from './step-codec.js';

type Kind<T, K> = Extract<T, { readonly kind: K }>;

/** Of the first strings, which are most that a module has. */
const stringsMost = 1 << 16;
const stringConstant = shared(
  (index): Kind<ConstantValue, 'String'> => ({ kind: 'String', index }),
  stringsMost,
);
const pushOfString = shared(
  (index): Instruction => ({ op: 'Push', value: stringConstant(index) }),
  stringsMost,
);

const stringCase = readBy<Kind<ConstantValue, 'String'>>(
  struct({ kind: constant('String'), index: u32 }),
  (reader) => stringConstant(reader.u32()),
);
const numberCase = readBy<Kind<ConstantValue, 'Number'>>(
  struct({ kind: constant('Number'), value: f64 }),
  (reader) => ({ kind: 'Number', value: reader.f64() }),
);
const boolCase = struct<Kind<ConstantValue, 'Bool'>>({ kind: constant('Bool'), value: bool });
const nullCase = constant({ kind: 'Null' } as const);
const durationCase = readBy<Kind<ConstantValue, 'Duration'>>(
  struct({ kind: constant('Duration'), value: duration }),
  (reader) => ({ kind: 'Duration', value: duration.read(reader) }),
);

export const constantValue: Codec<ConstantValue> = union<ConstantValue>({
  String: stringCase,
  Number: numberCase,
  Bool: boolCase,
  Duration: durationCase,
  Null: nullCase,
  Stack: constant({ kind: 'Stack' }),
});

const pushValue: Codec<PushValue> = nested(4, () => pushCases);
const pushEntry = struct<PushEntry>({ keyIndex: u32, value: pushValue });
const pushCases = union<PushValue>({
  String: stringCase,
  Number: numberCase,
  Bool: boolCase,
  Duration: durationCase,
  Null: nullCase,
  Reference: struct<Kind<PushValue, 'Reference'>>({ kind: constant('Reference'), address: u32 }),
  Array: struct<Kind<PushValue, 'Array'>>({ kind: constant('Array'), items: list(pushValue) }),
  Object: struct<Kind<PushValue, 'Object'>>({
    kind: constant('Object'),
    entries: list(pushEntry),
  }),
});

const node: Codec<PipelineNode> = nested(4, () => nodeCases);
const nodeCases = union<PipelineNode>({
  Step: struct<Kind<PipelineNode, 'Step'>>({ kind: constant('Step'), id: u32 }),
  Parallel: struct<Kind<PipelineNode, 'Parallel'>>({
    kind: constant('Parallel'),
    nodes: list(node),
  }),
  Conditional: struct<Kind<PipelineNode, 'Conditional'>>({
    kind: constant('Conditional'),
    condition: u32,
    thenBranch: list(node),
    elseBranch: optional(list(node)),
  }),
});

type Of<O> = Extract<Instruction, { readonly op: O }>;

const declare = <
  const O extends 'DeclareAgent' | 'DeclareWorkflow' | 'DeclareContext' | 'DeclareCrew',
>(
  op: O,
): Codec<Instruction> =>
  struct<{ op: O; id: number }>({ op: constant(op), id: u32 }) as Codec<Instruction>;

const complex: Readonly<Partial<Record<Op, Codec<Instruction>>>> = {
  DeclareAgent: declare('DeclareAgent'),
  DeclareWorkflow: declare('DeclareWorkflow'),
  DeclareContext: declare('DeclareContext'),
  DeclareCrew: declare('DeclareCrew'),
  SetProperty: struct<Of<'SetProperty'>>({
    op: constant('SetProperty'),
    target: u32,
    keyIndex: u32,
    value: constantValue,
  }) as Codec<Instruction>,
  SetCapability: struct<Of<'SetCapability'>>({
    op: constant('SetCapability'),
    agent: u32,
    capabilityIndex: u32,
  }) as Codec<Instruction>,
  SetSecret: struct<Of<'SetSecret'>>({
    op: constant('SetSecret'),
    context: u32,
    keyIndex: u32,
    secret: secretSource,
  }) as Codec<Instruction>,
  DefineStep: readBy<Instruction>(
    struct<Of<'DefineStep'>>({
      op: constant('DefineStep'),
      owner: u32,
      step,
    }) as Codec<Instruction>,
    (reader) => ({ op: 'DefineStep', owner: reader.u32(), step: step.read(reader) }),
  ),
  DefinePipeline: struct<Of<'DefinePipeline'>>({
    op: constant('DefinePipeline'),
    workflow: u32,
    nodes: list(node) as Codec<PipelineNode[]>,
  }) as Codec<Instruction>,
  ResolveReference: struct<Of<'ResolveReference'>>({
    op: constant('ResolveReference'),
    kind: names(['Environment', 'Memory', 'Variable']),
    index: u32,
  }) as Codec<Instruction>,
  SetMetadata: struct<Of<'SetMetadata'>>({
    op: constant('SetMetadata'),
    keyIndex: u32,
    valueIndex: u32,
  }) as Codec<Instruction>,
  Push: readBy<Instruction>(
    struct<Of<'Push'>>({ op: constant('Push'), value: pushValue }) as Codec<Instruction>,
    (reader) => {
      const value = pushValue.read(reader);
      return value.kind === 'String' ? pushOfString(value.index) : { op: 'Push', value };
    },
  ),
};

/** By tag; instructions without operands are one shared object each. */
const codecs: readonly Codec<Instruction>[] = opOfTag.map(
  (op) => complex[op] ?? stackCodec(op, instructionTable[op].operands[0]),
);

/** An instruction: its tag as one byte, then its operands. */
export const instruction: Codec<Instruction> = {
  bytesLeast: 1,
  write(writer, value) {
    const { tag } = instructionTable[value.op];
    writer.u8(tag);
    codecs[tag]?.write(writer, value);
  },
  read(reader: ByteReader) {
    const start = reader.offset;
    return restOf(reader.u8(), start, reader);
  },
};

/** The instruction whose tag was read at `start`. */
export function restOf(tag: number, start: number, reader: ByteReader): Instruction {
  const codec = codecs[tag];
  if (codec !== undefined) return codec.read(reader);
  throw reader.error(`expected an instruction from 0 to ${codecs.length - 1}, found ${tag}`, start);
}

function stackCodec(op: Op, operand: string | undefined): Codec<Instruction> {
  if (operand === undefined) return constant({ op } as Instruction);
  const number = operand === 'offset' ? i32 : u32;
  return {
    bytesLeast: 4,
    write: (writer, value) => number.write(writer, 'operand' in value ? value.operand : 0),
    read: (reader) => ({ op, operand: number.read(reader) }) as Instruction,
  };
}
