import { type Expression, isTruthy } from '@mso/language';
import type { Snapshot } from '@mso/vm';
import { type Evaluator, ExpressionProblem, parse } from '../evaluation/evaluator.js';
import type { Listing } from '../listing.js';
import { formatValue } from '../views/format.js';
import type { BreakpointHit } from './breakpoint-hit.js';
import { DataBreakpoints } from './data-breakpoints.js';
import { hitConditionHelp, parseHitCondition } from './hit-condition.js';
import { type Location, type Placement, SourceLocations } from './locations.js';
import { type LogPart, parseLogMessage } from './log-message.js';
import { functionPlaces, instructionPlace, type NoPlace } from './named-places.js';
import type {
  AnyRequest,
  ArmedBreakpoint,
  BreakpointOptions,
  BreakpointRequest,
  FunctionRequest,
  InstructionRequest,
  SourceBreakpoint,
} from './source-breakpoint.js';

export interface BreakpointEvents {
  /** The message of a log point. */
  log(text: string, breakpoint: ArmedBreakpoint): void;
  /** Something about a breakpoint changed after it was set. */
  changed(breakpoint: SourceBreakpoint<AnyRequest>): void;
}

/** Where wishes are kept that name no source. No path begins like this. */
const functionsKey = '\0functions';
const instructionsKey = '\0instructions';

/**
 * The breakpoints of a session that stand at instructions.
 *
 * A person's wishes are kept by source, or by what else they name, and outlive the machine: `bind`
 * puts them on a new one (after a restart, or when the program is loaded at last), with the same
 * ids.
 */
export class Breakpoints {
  private readonly bySource = new Map<string, SourceBreakpoint<AnyRequest>[]>();
  private armed = new Map<number, ArmedBreakpoint[]>();
  private evaluator: Evaluator | undefined;
  private locations = new Map<string, SourceLocations>();
  private listing: Listing | undefined;
  private nextId = 1;
  /** Those on values, which stand at no instruction. */
  readonly data = new DataBreakpoints(() => this.nextId++);
  private lastHit: BreakpointHit | undefined;

  constructor(
    private readonly events: BreakpointEvents,
    /** Sources are kept by this name of theirs, so that a file of two names is one source. */
    private readonly canonicalPath: (path: string) => string = (path) => path,
  ) {}

  /**
   * Puts every breakpoint on a machine; those whose state changes are reported. A machine that goes
   * on where another stood keeps how often they were reached.
   */
  bind(evaluator: Evaluator, listing?: Listing, counts?: 'keep counts'): void {
    this.listing = listing;
    this.evaluator = evaluator;
    this.data.bind(evaluator);
    const { module } = evaluator.vm;
    const all = SourceLocations.ofModule(module);
    this.locations = new Map();
    module.debug?.sources.forEach(({ path }, index) => {
      const places = all[index];
      if (places) this.locations.set(this.canonicalPath(path), places);
    });
    for (const [path, old] of this.bySource) {
      const bound = old.map((each) => {
        const now = this.resolve(path, each.id, each.request);
        if (counts && isArmed(now) && isArmed(each)) takeCounts(now, each);
        return now;
      });
      this.bySource.set(path, bound);
      bound.forEach((breakpoint, index) => {
        if (!looksSame(breakpoint, old[index])) this.events.changed(breakpoint);
      });
    }
    this.arm();
  }

  /** Sources that have breakpoints are called otherwise from now on. */
  rename(nameOf: (name: string) => string): void {
    for (const [path, breakpoints] of [...this.bySource]) {
      const name = nameOf(path);
      if (name === path) continue;
      this.bySource.delete(path);
      this.bySource.set(this.canonicalPath(name), breakpoints);
    }
  }

  /** Replaces the breakpoints of one source; the answers are in the order of the requests. */
  set(name: string, requests: readonly BreakpointRequest[]): readonly SourceBreakpoint[] {
    return this.replace(this.canonicalPath(name), requests);
  }

