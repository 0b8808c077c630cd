import type { AgentHost, AgentReply, AgentRequest } from '@mso/vm';

/** An answer, and which question it was of all that were asked. */
interface Answer {
  readonly question: number;
  readonly key: string;
  readonly reply: AgentReply;
}

/** What it was at a moment that may be gone back to. */
interface State {
  readonly asked: number;
  readonly live: unknown;
}

/**
 * Agents whose answers are remembered by what they were asked, so that a program that has been
 * changed can be brought to where the old one stood without asking anybody a second time.
 */
export class RememberingHost implements AgentHost {
  /** While it is set, nobody is asked: what is not known is `missing`. */
  isCatchingUp = false;
  /** The first question that nobody had answered before. */
  missing: AgentRequest | undefined;
  private asked = 0;
  private answers: Answer[] = [];
  /** Takes the answers to the questions that have none yet, by their keys. */
  private readonly open = new Map<string, (reply: AgentReply) => AgentReply>();
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
    const known = new Map<string, AgentReply[]>();
    for (const { key, reply } of this.answers.toSorted((a, b) => a.question - b.question)) {
      const replies = known.get(key);
      if (replies) replies.push(reply);
      else known.set(key, [reply]);
    }
    return new RememberingHost(this.live, known, new Set(this.steps));
  }

  /** Whether anybody was asked for a step before there was this one. */
  knowsStep(name: string): boolean {
    return this.knownSteps.has(name);
  }

  invoke(request: AgentRequest): AgentReply | Promise<AgentReply> {
    const remember = this.noteQuestion(request);
    const reply = this.isCatchingUp ? this.recall(request) : this.live.invoke(request);
    return reply instanceof Promise ? reply.then(remember) : remember(reply);
  }

  supplied(request: AgentRequest, reply: AgentReply): void {
    const remember = this.open.get(keyOf(request)) ?? this.noteQuestion(request);
    remember(reply);
  }

  snapshot(): State {
    return { asked: this.asked, live: this.live.snapshot?.() };
  }

  /** What was asked since is not known any more. */
  restore({ asked, live }: State): void {
    this.answers = this.answers.filter(({ question }) => question < asked);
    this.asked = asked;
    if (live !== undefined) this.live.restore?.(live);
  }

  /** What was answered before, once for each time. */
  private recall(request: AgentRequest): AgentReply {
    const known = this.known.get(keyOf(request))?.shift();
    if (known) return known;
    this.missing ??= request;
    return { kind: 'failure', message: 'the agent was not asked this before' };
  }

  /** @returns what is to be told the answer, and gives it back; the first one counts */
  private noteQuestion(request: AgentRequest): (reply: AgentReply) => AgentReply {
    const question = this.asked++;
    const key = keyOf(request);
    this.steps.add(request.step);
    const remember = (reply: AgentReply): AgentReply => {
      if (this.open.get(key) !== remember) return reply;
      this.open.delete(key);
      this.answers.push({ question, key, reply });
      return reply;
    };
    this.open.set(key, remember);
    return remember;
  }
}

/** Everything about a question that its answer may depend on, as text. */
function keyOf({ signal: _signal, onText: _onText, ...question }: AgentRequest): string {
  return JSON.stringify(question, (_key, part: unknown) =>
    part instanceof Map ? { entries: [...part] } : part,
  );
}
