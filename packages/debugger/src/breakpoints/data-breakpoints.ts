import { type Expression, isTruthy } from '@mso/language';
import type { HelixVM, Snapshot, Value } from '@mso/vm';
import { type Evaluator, ExpressionProblem, parse } from '../evaluation/evaluator.js';
import { toExpression } from '../evaluation/machine-values.js';
import { formatValue } from '../views/format.js';
import { type Frame, topFrame } from '../views/frames.js';
import { formatFully } from '../views/full-text.js';
import type { BreakpointHit } from './breakpoint-hit.js';
import { type Access, accessesIn } from './data-accesses.js';
import { type DataName, dataText, targetNamed } from './data-name.js';
import type { DataAccess, DataTarget } from './data-target.js';
import { type HitCondition, hitConditionHelp, parseHitCondition } from './hit-condition.js';

export interface DataRequest {
  /** Undefined for something that cannot be watched. */
  readonly name: DataName | undefined;
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
  readonly target: DataTarget;
  readonly accesses: ReadonlyMap<number, Access>;
  readonly condition: Expression | undefined;
  readonly hit: HitCondition | undefined;
  readonly seen: Seen;
}

/** What a breakpoint has seen so far. */
interface Seen {
  /** How often the value was accessed so. */
  reached: number;
  /** How often with the condition true. */
  hits: number;
  /** The condition failed once already, and a person was told. */
  broken: boolean;
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
  private changes: string[] = [];
  private problem: string | undefined;
  private watched: number[] = [];

  /** @param takeId gives the next number of all breakpoints of the session */
  constructor(private readonly takeId: () => number) {}

  /** Puts all on another machine. */
  bind(evaluator: Evaluator): void {
    this.evaluator = evaluator;
    this.watched = [];
    this.hitIds = [];
    this.changes = [];
    this.problem = undefined;
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
  takeHits(): BreakpointHit {
    const { problem, changes } = this;
    this.problem = undefined;
    this.changes = [];
    return { ids: this.hitIds.splice(0), changes, ...(problem !== undefined && { problem }) };
  }

  /** What each has seen so far, those that are not verified left out. */
  get seen(): ReadonlyMap<number, Readonly<Seen>> {
    return new Map(this.armed.map(({ id, seen }) => [id, seen]));
  }

  get all(): readonly DataBreakpoint[] {
    return this.set;
  }

  keep(snapshot: Snapshot): void {
    const before = new Map(this.armed.map(({ id, seen }) => [id, { ...seen }]));
    snapshot.fields(before.size, () => {
      for (const { id, seen } of this.armed) {
        const { reached, hits } = before.get(id) ?? unseen;
        Object.assign(seen, { reached, hits });
      }
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
        const seen = before.find((old) => old.id === id)?.seen ?? { ...unseen };
        this.armed.push({ ...arm(evaluator, id, request), seen });
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
    // The instruction may be the last of its block, whose names conditions are about.
    const frame = topFrame(vm);
    const before = here.map(({ target }) => held(vm, target, frame));
    return () => {
      here.forEach((each, index) => {
        const access = each.accesses.get(address);
        const [was, is] = [before[index], held(vm, each.target, frame)];
        const isWritten = access === 'writes' || is.whole !== was?.whole;
        const kind = access === 'reads' ? 'read' : isWritten && 'write';
        if (!kind || !this.holds(evaluator, each, kind, frame)) return;
        this.hitIds.push(each.id);
        const done = kind === 'read' ? ` is read: ${is.short}` : `: ${was?.short} → ${is.short}`;
        this.changes.push(`${each.request.name ? dataText(each.request.name) : ''}${done}`);
      });
      if (this.hitIds.length > 0) vm.pauseSoon();
    };
  }

  private holds(
    evaluator: Evaluator,
    { request, condition, hit, seen }: Armed,
    access: 'read' | 'write',
    frame: Frame,
  ): boolean {
    if (request.access !== 'readWrite' && request.access !== access) return false;
    seen.reached++;
    try {
      if (condition && !isTruthy(evaluator.evaluate(condition, frame))) return false;
    } catch (problem) {
      if (!(problem instanceof ExpressionProblem)) throw problem;
      return this.isNewlyBroken(evaluator, seen, problem.message);
    }
    seen.hits++;
    return hit?.(seen.hits) ?? true;
  }

  /** A condition that fails stops the machine once, unless it only executes to get elsewhere. */
  private isNewlyBroken({ vm }: Evaluator, seen: Seen, problem: string): boolean {
    if (seen.broken || vm.journal?.isSeeking) return false;
    seen.broken = true;
    this.problem = `the condition failed: ${problem}`;
    return true;
  }
}

const unseen: Readonly<Seen> = { reached: 0, hits: 0, broken: false };

/** @throws ExpressionProblem for a condition that is none, or that names nothing anywhere */
function arm(evaluator: Evaluator, id: number, request: DataRequest): Omit<Armed, 'seen'> {
  const { condition = '', hitCondition = '', name } = request;
  if (name === undefined) throw new ExpressionProblem('there is nothing of that id to watch');
  const target = targetNamed(evaluator.vm.module, name);
  if (target === undefined) throw new ExpressionProblem(`this program has no ${dataText(name)}`);
  const hit = hitCondition.trim() === '' ? undefined : parseHitCondition(hitCondition);
  if (hitCondition.trim() !== '' && hit === undefined)
    throw new ExpressionProblem(hitConditionHelp);
  const accesses = accessesIn(evaluator.vm.module, target);
  const expression = condition.trim() === '' ? undefined : parse(condition);
  if (expression) checkNames(evaluator, expression, accesses.keys());
  return { ...{ id, request, target, hit, accesses }, condition: expression };
}

/** @throws ExpressionProblem where the names of a condition are known at none of the places */
function checkNames(
  evaluator: Evaluator,
  condition: Expression,
  addresses: Iterable<number>,
): void {
  let first: string | undefined;
  for (const address of addresses) {
    const problem = evaluator.problemAt(condition, address);
    if (problem === undefined) return;
    first ??= problem;
  }
  if (first !== undefined) throw new ExpressionProblem(first);
}

/** What a target holds now, as text: whole for comparing, short for people. */
function held(
  vm: HelixVM,
  target: DataTarget,
  frame: Frame,
): { readonly whole: string; readonly short: string } {
  const value = valueIn(vm, target, frame);
  if (value === undefined) return { whole: '', short: 'not set' };
  const expression = toExpression(vm, value);
  return { whole: formatFully(expression), short: formatValue(expression, { maxLength: 60 }) };
}

function valueIn(vm: HelixVM, target: DataTarget, { call }: Frame): Value | undefined {
  switch (target.kind) {
    case 'property':
      return vm.declarations.get(target.entity)?.properties.get(target.key);
    case 'cell':
      return vm.memory.has(target.address) ? vm.memory.load(target.address) : undefined;
    // Only code of the function accesses it, whose frame is the innermost one.
    case 'local':
      return call.locals[target.slot];
  }
}
