import * as vscode from 'vscode';

/** What the parts of the extension want to know of the debug session that one looks at. */
export class DebugWatch implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly stopped = new Set<string>();
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
      vscode.debug.onDidChangeActiveDebugSession(() => this.changed.fire()),
      vscode.debug.onDidChangeActiveStackItem(() => this.changed.fire()),
      vscode.debug.onDidTerminateDebugSession(({ id }) => {
        this.stopped.delete(id);
        this.descriptions.delete(id);
        this.changed.fire();
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

  /** What the adapter says of the present stop, where it says more than the reason. */
  get description(): string | undefined {
    return this.isStopped ? this.descriptions.get(this.session?.id ?? '') : undefined;
  }

  /** The frame that one looks at, where the program is stopped. */
  get frameId(): number | undefined {
    const item = vscode.debug.activeStackItem;
    if (!this.isStopped || !(item instanceof vscode.DebugStackFrame)) return undefined;
    return item.session.id === this.session?.id ? item.frameId : undefined;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private note(session: vscode.DebugSession, message: AdapterMessage): void {
    if (message.type !== 'event') return;
    switch (message.event) {
      case 'stopped':
        this.stopped.add(session.id);
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

interface AdapterMessage {
  readonly type: string;
  readonly event?: string;
  readonly body?: { readonly description?: string };
}
