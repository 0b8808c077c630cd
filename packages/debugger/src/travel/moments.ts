/** Something that a person may want to go back to. */
export interface Moment {
  /** How many instructions had been executed. */
  readonly position: number;
  readonly kind: 'stop' | 'step' | 'call' | 'reply' | 'workflow';
  readonly text: string;
}

/** More than anybody looks through; the oldest go first. */
const momentsMax = 10_000;

/** What has happened in a run, in its order, as far back as one can go. */
export class Moments {
  private items: Moment[] = [];

  /** Those from a position on. */
  from(position: number): readonly Moment[] {
    return this.items.filter((moment) => moment.position >= position);
  }

  add(moment: Moment): void {
    if (this.items.length >= momentsMax) this.items.splice(0, momentsMax / 10);
    this.items.push(moment);
  }

  /** A new future has begun there. */
  forgetAfter(position: number): void {
    this.items = this.items.filter((moment) => moment.position <= position);
  }

  clear(): void {
    this.items = [];
  }
}
