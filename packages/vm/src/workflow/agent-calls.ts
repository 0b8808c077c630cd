import type { AgentHost, AgentReply, AgentRequest } from '../machine/agent-host.js';
import type { AgentCall } from './invocation.js';

/** The calls to agents, and who waits for their replies. */
export class AgentCalls {
  /** Calls whose reply has not come. */
  readonly unanswered = new Set<AgentCall>();
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly host: AgentHost,
    private readonly nowMs: () => number,
  ) {}

  get time(): AgentHost['time'] {
    return this.host.time;
  }

  /** Asks; the reply is in the call at once, or some time later. */
  ask(call: AgentCall, request: AgentRequest): void {
    this.unanswered.add(call);
    call.abort.signal.addEventListener('abort', () => this.unanswered.delete(call));
    const reply = this.host.invoke(request);
    if (reply instanceof Promise) reply.then((come) => this.arrive(call, come));
    else this.arrive(call, reply);
  }

  /** Settles once a reply has come since it was asked. */
  untilArrival(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private arrive(call: AgentCall, reply: AgentReply): void {
    if (!this.unanswered.delete(call)) return;
    call.reply = reply;
    const isVirtual = this.host.time === 'virtual';
    call.dueMs = isVirtual ? call.askedMs + (reply.afterMs ?? 0) : this.nowMs();
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/** What a machine without agents answers. */
export const noAgents: AgentHost = {
  time: 'virtual',
  invoke: () => ({ kind: 'failure', message: 'there is nobody to ask in this run' }),
};
