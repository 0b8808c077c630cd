import type { Snapshot } from '../journal/snapshot.js';
import { Tape } from '../journal/tape.js';
import type { AgentHost, AgentReply, AgentRequest } from '../machine/agent-host.js';
import type { RunClock } from '../machine/run-clock.js';
import type { Thread } from '../machine/thread.js';
import type { Timetable } from '../machine/timetable.js';
import type { AgentCall } from './invocation.js';

/** Makes the request of a call once somebody is to be asked. */
export type RequestMaker = (signal: AbortSignal) => AgentRequest;

/** A call whose reply the machine has not seen. */
interface Unanswered {
  readonly thread: Thread;
  readonly call: AgentCall;
  readonly request: RequestMaker;
}

/** A reply that has come in. */
interface Arrival {
  readonly id: number;
  readonly reply: AgentReply;
  /** Real time; the host's own time counts otherwise. */
  readonly atMs: number;
}

interface OpenQuestion {
  readonly abort: AbortController;
  isAnswered: boolean;
}

/** What comes from outside: the time, and replies. */
interface Entry {
  readonly nowMs: number;
  readonly arrivals: readonly Arrival[];
  /** Where an agent was asked: what the host's later replies depend on. */
  readonly asked?: { readonly hostState: unknown };
}

/**
 * The calls to agents, and who waits for their replies.
 *
 * What has come is taken in when the machine looks, at moments of its own, and not when it
 * happens to come. So a run that is repeated finds the same at the same place, and no agent is
 * asked a second time.
 */
