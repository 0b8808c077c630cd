import {
  bool,
  type Codec,
  f64,
  list,
  map,
  names,
  readBy,
  struct,
  type Unfinished,
  u32,
} from '../encoding/codec.js';
import type {
  AgentSymbol,
  ContextSymbol,
  CrewSymbol,
  ProcessType,
  SymbolTable,
  TriggerKind,
  TriggerType,
  WorkflowSymbol,
} from '../module.js';
import { optional, secretSource } from './step-codec.js';

const indexes = list(u32);

const agent = readBy<AgentSymbol>(
  struct({
    id: u32,
    nameIndex: u32,
    modelIndex: u32,
    roleIndex: u32,
    temperature: optional(f64),
    maxTokens: optional(f64),
    capabilities: indexes,
    backstoryIndex: optional(u32),
  }),
  (reader) => {
    const [id, nameIndex] = [reader.u32(), reader.u32()];
    const [modelIndex, roleIndex] = [reader.u32(), reader.u32()];
    const temperature = reader.bool() ? reader.f64() : undefined;
    const maxTokens = reader.bool() ? reader.f64() : undefined;
    const capabilities = indexes.read(reader);
    const read: Unfinished<AgentSymbol> = { id, nameIndex, modelIndex, roleIndex, capabilities };
    if (temperature !== undefined) read.temperature = temperature;
    if (maxTokens !== undefined) read.maxTokens = maxTokens;
    if (reader.bool()) read.backstoryIndex = reader.u32();
    return read;
  },
);

const triggerKind = names<TriggerKind>(['Manual', 'Schedule', 'Webhook', 'Event', 'FileWatch']);
const trigger = readBy<TriggerType>(
  struct({ kind: triggerKind, argumentIndex: optional(u32) }),
  (reader) => {
    const kind = triggerKind.read(reader);
    return reader.bool() ? { kind, argumentIndex: reader.u32() } : { kind };
  },
);

const workflow = readBy<WorkflowSymbol>(
  struct({
    id: u32,
    nameIndex: u32,
    trigger,
    steps: indexes,
    pipeline: optional(indexes),
    entry: optional(u32),
  }),
  (reader) => {
    const [id, nameIndex] = [reader.u32(), reader.u32()];
    const [started, steps] = [trigger.read(reader), indexes.read(reader)];
    const read: Unfinished<WorkflowSymbol> = { id, nameIndex, trigger: started, steps };
    if (reader.bool()) read.pipeline = indexes.read(reader);
    if (reader.bool()) read.entry = reader.u32();
    return read;
  },
);

const secrets = map(u32, secretSource);
const context = readBy<ContextSymbol>(
  struct({
    id: u32,
    nameIndex: u32,
    environmentIndex: u32,
    debug: bool,
    maxTokens: optional(f64),
    secrets,
  }),
  (reader) => {
    const [id, nameIndex] = [reader.u32(), reader.u32()];
    const [environmentIndex, debug] = [reader.u32(), reader.bool()];
    const maxTokens = reader.bool() ? reader.f64() : undefined;
    const found = secrets.read(reader);
    const read: Unfinished<ContextSymbol> = {
      id,
      nameIndex,
      environmentIndex,
      debug,
      secrets: found,
    };
    if (maxTokens !== undefined) read.maxTokens = maxTokens;
    return read;
  },
);

const process = names<ProcessType>(['Sequential', 'Hierarchical', 'Parallel', 'Consensus']);
const crew = readBy<CrewSymbol>(
  struct({ id: u32, nameIndex: u32, agentIds: indexes, process, managerId: optional(u32) }),
  (reader) => {
    const [id, nameIndex] = [reader.u32(), reader.u32()];
    const [agentIds, way] = [indexes.read(reader), process.read(reader)];
    const read: Unfinished<CrewSymbol> = { id, nameIndex, agentIds, process: way };
    if (reader.bool()) read.managerId = reader.u32();
    return read;
  },
);

export const symbols: Codec<SymbolTable> = struct<SymbolTable>({
  agents: map(u32, agent),
  workflows: map(u32, workflow),
  contexts: map(u32, context),
  crews: map(u32, crew),
  nextId: u32,
});