  /** Replaces the breakpoints that name what they stop at. */
  setFunctions(requests: readonly FunctionRequest[]): readonly SourceBreakpoint<FunctionRequest>[] {
    return this.replace(functionsKey, requests);
  }

  /** Replaces the breakpoints at addresses. */
  setInstructions(
    requests: readonly InstructionRequest[],
  ): readonly SourceBreakpoint<InstructionRequest>[] {
    return this.replace(instructionsKey, requests);
  }

  /** Takes all away, those on values as well, and counts from 1 again: for another client. */
  clear(): void {
    this.bySource.clear();
    this.data.replace([]);
    this.arm();
    this.nextId = 1;
  }

  /** Whether a breakpoint was set at an address, and not at a place of the text or a name. */
  isInstruction(id: number): boolean {
    return this.bySource.get(instructionsKey)?.some((each) => each.id === id) ?? false;
  }

  isFunction(id: number): boolean {
    return this.bySource.get(functionsKey)?.some((each) => each.id === id) ?? false;
  }

  /** Whether a breakpoint was set in the listing. */
  isInListing(id: number): boolean {
    const path = this.listing && this.canonicalPath(this.listing.path);
    return this.bySource.get(path ?? '')?.some((each) => each.id === id) ?? false;
  }

  private replace<Request extends AnyRequest>(
    path: string,
    requests: readonly Request[],
  ): readonly SourceBreakpoint<Request>[] {
    const before = [...(this.bySource.get(path) ?? [])];
    const now = requests.map((request) => {
      const index = before.findIndex((old) => sameRequest(old.request, request));
      const [same] = index < 0 ? [] : before.splice(index, 1);
      if (same) return same;
      const moved = before.findIndex((old) => samePlace(old.request, request));
      const [edited] = moved < 0 ? [] : before.splice(moved, 1);
      return this.resolve(path, edited?.id ?? this.nextId++, request);
    });
    this.bySource.set(path, now);
    this.arm();
    // Each answers the request of its index, and carries it.
    return now as readonly SourceBreakpoint<AnyRequest>[] as readonly SourceBreakpoint<Request>[];
  }

  /** The places where a breakpoint could stand on some lines of a source. */
  placesBetween(path: string, startLine: number, endLine: number): Location[] {
    return this.placesOf(this.canonicalPath(path))?.between(startLine, endLine) ?? [];
  }

  /** A listing is only made where somebody wants it. */
  private placesOf(path: string): SourceLocations | undefined {
    const { listing } = this;
    if (listing && !this.locations.has(path) && path === this.canonicalPath(listing.path)) {
      this.locations.set(path, SourceLocations.ofListing(listing));
    }
    return this.locations.get(path);
  }

  /** How often each was reached belongs to the moment, as the machine's own state does. */
  keep(snapshot: Snapshot): void {
    snapshot.add(this.data);
    const before = new Map(this.all.map((each) => [each, [each.reached, each.hits]]));
    snapshot.fields(before.size, () => {
      for (const each of this.all) {
        const [reached = 0, hits = 0] = before.get(each) ?? [];
        Object.assign(each, { reached, hits });
      }
    });
  }

  private get all(): ArmedBreakpoint[] {
    return [...this.bySource.values()].flat().filter(isArmed);
  }

  /** By source, whether they are verified or not; requests tell those of names and addresses. */
  get wishes(): ReadonlyMap<string, readonly SourceBreakpoint<AnyRequest>[]> {
    return this.bySource;
  }

  /** What one has seen so far; undefined where it is not verified. */
  seen(id: number): Pick<ArmedBreakpoint, 'reached' | 'hits' | 'broken'> | undefined {
    return this.all.find((each) => each.id === id) ?? this.data.seen.get(id);
  }

  /** The machine only executes to get to another moment: nobody is told. */
  private get isQuiet(): boolean {
    return this.evaluator?.vm.journal?.isSeeking === true;
  }

