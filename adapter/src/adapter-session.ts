import { type CodeSpan, spanAt } from '@mso/bytecode';
import {
  type AnyRequest,
  type BytesWritten,
  DebugSession,
  type Ending,
  type Frame,
  type SourceBreakpoint,
  type Stop,
} from '@mso/debugger';
import { configToJson, type Journal, reportsOf } from '@mso/vm';
import type { HostedProgram } from './attach/hosted-program.js';
import type { RemoteAdapter } from './attach/remote-adapter.js';
import { interruptedExitCode, type Leaving, type Seated } from './attach/seated.js';
import { breakpointBody } from './breakpoint-body.js';
import type { CodePlace } from './code-place.js';
import type { HotReload } from './hot-reload.js';
import type { LaunchConfiguration } from './launch/configuration.js';
import type { LoadedProgram } from './program/load-program.js';
import { canonicalName } from './program/real-path.js';
import type { Client } from './protocol/client.js';
import { Connection, type Dispatch, type TraceSink } from './protocol/connection.js';
import { notKept } from './protocol/errors.js';
import { Handles } from './protocol/handles.js';
import { Progress } from './protocol/progress.js';
import { sourceBody } from './protocol/wire.js';
import { reportError } from './report-error.js';
import { reportReload } from './report-reload.js';
import { reportWorkflows } from './report-workflows.js';
import { StartGate } from './start-gate.js';
import { describeStop } from './stop-text.js';
import { isReplaced, type VariableSource } from './variable-source.js';

export interface AdapterSessionOptions {
  /** Where messages are logged from the beginning. */
  readonly trace?: TraceSink | undefined;
  /** The program that clients attach to; without it they launch one, or attach elsewhere. */
  readonly program?: HostedProgram | undefined;
}

/** What is announced, and can be taken back for a program that it does not hold for. */
export type RevocableCapability =
  | 'supportsStepBack'
  | 'supportTerminateDebuggee'
  | 'supportSuspendDebuggee';

/**
 * One debugging client: its connection, the debug session behind it, and the numbers that stand
 * for frames and variables on the wire. What requests mean is in `handlers/`.
 */
export class AdapterSession {
  readonly connection: Connection;
  /** Its own, or once it has attached that of the program of this server. */
  debug: DebugSession;
  /** Of a server that clients attach to. */
  readonly hosted: HostedProgram | undefined;
  /** The adapter of another process that this one only passes messages to. */
  remote: RemoteAdapter | undefined;
  /** Of long work. */
  readonly progress: Progress;
  readonly frames: Handles<Frame>;
  readonly variables: Handles<VariableSource>;
  /** Where what variables show is declared. */
  readonly locations: Handles<CodePlace>;
  /** Addresses that execution can be moved to. */
  readonly targets: Handles<number>;
  /** Names of frames that can be stepped into. */
  readonly stepTargets: Handles<string>;
  readonly gate = new StartGate(() =>
    this.output('console', 'The client sends no configurationDone; the program starts without it.'),
  );
  /** What the client said in `initialize`; undefined before it. */
  client: Client | undefined;
  configuration: LaunchConfiguration | undefined;
  /** What the client has configured while no program was there, in its order. */
  readonly configuring: { readonly command: string; readonly args: unknown }[] = [];
  /** The client has asked to attach, and nothing was in its way. */
  isAttached = false;
  /** The client has disconnected, or is gone. */
  hasLeft = false;
  /** The launch is complete: the program was allowed to run. */
  hasBegun = false;
  /** What the compiler had to say about the loaded program; printed when it starts. */
  pendingDiagnostics: LoadedProgram | undefined;
  /** What else is to be said before it runs. */
  pendingNotes: readonly string[] = [];
  /** By `thread/depth`. */
  private readonly frameIds = new Map<string, number>();
  /** Watches the program's files, where changes are to be taken over. */
  watcher: HotReload | undefined;
  /** Whether the client wants to know whenever a step's state is another one. */
  tellsSteps = false;
  /**
   * Whether one debugs in the listing: from a stop at a breakpoint there to one elsewhere. Steps
   * go from instruction to instruction then.
   */
  isInListing = false;
  private sentTerminated = false;
  /** What was taken back of what `initialize` announces. */
  private readonly revoked = new Set<RevocableCapability>();

