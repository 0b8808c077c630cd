import {
  type AgentSymbol,
  type ConstantValue,
  type ContextSymbol,
  type CrewSymbol,
  type Instruction,
  instructionTable,
  type Module,
  type PushValue,
  type SecretSource,
  type StepDefinition,
  type SymbolTable,
  type WorkflowSymbol,
} from '@mso/bytecode';

/** The index that takes the place of an index into the string pool. */
export type MapString = (index: number) => number;

/**
 * A module with other strings, in which every index into them is what `map` makes of it. This is
 * the one place that knows where a module has such indexes: the passes that count uses and those
 * that move strings all go through it.
 */
export function mapStrings(module: Module, strings: readonly string[], map: MapString): Module {
  return {
    ...module,
    strings,
    symbols: mapSymbols(module.symbols, map),
    code: module.code.map((instruction) => mapInstruction(instruction, map)),
    constants: module.constants.map((constant) => mapConstant(constant, map)),
  };
}

/** How often each string of a module is used. */
export function countStrings(module: Module): Uint32Array {
  const uses = new Uint32Array(module.strings.length);
  mapStrings(module, module.strings, (index) => {
    uses[index] = (uses[index] ?? 0) + 1;
    return index;
  });
  return uses;
}

function mapSymbols(symbols: SymbolTable, map: MapString): SymbolTable {
  return {
    ...symbols,
    agents: mapValues(symbols.agents, (agent) => mapAgent(agent, map)),
    workflows: mapValues(symbols.workflows, (workflow) => mapWorkflow(workflow, map)),
    contexts: mapValues(symbols.contexts, (context) => mapContext(context, map)),
    crews: mapValues(symbols.crews, (crew) => mapCrew(crew, map)),
  };
}

function mapValues<Item>(
  items: ReadonlyMap<number, Item>,
  map: (item: Item) => Item,
): Map<number, Item> {
  return new Map([...items].map(([id, item]) => [id, map(item)]));
}

function mapAgent(agent: AgentSymbol, map: MapString): AgentSymbol {
  const { nameIndex, modelIndex, roleIndex, capabilities, backstoryIndex } = agent;
  return {
    ...agent,
    nameIndex: map(nameIndex),
    modelIndex: map(modelIndex),
    roleIndex: map(roleIndex),
    capabilities: capabilities.map(map),
    ...(backstoryIndex !== undefined && { backstoryIndex: map(backstoryIndex) }),
  };
}

function mapWorkflow(workflow: WorkflowSymbol, map: MapString): WorkflowSymbol {
  const { nameIndex, trigger } = workflow;
  const { argumentIndex } = trigger;
  return {
    ...workflow,
    nameIndex: map(nameIndex),
    ...(argumentIndex !== undefined && {
      trigger: { ...trigger, argumentIndex: map(argumentIndex) },
    }),
  };
}

function mapContext(context: ContextSymbol, map: MapString): ContextSymbol {
  const { nameIndex, environmentIndex, secrets } = context;
  return {
    ...context,
    nameIndex: map(nameIndex),
    environmentIndex: map(environmentIndex),
    secrets: new Map([...secrets].map(([key, secret]) => [map(key), mapSecret(secret, map)])),
  };
}

function mapSecret(secret: SecretSource, map: MapString): SecretSource {
  return { ...secret, index: map(secret.index) };
}

function mapCrew(crew: CrewSymbol, map: MapString): CrewSymbol {
  return { ...crew, nameIndex: map(crew.nameIndex) };
}

function mapInstruction(instruction: Instruction, map: MapString): Instruction {
  switch (instruction.op) {
    case 'DeclareAgent':
    case 'DeclareWorkflow':
    case 'DeclareContext':
    case 'DeclareCrew':
    case 'DefinePipeline':
      return instruction;
    case 'SetProperty': {
      const { keyIndex, value } = instruction;
      return { ...instruction, keyIndex: map(keyIndex), value: mapConstant(value, map) };
    }
    case 'SetCapability':
      return { ...instruction, capabilityIndex: map(instruction.capabilityIndex) };
    case 'SetSecret': {
      const { keyIndex, secret } = instruction;
      return { ...instruction, keyIndex: map(keyIndex), secret: mapSecret(secret, map) };
    }
    case 'DefineStep':
      return { ...instruction, step: mapStep(instruction.step, map) };
    case 'ResolveReference':
      return { ...instruction, index: map(instruction.index) };
    case 'SetMetadata': {
      const { keyIndex, valueIndex } = instruction;
      return { ...instruction, keyIndex: map(keyIndex), valueIndex: map(valueIndex) };
    }
    case 'Push':
      return { ...instruction, value: mapPushed(instruction.value, map) };
    default:
      if (!('operand' in instruction) || !takesString(instruction)) return instruction;
      return { ...instruction, operand: map(instruction.operand) };
  }
}

function takesString({ op }: Instruction): boolean {
  const [kind] = instructionTable[op].operands;
  return kind === 'string' || kind === 'key';
}

function mapStep(step: StepDefinition, map: MapString): StepDefinition {
  const { nameIndex, taskIndex } = step;
  return {
    ...step,
    nameIndex: map(nameIndex),
    ...(taskIndex !== undefined && { taskIndex: map(taskIndex) }),
  };
}

function mapConstant(constant: ConstantValue, map: MapString): ConstantValue {
  return constant.kind === 'String' ? { ...constant, index: map(constant.index) } : constant;
}

function mapPushed(value: PushValue, map: MapString): PushValue {
  switch (value.kind) {
    case 'String':
      return { ...value, index: map(value.index) };
    case 'Array':
      return { ...value, items: value.items.map((item) => mapPushed(item, map)) };
    case 'Object': {
      const entries = value.entries.map((entry) => ({
        keyIndex: map(entry.keyIndex),
        value: mapPushed(entry.value, map),
      }));
      return { ...value, entries };
    }
    default:
      return value;
  }
}
