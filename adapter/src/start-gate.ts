import { endedBeforeStart } from './protocol/errors.js';

/** How long a client that never says `configurationDone` may say nothing before it is started. */
const patienceMs = 5_000;

/**
 * Holds a launched program back until the client has configured its breakpoints.
 *
 * `launch` waits here for `configurationDone`, which may come before or after it. There are old
 * clients that never send it; what they launch starts when nothing has come for a while.
 */
export class StartGate {
  private readonly opened: Promise<void>;
  private open: () => void = () => undefined;
  private refuse: (reason: Error) => void = () => undefined;
  private announced = false;
  private cancelled = false;
  private timer: NodeJS.Timeout | undefined;
  private patience: NodeJS.Timeout | undefined;

  /** @param lostPatience told when the gate opens without `configurationDone` */
  constructor(private readonly lostPatience: () => void) {
    this.opened = new Promise((resolve, reject) => {
      this.open = resolve;
      this.refuse = reject;
    });
    this.opened.catch(() => undefined);
  }

  /**
   * Sends `initialized`, once: when the program is loaded, so that breakpoints are verified at
   * once, or a moment after `initialize` for clients that configure before they launch.
   */
  announce(send: () => void, delayMs = 0): void {
    clearTimeout(this.timer);
    if (this.announced) return;
    if (delayMs > 0) {
      this.timer = setTimeout(() => this.announce(send), delayMs);
      return;
    }
    this.announced = true;
    send();
  }

  /** Resolves once configured. @throws RequestError when the session ends first */
  wait(): Promise<void> {
    this.patience = setTimeout(() => {
      this.lostPatience();
      this.open();
    }, patienceMs);
    const stop = (): void => clearTimeout(this.patience);
    this.opened.then(stop, stop);
    return this.opened;
  }

  /** Told of every request: the client is at work. */
  heard(): void {
    this.patience?.refresh();
  }

  configured(): void {
    this.open();
  }

  /** The session is over before its program has started. */
  get isCancelled(): boolean {
    return this.cancelled;
  }

  cancel(): void {
    this.cancelled = true;
    clearTimeout(this.timer);
    this.refuse(endedBeforeStart());
  }
}