  constructor(
    serve: (session: AdapterSession, ...request: Parameters<Dispatch>) => ReturnType<Dispatch>,
    /** Called once the session is over and its last message is on the wire. */
    readonly close: () => void,
    { trace, program }: AdapterSessionOptions = {},
  ) {
    this.hosted = program;
    const counter = { next: 1 };
    this.frames = new Handles(counter);
    this.variables = new Handles(counter);
    this.locations = new Handles(counter);
    this.targets = new Handles(counter);
    this.stepTargets = new Handles(counter);
    this.connection = new Connection((command, args, request) =>
      serve(this, command, args, request),
    );
    this.connection.trace = trace;
    this.progress = new Progress((name, body) => this.connection.event(name, body));
    this.debug = new DebugSession({
      schedule: setImmediate,
      canonicalPath: canonicalName,
      events: this.events(),
    });
  }

  /** What the client is told of the program while it runs. */
  events(): Seated {
    return {
      stopped: (stop) => this.reportStop(stop),
      ended: (ending) => this.reportEnd(ending),
      output: (kind, text, address) => this.reportAt(kind, text, address),
      breakpointChanged: (breakpoint) => this.reportBreakpoint(breakpoint),
      stepChanged: () => {
        if (this.tellsSteps) this.connection.event('mso/stepsChanged');
      },
      threadChanged: ({ id }, reason) => this.connection.event('thread', { reason, threadId: id }),
      searching: (share) => this.reportSearch(share),
      said: (text) => this.output('stderr', text),
      reloaded: (text, program) => this.reloaded(text, program),
      interrupted: () => this.terminate(interruptedExitCode),
    };
  }

  /** The client goes, or has gone: what it launched ends, what it attached to is left behind. */
  leave(how: Leaving): void {
    this.hasLeft = true;
    this.gate.cancel();
    this.watcher?.close();
    this.remote?.hangUp();
    if (this.isAttached) this.hosted?.leave(this, how);
    else this.debug.stop();
  }

  /** Ends the program. */
  endProgram(): void {
    this.gate.cancel();
    this.watcher?.close();
    if (this.isAttached) this.hosted?.end();
    else this.debug.stop();
  }

  /** The number of a frame, the same until the program runs on. */
  frameId(frame: Frame): number {
    const key = `${frame.thread.id}/${frame.depth}`;
    const known = this.frameIds.get(key);
    if (known !== undefined) return known;
    const id = this.frames.add(frame);
    this.frameIds.set(key, id);
    return id;
  }

  /** The program is about to run: numbers of this stop name nothing any more. */
  endStop(): void {
    this.frames.endStop();
    this.variables.endStop();
    this.locations.endStop();
    this.targets.endStop();
    this.stepTargets.endStop();
    this.frameIds.clear();
  }

  /** Sets what an expression names. @throws ExpressionProblem */
  assign(target: string, value: string, frame: Frame): void {
    this.debug.assign(target, value, frame);
    this.variables.forget((source) => isReplaced(source, target));
    this.noteChange();
  }

  /** Writes bytes of the machine's memory. */
  writeMemory(write: () => BytesWritten): BytesWritten {
    const written = write();
    if ('count' in written) this.noteChange();
    return written;
  }

  /** The past of the program. @throws RequestError where it is not kept */
  requireJournal(): Journal {
    if (this.debug.journal === undefined) throw notKept();
    return this.debug.journal;
  }

  /** Told when something was changed: in the past, that begins a new future, which is said. */
  noteChange(): void {
    this.noteFuture(this.debug.noteChange());
  }

  /** Says where a new future has begun. */
  noteFuture(isNew: boolean): void {
    if (!isNew) return;
    this.output('console', 'The past was changed: what came after it has not happened any more.');
  }