export class AgentCalls {
  private readonly tape: Tape<Entry>;
  private readonly unanswered = new Map<number, Unanswered>();
  /** Questions whose replies are wanted, whatever time the machine has been set back to. */
  private readonly open = new Map<number, OpenQuestion>();
  private inbox: Arrival[] = [];
  /** What the next question is answered with, in place of the one who is asked. */
  private nextReply: AgentReply | undefined;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly host: AgentHost,
    private readonly timetable: Timetable,
    private readonly clock: RunClock,
    isRecording: boolean,
  ) {
    this.tape = new Tape(isRecording);
  }

  get time(): AgentHost['time'] {
    return this.host.time;
  }

  /** Whether replies are to come. */
  get areOpen(): boolean {
    return this.unanswered.size > 0;
  }

  /** Whether what is asked and looked for next is what was found before. */
  get isReplaying(): boolean {
    return this.tape.isReplaying;
  }

  get tapePosition(): number {
    return this.tape.position;
  }

  /** Asks for a thread; the reply is in the timetable at once, or some time later. */
  ask(thread: Thread, call: AgentCall, request: RequestMaker): void {
    this.unanswered.set(call.id, { thread, call, request });
    const { arrivals } = this.tape.take(() => {
      const asked = { hostState: this.host.snapshot?.() };
      const { nextReply } = this;
      this.nextReply = undefined;
      if (nextReply) this.supply(call.id, request, nextReply);
      else this.askHost(call.id, request);
      return { nowMs: 0, arrivals: this.inbox.splice(0), asked };
    });
    this.takeIn(arrivals);
  }

  /** Answers a question in place of the one who was asked; whether there is such a question. */
  answer({ id }: AgentCall, reply: AgentReply): boolean {
    const asked = this.unanswered.get(id);
    if (!asked || this.inbox.some((arrival) => arrival.id === id)) return false;
    this.supply(id, asked.request, reply);
    this.giveUp(id);
    for (const resolve of this.waiting.splice(0)) resolve();
    return true;
  }

  /** Answers the next question in place of the one who will be asked. */
  answerNext(reply: AgentReply): void {
    this.nextReply = reply;
  }

  /** Takes in what has come since the last look; the answer is what time it is. */
  look(): number {
    const isVirtual = this.time === 'virtual';
    if (isVirtual && !this.areOpen) return 0;
    const { isReplaying } = this;
    const { nowMs, arrivals } = this.tape.take(() => ({
      nowMs: isVirtual ? 0 : this.clock.nowMs,
      arrivals: this.inbox.splice(0),
    }));
    if (isReplaying) this.clock.nowMs = nowMs;
    this.takeIn(arrivals);
    return nowMs;
  }

  /** Settles once there is something for the next look, which may be now. */
  untilArrival(): Promise<void> {
    if (this.isReplaying || this.inbox.length > 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Says that the reply has reached the one who waited for it. */
  close({ id }: AgentCall): void {
    this.open.delete(id);
  }

  /** Says that nobody waits for a reply any more. */
  cancel({ id }: AgentCall): void {
    this.unanswered.delete(id);
    this.giveUp(id);
  }

  /** The same for all of them. */
  cancelAll(): void {
    for (const id of [...this.open.keys()]) this.giveUp(id);
  }

  keep(snapshot: Snapshot): void {
    const { position } = this.tape;
    const { nextReply } = this;
    snapshot.map(this.unanswered);
    for (const { call } of this.unanswered.values()) {
      const { reply, dueMs } = call;
      snapshot.fields(2, () => {
        call.reply = reply;
        call.dueMs = dueMs;
      });
    }
    snapshot.fields(2, () => {
      this.tape.moveTo(position);
      this.nextReply = nextReply;
    });
  }

  /**
   * Makes what follows a new future. Replies that came for calls made before are kept for it;
   * calls that the old future gave up are made again, and those that it made are given up.
   *
   * @param nextId the first call that has not been made
   */
  forgetFuture(nextId: number): void {
    const future = this.tape.cut();
    const come = future.flatMap(({ arrivals }) => arrivals);
    this.inbox = [...come, ...this.inbox].filter(({ id }) => this.unanswered.has(id));
    const asked = future.find((entry) => entry.asked !== undefined)?.asked;
    if (asked?.hostState !== undefined) this.host.restore?.(asked.hostState);
    for (const id of [...this.open.keys()]) {
      if (id >= nextId) this.giveUp(id);
    }
    const answered = new Set(this.inbox.map(({ id }) => id));
    for (const [id, { request }] of this.unanswered) {
      const isUnderWay = this.open.get(id)?.isAnswered === false;
      if (!answered.has(id) && !isUnderWay) this.askHost(id, request);
    }
  }

  /** Forgets what came before a place of the tape. */
  forgetPast(tapePosition: number): void {
    this.tape.dropBefore(tapePosition);
  }

  /** Answers in place of the one who is asked, who is told. */
  private supply(id: number, request: RequestMaker, reply: AgentReply): void {
    this.host.supplied?.(request(new AbortController().signal), reply);
    this.inbox.push({ id, reply, atMs: this.clock.nowMs });
  }

  private askHost(id: number, request: RequestMaker): void {
    const question: OpenQuestion = { abort: new AbortController(), isAnswered: false };
    this.open.set(id, question);
    const arrive = (reply: AgentReply): void => {
      if (this.open.get(id) !== question) return;
      question.isAnswered = true;
      this.inbox.push({ id, reply, atMs: this.clock.nowMs });
      for (const resolve of this.waiting.splice(0)) resolve();
    };
    const reply = this.host.invoke(request(question.abort.signal));
    if (reply instanceof Promise) reply.then(arrive);
    else arrive(reply);
  }

  private takeIn(arrivals: readonly Arrival[]): void {
    for (const { id, reply, atMs } of arrivals) {
      const found = this.unanswered.get(id);
      if (found === undefined) continue;
      this.unanswered.delete(id);
      const { call, thread } = found;
      const isVirtual = this.time === 'virtual';
      call.reply = reply;
      call.dueMs = isVirtual ? call.askedMs + (reply.afterMs ?? 0) : atMs;
      this.timetable.add({ kind: 'reply', atMs: call.dueMs, thread, call });
    }
  }

  private giveUp(id: number): void {
    const question = this.open.get(id);
    this.open.delete(id);
    question?.abort.abort();
  }
}

/** What a machine without agents answers. */
export const noAgents: AgentHost = {
  time: 'virtual',
  invoke: () => ({ kind: 'failure', message: 'there is nobody to ask in this run' }),
};
