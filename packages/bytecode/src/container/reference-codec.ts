import {
  type Codec,
  constant,
  f32,
  list,
  map,
  option,
  struct,
  u32,
  union,
} from '../encoding/codec.js';
import type { AgentSymbol, TriggerType, WorkflowSymbol } from '../module.js';
import { optional } from './step-codec.js';

/** The sections Agents and Workflows, with the layouts of other compilers of the language. */
export const agentsCodec = map(
  u32,
  struct<AgentSymbol>({
    id: u32,
    nameIndex: u32,
    modelIndex: u32,
    roleIndex: u32,
    temperature: optional(f32),
    maxTokens: optional(u32),
    capabilities: list(u32),
    backstoryIndex: optional(u32),
  }),
);

type Argument<K> = TriggerType & { readonly kind: K; readonly argumentIndex: number };
const withArgument = <const K extends string>(kind: K) =>
  struct<{ kind: K; argumentIndex: number }>({ kind: constant(kind), argumentIndex: u32 });

type StoredTrigger =
  | { readonly kind: 'Manual' }
  | Argument<'Schedule'>
  | Argument<'Webhook'>
  | Argument<'Event'>
  | Argument<'FileWatch'>;

const trigger = union<StoredTrigger>({
  Manual: constant({ kind: 'Manual' }),
  Schedule: withArgument('Schedule'),
  Webhook: withArgument('Webhook'),
  Event: withArgument('Event'),
  FileWatch: withArgument('FileWatch'),
}) as Codec<TriggerType>;

export const workflowsCodec = map(
  u32,
  struct<Omit<WorkflowSymbol, 'entry'>>({
    id: u32,
    nameIndex: u32,
    trigger,
    steps: list(u32),
    pipeline: option(list(u32)) as Codec<readonly number[]>,
  }),
);
