import type { AgentHost, AgentReply, AgentRequest } from '@mso/vm';

/** A question: which one it was of all that were asked, and everything it was about. */
interface Question {
  readonly number: number;
  readonly key: string;
}

interface Answer extends Question {
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
  /** The questions that have no answer yet, in their order; several may be the same. */
  private readonly open = new Set<Question>();
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
    for (const { key, reply } of this.answers.toSorted((a, b) => a.number - b.number)) {
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
    const question = this.noteQuestion(request);
    const reply = this.isCatchingUp ? this.recall(request) : this.live.invoke(request);
    if (reply instanceof Promise) return reply.then((come) => this.remember(question, come));
    return this.remember(question, reply);
  }

  supplied(request: AgentRequest, reply: AgentReply): void {
    const key = keyOf(request);
    const asked = [...this.open].find((question) => question.key === key);
    this.remember(asked ?? this.noteQuestion(request), reply);
  }

  snapshot(): State {
    return { asked: this.asked, live: this.live.snapshot?.() };
  }

  /** What was asked since is not known any more. */
  restore({ asked, live }: State): void {
    this.answers = this.answers.filter(({ number }) => number < asked);
    for (const question of this.open) if (question.number >= asked) this.open.delete(question);
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

  private noteQuestion(request: AgentRequest): Question {
    const question = { number: this.asked++, key: keyOf(request) };
    this.steps.add(request.step);
    this.open.add(question);
    return question;
  }

  /** The first answer counts, and none to a question that has been forgotten meanwhile. */
  private remember(question: Question, reply: AgentReply): AgentReply {
    if (this.open.delete(question)) this.answers.push({ ...question, reply });
    return reply;
  }
}

/** Everything about a question that its answer may depend on, as text. */
function keyOf({ signal: _signal, onText: _onText, ...question }: AgentRequest): string {
  return JSON.stringify(question, (_key, part: unknown) =>
    part instanceof Map ? { entries: [...part] } : part,
  );
}
