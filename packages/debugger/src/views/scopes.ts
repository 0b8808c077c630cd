import type { ExpressionValue } from '@mso/language';
import { type HelixVM, namedLocals } from '@mso/vm';
import { entityRecord, type MachineRecord, toExpression } from '../evaluation/machine-values.js';
import { type MachineName, machinePart } from '../evaluation/scope.js';
import type { Frame } from './frames.js';
import { childrenOf, makeVariable, type Page, type Variable } from './variables.js';

/** One section of the Variables view. Names stay the same from stop to stop. */
export interface ScopeView {
  readonly name: string;
  readonly hint?: 'locals' | 'registers';
  /** Better not read unless a person opens it. */
  readonly expensive: boolean;
  readonly namedVariables: number;
  readonly indexedVariables: number;
  variables(page?: Page): Variable[];
}

export function scopesOf(vm: HelixVM, frame: Frame): ScopeView[] {
  const scopes = [locals(vm, frame)];
  if (frame.entity) {
    const { kind, name } = frame.entity;
    const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${JSON.stringify(name)}`;
    scopes.push(recordScope(title, entityRecord(vm, frame.entity), ''));
  }
  const registers = machinePart(vm, frame, 'registers') as MachineRecord;
  scopes.push(
    { ...recordScope('Registers', registers, ''), hint: 'registers' },
    stackScope(vm, frame),
    { ...memoryScope(vm), expensive: true },
    { ...recordScope('Globals', globals(vm, frame), ''), expensive: true },
  );
  return scopes;
}

function locals(vm: HelixVM, frame: Frame): ScopeView {
  const values = namedLocals(frame.call);
  const record: MachineRecord = {
    kind: 'record',
    label: 'locals',
    typeName: 'locals',
    get: (name) => {
      const value = values.get(name);
      return value === undefined ? undefined : toExpression(vm, value);
    },
    keys: () => values.keys(),
  };
  return { ...recordScope('Locals', record, ''), hint: 'locals' };
}

/** A scope over the members of a record; `prefix` is the expression that reaches the record. */
function recordScope(name: string, record: MachineRecord, prefix: string): ScopeView {
  const whole = makeVariable(name, record, prefix);
  return {
    name,
    expensive: false,
    namedVariables: whole.namedChildren,
    indexedVariables: 0,
    variables: (page) => childrenOf(whole, page).map(withoutLeadingDot),
  };
}

/** Members of an unnamed record are names of their own. */
function withoutLeadingDot(variable: Variable): Variable {
  if (!variable.evaluateName?.startsWith('.')) return variable;
  return { ...variable, evaluateName: variable.evaluateName.slice(1) };
}

function stackScope(vm: HelixVM, frame: Frame): ScopeView {
  const values = machinePart(vm, frame, 'stack');
  const whole = makeVariable('Stack', values, 'stack');
  return {
    name: 'Stack',
    expensive: false,
    namedVariables: 0,
    indexedVariables: whole.indexedChildren,
    variables: (page) => childrenOf(whole, page),
  };
}

/** Cells by address, each with what its owner is called. */
function memoryScope(vm: HelixVM): ScopeView {
  const owners = new Map(vm.module.cells.map((cell) => [cell.address, cell.name]));
  return {
    name: 'Memory',
    expensive: false,
    namedVariables: vm.memory.size,
    indexedVariables: 0,
    variables: ({ start = 0, count = 0, filter } = {}) => {
      if (filter === 'indexed') return [];
      const addresses = vm.memory.addresses();
      const end = count > 0 ? start + count : addresses.length;
      return addresses.slice(start, end).map((address) => {
        const owner = owners.get(address);
        const name = owner === undefined ? String(address) : `${address} ${owner}`;
        const value = toExpression(vm, vm.memory.load(address));
        return { ...makeVariable(name, value, `memory[${address}]`), address };
      });
    },
  };
}

const globalNames: readonly MachineName[] = [
  'project',
  'agents',
  'workflows',
  'contexts',
  'crews',
  'memories',
  'pipelines',
  'plugins',
  'databases',
  'env',
];

function globals(vm: HelixVM, frame: Frame): MachineRecord {
  const known = new Set<string>(globalNames);
  return {
    kind: 'record',
    label: 'globals',
    typeName: 'globals',
    get: (name): ExpressionValue | undefined =>
      known.has(name) ? machinePart(vm, frame, name as MachineName) : undefined,
    keys: () => known,
  };
}