  /** What has held since this was asked last. */
  takeHit(): BreakpointHit | undefined {
    const { lastHit } = this;
    this.lastHit = undefined;
    return lastHit;
  }

  private resolve(path: string, id: number, request: AnyRequest): SourceBreakpoint<AnyRequest> {
    const refuse = (
      reason: 'pending' | 'failed',
      message: string,
    ): SourceBreakpoint<AnyRequest> => ({
      id,
      request,
      verified: false,
      reason,
      message,
    });
    if (this.evaluator === undefined) return refuse('pending', 'the program is not loaded yet');
    const location = this.placeOf(this.evaluator, path, request);
    if (!('address' in location)) return refuse(location.reason, location.message);
    const { condition, hitCondition, logMessage } = request;
    if (!given(condition) && !given(hitCondition) && !given(logMessage)) {
      const armed: ArmedBreakpoint = {
        id,
        request,
        verified: true,
        location,
        reached: 0,
        hits: 0,
        broken: false,
      };
      return armed;
    }
    try {
      return this.prepare(this.evaluator, { id, request, verified: true, location });
    } catch (problem) {
      if (problem instanceof ExpressionProblem) return refuse('failed', problem.message);
      throw problem;
    }
  }

  private placeOf({ vm }: Evaluator, path: string, request: AnyRequest): Placement | NoPlace {
    if ('name' in request) return functionPlaces(vm, request.name);
    if ('address' in request) return instructionPlace(vm.module, request.address);
    if (request.line < 1) return { reason: 'failed', message: 'there is no such line' };
    const places = this.placesOf(path);
    if (places === undefined) {
      return { reason: 'pending', message: 'the program has no code from this file' };
    }
    return (
      places.resolve(request.line, request.column) ?? {
        reason: 'failed',
        message: 'there is no code at or behind this line',
      }
    );
  }

  private prepare(
    evaluator: Evaluator,
    breakpoint: SourceBreakpoint<AnyRequest> & { readonly location: Placement },
  ): ArmedBreakpoint {
    const { condition, hitCondition, logMessage } = breakpoint.request;
    const { address, others } = breakpoint.location;
    const places = [address, ...others];
    const expression = given(condition) ? parse(condition) : undefined;
    const hit = given(hitCondition) ? parseHitCondition(hitCondition) : undefined;
    if (given(hitCondition) && hit === undefined) throw new ExpressionProblem(hitConditionHelp);
    const log = given(logMessage) ? parseLogMessage(logMessage) : undefined;
    if (log && 'problem' in log) throw new ExpressionProblem(log.problem);
    for (const used of [expression, ...(log?.parts ?? []).map(expressionOf)]) {
      const problems = places.map((place) => used && evaluator.problemAt(used, place));
      const [problem] = problems;
      if (problem !== undefined && !problems.includes(undefined)) {
        throw new ExpressionProblem(problem);
      }
    }
    return {
      ...breakpoint,
      reached: 0,
      hits: 0,
      broken: false,
      ...(expression && { condition: expression }),
      ...(hit && { hit }),
      ...(log && { log: log.parts }),
    };
  }

  /** Gives the machine one breakpoint an address, which asks all of ours that stand there. */
  private arm(): void {
    const vm = this.evaluator?.vm;
    if (vm === undefined) return;
    for (const address of this.armed.keys()) vm.removeBreakpoint(address);
    this.armed = new Map();
    for (const breakpoint of this.all) {
      const { address, others } = breakpoint.location;
      this.armAt(address, breakpoint);
      for (const other of others) this.armAt(other, breakpoint);
    }
    for (const [address, breakpoints] of this.armed) {
      vm.setBreakpoint(address, { holds: () => this.holds(breakpoints) });
    }
  }

  private armAt(address: number, breakpoint: ArmedBreakpoint): void {
    const known = this.armed.get(address);
    if (known) known.push(breakpoint);
    else this.armed.set(address, [breakpoint]);
  }

