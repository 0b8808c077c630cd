import type { InstructionInfo } from './instruction-info.js';
import type { DeclarationInstruction } from './instructions.js';

/** Tags 0 to 10: the instructions of the MSO IR, as the file format numbers them. */
export const declarationTable = {
  DeclareAgent: {
    tag: 0,
    operands: ['agent'],
    stack: '-- ',
    flags: '',
    summary: 'Creates an agent in its static cell and enters its block.',
  },
  DeclareWorkflow: {
    tag: 1,
    operands: ['workflow'],
    stack: '-- ',
    flags: '',
    summary: 'Creates a workflow in its static cell and enters its block.',
  },
  DeclareContext: {
    tag: 2,
    operands: ['context'],
    stack: '-- ',
    flags: '',
    summary: 'Creates a context in its static cell and enters its block.',
  },
  DeclareCrew: {
    tag: 3,
    operands: ['crew'],
    stack: '-- ',
    flags: '',
    summary: 'Creates a crew in its static cell and enters its block.',
  },
  SetProperty: {
    tag: 4,
    operands: ['entity', 'key', 'value'],
    stack: '-- , or value -- when the operand is Stack',
    flags: 'zero overflow',
    summary: 'Sets a property of an entity; a key that starts with / is a path into it.',
  },
  SetCapability: {
    tag: 5,
    operands: ['agent', 'string'],
    stack: '-- ',
    flags: '',
    summary: 'Appends a capability to an agent unless it has it already.',
  },
  SetSecret: {
    tag: 6,
    operands: ['context', 'key', 'secret'],
    stack: '-- ',
    flags: '',
    summary: 'Stores where a secret is to be found; never its text.',
  },
  DefineStep: {
    tag: 7,
    operands: ['owner', 'step'],
    stack: '-- ',
    flags: '',
    summary: 'Records a step of a workflow, or a stage of a pipeline, and enters its block.',
  },
  DefinePipeline: {
    tag: 8,
    operands: ['workflow', 'nodes'],
    stack: '-- ',
    flags: '',
    summary: 'Records the order in which a workflow runs its steps.',
  },
  ResolveReference: {
    tag: 9,
    operands: ['referenceKind', 'string'],
    stack: '-- value',
    flags: 'zero, error when it is missing',
    summary: 'Pushes what an environment variable, memory key or variable holds.',
  },
  SetMetadata: {
    tag: 10,
    operands: ['key', 'string'],
    stack: '-- ',
    flags: '',
    summary: 'Sets metadata of the module; the key decl/ID declares an entity of another kind.',
  },
} as const satisfies Record<DeclarationInstruction['op'], InstructionInfo>;
