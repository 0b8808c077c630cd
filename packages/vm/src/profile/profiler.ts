import type { Module } from '@mso/bytecode';
import type { AgentReply } from '../machine/agent-host.js';
import type { Clock } from '../machine/clock.js';
import { HelixVM } from '../machine/helix-vm.js';
import type { Thread } from '../machine/thread.js';
import type { VMConfig } from '../machine/vm-config.js';
import type { RunOptions, RunOutcome, VMEvents, VMOptions } from '../machine/vm-options.js';
import type { VMStats } from '../machine/vm-stats.js';
import type { AgentCall } from '../workflow/invocation.js';
import type { StepRun } from '../workflow/step-run.js';
import { CallTree } from './call-tree.js';
import { ThreadTrack } from './thread-track.js';
import { type Stretch, Timeline } from './timeline.js';

/** Where the time and the instructions of a run went. */
export interface Profile {
  readonly module: Module;
  readonly tree: CallTree;
  /** By the agents' names, in the order in which they were first asked. */
  readonly agents: ReadonlyMap<string, AgentFigures>;
  /** Real time in its order, waiting included. */
  readonly realTimeline: readonly Stretch[];
  /** Machine time of each thread, in the order in which they began. */
  readonly machineTimelines: readonly (readonly Stretch[])[];
  readonly stats: VMStats;
  readonly vmConfig: VMConfig;
  /** Time that the machine took to execute. */
  readonly realMs: number;
  /** Time that it waited for what is outside of it. */
  readonly waitingMs: number;
  /** How long the run took in machine time. */
  readonly machineMs: number;
}

export interface AgentFigures {
  calls: number;
  failures: number;
  machineMs: number;
  inputTokens: number;
  outputTokens: number;
}

/**
 * Runs a machine and watches where it spends what.
 *
 * The machine executes one instruction at a time, so that counts are exact. Between two of them
 * the profiler looks at the clock twice and leaves out what it took itself: the times are those of
 * single instructions, longer than in a run that nobody watches, in which many go at once, but
 * comparable with each other. What lets time pass, wakes threads and takes replies in counts to
 * the instruction before. Machine time counts for each thread by itself, where it stands.
 */
export class Profiler {
  readonly vm: HelixVM;
  private readonly tree: CallTree;
  private readonly tracks = new Map<number, ThreadTrack>();
  private readonly machineTimelines: Timeline[] = [];
  private readonly agents = new Map<string, AgentFigures>();
  private readonly realTimeline = new Timeline();
  /** That of the instruction that executes, or has executed last. */
  private track: ThreadTrack | undefined;
  /** The clock's time up to which all has been counted; undefined before the first run. */
  private countedMs: number | undefined;
  private countedInstructions = 0;
  private realMs = 0;
  private waitingMs = 0;

  /** @param options those of the machine, whose events are passed on */
  constructor(
    private readonly module: Module,
    options: VMOptions,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.tree = new CallTree(module);
    this.vm = new HelixVM(module, { ...options, events: this.listening(options.events ?? {}) });
  }

  /** As `HelixVM.run`; time between two of them is time that the machine waited. */
  run(options: RunOptions = {}): RunOutcome {
    this.countWaiting();
    this.track = undefined;
    const trace = (address: number): void => {
      this.count();
      this.moveTo(address);
      options.trace?.(address);
      this.countedMs = this.clock.now();
    };
    const outcome = this.vm.run({ ...options, trace });
    this.count();
    this.countedMs = this.clock.now();
    return outcome;
  }

  /** What has been found so far. */
  profile(): Profile {
    for (const track of this.tracks.values()) track.countUntil(this.vm.nowMs);
    const { module, tree, agents, realMs, waitingMs, vm } = this;
    return {
      ...{ module, tree, agents, realMs, waitingMs },
      ...{ stats: vm.stats, vmConfig: vm.vmConfig },
      machineMs: vm.nowMs,
      realTimeline: this.realTimeline.stretches,
      machineTimelines: this.machineTimelines.map(({ stretches }) => stretches),
    };
  }