  /** Says what holds for the program that was loaded, where that is not what was said before. */
  announce(capabilities: Readonly<Partial<Record<RevocableCapability, boolean>>>): void {
    const changed = Object.entries(capabilities).filter(
      ([name, holds]) => holds === this.revoked.has(name as RevocableCapability),
    );
    if (changed.length === 0) return;
    for (const [name, holds] of changed) {
      if (holds) this.revoked.delete(name as RevocableCapability);
      else this.revoked.add(name as RevocableCapability);
    }
    this.connection.event('capabilities', { capabilities: Object.fromEntries(changed) });
  }

  /** Prints to the client's console, with the place it is about, if there is one. */
  output(
    category: 'console' | 'stdout' | 'stderr' | 'important',
    text: string,
    place?: { readonly path: string; readonly line: number; readonly column: number },
  ): void {
    this.connection.event('output', {
      category,
      output: `${text}\n`,
      ...(place && this.client && this.placeBody(this.client, place)),
    });
  }

  /** Told what became of a change of the program. */
  reloaded(text: string, program?: LoadedProgram): void {
    this.output('console', text);
    if (program) reportReload(this);
  }

  /** Says that debugging is over, once. */
  terminate(exitCode?: number): void {
    if (this.sentTerminated) return;
    this.sentTerminated = true;
    this.gate.cancel();
    this.progress.end();
    if (exitCode !== undefined) this.connection.event('exited', { exitCode });
    this.connection.event('terminated');
  }

  get hasTerminated(): boolean {
    return this.sentTerminated;
  }

  /** A program was loaded again: debugging is not over after all. */
  revive(): void {
    this.sentTerminated = false;
  }

  private placeBody(client: Client, place: { path: string; line: number; column: number }): object {
    return {
      source: sourceBody(client, place.path),
      line: client.toLine(place.line),
      column: client.toColumn(place.column),
    };
  }

  private reportStop(stop: Stop): void {
    this.progress.end();
    const { breakpoints } = this.debug;
    if (stop.breakpoints.length > 0) {
      this.isInListing = stop.breakpoints.every((id) => breakpoints.isInListing(id));
    }
    const description = describeStop(stop, this.debug.journal);
    this.connection.event('stopped', {
      reason: stop.isEarliest ? 'entry' : stop.reason === 'end' ? 'pause' : stop.reason,
      threadId: this.debug.currentThread,
      allThreadsStopped: true,
      ...(description !== undefined && { description }),
      ...(stop.text !== undefined && { text: stop.text }),
      ...(stop.breakpoints.length > 0 && { hitBreakpointIds: stop.breakpoints }),
    });
  }

  private reportEnd({ exitCode, error }: Ending): void {
    if (error) reportError(this, error);
    const reports = reportsOf(this.debug.vm);
    if (reports.length > 0) reportWorkflows(this, reports);
    else if (this.configuration?.noDebug && !error) {
      this.output('stdout', configToJson(this.debug.vm.config));
    }
    const { instructionsExecuted } = this.debug.vm.stats;
    const how = exitCode === 0 ? 'ended' : 'failed';
    this.output('console', `The program ${how} after ${instructionsExecuted} instructions.`);
    this.terminate(exitCode);
  }

  private reportSearch(share: number): void {
    if (!this.client?.supportsProgressReporting) return;
    this.progress.note({ title: 'Going back', cancel: () => this.debug.pause() }, share);
  }

  private reportAt(kind: 'warning' | 'log', text: string, address: number): void {
    const span = this.spanOf(address);
    const path = span && this.debug.vm.module.debug?.sources[span.source]?.path;
    const category = kind === 'warning' ? 'stderr' : 'console';
    const message = kind === 'warning' ? `warning: ${text}` : text;
    if (path === undefined || span === undefined) this.output(category, message);
    else this.output(category, message, { path, line: span.startLine, column: span.startColumn });
  }

  private spanOf(address: number): CodeSpan | undefined {
    const { debug } = this.debug.vm.module;
    return debug && spanAt(debug, address);
  }

  private reportBreakpoint(breakpoint: SourceBreakpoint<AnyRequest>): void {
    if (this.client === undefined) return;
    this.connection.event('breakpoint', {
      reason: 'changed',
      breakpoint: breakpointBody(this, this.client, breakpoint),
    });
  }
}
