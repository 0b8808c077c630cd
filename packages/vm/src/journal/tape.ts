/**
 * What came from outside, in the order in which the machine asked for it.
 *
 * The machine itself is deterministic, so that a run repeats exactly where each question gets the
 * answer it got before. A machine that has been set back reads the tape; at its end it asks again.
 */
export class Tape<Entry> {
  private readonly entries: Entry[] = [];
  /** The number of the first entry there is: earlier ones have been dropped. */
  private first = 0;
  private next = 0;

  /** @param isRecording without it, every question is asked and nothing is kept */
  constructor(private readonly isRecording: boolean) {}

  /** The number of the next entry. */
  get position(): number {
    return this.next;
  }

  /** Whether the next question has been answered before. */
  get isReplaying(): boolean {
    return this.next - this.first < this.entries.length;
  }

  /** The answer to the next question, which `ask` finds out where it is new. */
  take(ask: () => Entry): Entry {
    const known = this.entries[this.next - this.first];
    if (known !== undefined) {
      this.next++;
      return known;
    }
    const entry = ask();
    if (this.isRecording) {
      this.entries.push(entry);
      this.next++;
    }
    return entry;
  }

  /** Goes back or on to an entry. */
  moveTo(position: number): void {
    this.next = position;
  }

  /** Forgets what comes next, and answers with it. */
  cut(): readonly Entry[] {
    return this.entries.splice(this.next - this.first);
  }

  /** Forgets what was before an entry. */
  dropBefore(position: number): void {
    this.entries.splice(0, position - this.first);
    this.first = position;
  }
}