  private countWaiting(): void {
    const nowMs = this.clock.now();
    const ms = nowMs - (this.countedMs ?? nowMs);
    this.countedMs = nowMs;
    this.waitingMs += ms;
    this.realTimeline.add(this.tree.idle, ms);
  }

  /** Counts what the last instruction has done, and how long that took. */
  private count(): void {
    const { track, vm } = this;
    if (track === undefined) return;
    const ms = this.clock.now() - (this.countedMs ?? 0);
    track.cell.realMs += ms;
    track.cell.instructions += vm.executedInstructions - this.countedInstructions;
    this.countedInstructions = vm.executedInstructions;
    this.realMs += ms;
    this.realTimeline.add(track.node, ms);
    this.notePeaks(track);
  }

  private moveTo(address: number): void {
    const { vm } = this;
    const thread = vm.scheduler.current;
    const track = this.track?.thread === thread ? this.track : this.trackOf(thread);
    track.moveTo(address, vm.nowMs);
    this.track = track;
    this.notePeaks(track);
  }

  private notePeaks({ cell, thread }: ThreadTrack): void {
    cell.peakStackSize = Math.max(cell.peakStackSize, thread.stack.size);
    cell.peakMemoryUsage = Math.max(cell.peakMemoryUsage, this.vm.memory.size);
    cell.peakCallDepth = Math.max(cell.peakCallDepth, thread.callStack.length);
  }

  private trackOf(thread: Thread): ThreadTrack {
    const known = this.tracks.get(thread.id);
    if (known) return known;
    const track = new ThreadTrack(this.tree, thread, this.vm.nowMs);
    this.tracks.set(thread.id, track);
    this.machineTimelines.push(track.timeline);
    return track;
  }

  private listening(own: VMEvents): VMEvents {
    return {
      ...own,
      step: (run) => {
        this.noteStep(run);
        own.step?.(run);
      },
      thread: (thread, change) => {
        if (change === 'exited') this.endTrack(thread);
        own.thread?.(thread, change);
      },
      call: (thread, call, reply) => {
        this.noteCall(thread, call, reply);
        own.call?.(thread, call, reply);
      },
    };
  }

  /** Until its next attempt a step waits in its own frame, no longer in that of the attempt. */
  private noteStep(run: StepRun): void {
    if (run.status !== 'running' || run.error === undefined) return;
    for (const track of this.tracks.values()) {
      const { thread } = track;
      if (thread.state.kind === 'retry' && thread.stepRun === run) {
        track.moveTo(thread.registers.programCounter, this.vm.nowMs);
      }
    }
  }

  private noteCall(thread: Thread, call: AgentCall, reply: AgentReply | undefined): void {
    const { cell } = this.trackOf(thread);
    const agent = this.agentFigures(call.agent.name);
    if (reply === undefined) {
      cell.agentCalls++;
      agent.calls++;
      return;
    }
    agent.machineMs += this.vm.nowMs - call.askedMs;
    if (reply.kind === 'failure') agent.failures++;
    else if (reply.usage) {
      const { inputTokens, outputTokens } = reply.usage;
      cell.inputTokens += inputTokens;
      cell.outputTokens += outputTokens;
      agent.inputTokens += inputTokens;
      agent.outputTokens += outputTokens;
    }
  }

  private agentFigures(name: string): AgentFigures {
    const known = this.agents.get(name);
    if (known) return known;
    const made = { calls: 0, failures: 0, machineMs: 0, inputTokens: 0, outputTokens: 0 };
    this.agents.set(name, made);
    return made;
  }

  private endTrack(thread: Thread): void {
    this.tracks.get(thread.id)?.countUntil(this.vm.nowMs);
    this.tracks.delete(thread.id);
  }
}
