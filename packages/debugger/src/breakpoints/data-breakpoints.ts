import { type Expression, isTruthy } from '@mso/language';
import type { HelixVM, Snapshot } from '@mso/vm';
import { type Evaluator, ExpressionProblem, parse } from '../evaluation/evaluator.js';
import { toExpression } from '../evaluation/machine-values.js';
import { formatFully } from '../views/full-text.js';
import { type Access, accessesIn } from './data-accesses.js';
import type { DataAccess, DataTarget } from './data-target.js';
import { type HitCondition, hitConditionHelp, parseHitCondition } from './hit-condition.js';

export interface DataRequest {
  readonly target: DataTarget;
  readonly access: DataAccess;
  readonly condition?: string;
  readonly hitCondition?: string;
}

export interface DataBreakpoint {
  readonly id: number;
  readonly request: DataRequest;
  readonly verified: boolean;
  /** Why it is not verified. */
  readonly message?: string;
}

interface Armed {
  readonly id: number;
  readonly request: DataRequest;
  readonly accesses: ReadonlyMap<number, Access>;
  readonly condition: Expression | undefined;
  readonly hit: HitCondition | undefined;
  hits: number;
}

/**
 * Breakpoints on values. Only the instructions that can access a watched value are looked at
 * closer; all others run as if nothing were watched. The machine stops behind such an instruction.
 */
export class DataBreakpoints {
  private armed: Armed[] = [];
  private set: readonly DataBreakpoint[] = [];
  private evaluator: Evaluator | undefined;
  private hitIds: number[] = [];
  private watched: number[] = [];

  /** @param takeId gives the next number of all breakpoints of the session */
  constructor(private readonly takeId: () => number) {}

  /** Puts all on another machine. */
  bind(evaluator: Evaluator): void {
    this.evaluator = evaluator;
    this.watched = [];
    this.hitIds = [];
    this.place(this.set.map(({ id, request }) => ({ id, request })));
  }

  /** Replaces all; the answers are in the order of the requests. */
  replace(requests: readonly DataRequest[]): readonly DataBreakpoint[] {
    const before = [...this.set];
    return this.place(
      requests.map((request) => {
        const index = before.findIndex(
          (old) => JSON.stringify(old.request) === JSON.stringify(request),
        );
        const [same] = index < 0 ? [] : before.splice(index, 1);
        return { id: same?.id ?? this.takeId(), request };
      }),
    );
  }

  /** The breakpoints that hold since this was asked last. */
  takeHits(): readonly number[] {
    return this.hitIds.splice(0);
  }

  keep(snapshot: Snapshot): void {
    const hits = new Map(this.armed.map((each) => [each.id, each.hits]));
    snapshot.fields(hits.size, () => {
      for (const each of this.armed) each.hits = hits.get(each.id) ?? 0;
    });
  }

  private place(
    wishes: readonly Pick<DataBreakpoint, 'id' | 'request'>[],
  ): readonly DataBreakpoint[] {
    const { evaluator } = this;
    const before = this.armed;
    this.armed = [];
    this.set = wishes.map(({ id, request }) => {
      if (evaluator === undefined) {
        return { id, request, verified: false, message: 'the program is not loaded yet' };
      }
      try {
        const hits = before.find((old) => old.id === id)?.hits ?? 0;
        this.armed.push({ ...arm(evaluator.vm, id, request), hits });
        return { id, request, verified: true };
      } catch (problem) {
        if (!(problem instanceof ExpressionProblem)) throw problem;
        return { id, request, verified: false, message: problem.message };
      }
    });
    if (evaluator) this.watch(evaluator);
    return this.set;
  }

  private watch(evaluator: Evaluator): void {
    const { vm } = evaluator;
    for (const address of this.watched) vm.removeWatchpoint(address);
    this.watched = [...new Set(this.armed.flatMap(({ accesses }) => [...accesses.keys()]))];
    for (const address of this.watched) {
      const here = this.armed.filter(({ accesses }) => accesses.has(address));
      vm.setWatchpoint(address, () => this.begin(evaluator, address, here));
    }
  }

  /** Told before an instruction that may access what is watched; the answer is told behind it. */
  private begin(evaluator: Evaluator, address: number, here: readonly Armed[]): () => void {
    const { vm } = evaluator;
    const before = here.map(({ request }) => valueText(vm, request.target));
    return () => {
      here.forEach((each, index) => {
        const access = each.accesses.get(address);
        const isWritten =
          access === 'writes' || valueText(vm, each.request.target) !== before[index];
        if (this.holds(evaluator, each, access === 'reads' ? 'read' : isWritten && 'write')) {
          this.hitIds.push(each.id);
        }
      });
      if (this.hitIds.length > 0) vm.pauseSoon();
    };
  }

  private holds(evaluator: Evaluator, armed: Armed, access: 'read' | 'write' | false): boolean {
    const { request, condition, hit } = armed;
    if (access === false) return false;
    if (request.access !== 'readWrite' && request.access !== access) return false;
    try {
      if (condition && !isTruthy(evaluator.evaluate(condition))) return false;
    } catch (problem) {
      if (!(problem instanceof ExpressionProblem)) throw problem;
      return false;
    }
    armed.hits++;
    return hit?.(armed.hits) ?? true;
  }
}

/** @throws ExpressionProblem for a condition that is none */
function arm(vm: HelixVM, id: number, request: DataRequest): Omit<Armed, 'hits'> {
  const { condition = '', hitCondition = '', target } = request;
  const hit = hitCondition.trim() === '' ? undefined : parseHitCondition(hitCondition);
  if (hitCondition.trim() !== '' && hit === undefined)
    throw new ExpressionProblem(hitConditionHelp);
  return {
    ...{ id, request, hit },
    condition: condition.trim() === '' ? undefined : parse(condition),
    accesses: accessesIn(vm.module, target),
  };
}

function valueText(vm: HelixVM, target: DataTarget): string {
  switch (target.kind) {
    case 'property': {
      const value = vm.declarations.get(target.entity)?.properties.get(target.key);
      return value === undefined ? '' : formatFully(toExpression(vm, value));
    }
    case 'cell': {
      if (!vm.memory.has(target.address)) return '';
      return formatFully(toExpression(vm, vm.memory.load(target.address)));
    }
    // Who accesses a local is known from the instruction alone.
    case 'local':
      return '';
  }
}
