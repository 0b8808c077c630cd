import * as vscode from 'vscode';
import type { Place } from '../views/rows.js';

/** What the parts of the extension want to know of the debug session that one looks at. */
export class DebugWatch implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** The number of the stop that each session stands at; none of one that runs. */
  private readonly stopped = new Map<string, number>();
  private stops = 0;
  /** How many stops there were when the editor chose what one looks at: it may be late. */
  private stopOfItem = 0;
  private lastPlace = '';
  private readonly descriptions = new Map<string, string>();
  private readonly subscriptions: vscode.Disposable[];

  /** The session, its stop, or what it is stopped in has changed. */
  readonly onChange = this.changed.event;

  constructor() {
    this.subscriptions = [
      vscode.debug.registerDebugAdapterTrackerFactory('mso', {
        createDebugAdapterTracker: (session) => ({
          onDidSendMessage: (message) => this.note(session, message),
        }),
      }),
      vscode.debug.onDidChangeActiveDebugSession(() => this.fireIfMoved()),
      vscode.debug.onDidChangeActiveStackItem(() => {
        this.stopOfItem = this.stops;
        this.fireIfMoved();
      }),
      vscode.debug.onDidTerminateDebugSession(({ id }) => {
        this.stopped.delete(id);
        this.descriptions.delete(id);
        this.fireIfMoved();
      }),
      this.changed,
    ];
  }

  /** The session that one looks at, if it is one of ours. */
  get session(): vscode.DebugSession | undefined {
    const session = vscode.debug.activeDebugSession;
    return session?.type === 'mso' ? session : undefined;
  }

  get isStopped(): boolean {
    return this.session !== undefined && this.stopped.has(this.session.id);
  }

  /** How far the program is stopped in its past, as the adapter says it: `replay −37`. */
  get past(): string | undefined {
    if (!this.isStopped) return undefined;
    const [, past] =
      /\((replay .*)\)$/.exec(this.descriptions.get(this.session?.id ?? '') ?? '') ?? [];
    return past;
  }

  /** The frame that one looks at, where the program is stopped. */
  get place(): Place | undefined {
    const { session } = this;
    const item = vscode.debug.activeStackItem;
    const { stop } = this;
    // Another session's stop, which the editor does not move to, is none of this one's.
    if (session === undefined || stop === undefined || this.stopOfItem < stop) return undefined;
    if (!(item instanceof vscode.DebugStackFrame) || item.session.id !== session.id)
      return undefined;
    return { session, frameId: item.frameId, threadId: item.threadId };
  }

  /** The number of the stop that one looks at. */
  get stop(): number | undefined {
    return this.stopped.get(this.session?.id ?? '');
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** The editor tells more than once what it has told. */
  private fireIfMoved(): void {
    const { session, stop, place } = this;
    const now = `${session?.id} ${stop} ${place?.frameId} ${place?.threadId}`;
    if (now === this.lastPlace) return;
    this.lastPlace = now;
    this.changed.fire();
  }

  private note(session: vscode.DebugSession, message: AdapterMessage): void {
    if (message.type === 'response') {
      // That it goes on is said by no event where it was asked to.
      if (!message.success || !goOn.has(message.command ?? '')) return;
      this.stopped.delete(session.id);
      setTimeout(() => this.changed.fire(), 0);
      return;
    }
    switch (message.event) {
      case 'stopped':
        this.stopped.set(session.id, ++this.stops);
        this.descriptions.set(session.id, message.body?.description ?? '');
        break;
      case 'continued':
      case 'terminated':
        this.stopped.delete(session.id);
        break;
      case 'invalidated':
      case 'mso/stepsChanged':
        break;
      default:
        return;
    }
    // The editor has not seen the message yet: what it shows is asked for afterwards.
    setTimeout(() => this.changed.fire(), 0);
  }
}

/** Requests after which a program runs on; a stop follows each of them, or its end. */
const goOn: ReadonlySet<string> = new Set([
  ...['continue', 'next', 'stepIn', 'stepOut', 'stepBack', 'reverseContinue', 'goto'],
  ...['restart', 'restartFrame'],
  ...['mso/stepBackInto', 'mso/stepBackOut', 'mso/goToPosition', 'mso/goToLastWrite'],
]);

interface AdapterMessage {
  readonly type: string;
  readonly command?: string;
  readonly success?: boolean;
  readonly event?: string;
  readonly body?: { readonly description?: string };
}
