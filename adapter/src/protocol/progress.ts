/** How long work takes before a person is told of it, and how often they are told how far it is. */
const quietMs = 500;
const updateEveryMs = 250;

export interface Work {
  readonly title: string;
  /** Ends it early, where that is possible. */
  readonly cancel?: () => void;
}

/** Tells a client of work that takes long, one piece of it at a time. */
export class Progress {
  private nextId = 1;
  private work: Work | undefined;
  private begunMs = 0;
  /** Of the work that the client knows of. */
  private shown: { readonly id: string; updatedMs: number } | undefined;

  constructor(
    private readonly send: (event: string, body: object) => void,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** Shows work that is known to take long. */
  show(work: Work, share?: number): void {
    this.work = work;
    const id = `work ${this.nextId++}`;
    this.shown = { id, updatedMs: this.nowMs() };
    this.send('progressStart', {
      ...{ progressId: id, title: work.title, cancellable: work.cancel !== undefined },
      ...(share !== undefined && { percentage: percentage(share) }),
    });
  }

  /** Told again and again how much of some work is done; it is shown if it takes long. */
  note(work: Work, share: number): void {
    const now = this.nowMs();
    if (this.work === undefined) {
      this.work = work;
      this.begunMs = now;
    } else if (this.shown === undefined) {
      if (now - this.begunMs >= quietMs) this.show(work, share);
    } else if (now - this.shown.updatedMs >= updateEveryMs) {
      this.shown.updatedMs = now;
      this.send('progressUpdate', { progressId: this.shown.id, percentage: percentage(share) });
    }
  }

  /** The work is done. */
  end(): void {
    const { shown } = this;
    this.work = undefined;
    this.shown = undefined;
    if (shown) this.send('progressEnd', { progressId: shown.id });
  }

  /** Ends the work of an id early. One that is over, or cannot be ended, is left alone. */
  cancel(id: string): void {
    if (this.shown?.id === id) this.work?.cancel?.();
  }
}

function percentage(share: number): number {
  return Math.floor(share * 100);
}
