import {
  bool,
  type Codec,
  f64,
  list,
  names,
  option,
  readBy,
  struct,
  type Unfinished,
  u32,
} from '../encoding/codec.js';
import type {
  Backoff,
  DurationConstant,
  DurationUnit,
  RetryPolicy,
  SecretSource,
  StepDefinition,
} from '../instructions.js';
import { shared } from './shared.js';

/** An optional member: absent when nothing was written for it. */
export const optional = <T>(codec: Codec<T>): Codec<T> => option(codec) as Codec<T>;

const unit = names<DurationUnit>(['Seconds', 'Minutes', 'Hours', 'Days']);

/** The durations that are written are few, most of them small and whole. */
const wholeDurations: Readonly<Record<DurationUnit, (value: number) => DurationConstant>> = {
  Seconds: durationsIn('Seconds'),
  Minutes: durationsIn('Minutes'),
  Hours: durationsIn('Hours'),
  Days: durationsIn('Days'),
};

function durationsIn(one: DurationUnit): (value: number) => DurationConstant {
  return shared((value) => ({ value, unit: one }), 1_000);
}

export const duration = readBy<DurationConstant>(struct({ value: f64, unit }), (reader) => {
  const value = reader.f64();
  const read = unit.read(reader);
  // -0 has the place of 0.
  if (Number.isInteger(value) && value > 0) return wholeDurations[read](value);
  return { value, unit: read };
});

const sourceKind = names<SecretSource['kind']>(['Environment', 'Vault', 'File']);

export const secretSource = readBy<SecretSource>(
  struct({ kind: sourceKind, index: u32 }),
  (reader) => ({ kind: sourceKind.read(reader), index: reader.u32() }),
);

const backoff = names<Backoff>(['Fixed', 'Linear', 'Exponential']);

const retry = readBy<RetryPolicy>(
  struct({ maxAttempts: f64, delay: duration, backoff }),
  (reader) => ({
    maxAttempts: reader.f64(),
    delay: duration.read(reader),
    backoff: backoff.read(reader),
  }),
);

const ids = list(u32);

export const step = readBy<StepDefinition>(
  struct({
    id: u32,
    nameIndex: u32,
    agentId: optional(u32),
    crewIds: optional(ids),
    taskIndex: optional(u32),
    timeout: optional(duration),
    parallel: bool,
    dependsOn: ids,
    retry: optional(retry),
    entry: optional(u32),
  }),
  (reader) => {
    const [id, nameIndex] = [reader.u32(), reader.u32()];
    const agentId = reader.bool() ? reader.u32() : undefined;
    const crewIds = reader.bool() ? ids.read(reader) : undefined;
    const taskIndex = reader.bool() ? reader.u32() : undefined;
    const timeout = reader.bool() ? duration.read(reader) : undefined;
    const [parallel, dependsOn] = [reader.bool(), ids.read(reader)];
    const read: Unfinished<StepDefinition> = { id, nameIndex, parallel, dependsOn };
    if (agentId !== undefined) read.agentId = agentId;
    if (crewIds !== undefined) read.crewIds = crewIds;
    if (taskIndex !== undefined) read.taskIndex = taskIndex;
    if (timeout !== undefined) read.timeout = timeout;
    if (reader.bool()) read.retry = retry.read(reader);
    if (reader.bool()) read.entry = reader.u32();
    return read;
  },
);
