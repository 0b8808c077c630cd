import type { DurationAmount, ExpressionValue, ListValue, RecordValue } from '@mso/language';
import {
  Duration,
  type Entity,
  type HelixVM,
  Reference,
  SecretReference,
  type Value,
} from '@mso/vm';

/** What stands where a secret would be seen. */
export const mask = '••••';

/** A record that shows a part of the machine; `label` is what a person calls it. */
export interface MachineRecord extends RecordValue {
  readonly label: string;
  readonly typeName: string;
  /** The text of a secret that is to be shown. */
  readonly revealed?: string;
  /** Its first members are shown behind the label. */
  readonly preview?: true;
  /** The number of the entity that it is. */
  readonly entityId?: number;
  /** The address of the cell it lives in, where it lives in one. */
  readonly address?: number;
}

/** Memory as a list by address with nothing in the gaps; too long to be walked along. */
export interface MachineMemory extends ListValue {
  readonly label: string;
  readonly typeName: 'memory';
  /** The addresses in use, in order. */
  addresses(): readonly number[];
}

/** A machine value as expressions see it; containers are looked into when they are asked. */
export function toExpression(vm: HelixVM, value: Value): ExpressionValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return listOf(vm, value);
  if (value instanceof Map) return recordOf(vm, value);
  if (value instanceof Duration) return durationAmount(value);
  if (value instanceof SecretReference) return secretRecord(vm, value);
  if (value instanceof Reference) return dereference(vm, value);
  return entityRecord(vm, value);
}

function durationAmount(duration: Duration): DurationAmount {
  return { kind: 'duration', milliseconds: duration.milliseconds, unit: duration.unit };
}

function dereference(vm: HelixVM, { address }: Reference): ExpressionValue {
  return vm.memory.has(address) ? toExpression(vm, vm.memory.load(address)) : null;
}

function listOf(vm: HelixVM, items: readonly Value[]): ListValue {
  return {
    kind: 'list',
    get length() {
      return items.length;
    },
    at: (index) => {
      const item = items[index];
      return item === undefined ? undefined : toExpression(vm, item);
    },
  };
}

function recordOf(vm: HelixVM, object: ReadonlyMap<string, Value>): RecordValue {
  return {
    kind: 'record',
    get: (name) => {
      const value = object.get(name);
      return value === undefined ? undefined : toExpression(vm, value);
    },
    keys: () => object.keys(),
  };
}

/** A secret shows where it is to be found, and more only to who has asked to see it. */
function secretRecord(vm: HelixVM, secret: SecretReference): MachineRecord {
  const { kind, target } = secret;
  const revealed = vm.resolver.secret?.(secret);
  const text = revealed === undefined ? mask : JSON.stringify(revealed);
  const place = kind === 'Environment' ? `$${target}` : `${kind.toLowerCase()}:${target}`;
  return {
    kind: 'record',
    label: `${text} (from ${place})`,
    typeName: 'secret',
    ...(revealed !== undefined && { revealed }),
    get: () => undefined,
    keys: () => [],
  };
}

/** An entity with the properties set so far; `name` is its own unless the program set one. */
export function entityRecord(vm: HelixVM, entity: Entity): MachineRecord {
  return new EntityRecord(vm, entity);
}

/** A class, since conditions make one for each evaluation. */
class EntityRecord implements MachineRecord {
  readonly kind = 'record';
  readonly preview = true;

  constructor(
    private readonly vm: HelixVM,
    private readonly entity: Entity,
  ) {}

  get label(): string {
    return `${this.entity.kind} ${JSON.stringify(this.entity.name)}`;
  }

  get typeName(): string {
    return this.entity.kind;
  }

  get entityId(): number {
    return this.entity.id;
  }

  get address(): number {
    return this.vm.declarations.cellOf(this.entity.id);
  }

  get(name: string): ExpressionValue | undefined {
    const value = this.entity.properties.get(name);
    if (value !== undefined) return toExpression(this.vm, value);
    if (name === 'name') return this.entity.name;
    return name === 'steps' && this.hasSteps
      ? namedRecord(this.vm, this.vm.declarations.stepsOf(this.entity.id), ['step', 'steps'])
      : undefined;
  }

  *keys(): Iterable<string> {
    if (!this.entity.properties.has('name')) yield 'name';
    yield* this.entity.properties.keys();
    if (this.hasSteps) yield 'steps';
  }

  private get hasSteps(): boolean {
    return this.entity.kind === 'workflow' || this.entity.kind === 'pipeline';
  }
}

/** Entities by their names; `find` is there for those who know a faster way. */
export function namedRecord(
  vm: HelixVM,
  entities: readonly Entity[],
  [singular, plural]: readonly [singular: string, plural: string],
  find = (name: string) => entities.find((entity) => entity.name === name),
): MachineRecord {
  return {
    kind: 'record',
    label: counted(entities.length, singular, plural),
    typeName: plural,
    get: (name) => {
      const found = find(name);
      return found && entityRecord(vm, found);
    },
    keys: () => entities.map((entity) => entity.name),
  };
}

export function counted(count: number, singular: string, plural: string): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

export function isMachineRecord(value: ExpressionValue): value is MachineRecord {
  return typeof value === 'object' && value !== null && 'typeName' in value && 'keys' in value;
}

export function isMemory(value: ExpressionValue): value is MachineMemory {
  return typeof value === 'object' && value !== null && 'addresses' in value;
}
