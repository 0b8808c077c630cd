import type {
  ConditionSpec,
  FlowSpec,
  RetrySpec,
  StepSpec,
  WorkflowSpec,
} from './random-workflow.js';

/** How a step fares, by the model. */
export interface ModelStep {
  status: 'pending' | 'running' | 'completed' | 'failed' | 'skipped';
  attempts: number;
  startedMs: number | undefined;
  endedMs: number | undefined;
  output: number | null;
}

export interface ModelResult {
  readonly status: 'completed' | 'failed';
  readonly endedMs: number;
  readonly steps: Readonly<Record<string, ModelStep>>;
  /** `STEP ATTEMPT INPUTS` in the order of the steps' names and attempts. */
  readonly asked: readonly string[];
  /** Two events fell on one moment, so that their order is a matter of threads. */
  readonly hasTies: boolean;
}

/** What the agent answers to an attempt. */
export function outputOf(step: string, attempt: number): number {
  return 100 * Number(step.slice(1)) + attempt;
}

/** A step or a condition of the pipeline, and the items it waits for. */
interface Item {
  readonly step?: StepSpec;
  readonly condition?: ConditionSpec;
  readonly after: Set<Item>;
  /** The conditions that it stands under; undefined where some place of it has none. */
  places: { readonly item: Item; readonly branch: boolean }[] | undefined;
  isParallel: boolean;
  state: 'open' | 'begun' | 'over' | 'blocked';
  holds?: boolean;
}

/** An attempt that runs, or the pause before the next one. */
interface Running {
  readonly item: Item;
  readonly step: StepSpec;
  readonly atMs: number;
  readonly what: 'output' | 'failure' | 'next';
}

/**
 * Runs a workflow as its description reads: no threads, no instructions, no queues. The
 * workflow's own thread does one thing at a time; parallel steps run beside it.
 */
export function runModel(spec: WorkflowSpec): ModelResult {
  return new Model(spec).run();
}

class Model {
  private readonly items: Item[];
  private readonly steps: Record<string, ModelStep> = {};
  private readonly asked: string[] = [];
  private running: Running[] = [];
  /** Parallel steps that have begun and have not looked at their condition. */
  private starting: Item[] = [];
  /** What the workflow's own thread works on. */
  private busyWith: Item | undefined;
  private nowMs = 0;
  private hasTies = false;

  constructor(private readonly spec: WorkflowSpec) {
    for (const { name } of spec.steps) {
      this.steps[name] = {
        ...{ status: 'pending', attempts: 0, output: null },
        ...{ startedMs: undefined, endedMs: undefined },
      };
    }
    this.items = itemsOf(spec);
  }

  run(): ModelResult {
    let isTimedOut = false;
    this.goOn();
    while (this.running.length > 0) {
      const next = this.running.reduce((a, b) => (b.atMs < a.atMs ? b : a));
      this.hasTies ||= this.running.some((each) => each !== next && each.atMs === next.atMs);
      const { timeoutMs } = this.spec;
      this.hasTies ||= next.atMs === timeoutMs;
      if (timeoutMs !== undefined && timeoutMs < next.atMs) {
        this.timeOut(timeoutMs);
        isTimedOut = true;
        break;
      }
      this.nowMs = next.atMs;
      this.running = this.running.filter((each) => each !== next);
      this.happen(next);
      this.goOn();
    }
    const isFailed = isTimedOut || Object.values(this.steps).some((s) => s.status === 'failed');
    return {
      status: isFailed ? 'failed' : 'completed',
      endedMs: this.nowMs,
      steps: this.steps,
      asked: this.asked.toSorted(),
      hasTies: this.hasTies,
    };
  }

  private happen({ item, step, what }: Running): void {
    const state = this.stateOf(step.name);
    if (what === 'next') return this.attempt(item, step);
    if (what === 'output') {
      state.output = outputOf(step.name, state.attempts);
      return this.end(item, state, 'completed');
    }
    const policy = step.retry ?? this.spec.retry;
    if (state.attempts >= (policy?.attemptsMax ?? 1)) return this.end(item, state, 'failed');
    const atMs = this.nowMs + pauseMs(policy, state.attempts);
    this.running.push({ item, step, atMs, what: 'next' });
  }

  private end(item: Item, state: ModelStep, status: 'completed' | 'failed' | 'skipped'): void {
    state.status = status;
    state.startedMs ??= this.nowMs;
    state.endedMs = this.nowMs;
    item.state = status === 'failed' ? 'blocked' : 'over';
    if (this.busyWith === item) this.busyWith = undefined;
  }

  /** Does all that can be done at this moment. */
  private goOn(): void {
    do {
      this.ownThread();
      while (this.starting.length > 0) {
        const item = this.starting.shift();
        if (item?.step) this.enter(item, item.step);
        if (this.busyWith) this.settle();
      }
    } while (!this.busyWith && this.canGoOn());
  }

  private canGoOn(): boolean {
    return this.items.some((item) => item.state === 'open' && isReady(item));
  }

  private ownThread(): void {
    this.settle();
    while (!this.busyWith) {
      const ready = this.items.filter((item) => item.state === 'open' && isReady(item));
      const item = ready.find(({ condition }) => condition) ?? ready[0];
      if (item === undefined) return;
      if (item.condition) {
        item.holds = this.holds(item.condition);
        item.state = 'over';
      } else if (item.step) {
        this.busyWith = item;
        this.begin(item, item.step);
        this.enter(item, item.step);
      }
      this.settle();
    }
  }

