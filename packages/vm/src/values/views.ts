import {
  type DurationAmount,
  type ExpressionValue,
  isDuration,
  isList,
  isRecord,
  type ListValue,
  type RecordValue,
} from '@mso/values';
import type { Memory } from '../machine/memory.js';
import { Fault } from '../machine/runtime-error.js';
import { Duration, Entity, Reference, type SecretReference, type Value } from './value.js';

/**
 * A value of the machine as operators and functions see it. Containers are looked into when they
 * are asked; one that comes back unchanged is the same value again (`toValue`).
 */
export function toView(memory: Memory, value: Value): ExpressionValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return new ListView(memory, value, value);
  if (value instanceof Map) return new RecordView(memory, value, value);
  if (value instanceof Duration) return amountOf(value);
  if (value instanceof Reference) return dereferenced(memory, value);
  return value instanceof Entity ? new EntityView(memory, value) : new SecretView(value);
}

function amountOf({ milliseconds, unit }: Duration): DurationAmount {
  return { kind: 'duration', milliseconds, unit };
}

/** A container in a cell is the same as the reference that leads to it. */
function dereferenced(memory: Memory, reference: Reference): ExpressionValue {
  const value = memory.load(reference.address);
  if (Array.isArray(value)) return new ListView(memory, value, reference);
  if (value instanceof Map) return new RecordView(memory, value, reference);
  return toView(memory, value);
}

/**
 * The value that operators and functions made, as one of the machine; new containers become heap
 * cells. @throws Fault MemoryAccessViolation where there is no room
 */
export function toValue(memory: Memory, view: ExpressionValue): Value {
  if (view === null || typeof view !== 'object') return view;
  if (view instanceof View) return view.origin;
  if (isDuration(view)) return durationOf(view);
  return memory.allocate(plainValue(view));
}

function plainValue(view: ExpressionValue): Value {
  if (view === null || typeof view !== 'object') return view;
  if (view instanceof View) return view.origin;
  if (isDuration(view)) return durationOf(view);
  if (isList(view)) {
    return Array.from({ length: view.length }, (_, index) => plainValue(view.at(index) ?? null));
  }
  return new Map([...view.keys()].map((key) => [key, plainValue(view.get(key) ?? null)]));
}

function durationOf({ milliseconds, unit }: DurationAmount): Duration {
  return Duration.ofMilliseconds(milliseconds, unit);
}

/** Whether a view is that of a secret, which nobody may look at. */
export function isSecret(view: ExpressionValue): boolean {
  return view instanceof SecretView;
}

/** What shows a value that the machine has already. */
abstract class View {
  constructor(readonly origin: Value) {}
}

class ListView extends View implements ListValue {
  readonly kind = 'list';

  constructor(
    private readonly memory: Memory,
    private readonly items: readonly Value[],
    origin: Value,
  ) {
    super(origin);
  }

  get length(): number {
    return this.items.length;
  }

  at(index: number): ExpressionValue | undefined {
    const item = this.items[index];
    return item === undefined ? undefined : toView(this.memory, item);
  }
}

class RecordView extends View implements RecordValue {
  readonly kind = 'record';

  constructor(
    private readonly memory: Memory,
    private readonly members: ReadonlyMap<string, Value>,
    origin: Value,
  ) {
    super(origin);
  }

  get(name: string): ExpressionValue | undefined {
    const value = this.members.get(name);
    return value === undefined ? undefined : toView(this.memory, value);
  }

  keys(): Iterable<string> {
    return this.members.keys();
  }
}

/** An entity with the properties set so far; `name` is its own unless the program set one. */
class EntityView extends View implements RecordValue {
  readonly kind = 'record';

  constructor(
    private readonly memory: Memory,
    private readonly entity: Entity,
  ) {
    super(entity);
  }

  get(name: string): ExpressionValue | undefined {
    const value = this.entity.properties.get(name);
    if (value !== undefined) return toView(this.memory, value);
    return name === 'name' ? this.entity.name : undefined;
  }

  *keys(): Iterable<string> {
    if (!this.entity.properties.has('name')) yield 'name';
    yield* this.entity.properties.keys();
  }
}

/** It can be passed on, and that is all. */
class SecretView extends View implements RecordValue {
  readonly kind = 'record';

  constructor(secret: SecretReference) {
    super(secret);
  }

  get(): never {
    throw new Fault('TypeConversion', 'a secret has no members');
  }

  keys(): never {
    throw new Fault('TypeConversion', 'a secret cannot be looked into');
  }
}

/** @throws Fault TypeConversion unless the view is a record. */
export function requireRecord(view: ExpressionValue, message: string): RecordValue {
  if (isRecord(view)) return view;
  throw new Fault('TypeConversion', message);
}
