import { endedBeforeStart } from './protocol/errors.js';

/**
 * Holds a launched program back until the client has configured its breakpoints.
 *
 * `launch` waits here for `configurationDone`, which may come before or after it.
 */
export class StartGate {
  private readonly opened: Promise<void>;
  private open: () => void = () => undefined;
  private refuse: (reason: Error) => void = () => undefined;
  private announced = false;
  private cancelled = false;
  private timer: NodeJS.Timeout | undefined;

  constructor() {
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
    return this.opened;
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