  /** Skips what will not run and begins parallel steps, until nothing more of that kind is left. */
  private settle(): void {
    for (;;) {
      const item = this.items.find(
        (each) => each.state === 'open' && isReady(each) && !this.isForOwnThread(each),
      );
      if (item === undefined) return;
      const isBlocked = [...item.after].some(({ state }) => state === 'blocked');
      if (isBlocked || !isChosen(item)) {
        if (item.step) this.end(item, this.stateOf(item.step.name), 'skipped');
        item.state = isBlocked ? 'blocked' : 'over';
      } else if (item.step) {
        this.begin(item, item.step);
        this.starting.push(item);
      }
    }
  }

  private isForOwnThread(item: Item): boolean {
    const isBlocked = [...item.after].some(({ state }) => state === 'blocked');
    return !isBlocked && isChosen(item) && !item.isParallel;
  }

  private begin(item: Item, step: StepSpec): void {
    item.state = 'begun';
    const state = this.stateOf(step.name);
    state.status = 'running';
    state.startedMs = this.nowMs;
  }

  private enter(item: Item, step: StepSpec): void {
    if (step.when && !this.holds(step.when)) this.end(item, this.stateOf(step.name), 'skipped');
    else this.attempt(item, step);
  }

  private attempt(item: Item, step: StepSpec): void {
    const state = this.stateOf(step.name);
    state.attempts++;
    const inputs = step.dependsOn.map((name) => `${name}=${this.stateOf(name).output}`);
    this.asked.push(`${step.name} ${state.attempts} ${inputs.join(' ')}`);
    const reply = step.replies[Math.min(state.attempts, step.replies.length) - 1];
    if (reply === undefined) throw new Error('a step without replies');
    const { timeoutMs } = step;
    const isLate = timeoutMs !== undefined && reply.afterMs > timeoutMs;
    this.running.push({
      ...{ item, step, atMs: this.nowMs + (isLate ? timeoutMs : reply.afterMs) },
      what: isLate || reply.fails ? 'failure' : 'output',
    });
  }

  private timeOut(atMs: number): void {
    this.nowMs = atMs;
    for (const state of Object.values(this.steps)) {
      if (state.endedMs !== undefined) continue;
      state.status = state.status === 'running' ? 'failed' : 'skipped';
      state.startedMs ??= atMs;
      state.endedMs = atMs;
    }
  }

  private holds(condition: ConditionSpec): boolean {
    if (condition.kind === 'constant') return condition.holds;
    const { status, attempts } = this.stateOf(condition.step);
    return condition.kind === 'tried twice' ? attempts >= 2 : status === condition.kind;
  }

  private stateOf(name: string): ModelStep {
    const state = this.steps[name];
    if (state === undefined) throw new Error(`there is no step ${name}`);
    return state;
  }
}

function isReady({ after }: Item): boolean {
  return [...after].every(({ state }) => state === 'over' || state === 'blocked');
}

function isChosen({ places }: Item): boolean {
  return places === undefined || places.some(({ item, branch }) => item.holds === branch);
}

function pauseMs(policy: RetrySpec | undefined, attempts: number): number {
  const { delayMs, backoff } = policy ?? { delayMs: 0, backoff: 'fixed' };
  if (backoff === 'linear') return delayMs * attempts;
  return backoff === 'exponential' ? delayMs * 2 ** (attempts - 1) : delayMs;
}

/** The steps in the order of their declaration, and the conditions behind them. */
function itemsOf({ steps, pipeline }: WorkflowSpec): Item[] {
  const byName = new Map<string, Item>();
  for (const step of steps) {
    const { isParallel } = step;
    byName.set(step.name, { step, after: new Set(), places: undefined, isParallel, state: 'open' });
  }
  for (const { name, dependsOn } of steps) {
    for (const needed of dependsOn) link(byName.get(needed), byName.get(name));
  }
  const named = new Set<Item>();
  const conditions: Item[] = [];
  const walk = (nodes: readonly FlowSpec[], place: Place): Ends => {
    const ends = nodes.map((node) => walkNode(node, place)).filter(({ first }) => first.length > 0);
    ends.slice(1).forEach(({ first }, index) => {
      for (const later of first) for (const item of ends[index]?.last ?? []) link(item, later);
    });
    return { first: ends[0]?.first ?? [], last: ends.at(-1)?.last ?? [] };
  };
  const walkNode = (node: FlowSpec, { under, isParallel }: Place): Ends => {
    if (node.kind === 'parallel') {
      const ends = node.branches.map((each) => walkNode(each, { under, isParallel: true }));
      return { first: ends.flatMap((e) => e.first), last: ends.flatMap((e) => e.last) };
    }
    if (node.kind === 'step') {
      const item = byName.get(node.name);
      if (item === undefined) throw new Error(`there is no step ${node.name}`);
      item.isParallel ||= isParallel;
      if (!named.has(item)) item.places = under ? [under] : undefined;
      else if (under) item.places?.push(under);
      else item.places = undefined;
      named.add(item);
      return { first: [item], last: [item] };
    }
    const { condition } = node;
    const places = under ? [under] : undefined;
    const item: Item = { condition, after: new Set(), places, isParallel: false, state: 'open' };
    conditions.push(item);
    const branches = [true, false].map((branch) =>
      walk(branch ? node.whenTrue : node.whenFalse, { under: { item, branch }, isParallel }),
    );
    for (const { first } of branches) for (const each of first) link(item, each);
    return { first: [item], last: [item, ...branches.flatMap(({ last }) => last)] };
  };
  walk(pipeline ?? [], { under: undefined, isParallel: false });
  return [...byName.values(), ...conditions];
}

interface Place {
  readonly under: { readonly item: Item; readonly branch: boolean } | undefined;
  readonly isParallel: boolean;
}

interface Ends {
  readonly first: readonly Item[];
  readonly last: readonly Item[];
}

function link(earlier: Item | undefined, later: Item | undefined): void {
  if (earlier && later) later.after.add(earlier);
}
