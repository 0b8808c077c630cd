import type { AgentHost, AgentReply, AgentRequest } from '@mso/vm';

/**
 * Agents whose answers are remembered by what they were asked, so that a program that has been
 * changed can be brought to where the old one stood without asking anybody a second time.
 */
export class RememberingHost implements AgentHost {
  /** While it is set, nobody is asked: what is not known is `missing`. */
  isCatchingUp = false;
  /** The first question that nobody had answered before. */
  missing: AgentRequest | undefined;
  private readonly answered = new Map<string, AgentReply[]>();
  /** The steps that anybody was asked for. */
  private readonly steps = new Set<string>();

  constructor(
    private readonly live: AgentHost,
    /** What was answered before, and is answered so again, once for each time. */
    private readonly known: ReadonlyMap<string, AgentReply[]> = new Map(),
    private readonly knownSteps: ReadonlySet<string> = new Set(),
  ) {}

  get time(): AgentHost['time'] {
    return this.live.time;
  }

  /** The same agents for another machine, which knows what this one has learned. */
  successor(): RememberingHost {
    const known = new Map([...this.answered].map(([key, replies]) => [key, [...replies]]));
    return new RememberingHost(this.live, known, new Set(this.steps));
  }

  /** Whether anybody was asked for a step before there was this one. */
  knowsStep(name: string): boolean {
    return this.knownSteps.has(name);
  }

  invoke(request: AgentRequest): AgentReply | Promise<AgentReply> {
    const key = keyOf(request);
    this.steps.add(request.step);
    const reply = this.known.get(key)?.shift() ?? this.ask(request);
    if (reply instanceof Promise) return reply.then((come) => this.remember(key, come));
    return this.remember(key, reply);
  }

  snapshot(): unknown {
    return this.live.snapshot?.();
  }

  restore(state: unknown): void {
    this.live.restore?.(state);
  }

  private ask(request: AgentRequest): AgentReply | Promise<AgentReply> {
    if (!this.isCatchingUp) return this.live.invoke(request);
    this.missing ??= request;
    return { kind: 'failure', message: 'the agent was not asked this before' };
  }

  private remember(key: string, reply: AgentReply): AgentReply {
    const replies = this.answered.get(key);
    if (replies) replies.push(reply);
    else this.answered.set(key, [reply]);
    return reply;
  }
}

/** Everything about a question that its answer may depend on, as text. */
function keyOf({ signal: _signal, onText: _onText, ...question }: AgentRequest): string {
  return JSON.stringify(question, (_key, part: unknown) =>
    part instanceof Map ? { entries: [...part] } : part,
  );
}
