import type { HelixVM, StepRun, VMEvents } from '@mso/vm';
import type { Stop } from '../stop.js';

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

  /** Notes what the machine tells, but for steps. */
  events(vm: () => HelixVM): Pick<VMEvents, 'call' | 'workflow'> {
    return {
      call: (_thread, { agent: { name } }, reply) => {
        if (reply === undefined) this.note(vm(), 'call', `${name} is asked`);
        else if (reply.kind === 'output') this.note(vm(), 'reply', `${name} answers`);
        else this.note(vm(), 'reply', `${name} fails: ${reply.message}`);
      },
      workflow: ({ workflow, status }) => this.note(vm(), 'workflow', `${workflow.name} ${status}`),
    };
  }

  noteStep(vm: HelixVM, { step, status, attempts, error }: StepRun): void {
    const attempt = attempts > 1 ? ` (attempt ${attempts})` : '';
    const why = error === undefined ? '' : `: ${error}`;
    this.note(vm, 'step', `${step.name} ${status}${attempt}${why}`);
  }

  /** A stop in the past, or one more where it stopped last, is none to come back to. */
  noteStop(vm: HelixVM, { reason }: Stop): void {
    const last = this.items.at(-1);
    const isLast = last?.text === reason && last.position === vm.journal?.position;
    if (!vm.journal?.isInPast && !isLast) this.note(vm, 'stop', reason);
  }

  private note({ journal }: HelixVM, kind: Moment['kind'], text: string): void {
    if (journal) this.add({ position: journal.position, kind, text });
  }

  private add(moment: Moment): void {
    if (this.items.length >= momentsMax) this.items.splice(0, momentsMax / 10);
    this.items.push(moment);
  }

  /** A new future has begun there. */
  forgetAfter(position: number): void {
    this.items = this.items.filter((moment) => moment.position <= position);
  }
}
