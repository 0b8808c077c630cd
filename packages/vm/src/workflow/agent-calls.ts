import type { AgentHost, AgentReply, AgentRequest } from '../machine/agent-host.js';
import type { Thread } from '../machine/thread.js';
import type { Timetable } from '../machine/timetable.js';
import type { AgentCall } from './invocation.js';

/** The calls to agents, and who waits for their replies. */
export class AgentCalls {
  /** Calls whose reply has not come. */
  readonly unanswered = new Set<AgentCall>();
  private readonly waiting: (() => void)[] = [];
  /** A reply has come since the machine last found that it has to wait. */
  private hasNews = false;

  constructor(
    private readonly host: AgentHost,
    private readonly timetable: Timetable,
    private readonly nowMs: () => number,
  ) {}

  get time(): AgentHost['time'] {
    return this.host.time;
  }

  /** Asks for a thread; the reply is in the timetable at once, or some time later. */
  ask(thread: Thread, call: AgentCall, request: AgentRequest): void {
    this.unanswered.add(call);
    call.abort.signal.addEventListener('abort', () => this.unanswered.delete(call));
    const reply = this.host.invoke(request);
    if (reply instanceof Promise) reply.then((come) => this.arrive(thread, call, come));
    else this.arrive(thread, call, reply);
  }

  /** The machine has seen what has come, and waits for more. */
  noteWaiting(): void {
    this.hasNews = false;
  }

  /** Settles once a reply has come that the machine has not seen, which may be now. */
  untilArrival(): Promise<void> {
    if (this.hasNews) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private arrive(thread: Thread, call: AgentCall, reply: AgentReply): void {
    if (!this.unanswered.delete(call)) return;
    call.reply = reply;
    const isVirtual = this.host.time === 'virtual';
    const atMs = isVirtual ? call.askedMs + (reply.afterMs ?? 0) : this.nowMs();
    call.dueMs = atMs;
    this.timetable.add({ kind: 'reply', atMs, thread, call });
    this.hasNews = true;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/** What a machine without agents answers. */
export const noAgents: AgentHost = {
  time: 'virtual',
  invoke: () => ({ kind: 'failure', message: 'there is nobody to ask in this run' }),
};
