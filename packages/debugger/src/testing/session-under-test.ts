// biome-ignore lint/style/noRestrictedImports: tests may compile, the debugger may not.
import { compile } from '@mso/compiler';
import { SourceFile } from '@mso/language';
import { environmentResolver, type HelixVM, type VMOptions } from '@mso/vm';
import type {
  AnyRequest,
  BreakpointRequest,
  SourceBreakpoint,
} from '../breakpoints/source-breakpoint.js';
import { DebugSession } from '../session.js';
import type { Ending } from '../session-types.js';
import type { Granularity, StepKind } from '../stepping/step-plan.js';
import type { Stop } from '../stop.js';
import type { Frame } from '../views/frames.js';

export interface Setup {
  readonly environment?: Readonly<Record<string, string>>;
  readonly stopOnEntry?: boolean;
  readonly noDebug?: boolean;
  readonly vm?: Pick<VMOptions, 'config' | 'journal' | 'onRecoverableError'>;
}

export const path = 'test.mso';

/** A debug session without a protocol; what it reports is kept, and it runs when it is told. */
export class SessionUnderTest {
  readonly stops: Stop[] = [];
  readonly endings: Ending[] = [];
  readonly output: string[] = [];
  readonly changed: SourceBreakpoint<AnyRequest>[] = [];
  readonly session: DebugSession;
  private readonly waiting: (() => void)[] = [];

  constructor() {
    this.session = new DebugSession({
      events: {
        stopped: (stop) => this.stops.push(stop),
        ended: (ending) => this.endings.push(ending),
        output: (kind, text) => this.output.push(`${kind}: ${text}`),
        breakpointChanged: (breakpoint) => this.changed.push(breakpoint),
      },
      schedule: (slice) => this.waiting.push(slice),
    });
  }

  load(text: string, setup: Setup = {}): this {
    const { module, diagnostics } = compile(new SourceFile(path, text));
    if (module === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
    this.session.load({
      module,
      vm: { resolver: environmentResolver(setup.environment ?? {}), ...setup.vm },
      stopOnEntry: setup.stopOnEntry ?? true,
      noDebug: setup.noDebug ?? false,
    });
    return this;
  }

  set(
    ...requests: readonly (BreakpointRequest | number)[]
  ): readonly SourceBreakpoint<AnyRequest>[] {
    const all = requests.map((request) =>
      typeof request === 'number' ? { line: request } : request,
    );
    return this.session.breakpoints.set(path, all);
  }

  begin(): this {
    this.session.begin();
    return this.drain();
  }

  continue(): this {
    this.session.continue();
    return this.drain();
  }

  step(kind: StepKind, granularity?: Granularity): this {
    this.session.step(kind, granularity);
    return this.drain();
  }

  /** Runs backwards to the breakpoint before, or to the beginning. */
  continueBack(): this {
    this.session.travel.reverseContinue();
    return this.drain();
  }

  /** Runs one slice, the first that waits. */
  runSlice(): this {
    this.waiting.shift()?.();
    return this;
  }

  get vm(): HelixVM {
    return this.session.vm;
  }

  get frame(): Frame {
    const frame = this.session.frame(this.session.frameCount() - 1);
    if (frame === undefined) throw new Error('there is no frame');
    return frame;
  }

  /** `line:column frame`, or how it ended. */
  get place(): string {
    const [ending] = this.endings;
    if (ending) return `ended ${ending.exitCode}`;
    const { span, name } = this.frame;
    return `${span?.startLine}:${span?.startColumn} ${name}`;
  }

  /** The last stop as `reason`, with the numbers of its breakpoints. */
  get reason(): string {
    const stop = this.stops.at(-1);
    return [stop?.reason, ...(stop?.breakpoints ?? [])].join(' ');
  }

  private drain(): this {
    while (this.waiting.length > 0) this.runSlice();
    return this;
  }
}

/** A session at the entry of a program. */
export function started(text: string, setup: Setup = {}): SessionUnderTest {
  return new SessionUnderTest().load(text, setup).begin();
}

/** A session that has stopped at a line. */
export function stoppedAt(text: string, line: number, setup: Setup = {}): SessionUnderTest {
  const test = new SessionUnderTest().load(text, { stopOnEntry: false, ...setup });
  test.set(line);
  return test.begin();
}