  /** A step that tries once more comes to its beginning again, where it began before. */
  private get isAtRetry(): boolean {
    const { vm } = this.evaluator ?? {};
    const { function: called, stepRun } = vm?.currentFrame ?? {};
    const isAtStart = called?.start === vm?.registers.programCounter;
    return called?.kind === 'step' && isAtStart && (stepRun?.attempts ?? 0) > 0;
  }

  private holds(breakpoints: readonly ArmedBreakpoint[]): boolean {
    const ids: number[] = [];
    const problems: string[] = [];
    for (const breakpoint of breakpoints) {
      const verdict = this.judge(breakpoint);
      if (verdict !== false) ids.push(breakpoint.id);
      if (typeof verdict === 'string') problems.push(verdict);
    }
    if (ids.length === 0) return false;
    this.lastHit = { ids, ...(problems.length > 0 && { problem: problems.join('\n') }) };
    return true;
  }

  /** Whether one breakpoint stops; a text is a condition that failed, which stops once. */
  private judge(breakpoint: ArmedBreakpoint): boolean | string {
    if ('name' in breakpoint.request && this.isAtRetry) return false;
    breakpoint.reached++;
    try {
      if (
        breakpoint.condition &&
        !isTruthy(this.evaluator?.evaluate(breakpoint.condition) ?? null)
      ) {
        return false;
      }
      breakpoint.hits++;
      if (breakpoint.hit && !breakpoint.hit(breakpoint.hits)) return false;
      if (breakpoint.log === undefined) return true;
      if (this.isQuiet) return false;
      this.events.log(breakpoint.log.map((part) => this.logText(part)).join(''), breakpoint);
      return false;
    } catch (problem) {
      if (!(problem instanceof ExpressionProblem)) throw problem;
      return this.isQuiet ? false : this.reportBroken(breakpoint, problem.message);
    }
  }

  private reportBroken(breakpoint: ArmedBreakpoint, problem: string): string | false {
    if (breakpoint.broken) return false;
    breakpoint.broken = true;
    const what = breakpoint.log ? 'log point' : 'condition';
    const message = `the ${what} failed: ${problem}`;
    this.events.changed({ ...breakpoint, message });
    return message;
  }

  private logText(part: LogPart): string {
    if ('text' in part) return part.text;
    const value = this.evaluator?.evaluate(part.expression) ?? null;
    return typeof value === 'string' ? value : formatValue(value);
  }
}

function expressionOf(part: LogPart): Expression | undefined {
  return 'expression' in part ? part.expression : undefined;
}

function given(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

function isArmed(breakpoint: SourceBreakpoint<AnyRequest>): breakpoint is ArmedBreakpoint {
  return breakpoint.verified && breakpoint.location !== undefined;
}

/** Whether what a person sees of a breakpoint is the same. */
function looksSame(
  one: SourceBreakpoint<AnyRequest>,
  other: SourceBreakpoint<AnyRequest> | undefined,
): boolean {
  const [here, there] = [one.location?.span, other?.location?.span];
  return (
    one.verified === other?.verified &&
    one.message === other.message &&
    here?.startLine === there?.startLine &&
    here?.startColumn === there?.startColumn
  );
}

function samePlace(a: AnyRequest, b: AnyRequest): boolean {
  if ('name' in a) return 'name' in b && a.name === b.name;
  if ('address' in a) return 'address' in b && a.address === b.address;
  return 'line' in b && a.line === b.line && a.column === b.column;
}

function sameRequest(a: AnyRequest, b: AnyRequest): boolean {
  return samePlace(a, b) && sameOptions(a, b);
}

function sameOptions(a: BreakpointOptions, b: BreakpointOptions): boolean {
  return (
    a.condition === b.condition &&
    a.hitCondition === b.hitCondition &&
    a.logMessage === b.logMessage
  );
}

function takeCounts(to: ArmedBreakpoint, { reached, hits, broken }: ArmedBreakpoint): void {
  Object.assign(to, { reached, hits, broken });
}
