import type { Seated } from './seated.js';

type Message = (listener: Seated) => void;

/** How much is kept while nobody listens. What is older is dropped, which is said. */
const messagesMax = 1_000;

/** What a program has said while nobody listened. */
export class Backlog {
  private messages: Message[] = [];
  private dropped = 0;

  keep(message: Message): void {
    this.messages.push(message);
    if (this.messages.length <= messagesMax) return;
    this.messages.shift();
    this.dropped++;
  }

  /** Tells everything, and keeps it no longer. */
  tellAll(listener: Seated): void {
    const { messages, dropped } = this;
    this.messages = [];
    this.dropped = 0;
    if (dropped > 0) listener.said(`${dropped} earlier messages were not kept.`);
    for (const message of messages) message(listener);
  }
}
